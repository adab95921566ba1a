"""The sections of a form as its paper shows them, and what each asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.layout import Cover, Document, Heading, Narrative, Part, Title
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.placement import paths_by_part, printed_fields

CARRIED = "carried"


@dataclass(slots=True)
class Section:
    """`anchor` is the id of the part that it begins with; `paths` are the fields asked for in it."""

    title: str
    level: int
    anchor: str
    paths: list[str] = field(default_factory=list)


def sections(form: Form) -> list[Section]:
    """The sections of all documents in paper order, then what is carried but not printed."""
    found: list[Section] = []
    for document in form.documents:
        found += _document_sections(form, document, several=len(form.documents) > 1)
    carried = carried_fields(form)
    if carried:
        found.append(Section("不打印的信息", 1, CARRIED, carried))
    return found


def carried_fields(form: Form) -> list[str]:
    """The fields that the application carries but no document prints."""
    printed = printed_fields(form)
    return [field.id for field in form.fields if field.id not in printed]


def _document_sections(form: Form, document: Document, *, several: bool) -> list[Section]:
    found: list[Section] = []
    for part in document.parts:
        if part.blank_only:
            continue
        section = _begins(form, part, document, several=several)
        if section is not None:
            found.append(section)
        if not found:
            found.append(Section(document.title, 1, part.id))
        known = set(found[-1].paths)
        found[-1].paths += [path for path in paths_by_part(form)[part.id] if path not in known]
    return found


def _begins(form: Form, part: Part, document: Document, *, several: bool) -> Section | None:
    match part.body:
        case Cover():
            return Section(f"{document.title}封面" if several else "封面", 1, part.id)
        case Title(text=text) | Heading(text=text, level=1):
            return Section(text.plain.replace("\n", ""), 1, part.id)
        case Narrative(field=path, level=level):
            group = next((item.id for item in form.fields if part.each and item.each == part.each), "")
            found = form.field(f"{group}.{path}") or form.field(path)
            return Section(_label(found), min(level, 2), part.id)
    return None


def _label(found: Field | None) -> str:
    return found.label.rstrip("。：") if found is not None else ""
