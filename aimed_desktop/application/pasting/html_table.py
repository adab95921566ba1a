"""A table of pasted HTML: its cells placed, what is hidden taken out, and its shape for each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from aimed_desktop.application.bounds import MAX_COLUMNS, MAX_TABLE_CELLS
from aimed_desktop.application.pasting.figure_tables import FigureRows, SeenCell, figure_rows
from aimed_desktop.application.pasting.html_words import without_bold
from aimed_desktop.application.values.narrative_table import TableCell
from aimed_desktop.application.values.words import Words, plain

_WIDEST = 100  # columns or rows that one cell covers at most
_MOST_COVERED = 4 * MAX_TABLE_CELLS  # places: beyond, what is merged is taken apart


@dataclass(slots=True)
class OpenCell:
    """A cell that is being read. `spills`: its words run over empty neighbours, which it does not cover."""

    span: int = 1
    down: int = 1
    is_head: bool = False
    is_hidden: bool = False
    spills: bool = False
    paragraphs: list[Words] = field(default_factory=list)
    words: Words = ""  # when it is closed
    pictures: list[int] = field(default_factory=list)  # by the count of those in cells of the table
    is_mixed: bool = False  # words, or another picture, stand before a picture

    def seen(self, column: int) -> SeenCell[int] | None:
        """What it shows; None for more than one picture with words behind it, or what is merged over rows."""
        if self.is_mixed or self.down > 1:
            return None
        return SeenCell(column, self.pictures[0] if self.pictures else None, self.words)


@dataclass(slots=True)
class OpenRow:
    """A row that is being read."""

    is_hidden: bool = False
    is_head: bool = False
    cells: list[OpenCell] = field(default_factory=list)


@dataclass(slots=True)
class OpenTable:
    """A table that is being read; `cell` is the one under way, whose end may not be written."""

    rows: list[OpenRow] = field(default_factory=list)
    seen_rows: int = 0  # of them that are not hidden
    hidden_columns: list[bool] = field(default_factory=list)
    is_in_head: bool = False
    cell: OpenCell | None = None

    def figures(self) -> FigureRows[int] | None:
        """The pictures of a table that only places them; None for any other."""
        if not any(cell.pictures for row in self.rows for cell in row.cells):
            return None
        rows = ([cell for cell in row.cells if not cell.is_hidden] for row in self.rows if not row.is_hidden)
        return figure_rows(
            [cell.seen(at) for cell, at in zip(row, _starts(row), strict=True)] for row in rows
        )

    def add_row(self, *, is_hidden: bool) -> None:
        """A row begins."""
        self.rows.append(OpenRow(is_hidden, self.is_in_head))
        self.seen_rows += not is_hidden

    def add_column(self, count: int, *, is_hidden: bool) -> None:
        """A `col` element that stands for `count` columns."""
        self.hidden_columns += [is_hidden] * min(count, _WIDEST * 10 - len(self.hidden_columns))


def _starts(cells: Sequence[OpenCell]) -> Iterator[int]:
    """The column in which each cell of a row begins, none being covered from above."""
    return accumulate((cell.span for cell in cells[:-1]), initial=0) if cells else iter(())


@dataclass(frozen=True, slots=True)
class PastedTable:
    """What is seen of a table: placed cells that cover all but empty places; rows and columns of any."""

    cells: tuple[TableCell, ...]
    rows: int
    columns: int
    header_rows: int = 0  # that the table itself calls so
    hidden_rows: int = 0
    hidden_columns: int = 0

    @property
    def fits(self) -> bool:
        """Whether a text may hold it."""
        return self.columns <= MAX_COLUMNS and self.columns * self.rows <= MAX_TABLE_CELLS

    def lines(self) -> list[list[Words]]:
        """The words of each row as they stand, merged cells once."""
        made: list[list[Words]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            if plain(cell.words):
                made[cell.row].append(cell.words)
        return [line for line in made if line]

    def filled(self) -> list[list[Words]]:
        """The words of each row and column; what is merged over rows stands in each of them."""
        made: list[list[Words]] = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.down):
                made[row][cell.column] = cell.words
        return made

    def block(self) -> dict[str, Any]:
        """The table of a narrative, its merged cells kept."""
        rows: list[list[Any]] = [[] for _ in range(self.rows)]
        covered = {
            (row, column)
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.down)
            for column in range(cell.column, cell.column + cell.span)
        }
        empty = [
            TableCell("", row, column)
            for row in range(self.rows)
            for column in range(self.columns)
            if (row, column) not in covered
        ]
        for cell in sorted([*self.cells, *empty], key=lambda cell: (cell.row, cell.column)):
            rows[cell.row].append(_entry(cell, is_head=cell.row < max(self.header_rows, 1)))
        made: dict[str, Any] = {"table": rows}
        if self.header_rows > 1 and self.header_rows < self.rows:
            made["header_rows"] = self.header_rows
        return made


def closed_table(table: OpenTable) -> PastedTable:
    """The table as it is seen: without hidden rows and columns, and without rows that say nothing."""
    cells, columns = _placed(table)
    hidden_columns = _hidden_columns(table, columns)
    gone = {number for number, row in enumerate(table.rows) if row.is_hidden}
    seen = [cell for cell in cells if _is_seen(cell, gone, hidden_columns)]
    empty = set(range(len(table.rows))) - {
        row for cell in seen if plain(cell.words) for row in range(cell.row, cell.row + cell.down)
    }
    row_places = _places(len(table.rows), gone | empty)
    column_places = _places(columns, hidden_columns)
    kept = [made for cell in seen if (made := _moved(cell, row_places, column_places))]
    return PastedTable(
        tuple(kept),
        row_places[-1],
        column_places[-1],
        _header_rows(table, gone | empty),
        len(gone),
        len(hidden_columns),
    )


def _placed(table: OpenTable) -> tuple[list[TableCell], int]:
    """The cells of all rows where HTML places them, and how many columns they take."""
    held: dict[int, int] = {}  # the columns that a cell above still covers, by the rows left
    cells: list[TableCell] = []
    columns = covered = 0
    for number, row in enumerate(table.rows):
        at = 0
        for cell in row.cells:
            while held.get(at, 0):
                at += 1
            if cell.is_hidden and not _is_hidden_column(table, at):
                continue
            is_full = covered > _MOST_COVERED
            free = 1
            while not is_full and free < cell.span and not held.get(at + free, 0):
                free += 1
            down = 1 if is_full else min(cell.down, len(table.rows) - number)
            cells.append(TableCell(cell.words, number, at, 1 if cell.spills else free, down))
            covered += free * down
            if down > 1:
                held.update(dict.fromkeys(range(at, at + free), down))
            at += free
        columns = max(columns, at)
        held = {column: left - 1 for column, left in held.items() if left > 1}
        columns = max([columns, *(column + 1 for column in held)]) if held else columns
    return cells, columns


def _is_hidden_column(table: OpenTable, column: int) -> bool:
    return column < len(table.hidden_columns) and table.hidden_columns[column]


def _hidden_columns(table: OpenTable, columns: int) -> set[int]:
    return {column for column in range(columns) if _is_hidden_column(table, column)}


def _is_seen(cell: TableCell, rows: set[int], columns: set[int]) -> bool:
    across = range(cell.column, cell.column + cell.span)
    down = range(cell.row, cell.row + cell.down)
    return not (all(at in columns for at in across) or all(at in rows for at in down))


def _places(count: int, gone: set[int]) -> list[int]:
    """Where each row or column, and the end, goes when `gone` are taken out."""
    made = [0]
    for number in range(count):
        made.append(made[-1] + (number not in gone))
    return made


def _moved(cell: TableCell, rows: Sequence[int], columns: Sequence[int]) -> TableCell | None:
    row, column = rows[cell.row], columns[cell.column]
    down, span = rows[cell.row + cell.down] - row, columns[cell.column + cell.span] - column
    return TableCell(cell.words, row, column, span, down) if down and span else None


def _header_rows(table: OpenTable, gone: set[int]) -> int:
    count = 0
    for number, row in enumerate(table.rows):
        if number in gone:
            continue
        if not row.is_head and not (row.cells and all(cell.is_head for cell in row.cells)):
            break
        count += 1
    return count


def _entry(cell: TableCell, *, is_head: bool) -> Any:
    words = without_bold(cell.words) if is_head else cell.words
    spans = {name: size for name, size in (("span", cell.span), ("down", cell.down)) if size > 1}
    return {"text": words, **spans} if spans else words
