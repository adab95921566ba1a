"""Every place of an application's paper that wants a seal, a signature or a hand-written date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from aimed_desktop.application.model import Application
from aimed_desktop.application.name_line import typed_names
from aimed_desktop.application.values import options
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.layout import (
    Block,
    Cover,
    CoverLine,
    Document,
    HandPlace,
    Heading,
    Names,
    Part,
    Row,
    Signature,
    Table,
    Title,
)
from aimed_desktop.definition.types import FieldType
from aimed_desktop.document.plan.context import Context

NONE = "无"  # what the paper prints for a joint unit that there is none of
TO_BE_NAMED = "（单位名称待填）"


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on one copy. `ours` is false where the authority signs or stamps."""

    kind: Literal["sign", "stamp", "date"]
    document: str  # title of the document
    part: str  # 封面, 承诺书 …
    label: str  # as printed beside the place
    unit: str
    who: str | None = None
    ours: bool = True
    part_id: str = ""  # of the layout plan
    spot: str = field(default="", compare=False)  # its mark on the set page: `Context.spot`


def stops(app: Application) -> tuple[Stop, ...]:
    """The places of one copy, in the order of the paper; joint units one by one."""
    context = Context(app, hints=False, blank=False)
    return tuple(stop for document in app.form.documents for stop in _in_document(document, context))


def _in_document(document: Document, context: Context) -> Iterator[Stop]:
    title = document.title
    for part in document.parts:
        if part.blank_only:
            continue
        for option, inner in _contexts(part, context):
            if not inner.holds(part.when):
                continue
            repeats_name = isinstance(part.body, Title) and part is document.parts[0]
            if isinstance(part.body, Title | Heading) and not repeats_name:
                title = inner.words(part.body.text).replace("\n", "")
            name = "封面" if isinstance(part.body, Cover) else title
            finder = _Finder(document.title, f"{name}（{option}）" if option else name, inner)
            part_id = f"{part.id}-{option}" if option else part.id
            yield from (replace(stop, part_id=part_id) for stop in finder.in_body(part))


def _contexts(part: Part, context: Context) -> Iterator[tuple[str, Context]]:
    """The part's own context, or one for each ticked option with that option's label."""
    if part.each is None:
        yield "", context
        return
    group = next((field.id for field in context.app.form.fields if field.each == part.each), part.each)
    for label in options.labels(context.value(part.each)):
        yield label, context.under(group, label)


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the places of one part."""

    document: str
    part: str
    context: Context

    def in_body(self, part: Part) -> Iterator[Stop]:
        match part.body:
            case Cover(lines=lines):
                for line in lines:
                    yield from self._cover_line(line)
            case Signature(places=places):
                for place in places:
                    yield from self._place(place, self.context)
            case Names():
                yield from self._seals(part.body)
            case Table(rows=rows):
                yield from self._block(Block(rows), self.context)

    def _cover_line(self, line: CoverLine) -> Iterator[Stop]:
        if not line.stamp:
            return
        names = _names(self.context, line.field, line.column)
        if not names and line.field == self.context.app.form.unit_name:
            names = [TO_BE_NAMED]
        for name in names:
            ours = line.who is None
            yield Stop("stamp", self.document, self.part, line.label, name, line.who, ours)

    def _seals(self, names: Names) -> Iterator[Stop]:
        """A seal on each name of the line."""
        if names.stamp:
            label = names.after.strip("（）()")
            for path, name in list(typed_names(names, self.context.app)) or [("", TO_BE_NAMED)]:
                spot = self.context.name_spot(names, path)
                yield Stop("stamp", self.document, self.part, label, name, spot=spot)

    def _block(self, block: Block, context: Context) -> Iterator[Stop]:
        if block.blank_only or not context.holds(block.when):
            return
        for inner in _repetitions(block, context):
            for entry in block.rows:
                if isinstance(entry, Block):
                    yield from self._block(entry, inner)
                else:
                    yield from self._row(entry, inner)

    def _row(self, row: Row, context: Context) -> Iterator[Stop]:
        if row.blank_only or not context.holds(row.when):
            return
        for cell in row.cells:
            for part in cell.parts:
                if isinstance(part, HandPlace):
                    yield from self._place(part, context)
                elif isinstance(part, Names):
                    yield from self._seals(part)

    def _place(self, place: HandPlace, context: Context) -> Iterator[Stop]:
        spot = context.spot(place)
        yield from (replace(stop, spot=spot) for stop in self._stops_of(place, context))

    def _stops_of(self, place: HandPlace, context: Context) -> Iterator[Stop]:
        if place.kind == "date" and place.field and context.value(place.field) is not None:
            return  # printed, not written by hand
        label = context.words(place.label)
        people = _names(context, place.signers, None) if place.signers else []
        if people:
            yield from (Stop("sign", self.document, self.part, label, "", who) for who in people)
            return
        own = context.app.form.unit_name
        ours = place.unit is not None or place.who is None or place.kind == "sign"
        if place.unit is None:
            names = ([context.printed(own)] if own and ours else [""]) or [""]
        else:
            names = _names(context, place.unit, None)
            if not names and place.unit == own:
                names = [TO_BE_NAMED]
        several = [*place.who.split("、")] if place.who else [None]  # each of them signs or stamps
        for name in names:
            for who in several:
                yield Stop(place.kind, self.document, self.part, label, name, who, ours)


def _repetitions(block: Block, context: Context) -> Iterator[Context]:
    """The block's filled rows; empty printed rows want no seal."""
    if block.repeat is None:
        yield context
        return
    rows = context.value(block.repeat)
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        if row:
            yield context.inside(context.path(block.repeat), index)


def _names(context: Context, path: str, column: str | None) -> list[str]:
    """The names at `path`: one, or one for each row of a rows field."""
    field = context.app.form.field(context.path(path))
    if field is not None and field.is_rows:
        path = f"{path}.{column or _first_text(field)}"
    prefixed = context.path(path)
    paths = [prefixed] if prefixed != path else list(context.app.instances(path))
    # In a repeated row the definition still names the column in full: only this row's is meant.
    paths = [real for real in paths if context.prefix and real.startswith(context.prefix)] or paths
    return [name for real in paths if (name := context.printed(real)) not in ("", NONE)]


def _first_text(field: Field) -> str:
    return next((child.id for child in field.fields if child.type is FieldType.TEXT), field.fields[0].id)
