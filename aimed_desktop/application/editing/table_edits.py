"""A small table changed in place: the words of a cell, rows, columns. Spans go with their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from aimed_desktop.application.pasting.html_words import without_bold
from aimed_desktop.application.values.narrative_shape import problem, share, whole
from aimed_desktop.application.values.narrative_table import grid
from aimed_desktop.application.values.words import Words

MOST_ROWS, MOST_COLUMNS = 60, 12

Table = Mapping[str, Any]  # a block of a narrative


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell as it is kept, and the places that it covers."""

    kept: Any
    row: int
    column: int
    span: int = 1
    down: int = 1

    @property
    def words(self) -> Words:
        words: Words = self.kept["text"] if isinstance(self.kept, Mapping) else self.kept
        return words

    @property
    def below(self) -> int:
        return self.row + self.down

    @property
    def right(self) -> int:
        return self.column + self.span

    def covers(self, row: int, column: int) -> bool:
        """Whether the place is this cell's."""
        return self.row <= row < self.below and self.column <= column < self.right

    def meets(self, area: PlacedCell) -> bool:
        """Whether it has a place in common with `area`."""
        is_level = self.row < area.below and area.row < self.below
        return is_level and self.column < area.right and area.column < self.right


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """The cells by row and column; together they cover every place once."""

    cells: tuple[PlacedCell, ...]
    rows: int
    columns: int

    def at(self, row: int, column: int) -> PlacedCell | None:
        """The cell that covers a place; None outside the table."""
        return next((cell for cell in self.cells if cell.covers(row, column)), None)


def placed(table: Table) -> PlacedTable | None:
    """The cells of a table where they stand; None for what is none that can be edited."""
    if "table" not in table or problem([table]) or (found := grid(table["table"])) is None:
        return None
    shown, rows, columns = found
    cells = []
    for row, in_row in groupby(shown, key=lambda cell: cell.row):
        own = table["table"][row]
        for number, cell in enumerate(in_row):  # the author's own come first
            kept = own[number] if number < len(own) else ""
            cells.append(PlacedCell(kept, row, cell.column, cell.span, cell.down))
    return PlacedTable(tuple(cells), rows, columns)


def with_words(table: Table, row: int, column: int, words: Words) -> dict[str, Any]:
    """`table` with `words` in the cell that covers a place; every other cell as it is kept."""
    was = placed(table)
    cell = was.at(row, column) if was is not None else None
    if was is None or cell is None:
        return dict(table)
    number = sum(1 for other in was.cells if other.row == cell.row and other.column < cell.column)
    rows = [list(kept) for kept in table["table"]]
    rows[cell.row] += [""] * (number + 1 - len(rows[cell.row]))
    rows[cell.row][number] = {**cell.kept, "text": words} if isinstance(cell.kept, Mapping) else words
    return {**table, "table": rows}


def row_added(table: Table, below: int) -> dict[str, Any]:
    """`table` with an empty row under the row `below`; a cell that goes on past it covers it, too."""
    was = placed(table)
    if was is None or was.rows >= MOST_ROWS:
        return dict(table)
    new = below + 1
    cells = [_grown_down(cell, new) for cell in was.cells]
    made = {**table, "table": _kept_rows(_filled(cells, was.rows + 1, was.columns), was.rows + 1)}
    return _with_header(made, lambda rows: rows + 1 if new < rows else rows)


def row_removed(table: Table, row: int) -> dict[str, Any]:
    """`table` without a row; a cell that goes on below it stays there. The last row stays."""
    was = placed(table)
    if was is None or was.rows < 2:
        return dict(table)
    cells = [left for cell in was.cells if (left := _cut_down(cell, row)) is not None]
    made = {**table, "table": _kept_rows(cells, was.rows - 1)}
    return _with_header(made, lambda rows: rows - 1 if row < rows else rows)


def column_added(table: Table, right_of: int) -> dict[str, Any]:
    """`table` with an empty column to the right of one; the author's widths go on with it."""
    was = placed(table)
    if was is None or was.columns >= MOST_COLUMNS:
        return dict(table)
    new = right_of + 1
    cells = [_grown_right(cell, new) for cell in was.cells]
    made = {**table, "table": _kept_rows(_filled(cells, was.rows, was.columns + 1), was.rows)}
    return _with_widths(made, was.columns, lambda old: [*old[:new], _average(old), *old[new:]])


def column_removed(table: Table, column: int) -> dict[str, Any]:
    """`table` without a column, and without its width. The last column stays."""
    was = placed(table)
    if was is None or was.columns < 2:
        return dict(table)
    cells = [left for cell in was.cells if (left := _cut_right(cell, column)) is not None]
    made = {**table, "table": _kept_rows(cells, was.rows)}
    return _with_widths(made, was.columns, lambda old: [*old[:column], *old[column + 1 :]])


