"""The cells of a small table below its headings, each with the headings that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from aimed_desktop.application.numbers.naming import is_measured, label_name
from aimed_desktop.application.numbers.reading import readings
from aimed_desktop.application.values.narrative_shape import whole
from aimed_desktop.application.values.narrative_table import TableCell, grid
from aimed_desktop.application.values.words import Words, is_words, plain

_SERIAL = re.compile(r"\s*(?:序号|编号|No\.?|#)\s*", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"[（(][^（）()]{1,10}[)）]\s*$")
_AMOUNT = re.compile(r"(?:数|数量|规模)$")


class Cell(NamedTuple):
    """A cell at `steps` (row and entry) of a table's value; all that is said in its `line` is said as one."""

    steps: tuple[str | int, ...]
    words: Words
    row_head: str
    column_head: str
    name_head: str  # the one of the two that names what is measured
    line: tuple[str, int]


def cells_of(entry: Mapping[str, Any]) -> Iterator[Cell]:
    """The cells that are no headings, row by row; none of what is no table."""
    rows = entry["table"]
    placed = grid(rows) if all(isinstance(row, list) for row in rows) else None
    if placed is None:
        return
    cells, height, width = placed
    by_row: list[list[TableCell]] = [[] for _ in range(height)]
    for cell in cells:
        by_row[cell.row].append(cell)
    heads = _header_rows(entry, by_row)
    column_heads = _column_heads(by_row[:heads], width)
    row_heads = _row_heads(by_row, width)
    for row in range(heads, height):
        for number, (cell, raw) in enumerate(zip(by_row[row], rows[row], strict=False)):
            if (cell.column == 0 and width > 1) or any(map(_SERIAL.fullmatch, column_heads[cell.column])):
                continue
            words = raw["text"] if isinstance(raw, Mapping) else raw
            if is_words(words):
                steps = (row, number, "text") if isinstance(raw, Mapping) else (row, number)
                yield _cell(cell, steps, words, row_heads[row], column_heads[cell.column])


def _cell(
    cell: TableCell, steps: tuple[str | int, ...], words: Words, row_head: str, column_heads: list[str]
) -> Cell:
    """The column names what is measured where it looks so (规模（TB）), else the row."""
    column_head = " ".join(column_heads)
    of_column = any(map(_measures, column_heads)) and not _measures(row_head)
    if column_heads and (of_column or not row_head):
        named = "".join(sorted(column_heads, key=_measures))  # 甲院准确率
        return Cell(steps, words, row_head, column_head, named, ("column", cell.column))
    return Cell(steps, words, row_head, column_head, row_head, ("row", cell.row))


def _measures(head: str) -> bool:
    name = label_name(head)
    return bool(_UNIT_BEHIND.search(head) or is_measured(name) or _AMOUNT.search(name))


def _header_rows(entry: Mapping[str, Any], by_row: list[list[TableCell]]) -> int:
    """As the author set them; else the first row, unless it states a number itself."""
    given = whole(entry.get("header_rows"))
    if given is not None:
        return given
    texts = [plain(cell.words) for cell in by_row[0] if cell.column]
    stated = any(one.kind != "date" for text in texts for one in readings(text))
    return 0 if stated or len(by_row) == 1 else 1


def _column_heads(rows: list[list[TableCell]], width: int) -> list[list[str]]:
    """The headings of each column from above."""
    heads: list[list[str]] = [[] for _ in range(width)]
    for cell in (cell for row in rows for cell in row):
        for column in range(cell.column, min(cell.column + cell.span, width)):
            heads[column] += [text] if (text := plain(cell.words)) else []
    return heads


def _row_heads(by_row: list[list[TableCell]], width: int) -> list[str]:
    """What stands in the first column beside each row; nothing where there is only one column."""
    heads = [""] * len(by_row)
    for cell in (cell for row in by_row for cell in row if cell.column == 0 and width > 1):
        for row in range(cell.row, min(cell.row + cell.down, len(by_row))):
            heads[row] = plain(cell.words)
    return heads
