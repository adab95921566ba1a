"""Which fields stand where on the paper, and under which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from aimed_desktop.definition.fields import FieldRef, Text
from aimed_desktop.definition.layout import (
    Block,
    Body,
    Cell,
    CellField,
    CellText,
    Cover,
    HandPlace,
    Heading,
    Names,
    Narrative,
    Paragraphs,
    Part,
    Row,
    Signature,
    Table,
    Title,
)
from aimed_desktop.definition.model import Form

PlacedPath = tuple[str, str | None]

_KEPT_FORMS = 16  # of which the answers are kept: each is asked for several times while a form opens


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """One place of a field: its full definition path and the words printed beside it, if any."""

    part: str
    number: int  # of the places in its part
    path: str
    label: str | None

    @property
    def top(self) -> str:
        """The id of the top-level field."""
        return self.path.split(".")[0]


@lru_cache(maxsize=_KEPT_FORMS)
def printed_fields(form: Form) -> frozenset[str]:
    """The ids of the top-level fields of which anything is printed; the rest are only carried."""
    parts = (part for document in form.documents for part in document.parts)
    tops = {place.top for part in parts for place in places_in(part, form)}
    return frozenset(tops & {field.id for field in form.fields})


@lru_cache(maxsize=_KEPT_FORMS)
def paths_by_part(form: Form) -> Mapping[str, tuple[str, ...]]:
    """The field paths that each part names, by the id of the part, each path once, in paper order."""
    parts = (part for document in form.documents for part in document.parts)
    return {part.id: tuple(dict.fromkeys(paths_in(part.body))) for part in parts}


def paths_in(body: Body) -> Iterator[str]:
    """The field paths that a part names, in the order of the paper; a repeated block names its rows."""
    yield from (path for path, _ in _found(body))


def places_in(part: Part, form: Form) -> Iterator[FieldPlace]:
    """The places in a part, in the order of the paper."""
    group = next((item.id for item in form.fields if part.each and item.each == part.each), "")
    found = _relative(_found(part.body), group, form)
    for number, (path, label) in enumerate(found):
        yield FieldPlace(part.id, number, path, label)


def _relative(found: Iterator[PlacedPath], holder: str, form: Form) -> Iterator[PlacedPath]:
    """Inside a repetition the names of its children come first."""
    for path, label in found:
        inner = f"{holder}.{path}"
        yield (inner if holder and form.field(inner) is not None else path), label


def _found(body: Body) -> Iterator[PlacedPath]:
    match body:
        case Cover() as cover:
            yield from _in_texts(cover.title)
            for line in cover.lines:
                yield line.field, line.label.replace("\n", "").rstrip("：")
            yield from _in_texts(cover.foot)
        case Title(text=text) | Heading(text=text):
            yield from _in_texts((text,))
        case Paragraphs(texts=texts):
            yield from _in_texts(texts)
        case Narrative(field=path):
            yield path, None
        case Names(fields=paths):
            yield from ((_rows_of(path), None) for path in paths)
        case Signature(places=places):
            for place in places:
                yield from _in_place(place)
        case Table(rows=rows):
            for row in rows:
                yield from _in_row(row)


def _in_row(row: Row | Block) -> Iterator[PlacedPath]:
    if isinstance(row, Block):
        if row.repeat:
            yield row.repeat, None
            return
        for inner in row.rows:
            yield from _in_row(inner)
        return
    label: str | None = None
    for cell in row.cells:
        label = label_of(cell) if cell.is_label else label
        yield from _in_cell(cell, label)
        label = label if cell.is_label else None


def _in_cell(cell: Cell, label: str | None) -> Iterator[PlacedPath]:
    for part in cell.parts:
        if isinstance(part, CellField):
            yield part.path, label
        elif isinstance(part, CellText):
            yield from _in_texts((part.text,))
        elif isinstance(part, Names):
            yield from ((_rows_of(path), label) for path in part.fields)
        else:
            yield from _in_place(part)


def _rows_of(path: str) -> str:
    """The rows field of a column; the field itself where it stands in no rows."""
    return path.partition(".")[0]


def label_of(cell: Cell) -> str:
    """The printed words of a label cell on one line, without a trailing ：."""
    words = "".join(part.text.plain for part in cell.parts if isinstance(part, CellText))
    return words.replace("\n", "").rstrip("：")


def _in_place(place: HandPlace) -> Iterator[PlacedPath]:
    yield from _in_texts((place.label,))
    if place.field:
        yield place.field, place.label.plain.rstrip("：")


def _in_texts(texts: tuple[Text, ...]) -> Iterator[PlacedPath]:
    for text in texts:
        for piece in text.pieces:
            if isinstance(piece, FieldRef) and piece.path != "n":
                yield piece.path, None


def own_words(form: Form) -> Iterator[str]:
    """Everything that the paper prints whether it is filled or not: labels, notes, options, sentences."""
    for _, field in form.walk():
        yield field.label
        yield field.note or ""
        for option in field.options:
            yield from (option.label, option.head or "", option.note or "")
    for document in form.documents:
        for part in document.parts:
            if not part.blank_only:
                yield from _words_of(part.body)


def _words_of(body: Body) -> Iterator[str]:
    match body:
        case Cover() as cover:
            yield from (text.plain for text in (*cover.title, *cover.foot))
            yield from (line.label for line in cover.lines)
        case Title(text=text) | Heading(text=text):
            yield text.plain
        case Paragraphs(texts=texts):
            yield from (text.plain for text in texts)
        case Signature(places=places):
            yield from (place.label.plain for place in places)
        case Table(rows=rows):
            for row in rows:
                yield from _words_of_row(row)
        case _:
            pass


def _words_of_row(row: Row | Block) -> Iterator[str]:
    if row.blank_only:
        return
    if isinstance(row, Block):
        for inner in row.rows:
            yield from _words_of_row(inner)
        return
    for cell in row.cells:
        for part in cell.parts:
            if isinstance(part, CellText) and part.role != "hint":
                yield part.text.plain
            elif isinstance(part, HandPlace):
                yield part.label.plain