def pasted(table: Table, row: int, column: int, copied: Sequence[Sequence[Words]]) -> dict[str, Any]:
    """`table` with copied cells from a place on, as many as there is room for; cells that span are parted."""
    made = dict(table)
    wanted_rows = min(row + len(copied), MOST_ROWS)
    wanted_columns = min(column + max(map(len, copied), default=0), MOST_COLUMNS)
    while (was := placed(made)) is not None and was.columns < wanted_columns:
        made = column_added(made, was.columns - 1)
    if was is None:
        return made
    rows = max(was.rows, wanted_rows)
    if rows > was.rows:
        made["table"] = _kept_rows(_filled(was.cells, rows, was.columns), rows)
        was = placed(made) or was
    area = PlacedCell("", row, column, wanted_columns - column, wanted_rows - row)
    parted = [replace(cell, span=1, down=1) if cell.meets(area) else cell for cell in was.cells]
    cells = [
        _pasted_into(cell, row, column, copied, whole(made.get("header_rows")) or 1)
        for cell in _filled(parted, was.rows, was.columns)
    ]
    return made | {"table": _kept_rows(cells, was.rows)}


def _pasted_into(
    cell: PlacedCell, row: int, column: int, copied: Sequence[Sequence[Words]], header_rows: int
) -> PlacedCell:
    """The cell with the words that are copied onto its place, which begin at `row` and `column`.

    A head is printed bold as it is.
    """
    down, across = cell.row - row, cell.column - column
    if not (0 <= down < len(copied) and 0 <= across < len(copied[down])):
        return cell
    words = copied[down][across]
    words = without_bold(words) if cell.row < header_rows else words
    return replace(cell, kept={**cell.kept, "text": words} if isinstance(cell.kept, Mapping) else words)


def left_out(row: int, column: int, copied: Sequence[Sequence[Words]]) -> tuple[str, ...]:
    """A sentence where `pasted` has no room for all."""
    has_room = row + len(copied) <= MOST_ROWS and column + max(map(len, copied), default=0) <= MOST_COLUMNS
    return () if has_room else (f"最多 {MOST_ROWS} 行 {MOST_COLUMNS} 列，多出的没有放进来",)


def _grown_down(cell: PlacedCell, new: int) -> PlacedCell:
    if cell.row >= new:
        return replace(cell, row=cell.row + 1)
    return replace(cell, down=cell.down + 1) if cell.below > new else cell


def _grown_right(cell: PlacedCell, new: int) -> PlacedCell:
    if cell.column >= new:
        return replace(cell, column=cell.column + 1)
    return replace(cell, span=cell.span + 1) if cell.right > new else cell


def _cut_down(cell: PlacedCell, row: int) -> PlacedCell | None:
    if cell.row > row:
        return replace(cell, row=cell.row - 1)
    if cell.below <= row:
        return cell
    return replace(cell, down=cell.down - 1) if cell.down > 1 else None


def _cut_right(cell: PlacedCell, column: int) -> PlacedCell | None:
    if cell.column > column:
        return replace(cell, column=cell.column - 1)
    if cell.right <= column:
        return cell
    return replace(cell, span=cell.span - 1) if cell.span > 1 else None


def _filled(cells: Sequence[PlacedCell], rows: int, columns: int) -> list[PlacedCell]:
    """`cells` and an empty one in each place that none of them covers."""
    covered = {
        (cell.row + i, cell.column + j) for cell in cells for i in range(cell.down) for j in range(cell.span)
    }
    places = ((row, column) for row in range(rows) for column in range(columns))
    return [*cells, *(PlacedCell("", *place) for place in places if place not in covered)]


def _kept_rows(cells: Sequence[PlacedCell], rows: int) -> list[list[Any]]:
    """The cells as a value holds them."""
    made: list[list[Any]] = [[] for _ in range(rows)]
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        made[cell.row].append(_kept(cell))
    return made


def _kept(cell: PlacedCell) -> Any:
    beside = dict(cell.kept) if isinstance(cell.kept, Mapping) else {"text": cell.kept}
    for key, reach in (("span", cell.span), ("down", cell.down)):
        if (whole(beside.get(key)) or 1) != reach:
            beside[key] = reach
    is_plain = set(beside) == {"text"} and not isinstance(cell.kept, Mapping)
    return cell.kept if is_plain else beside


def _with_header(table: dict[str, Any], change: Callable[[int], int]) -> dict[str, Any]:
    """`table` with as many header rows as are left of them."""
    rows = whole(table.get("header_rows"))
    return table if rows is None else table | {"header_rows": change(rows)}


def _with_widths(
    table: dict[str, Any], columns: int, change: Callable[[list[Any]], list[Any]]
) -> dict[str, Any]:
    """`table` with the author's widths, where it has one for each of the `columns` that it had."""
    widths = list(table.get("widths") or [])
    return table | {"widths": change(widths)} if len(widths) == columns else table


def _average(widths: Sequence[Any]) -> float:
    shares = [found for width in widths if (found := share(width))]
    return round(sum(shares) / len(shares), 2)
