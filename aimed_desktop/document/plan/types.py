"""The types of fields, one record each: how the planner prints an answer into a cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.layout import Cell, CellField
from aimed_desktop.definition.types import FieldType
from aimed_desktop.document.plan import plan
from aimed_desktop.document.plan.context import Context
from aimed_desktop.document.plan.narrative import NarrativePlanner
from aimed_desktop.document.plan.options import option_paragraphs
from aimed_desktop.document.plan.plan import Paragraph, Run

ROW_HEIGHT_MM = 10.5
LONG_TEXT_HEIGHT_MM = 36
Answer = Callable[[CellField, Cell, float, Context], list[plan.PlanBlock]]  # of a cell so many mm wide


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRecord:
    """What the planner must know of a type."""

    answer: Answer
    height_mm: float = ROW_HEIGHT_MM  # of a row with such a cell, at least


def field_blocks(part: CellField, cell: Cell, width_mm: float, context: Context) -> list[plan.PlanBlock]:
    """The answer, else the hints of an empty cell; then the note that stays."""
    field, path = context.field(part.path), context.path(part.path)
    blocks = PRINTS[field.type].answer(part, cell, width_mm, context)
    if context.value(part.path) is None:
        blocks.extend(
            Paragraph((Run(hint, "hint", field=path),), "cell_hint", long=field.is_long)
            for hint in _hints(field, context)
        )
    if field.note:
        blocks.append(Paragraph((Run(field.note, "note"),), "cell_answer"))
    return blocks


def _hints(field: Field, context: Context) -> list[str]:
    """The instructions that an empty cell shows."""
    return [hint.text for hint in field.hints if context.hints and context.holds(hint.when)]


def _words(part: CellField, cell: Cell, _width_mm: float, context: Context) -> list[plan.PlanBlock]:
    field = context.field(part.path)
    if context.value(part.path) is None and _hints(field, context):
        return []
    runs = (Run(context.printed(part.path), "answer", field=context.path(part.path)),)
    return [Paragraph(runs, "cell_answer", align=cell.align, long=field.is_long)]


def _long(part: CellField, cell: Cell, width_mm: float, context: Context) -> list[plan.PlanBlock]:
    value = context.value(part.path)
    if value is None:
        return _words(part, cell, width_mm, context)
    path = context.path(part.path)
    return list(NarrativePlanner(context, path, width_mm, in_cell=True).blocks(value))


def _options(part: CellField, _cell: Cell, _width_mm: float, context: Context) -> list[plan.PlanBlock]:
    return list(option_paragraphs(part, context))


def _quantity(part: CellField, cell: Cell, width_mm: float, context: Context) -> list[plan.PlanBlock]:
    """An empty one as a blank line before the printed units."""
    if context.value(part.path) is not None:
        return _words(part, cell, width_mm, context)
    units = context.field(part.path).units
    printed = f"（{'/'.join(units)}）" if len(units) > 1 else "".join(units)
    blank = Run("_____", "blank", field=context.path(part.path))
    return [Paragraph((blank, Run(printed)), "cell_answer")]


_WORDS = PrintRecord(answer=_words)
_TEXT = PrintRecord(answer=_long, height_mm=LONG_TEXT_HEIGHT_MM)
_BOXES = PrintRecord(answer=_options)
PRINTS: dict[FieldType, PrintRecord] = {
    FieldType.TEXT: _WORDS,
    FieldType.MULTILINE: _TEXT,
    FieldType.NARRATIVE: _TEXT,
    FieldType.INTEGER: _WORDS,
    FieldType.DECIMAL: _WORDS,
    FieldType.QUANTITY: PrintRecord(answer=_quantity),
    FieldType.DATE: _WORDS,
    FieldType.MONTH: _WORDS,
    FieldType.PERIOD: _WORDS,
    FieldType.PHONE: _WORDS,
    FieldType.MOBILE: _WORDS,
    FieldType.EMAIL: _WORDS,
    FieldType.URL: _WORDS,
    FieldType.USCC: _WORDS,
    FieldType.ORG_CODE: _WORDS,
    FieldType.ID_NUMBER: _WORDS,
    FieldType.POSTCODE: _WORDS,
    FieldType.CHOICE: _BOXES,
    FieldType.CHOICES: _BOXES,
    FieldType.YES_NO: _BOXES,
    FieldType.CONFIRM: _WORDS,
    FieldType.ROWS: _WORDS,
    FieldType.GROUP: _WORDS,
}
