"""A plan laid out as one sheet: shared columns, merged cells, rows as high as their wrapped text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, dropwhile, pairwise

from aimed_desktop.document.plan.plan import (
    Align,
    CoverPage,
    Figure,
    FigureRow,
    Grid,
    GridCell,
    Paragraph,
    Plan,
    PlanBlock,
    Run,
    SignatureBlock,
)
from aimed_desktop.document.plan.styles import CELL_PADDING_VERTICAL_MM, STYLES, StyleName
from aimed_desktop.document.typeset.boxes import MM
from aimed_desktop.document.typeset.text import paragraph_strips

TALLEST_ROW_PT = 400.0  # Excel shows no more than 409
_SAME_EDGE_MM = 1.0  # column edges of two tables that are no further apart are one
_CELL_SIDES_MM = 1.6  # what Excel keeps free left and right of a text, both together
_WIDER = 1.04  # other fonts than ours may be wider: better a line too high than a word cut off
_GAP_PT = 9.0  # between a table and what follows


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A text over `span` columns and `down` rows of the sheet, from `column` on."""

    column: int
    text: str
    style: StyleName
    align: Align
    span: int = 1
    down: int = 1
    vertical: str = "center"
    indent_mm: float = 0
    ruled: bool = True
    is_number: bool = False  # a running number, not something typed


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the sheet; `breaks_page`: it starts a new page."""

    height_pt: float
    cells: tuple[SheetCell, ...] = ()
    breaks_page: bool = False


@dataclass(frozen=True, slots=True)
class ExcelSheet:
    """`repeated`: first and last row (from 0) that are printed on each page."""

    widths_mm: tuple[float, ...]
    rows: tuple[SheetRow, ...]
    repeated: tuple[int, int] | None = None


def lay_out(plan: Plan) -> ExcelSheet:
    """The sheet of a plan: its paragraphs and tables one under another.

    The header of the one table comes again on each page; where there are several, the title does.
    """
    blocks = [block for part in plan.parts for block in part.blocks]
    grids = [block for block in blocks if isinstance(block, Grid)]
    edges = _edges(grids, plan.text_width_mm)
    pages = _Pages(_page_room_pt(plan))
    rows: list[SheetRow] = []
    repeated = None
    for block in blocks:
        made = _block_rows(block, edges)
        again = _repeated(block, len(grids) == 1)
        if again and repeated is None:
            repeated = (len(rows), len(rows) + again - 1)
            pages.repeated_pt = sum(row.height_pt for row in made[:again])
        if isinstance(block, Grid) and not pages.take_table(made, _head(block)):
            made[0] = replace(made[0], breaks_page=True)
        elif not isinstance(block, Grid):
            pages.take(made)
        rows += made
    widths = tuple(right - left for left, right in pairwise(edges))
    return ExcelSheet(widths, tuple(rows), repeated)


@dataclass(slots=True)
class _Pages:
    """Follows how the rows will fall on pages."""

    room_pt: float
    used_pt: float = 0.0
    repeated_pt: float = 0.0

    def take(self, rows: Sequence[SheetRow]) -> None:
        for row in rows:
            if self.used_pt + row.height_pt > self.room_pt:
                self.used_pt = self.repeated_pt
            self.used_pt += row.height_pt

    def take_table(self, rows: Sequence[SheetRow], head: int) -> bool:
        """Lay the table; False where it had better begin on a new page.

        So begins a table that fits on one page, and one of which only the header would stand here.
        """
        whole = sum(row.height_pt for row in rows[:-1])  # the last is the gap below
        begin = sum(row.height_pt for row in rows[:head])
        left, page = self.room_pt - self.used_pt, self.room_pt - self.repeated_pt
        fits = begin <= left and (whole <= left or whole > page)
        if not fits:
            self.used_pt = self.repeated_pt
        self.take(rows)
        return fits


def _repeated(block: PlanBlock, alone: bool) -> int:
    """How many rows of the block come again on each page."""
    if isinstance(block, Grid):
        return sum(row.header for row in block.rows) if alone and not block.caption else 0
    return 1 if not alone and isinstance(block, Paragraph) and block.style == "title" else 0


def _head(grid: Grid) -> int:
    """The rows with which a table begins: its caption, its header and the first row below it."""
    return (grid.caption is not None) + sum(row.header for row in grid.rows) + 1


def _page_room_pt(plan: Plan) -> float:
    height = plan.page.width_mm if plan.page.landscape else plan.page.height_mm
    return (height - plan.page.top_mm - plan.page.bottom_mm) * MM


def _edges(grids: Sequence[Grid], width_mm: float) -> list[float]:
    """Where columns of the sheet begin and end: wherever a column of one of the tables does."""
    found = sorted({0.0, width_mm, *(edge for grid in grids for edge in accumulate(grid.widths_mm))})
    edges = [found[0]]
    for edge in found[1:]:
        if edge - edges[-1] > _SAME_EDGE_MM:
            edges.append(edge)
    return edges


def _place(edges: Sequence[float], at_mm: float) -> int:
    """The number of the edge nearest to `at_mm`."""
    return min(range(len(edges)), key=lambda index: abs(edges[index] - at_mm))


def _block_rows(block: PlanBlock, edges: Sequence[float]) -> list[SheetRow]:
    match block:
        case Grid():
            caption = _paragraph_rows(block.caption, edges) if block.caption else []
            return [*caption, *_grid_rows(block, edges), SheetRow(_GAP_PT)]
        case Paragraph():
            return _paragraph_rows(block, edges)
        case SignatureBlock(lines=lines):
            return [
                replace(row, height_pt=max(row.height_pt, line.room_mm * MM))
                for line in lines
                for row in _paragraph_rows(Paragraph(line.runs, "signature", "right"), edges)
            ]
        case CoverPage(title=title, rows=cover, foot=foot):
            lines_of = [(text, "cover_title") for text in title]
            lines_of += [(f"{row.label}{row.value}{row.suffix}", "cover_line") for row in cover]
            lines_of += [(text, "cover_foot") for text in foot]
            made = (Paragraph((Run(text),), style) for text, style in lines_of)  # type: ignore[arg-type]  # names above
            return [row for paragraph in made for row in _paragraph_rows(paragraph, edges)]
        case Figure():
            return _paragraph_rows(block.caption, edges) if block.caption else []
        case FigureRow(figures=figures):
            return [row for figure in figures for row in _block_rows(figure, edges)]


def _paragraph_rows(paragraph: Paragraph, edges: Sequence[float]) -> list[SheetRow]:
    style = STYLES[paragraph.style]
    align = paragraph.align or style.align
    cell = SheetCell(0, paragraph.text, paragraph.style, align, span=len(edges) - 1, ruled=False)
    height = _text_pt((paragraph,), edges[-1]) + style.before_pt + style.after_pt
    return _split(height, (cell,))


def _grid_rows(grid: Grid, edges: Sequence[float]) -> list[SheetRow]:
    borders = [0.0, *accumulate(grid.widths_mm)]
    heights = _row_heights(grid, borders)
    slices = [max(1, math.ceil(height / TALLEST_ROW_PT)) for height in heights]
    rows: list[SheetRow] = []
    for index, row in enumerate(grid.rows):
        cells = tuple(
            _sheet_cell(cell, borders, edges, sum(slices[index : index + cell.down])) for cell in row.cells
        )
        rows.append(SheetRow(heights[index] / slices[index], cells))
        rows += [SheetRow(heights[index] / slices[index])] * (slices[index] - 1)
    return rows


def _sheet_cell(cell: GridCell, borders: Sequence[float], edges: Sequence[float], down: int) -> SheetCell:
    every = [block for block in cell.blocks if isinstance(block, Paragraph)]
    paragraphs = list(dropwhile(lambda paragraph: not paragraph.text, every))
    for_seal = 0 < len(paragraphs) < len(every)  # empty lines above the words leave room for it
    first = paragraphs[0] if paragraphs else Paragraph((), "cell_answer")
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    left = _place(edges, borders[cell.column])
    right = _place(edges, borders[cell.column + cell.span])
    kinds = {run.kind for paragraph in paragraphs for run in paragraph.runs}
    is_number = kinds == {"label"} and text.isascii() and text.isdigit() and len(text) < 6
    align = first.align or STYLES[first.style].align
    vertical = "bottom" if for_seal else "top" if cell.vertical == "top" else "center"
    indent = (first.indent_chars or 0) * STYLES[first.style].size_pt / MM if for_seal else 0
    return SheetCell(
        left, text, first.style, align, right - left, down, vertical, indent, is_number=is_number
    )


def _row_heights(grid: Grid, borders: Sequence[float]) -> list[float]:
    """Each row as high as its highest cell; what a tall cell still lacks goes to its last row."""
    heights = [row.min_height_mm * MM for row in grid.rows]
    for wide in (False, True):
        for index, row in enumerate(grid.rows):
            for cell in row.cells:
                if (cell.down > 1) is not wide:
                    continue
                needed = _cell_pt(cell, borders[cell.column + cell.span] - borders[cell.column])
                last = min(index + cell.down, len(heights)) - 1
                heights[last] += max(0.0, needed - sum(heights[index : last + 1]))
    return heights


def _cell_pt(cell: GridCell, width_mm: float) -> float:
    paragraphs = tuple(block for block in cell.blocks if isinstance(block, Paragraph))
    return _text_pt(paragraphs, width_mm) + 2 * CELL_PADDING_VERTICAL_MM * MM


def _text_pt(paragraphs: Sequence[Paragraph], width_mm: float) -> float:
    """The height of the wrapped paragraphs in a column of `width_mm`."""
    room = max((width_mm - _CELL_SIDES_MM) * MM / _WIDER, 1.0)
    return sum(_line_count(paragraph, room) * STYLES[paragraph.style].line_pt for paragraph in paragraphs)


def _line_count(paragraph: Paragraph, room: float) -> int:
    return len(paragraph_strips(paragraph, room, size=STYLES[paragraph.style].size_pt))


def _split(height: float, cells: tuple[SheetCell, ...]) -> list[SheetRow]:
    """Rows that together are `height` high, none higher than Excel shows."""
    count = max(1, math.ceil(height / TALLEST_ROW_PT))
    cells = tuple(replace(cell, down=count) for cell in cells)
    return [SheetRow(height / count, cells), *[SheetRow(height / count)] * (count - 1)]
