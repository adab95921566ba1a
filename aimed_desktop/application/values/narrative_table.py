"""Where the cells of a small table stand: spans placed as HTML places them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aimed_desktop.application.values.cleaning import single_line
from aimed_desktop.application.values.narrative_shape import whole
from aimed_desktop.application.values.words import Words, cleaned, is_words, stripped

BLANKS = " \t\u3000\xa0"
_WIDEST = 64  # columns that one cell covers at most


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell whose upper left corner stands in `row` and `column` (from 0)."""

    words: Words
    row: int
    column: int
    span: int = 1
    down: int = 1


def grid(rows: list[list[Any]]) -> tuple[tuple[TableCell, ...], int, int] | None:
    """The cells where they stand, rows and columns; as HTML places them. The rest are empty."""
    covered: set[tuple[int, int]] = set()
    cells: list[TableCell] = []
    for row, entries in enumerate(rows):
        column = 0
        for entry in entries:
            while (row, column) in covered:
                column += 1
            wide, tall = _extent(entry, len(rows) - row)
            free = 1
            while free < wide and (row, column + free) not in covered:
                free += 1
            text = entry["text"] if isinstance(entry, Mapping) else entry
            cells.append(TableCell(one_line(text), row, column, free, tall))
            covered.update((row + i, column + j) for i in range(tall) for j in range(free))
            column += free
    columns = max((column for _, column in covered), default=-1) + 1
    if not columns:
        return None
    missing = [(r, c) for r in range(len(rows)) for c in range(columns) if (r, c) not in covered]
    cells += [TableCell("", row, column) for row, column in missing]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return tuple(cells), len(rows), columns


def _extent(entry: Any, rows_left: int) -> tuple[int, int]:
    """How many columns and rows a cell covers."""
    if not isinstance(entry, Mapping):
        return 1, 1
    wide, tall = (whole(entry.get(key)) or 1 for key in ("span", "down"))
    return min(wide, _WIDEST), min(tall, rows_left)


def one_line(value: object) -> Words:
    """Words of one line; empty where `value` is none."""
    return stripped(cleaned(value, single_line), BLANKS) if is_words(value) else ""
