"""The cells of a table while they are edited: lines of text, with the looks and spans that they came with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from aimed_desktop.application.values.narrative_table import grid
from aimed_desktop.application.values.powers import raised, retyped, written
from aimed_desktop.application.values.words import Words, is_words, plain
from aimed_desktop.services.typed_text import clean_line

_CAME = Qt.ItemDataRole.UserRole  # of an item: JSON of the cell as it came, and how far it reached


def size_of(rows: list[list[Any]]) -> tuple[int, int]:
    """Rows and columns of a table; 0 and 0 where it has no cell."""
    placed = grid(rows)
    return (placed[1], placed[2]) if placed is not None else (0, 0)


def fill(table: QTableWidget, rows: list[list[Any]]) -> None:
    """Show the cells of a table with their spans; `table` has its size."""
    placed = grid(rows)
    cells = placed[0] if placed is not None else ()
    for row, in_row in groupby(cells, key=lambda cell: cell.row):
        for number, cell in enumerate(in_row):  # the author's own come first
            came = rows[row][number] if number < len(rows[row]) else ""
            item = QTableWidgetItem(plain(written(cell.words)))
            item.setData(_CAME, json.dumps([came, cell.span, cell.down], ensure_ascii=False))
            table.setItem(row, cell.column, item)
            if cell.span > 1 or cell.down > 1:
                table.setSpan(row, cell.column, cell.down, cell.span)


def words_of(item: QTableWidgetItem | None) -> Words:
    """What a cell says: where its line was not changed, what it came with."""
    if item is None:
        return ""
    text = clean_line(item.text()).strip()
    words = _came(item)[0]
    words = words["text"] if isinstance(words, Mapping) else words
    line = written(words)
    return words if text == plain(line) else raised(retyped(line, text))


def put(item: QTableWidgetItem, words: Words) -> None:
    """Let a cell say `words`, looks included; what it holds beside them stays."""
    came, span, down = _came(item)
    kept = {**came, "text": words} if isinstance(came, Mapping) else words
    item.setData(_CAME, json.dumps([kept, span, down], ensure_ascii=False))
    item.setText(plain(written(words)))


def read(table: QTableWidget, least_rows: int = 1, least_columns: int = 1) -> list[list[Any]]:
    """The cells up to the last row and column that say something, and at least so many."""
    found = list(_places(table))
    said = [place for place in found if plain(words_of(table.item(*place[:2])))]
    rows = max([least_rows, *(row + down for row, _, down, _ in said)])
    columns = max([least_columns, *(column + span for _, column, _, span in said)])
    cells: list[list[Any]] = [[] for _ in range(rows)]
    for row, column, down, span in found:
        if row < rows and column < columns:
            reach = min(span, columns - column), min(down, rows - row)
            cells[row].append(_cell(table.item(row, column), *reach))
    return cells


def part(table: QTableWidget, top: int, left: int, rows: int, columns: int) -> None:
    """Let no cell of a rectangle reach over others: what is pasted there would not be seen."""
    for row, column, down, span in list(_places(table)):
        is_beside = (
            row + down <= top or row >= top + rows or column + span <= left or column >= left + columns
        )
        if (down > 1 or span > 1) and not is_beside:
            table.setSpan(row, column, 1, 1)


def _places(table: QTableWidget) -> Iterator[tuple[int, int, int, int]]:
    """Row, column, height and width of each cell that is seen."""
    covered: set[tuple[int, int]] = set()
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            if (row, column) in covered:
                continue
            down, span = table.rowSpan(row, column), table.columnSpan(row, column)
            covered.update((row + i, column + j) for i in range(down) for j in range(span))
            yield row, column, down, span


def _cell(item: QTableWidgetItem | None, span: int, down: int) -> Any:
    """A cell of a value; what it held beside its words stays."""
    words = words_of(item)
    came, span_then, down_then = _came(item)
    beside = {key: value for key, value in came.items() if key != "text"} if isinstance(came, Mapping) else {}
    if span != span_then:
        beside |= {"span": span}
    if down != down_then:
        beside |= {"down": down}
    return {"text": words, **beside} if beside or isinstance(came, Mapping) else words


def _came(item: QTableWidgetItem | None) -> tuple[Any, int, int]:
    kept = item.data(_CAME) if item is not None else None
    if not kept:
        return "", 1, 1
    came, span, down = json.loads(kept)
    is_cell = is_words(came["text"] if isinstance(came, Mapping) else came)
    return (came if is_cell else ""), span, down
