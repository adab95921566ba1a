"""The sections of a form as its paper shows them, and what each asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

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
    each: str | None = None  # the choice of which each ticked option has this section
    option: str = ""  # the one that this is for
    inside: list[str] = field(default_factory=list)  # of the first of an option: all its fields


def sections(form: Form) -> list[Section]:
    """The sections of all documents in paper order, then what is carried but not printed."""
    found: list[Section] = []
    for document in form.documents:
        found += _document_sections(form, document, several=len(form.documents) > 1)
    carried = carried_fields(form)
    if carried:
        found.append(Section("不打印的信息", 1, CARRIED, carried))
    return found


def sections_for(form: Form, ticked: Callable[[str], Sequence[str]]) -> list[Section]:
    """The sections as the values have them: those that options repeat once for each option that is `ticked`
    in the choice, with the paths of its own answers; one head says so where none is.
    """
    shown: list[Section] = []
    for each, run in groupby(sections(form), key=lambda section: section.each):
        if each is None:
            shown += run
        else:
            shown += _repeated(form, list(run), each, ticked(each))
    return shown


def _repeated(form: Form, run: list[Section], each: str, ticked: Sequence[str]) -> list[Section]:
    if not ticked:
        choice = form.field(each)
        wanted = f"（先勾选“{_label(choice)}”）" if choice is not None else ""
        return [replace(run[0], title=f"{run[0].title}{wanted}", paths=[])]
    shown: list[Section] = []
    for option in ticked:
        own = [
            replace(section, option=option, paths=[_of_option(form, path, option) for path in section.paths])
            for section in run
        ]
        own[0].title = f"{own[0].title}（{option}）"
        own[0].inside = [path for section in own for path in section.paths]
        shown += [own[0], *(replace(section, level=section.level + 1) for section in own[1:])]
    return shown


def _of_option(form: Form, path: str, option: str) -> str:
    """The real path of a field that is answered for each option."""
    group, _, rest = path.partition(".")
    found = form.field(group)
    return f"{group}.{option}.{rest}" if found is not None and found.each else path


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
            section.each = part.each
            found.append(section)
        if not found:
            found.append(Section(document.title, 1, part.id))
        known = set(found[-1].paths)
        paths = [_full(form, part, path) for path in paths_by_part(form)[part.id]]
        found[-1].paths += [path for path in paths if path not in known]
    return found


def _full(form: Form, part: Part, path: str) -> str:
    """The definition path of a field that a part names: inside a group, the group's child comes first."""
    inner = f"{_group_of(form, part)}.{path}"
    return inner if form.field(inner) is not None else path


def _group_of(form: Form, part: Part) -> str:
    return next((item.id for item in form.fields if part.each and item.each == part.each), "")


def _begins(form: Form, part: Part, document: Document, *, several: bool) -> Section | None:
    match part.body:
        case Cover():
            return Section(f"{document.title}封面" if several else "封面", 1, part.id)
        case Title(text=text) | Heading(text=text, level=1):
            return Section(text.plain.replace("\n", ""), 1, part.id)
        case Narrative(field=path, level=level):
            found = form.field(_full(form, part, path))
            return Section(_label(found), min(level, 2), part.id)
    return None


def _label(found: Field | None) -> str:
    return found.label.rstrip("。：") if found is not None else ""
