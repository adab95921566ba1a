"""Definition and values become the layout plan that Word and PDF both draw."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from aimed_desktop.application.model import Application
from aimed_desktop.application.values import options
from aimed_desktop.definition.layout import (
    Body,
    Cover,
    CoverLine,
    Document,
    HandPlace,
    Heading,
    Names,
    Narrative,
    Paragraphs,
    Part,
    Signature,
    Table,
    Title,
)
from aimed_desktop.document.plan.context import Context
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.document.plan.narrative import NarrativePlanner
from aimed_desktop.document.plan.plan import (
    CoverPage,
    CoverRow,
    Paragraph,
    Plan,
    PlanBlock,
    PlanPart,
    Properties,
    Run,
    SignatureBlock,
    SignatureLine,
)
from aimed_desktop.document.plan.styles import SEAL_ROOM_MM, StyleName
from aimed_desktop.document.plan.table import grid

_HEADING_STYLES: dict[int, StyleName] = {1: "heading1", 2: "heading2", 3: "heading3"}
_HAND_ROOM_MM = 15


def make_plans(app: Application, draft: bool = False) -> tuple[Plan, ...]:
    """One plan for each document of the form, in the order of the notice.

    A draft prints the hints of empty cells, and a draft of an empty form everything that only the
    blank paper shows. UserProblem where a picture is missing or cannot be read.
    """
    mark = fingerprint(app)
    return tuple(_plan(app, document, mark, draft) for document in app.form.documents)


def _plan(app: Application, document: Document, mark: str, draft: bool) -> Plan:
    context = Context(app, hints=draft, blank=draft and is_blank(app))
    properties = Properties(document.title, app.text_of(app.form.unit_name), mark)
    has_cover = bool(document.parts) and isinstance(document.parts[0].body, Cover)
    empty = Plan(document.id, properties, document.page, (), has_cover, draft)
    planner = _DocumentPlanner(context, empty.text_width_mm)
    parts = tuple(planner.parts(document))
    return Plan(document.id, properties, document.page, parts, has_cover, draft)


def cover_of(app: Application, document: Document) -> CoverPage | None:
    """The cover of one document as it is printed; None where it has none."""
    body = document.parts[0].body if document.parts else None
    return _cover(body, Context(app, hints=False, blank=False)) if isinstance(body, Cover) else None


def is_blank(app: Application) -> bool:
    """Nothing has been typed."""
    return not any(value is not None for value in app.values.values())


class _DocumentPlanner:
    def __init__(self, context: Context, width_mm: float) -> None:
        self.context = context
        self.width_mm = width_mm

    def parts(self, document: Document) -> Iterator[PlanPart]:
        """The printed parts; neighbours for each ticked option are printed together, option by option."""
        for each, group in groupby(document.parts, key=lambda part: part.each):
            together = tuple(group)
            for suffix, context in self._contexts(each):
                for part in together:
                    yield from self._part(part, suffix, context)

    def _part(self, part: Part, suffix: str, context: Context) -> Iterator[PlanPart]:
        if (part.blank_only and not context.blank) or not context.holds(part.when):
            return
        blocks = tuple(self._blocks(part.body, context))
        bookmark, level = _bookmark(part.body, context)
        yield PlanPart(part.id + suffix, blocks, part.starts_page, bookmark, level)

    def _contexts(self, each: str | None) -> Iterator[tuple[str, Context]]:
        """The context of the document, or one for each ticked option; the blank form shows one."""
        if each is None:
            yield "", self.context
            return
        group = next((f.id for f in self.context.app.form.fields if f.each == each), each)
        labels = options.labels(self.context.value(each)) or (("",) if self.context.blank else ())
        for label in labels:
            yield f"-{label}" if label else "", self.context.under(group, label)

    def _blocks(self, body: Body, context: Context) -> Iterator[PlanBlock]:
        match body:
            case Cover():
                yield _cover(body, context)
            case Title():
                yield Paragraph(context.runs(body.text), "title")
                if body.blank_only and context.blank:
                    yield Paragraph(context.runs(body.blank_only), "title_mark")
            case Heading():
                yield Paragraph(context.runs(body.text), _HEADING_STYLES[body.level])
            case Paragraphs():
                for text in body.texts:
                    style: StyleName = "cell_answer" if body.small else "body"
                    yield Paragraph(context.runs(text), style, body.align, body.indent)
            case Narrative():
                yield from self._narrative(body, context)
            case Signature(inline=True):
                for place in body.places:
                    yield Paragraph(context.runs(place.label), "body", "left", 0)
            case Signature():
                yield SignatureBlock(tuple(_signature_line(place, context) for place in body.places))
            case Names():
                yield Paragraph(context.name_runs(body), "body", body.align, 0)
            case Table():
                yield grid(body, context, self.width_mm)

    def _narrative(self, body: Narrative, context: Context) -> Iterator[PlanBlock]:
        field, path, value = context.field(body.field), context.path(body.field), context.value(body.field)
        shown = field.hints if value is None and context.hints else ()
        hints = [Run(hint.text, "hint", field=path) for hint in shown if context.holds(hint.when)]
        if value is None and not hints:
            hints = [Run("", "answer", field=path)]
        beside = () if body.hints_below else tuple(hints)
        style = _HEADING_STYLES[body.level]
        yield Paragraph((Run(field.label), *beside), style, keep_next=value is not None)
        if body.hints_below:
            yield from (Paragraph((hint,), "hint", long=True) for hint in hints)
        if field.note:
            yield Paragraph((Run(field.note, "note"),), "body")
        if value is not None:
            yield from NarrativePlanner(context, path, self.width_mm, in_cell=False).blocks(value)


def _bookmark(body: Body, context: Context) -> tuple[str | None, int]:
    if isinstance(body, Cover):
        return "封面", 1
    if isinstance(body, Title):
        return context.words(body.text).replace("\n", ""), 1
    if isinstance(body, Heading):
        return context.words(body.text).replace("\n", ""), body.level
    if isinstance(body, Narrative):
        return context.field(body.field).label.rstrip("。"), body.level
    return None, 1


def _cover(cover: Cover, context: Context) -> CoverPage:
    rows = tuple(row for line in cover.lines for row in _cover_rows(line, context))
    title = tuple(context.words(line) for line in cover.title)
    return CoverPage(title, rows, tuple(context.words(line) for line in cover.foot))


def _cover_rows(line: CoverLine, context: Context) -> Iterator[CoverRow]:
    field, suffix = context.field(line.field), line.suffix or ""
    if not field.is_rows:
        path = context.path(line.field)
        shown = context.printed(line.field)
        yield CoverRow(line.label, shown or line.blank or "", suffix, path, line.stamp, not shown)
        return
    rows = context.value(line.field)
    for index in range(len(rows) if isinstance(rows, list) else 1):
        path = f"{line.field}.{index}.{line.column}"
        label = line.label if index == 0 else ""
        shown = context.printed(path)
        yield CoverRow(label, shown, suffix, path, line.stamp, not shown)


def _signature_line(place: HandPlace, context: Context) -> SignatureLine:
    room = SEAL_ROOM_MM if place.kind == "stamp" else _HAND_ROOM_MM
    return SignatureLine(context.place_runs(place), place.kind, room)
