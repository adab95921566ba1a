"""Ruled tables as Word's: fixed grid, spans and heights written out for Word and WPS alike."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aimed_desktop.document.plan.plan import Grid, GridCell, GridRow, Paragraph, PlanBlock
from aimed_desktop.document.plan.styles import (
    CELL_PADDING_MM,
    CELL_PADDING_VERTICAL_MM,
    RULE_PT,
    WHOLE_ROW_PT,
)
from aimed_desktop.document.word.write.estimate import row_height_pt
from aimed_desktop.document.word.write.text import hairline
from aimed_desktop.document.word.xml import Element, millimetres, twips, w

DrawBlocks = Callable[[tuple[PlanBlock, ...], float], list[Element]]  # blocks and the room in mm
_PARAGRAPH = w("p").tag
_SHADE = "EEF1F0"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell as it stands in one row: its first row, or a row that it reaches down into."""

    cell: GridCell
    first: bool


def table_element(grid: Grid, draw_blocks: DrawBlocks, *, whole_rows: bool) -> Element:
    """`w:tbl` of the grid. The cells' content comes from `draw_blocks`; `whole_rows` are never cut."""
    edges = _column_edges(grid.widths_mm)
    table = w("tbl", None, table_properties(edges[-1]), grid_columns(edges))
    growing: list[tuple[GridCell, int]] = []  # cells from above and the rows still to cover
    for row in grid.rows:
        pieces = [_Piece(cell, True) for cell in row.cells]
        pieces += [_Piece(cell, False) for cell, left in growing if left > 0]
        pieces.sort(key=lambda piece: piece.cell.column)
        growing = [(cell, left - 1) for cell, left in growing if left > 1]
        growing += [(cell, cell.down - 1) for cell in row.cells if cell.down > 1]
        table.append(w("tr", None, _row_properties(row, grid.widths_mm, whole_rows)))
        table[-1].extend(_row_cells(pieces, edges, draw_blocks))
    if not whole_rows:
        _keep_openings(table, grid)
    return table


def row_of_columns(widths_mm: tuple[float, ...], rows: Sequence[Sequence[list[Element]]]) -> Element:
    """A table without rules whose rows stay whole and together; their cells stand on one line at the foot
    of the first one, at the head of the others.
    """
    edges = _column_edges(widths_mm)
    table = w("tbl", None, table_properties(edges[-1], ruled=False), grid_columns(edges))
    for number, cells in enumerate(rows):
        table.append(w("tr", None, w("trPr", None, w("cantSplit"))))
        for column, content in enumerate(cells):
            properties = _cell_properties(column, column + 1, edges)
            properties.append(w("vAlign", "top" if number else "bottom"))
            table[-1].append(w("tc", None, properties, *content))
    return table


def _keep_openings(table: Element, grid: Grid) -> None:
    """Let no row that opens the table, or a cell of several rows, stand alone at the foot of a page."""
    first = next((index for index, row in enumerate(grid.rows) if not row.header), 0)
    openings = {
        index
        for index, row in enumerate(grid.rows)
        if index <= first or any(cell.down > 1 for cell in row.cells)
    }
    keep_together(table, {index for index in openings if _is_low(grid.rows[index], grid.widths_mm)})


def keep_together(table: Element, rows: Container[int] | None = None) -> None:
    """Hold every row (or those numbered `rows`) to the next; all held, the table stands on one page."""
    for index, row in enumerate(table.findall(w("tr").tag)[:-1]):
        if rows is not None and index not in rows:
            continue
        for properties in row.iterfind(f"{w('tc').tag}/{w('p').tag}/{w('pPr').tag}"):
            if properties.find(w("keepNext").tag) is None:
                properties.insert(1, w("keepNext"))  # after the style


