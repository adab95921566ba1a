"""The table of a narrative from the cells of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aimed_desktop.application.pasting.html_table import PastedTable
from aimed_desktop.application.values.narrative_table import TableCell
from aimed_desktop.application.values.words import Words, joined, plain
from aimed_desktop.document.pdf.text.grids import Grid, GridCell
from aimed_desktop.document.pdf.text.lines import lines_of
from aimed_desktop.document.pdf.text.order import Edges, in_order
from aimed_desktop.document.pdf.text.paragraphs import PlacedLine, paragraphs_of

_SAME_PT = 3.0  # columns of a table that goes on on the next page
_MARGIN_PT = 7.0  # between the words of a cell and its lines, at most


def table_of(grid: Grid, known: frozenset[str]) -> PastedTable:
    """The words of each cell as one line; rows that say nothing are left out."""
    cells = [(cell, _words(cell, known)) for cell in grid.cells]
    said = {row for cell, words in cells if plain(words) for row in range(cell.row, cell.row + cell.down)}
    at = {row: number for number, row in enumerate(sorted(said))}
    kept = [
        TableCell(words, min(at[row] for row in rows), cell.column, cell.span, len(rows))
        for cell, words in cells
        if (rows := [row for row in range(cell.row, cell.row + cell.down) if row in said])
    ]
    return PastedTable(tuple(kept), len(said), len(grid.xs) - 1)


def is_continued(one: Grid, other: Grid) -> bool:
    """Whether two tables have the same columns."""
    return len(one.xs) == len(other.xs) and all(
        abs(x - its) <= _SAME_PT for x, its in zip(one.xs, other.xs, strict=True)
    )


def with_rest(table: PastedTable, rest: PastedTable) -> PastedTable:
    """A table with what stands of it on the next page; a head that is repeated there counts once."""
    repeated = 0
    head, again = _row(table, 0), _row(rest, 0)
    if head == again and all(cell.down == 1 for cell in head):
        repeated = 1
    moved = [
        replace(cell, row=cell.row + table.rows - repeated) for cell in rest.cells if cell.row >= repeated
    ]
    return PastedTable((*table.cells, *moved), table.rows + rest.rows - repeated, table.columns)


def _row(table: PastedTable, number: int) -> list[TableCell]:
    return [cell for cell in table.cells if cell.row == number]


def _words(cell: GridCell, known: frozenset[str]) -> Words:
    """The words of a cell: lines that were broken for its width joined, others parted by a blank."""
    placed = in_order(lines_of(cell.glyphs))
    lines = [one.item for one in placed if not isinstance(one.item, Grid)]
    if not lines:
        return ""
    margin = min(max(min(line.left for line in lines) - cell.area.left, 0.0), _MARGIN_PT)
    edges = Edges(cell.area.left + margin, cell.area.right - margin)
    several = [PlacedLine(line, edges, 0, 0, is_in_cell=True) for line in lines]
    return joined(_cell_paragraphs(several, known), " ")


def _cell_paragraphs(lines: Sequence[PlacedLine], known: frozenset[str]) -> list[Words]:
    return [paragraph.words(known, keeps_bold=False) for paragraph in paragraphs_of(lines)]
