"""The grid of the paper: rows, spans and repeated blocks of a definition table, filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from aimed_desktop.definition.layout import (
    Block,
    Cell,
    CellField,
    CellPart,
    CellText,
    HandPlace,
    Names,
    Row,
    Table,
)
from aimed_desktop.document.plan import plan
from aimed_desktop.document.plan.context import Context
from aimed_desktop.document.plan.plan import Grid, GridCell, GridRow, Paragraph
from aimed_desktop.document.plan.styles import CELL_PADDING_MM, SEAL_ROOM_MM, SIGNATURE_LEFT_SHARE, STYLES
from aimed_desktop.document.plan.types import PRINTS, ROW_HEIGHT_MM, field_blocks

_SEAL_LINES = ceil(SEAL_ROOM_MM / (STYLES["cell_answer"].line_pt * 25.4 / 72))  # that the seal covers
_CHARACTER_MM = STYLES["cell_answer"].size_pt * 25.4 / 72


@dataclass(slots=True)
class _Line:
    """A row to print, with the context of the block that it stands in."""

    row: Row
    context: Context
    downs: list[int]


def grid(table: Table, context: Context, width_mm: float) -> Grid:
    """The table as it is printed, at most `width_mm` wide."""
    total = sum(table.widths)
    widths = tuple(width_mm * width / total for width in table.widths)
    lines = _expand(Block(table.rows), context)
    free_from = [0] * len(widths)  # the row from which each column is free again
    rows = tuple(_grid_row(line, index, widths, free_from) for index, line in enumerate(lines))
    return Grid(widths, rows)


def _expand(block: Block, context: Context) -> list[_Line]:
    """The rows of a block once for each repetition, `down: all` counted out."""
    if (block.blank_only and not context.blank) or not context.holds(block.when):
        return []
    lines: list[_Line] = []
    for inner in _repetitions(block, context):
        start = len(lines)
        for entry in block.rows:
            if isinstance(entry, Block):
                lines.extend(_expand(entry, inner))
            elif inner.holds(entry.when) and not (entry.blank_only and not context.blank):
                lines.append(_Line(entry, inner, [0 if c.down == "all" else c.down for c in entry.cells]))
        for index in range(start, len(lines)):
            lines[index].downs = [down or len(lines) - index for down in lines[index].downs]
    return lines


def _repetitions(block: Block, context: Context) -> Iterator[Context]:
    if block.repeat is None:
        yield context
        return
    field, value = context.field(block.repeat), context.value(block.repeat)
    filled = len(value) if isinstance(value, list) else 0
    for index in range(max(filled, field.least, field.min_rows, 1)):
        yield context.inside(context.path(block.repeat), index)


def _grid_row(line: _Line, index: int, widths: tuple[float, ...], free_from: list[int]) -> GridRow:
    cells: list[GridCell] = []
    column, height = 0, ROW_HEIGHT_MM
    for cell, down in zip(line.row.cells, line.downs, strict=True):
        while free_from[column] > index:
            column += 1
        width = sum(widths[column : column + cell.span]) - 2 * CELL_PADDING_MM
        cells.append(_grid_cell(cell, column, down, width, line.context))
        free_from[column : column + cell.span] = [index + down] * cell.span
        column += cell.span
        if down == 1:
            height = max(height, cell.min_height_mm or _usual_height(cell, line.context))
    return GridRow(tuple(cells), height, line.row.header)


def _usual_height(cell: Cell, context: Context) -> float:
    parts = [part for part in cell.parts if isinstance(part, CellField)]
    heights = [PRINTS[context.field(part.path).type].height_mm for part in parts]
    return max(heights, default=ROW_HEIGHT_MM)


def _grid_cell(cell: Cell, column: int, down: int, width_mm: float, context: Context) -> GridCell:
    blocks: list[plan.PlanBlock] = []
    fields = [part for part in cell.parts if isinstance(part, CellField)]
    empty = all(context.value(part.path) is None for part in fields)
    places = [part for part in cell.parts if isinstance(part, HandPlace)]
    for part in cell.parts:
        if places and part is places[0] and any(place.kind == "stamp" for place in places):
            blocks.extend([Paragraph((), "cell_answer", keep_next=True)] * max(_SEAL_LINES - len(places), 1))
        blocks.extend(_part_blocks(part, cell, empty, width_mm, context))
    if not blocks:
        blocks.append(Paragraph((), "cell_answer"))
    tall = any(context.field(part.path).is_long for part in fields) or len(cell.parts) > 1
    path = context.path(fields[0].path) if len(fields) == 1 else None
    return GridCell(column, tuple(blocks), cell.span, down, "top" if tall else "middle", path)


def _part_blocks(
    part: CellPart, cell: Cell, empty: bool, width_mm: float, context: Context
) -> list[plan.PlanBlock]:
    if isinstance(part, CellField):
        return field_blocks(part, cell, width_mm, context)
    if isinstance(part, Names):
        return [Paragraph(context.name_runs(part), "cell_answer", align=cell.align)]
    if isinstance(part, HandPlace):
        runs = context.place_runs(part)
        room, words = width_mm / _CHARACTER_MM, sum(len(run.text) for run in runs) + 1
        share = 0 if cell.align == "left" else round(SIGNATURE_LEFT_SHARE * room)
        indent = max(min(share, int(room - words)), 0)  # a long name begins further left
        return [Paragraph(runs, "cell_answer", align="left", indent_chars=indent)]
    return _text_blocks(part, cell, empty, context)


def _text_blocks(part: CellText, cell: Cell, empty: bool, context: Context) -> list[plan.PlanBlock]:
    if not context.holds(part.when) or (part.role == "hint" and not (empty and context.hints)):
        return []
    if part.role == "label":
        return [Paragraph(context.runs(part.text), "cell_label", align=cell.align)]
    if part.role == "hint":
        return [Paragraph(context.runs(part.text, "hint"), "cell_hint")]
    kind: plan.RunKind = "note" if part.role == "note" else "label"
    return [Paragraph(context.runs(part.text, kind), "cell_answer", align=cell.align)]
