"""Describes a form to outside programs and to the window's outline: sections and what is asked in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from aimed_desktop.definition.fields import Field, FieldRef, Text
from aimed_desktop.definition.layout import Cover, Document, Heading, Narrative, Part, Title
from aimed_desktop.definition.model import Form, Material, Notice, Route
from aimed_desktop.definition.placement import FieldPlace, places_in

Description = dict[str, Any]


@dataclass(slots=True)
class DescribedSection:
    """A stretch of a document: its cover, a chapter, a part that stands alone."""

    id: str  # id of the part that opens it
    title: str
    parts: list[Part] = field(default_factory=list)

    def places(self, form: Form) -> Iterator[FieldPlace]:
        """Where fields are printed in it, in the order of the paper."""
        for part in self.parts:
            yield from places_in(part, form)


def sections(document: Document, form: Form) -> tuple[DescribedSection, ...]:
    """The sections of a document: 封面, each first-level heading or title, in the order of the paper."""
    made: list[DescribedSection] = []
    for part in document.parts:
        title = _section_title(part, form)
        if title is not None or not made:
            made.append(DescribedSection(part.id, title or document.title))
        made[-1].parts.append(part)
    return tuple(made)


def describe_form(form: Form, notice: Notice) -> Description:
    """The form as `forms show --json` prints it."""
    homes = _homes(form)
    documents = [_document(document, form, homes) for document in form.documents]
    carried = [_field(item) for item in form.fields if item.id not in homes]
    if carried:
        extra = {"id": "extra", "title": "不打印的信息", "fields": carried}
        documents.append({"id": "extra", "title": "不打印的信息", "printed": False, "sections": [extra]})
    return {
        "id": form.id,
        "title": form.title,
        "kind": form.kind,
        "version": form.version,
        "notice": _notice(notice),
        "documents": documents,
        "materials": [_material(material) for material in form.materials],
        "rules": [
            {"id": rule.id, "severity": rule.severity, "message": form.told(rule), "source": rule.source}
            for rule in form.rules
        ],
    }


def _section_title(part: Part, form: Form) -> str | None:
    match part.body:
        case Cover():
            return "封面"
        case Title(text=text):
            return _words(text, form)
        case Heading(text=text, level=1):
            return _words(text, form)
        case Narrative(field=path, level=1):
            item = form.field(path)
            return item.label.rstrip("。") if item else None
    return None


def _words(text: Text, form: Form) -> str:
    """Printed words; a field in them is named by its label."""
    pieces = []
    for piece in text.pieces:
        item = form.field(piece.path) if isinstance(piece, FieldRef) else None
        pieces.append(piece if isinstance(piece, str) else f"（{item.label}）" if item else "")
    return "".join(pieces).replace("\n", "")


def _homes(form: Form) -> dict[str, FieldPlace]:
    """The home of each printed top-level field: the place with its own label, else the first place."""
    parts = [part for document in form.documents for part in document.parts]
    places = [place for part in parts for place in places_in(part, form)]
    homes: dict[str, FieldPlace] = {}
    for place in places:
        homes.setdefault(place.top, place)
    for place in reversed(places):
        item = form.field(place.top)
        if item is not None and place.label == item.label:
            homes[place.top] = place
    return homes


def _document(document: Document, form: Form, homes: dict[str, FieldPlace]) -> Description:
    described = [
        {"id": section.id, "title": section.title, "fields": list(_section_fields(section, form, homes))}
        for section in sections(document, form)
    ]
    return {"id": document.id, "title": document.title, "printed": True, "sections": described}


def _section_fields(
    section: DescribedSection, form: Form, homes: dict[str, FieldPlace]
) -> Iterator[Description]:
    """The fields at home here in full, the others as pointers; one field once under the same label."""
    places = list(section.places(form))
    at_home = {place.top for place in places if homes[place.top] == place}
    pointed: set[tuple[str, str]] = set()
    for place in places:
        item = form.field(place.top)
        if item is None:
            continue
        if homes[place.top] == place:
            yield _field(item)
            continue
        label = place.label or item.label
        if (item.id, label) not in pointed and not (
            item.id in at_home and (item.fields or label == item.label)
        ):
            pointed.add((item.id, label))
            yield {"id": item.id, "label": label, "same_as": item.id}


def _field(item: Field) -> Description:
    limit = {"kind": item.limit.kind, "max": item.limit.max, "counts": "words"} if item.limit else None
    options = [
        _present(label=o.label, head=o.head, note=o.note, blank=o.blank, after=o.after, unit=o.unit)
        for o in item.options
    ]
    return {
        "id": item.id,
        "label": item.label,
        "type": str(item.type),
        "required": item.required,
        **_present(
            hint=item.hint,
            note=item.note,
            unit=item.unit,
            units=list(item.units),
            limit=limit,
            options=options,
            max=item.max,
            soft=item.soft or None,
            min_rows=item.min_rows or None,
            max_rows=item.max_rows,
            fields=[_field(child) for child in item.fields],
        ),
    }


def _notice(notice: Notice) -> Description:
    return {
        "id": notice.id,
        "title": notice.title,
        "issuer": "、".join(notice.issuers),
        "routes": [_route(route) for route in notice.routes],
        "contacts": [_present(**asdict(contact)) for contact in notice.contacts],
    }


def _route(route: Route) -> Description:
    described = asdict(route)
    described["from"] = described.pop("from_")
    described["by"] = list(route.by)
    described["mail"] = list(route.mail)
    order = (
        "from",
        "to",
        "by",
        "until",
        "copies",
        "mail",
        "subject",
        "place",
        "binding",
        "url",
        "note",
        "source",
    )
    return _present(**{key: described[key] for key in order})


def _material(material: Material) -> Description:
    required = material.required if isinstance(material.required, bool) else material.required.source
    return {"id": material.id, "title": material.title, "required": required}


def _present(**values: Any) -> Description:
    """What is there: no empty texts, lists or None."""
    return {key: value for key, value in values.items() if value not in (None, "", [], ())}