def table_properties(width: int, *, ruled: bool = True) -> Element:
    """`w:tblPr`: centred, fixed widths (in twips), the cell padding of the plan."""
    rule = round(RULE_PT * 8)
    properties = w("tblPr", None, w("tblW", w=width, type="dxa"), w("jc", "center"))
    if ruled:
        borders = [w(side, "single", sz=rule, space=0, color="000000") for side in _SIDES]
        properties.append(w("tblBorders", None, *borders))
    sideways = twips(CELL_PADDING_MM) if ruled else 0
    upright = twips(CELL_PADDING_VERTICAL_MM) if ruled else 0
    properties.append(w("tblLayout", type="fixed"))
    properties.append(
        w(
            "tblCellMar",
            None,
            w("top", w=upright, type="dxa"),
            w("left", w=sideways, type="dxa"),
            w("bottom", w=upright, type="dxa"),
            w("right", w=sideways, type="dxa"),
        )
    )
    return properties


def grid_columns(edges: list[int]) -> Element:
    """`w:tblGrid` from the edges of the columns, in twips."""
    return w("tblGrid", None, *(w("gridCol", w=right - left) for left, right in pairwise(edges)))


def _column_edges(widths_mm: tuple[float, ...]) -> list[int]:
    """Rounded edges, not rounded widths: every row is then exactly as wide as the table."""
    edges, position = [0], 0.0
    for width in widths_mm:
        position += width
        edges.append(twips(position))
    return edges


def _row_cells(pieces: list[_Piece], edges: list[int], draw_blocks: DrawBlocks) -> Iterator[Element]:
    """The cells from the left to the right edge; a gap becomes an empty cell."""
    column = 0
    for piece in pieces:
        if piece.cell.column > column:
            yield _empty_cell(column, piece.cell.column, edges)
        yield _cell_element(piece, edges, draw_blocks)
        column = piece.cell.column + piece.cell.span
    if column < len(edges) - 1:
        yield _empty_cell(column, len(edges) - 1, edges)


def _row_properties(row: GridRow, widths_mm: tuple[float, ...], whole: bool) -> Element:
    properties = w("trPr")
    held = any(isinstance(block, Paragraph) and block.keep_next for c in row.cells for block in c.blocks)
    if whole or row.header or held or _is_low(row, widths_mm):
        properties.append(w("cantSplit"))
    if row.min_height_mm:
        properties.append(w("trHeight", twips(row.min_height_mm), hRule="atLeast"))
    if row.header:
        properties.append(w("tblHeader"))
    return properties


def _is_low(row: GridRow, widths_mm: tuple[float, ...]) -> bool:
    """Too low to be cut."""
    return row_height_pt(row.cells, widths_mm, row.min_height_mm) <= WHOLE_ROW_PT


def _cell_element(piece: _Piece, edges: list[int], draw_blocks: DrawBlocks) -> Element:
    cell = piece.cell
    properties = _cell_properties(cell.column, cell.column + cell.span, edges)
    if cell.down > 1:
        properties.append(w("vMerge", "restart" if piece.first else "continue"))
    if cell.shaded:
        properties.append(w("shd", "clear", color="auto", fill=_SHADE))
    properties.append(w("vAlign", "center" if cell.vertical == "middle" else "top"))
    width = edges[cell.column + cell.span] - edges[cell.column]
    room_mm = millimetres(width) - 2 * CELL_PADDING_MM
    content = draw_blocks(cell.blocks, room_mm) if piece.first else [hairline()]
    if not content or content[-1].tag != _PARAGRAPH:
        content.append(hairline())
    return w("tc", None, properties, *content)


def _empty_cell(start: int, end: int, edges: list[int]) -> Element:
    return w("tc", None, _cell_properties(start, end, edges), hairline())


def _cell_properties(start: int, end: int, edges: list[int]) -> Element:
    properties = w("tcPr", None, w("tcW", w=edges[end] - edges[start], type="dxa"))
    if end - start > 1:
        properties.append(w("gridSpan", end - start))
    return properties
