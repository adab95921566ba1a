"""A table copied from Excel, Word or WPS, and the rows that it fills."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from aimed_desktop.application.bounds import MAX_COLUMNS, MAX_TABLE_CELLS
from aimed_desktop.application.pasting.clipboard import read_clipboard
from aimed_desktop.application.pasting.html_words import unraised
from aimed_desktop.application.pasting.losses import Losses
from aimed_desktop.application.pasting.spreadsheet import loss_of
from aimed_desktop.application.values.labels import typed_label
from aimed_desktop.application.values.narrative_table import one_line
from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.application.values.types import TYPES, normalise
from aimed_desktop.application.values.words import Words
from aimed_desktop.definition.fields import Field

Cells = list[list[str]]

_MOST_CELLS = 5000
_MOST_CHARACTERS = 5_000_000
_LONGEST_COUNT = 9


@dataclass(frozen=True, slots=True)
class CopiedCells:
    """The cells of a copied table with their looks, and sentences of what could not be taken over."""

    rows: Sequence[Sequence[Words]]
    losses: tuple[str, ...] = ()

    def in_plain(self) -> PlainCells:
        """The same for places that keep plain characters: 10⁹ as Unicode has it."""
        losses = Losses()
        rows: Cells = []
        for number, line in enumerate(self.rows, 1):
            shown = [unraised(words) for words in line]
            if any(is_lost for _, is_lost in shown):
                losses.add("raised", f"第{number}行")
            rows.append([_words(words) for words, _ in shown])
        return PlainCells(rows, self.losses + losses.sentences())


@dataclass(frozen=True, slots=True)
class PlainCells:
    """The cells of a copied table without looks."""

    rows: Cells
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """`rows` as they are afterwards; `taken` rows of the table were put in, `left` had no room."""

    rows: list[Value]
    taken: int
    left: int


def read_cells(text: str, html: str = "") -> CopiedCells | None:
    """The cells of a copied table, from its HTML where there is one; None for what is one cell alone.

    What is merged over rows stands in each of them; what is hidden stays out.
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    is_readable = len(html) <= _MOST_CHARACTERS and "<t" in html.lower()
    copied = _html_cells(html, text) if is_readable else None
    if copied is None:
        cells = tabbed_cells(text)
        copied = CopiedCells(cells, losses_of(cells))
    is_one = sum(len(row) for row in copied.rows) < 2
    return None if is_one or sum(len(row) for row in copied.rows) > _MOST_CELLS else copied


def tabbed_cells(text: str) -> Cells:
    """The cells of lines that are parted by tabs; empty lines are none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    reader = csv.reader(io.StringIO(lines), delimiter="\t", strict=False)
    try:
        cells = [[_words(cell) for cell in row] for row in reader]
    except csv.Error:
        cells = [[_words(cell) for cell in line.split("\t")] for line in lines.split("\n")]
    return [row for row in cells if any(row)]


def losses_of(cells: Cells) -> tuple[str, ...]:
    """Sentences of what a spreadsheet no longer shows in its cells."""
    losses = Losses()
    for number, row in enumerate(cells, 1):
        for kind in filter(None, map(loss_of, row)):
            losses.add(kind, f"第{number}行")
    return losses.sentences()


def tabbed_block(text: str) -> dict[str, Any] | None:
    """Lines of at least two columns each as the table of a narrative; None for other text."""
    if "\t" not in text or len(text) > _MOST_CHARACTERS:
        return None
    rows = tabbed_cells(text)
    columns = max(map(len, rows), default=0)
    is_list = all(_is_label(row[0]) for row in rows)
    is_table = len(rows) > 1 and all(len(row) > 1 for row in rows) and not is_list
    if not is_table or columns > MAX_COLUMNS or columns * len(rows) > MAX_TABLE_CELLS:
        return None
    return {"table": [row + [""] * (columns - len(row)) for row in rows]}


def _is_label(words: str) -> bool:
    label = typed_label(words)
    return label is not None and label.words_at == len(words)


def fill(field: Field, value: Value, cells: Cells, index: int, column: str) -> Filled:
    """Put `cells` into the rows of `field` from row `index` and the field `column` of it on.

    A first line that repeats the labels says which column is meant; a column of running numbers is no data.
    """
    cells = _without_numbers(cells, len(field.fields))
    columns, cells = _columns(field, cells, column)
    rows = deepcopy(value) if isinstance(value, list) else []
    room = len(cells) if field.max_rows is None else max(field.max_rows - index, 0)
    for offset, line in enumerate(cells[:room]):
        while len(rows) <= index + offset:
            rows.append({})
        row = rows[index + offset]
        if not is_mapping(row):
            continue
        for child, words in zip(columns, line, strict=False):
            if child is not None:
                _put(row, child, words)
    return Filled(rows, min(len(cells), room), max(len(cells) - room, 0))


def _put(row: dict[str, Value], child: Field, words: str) -> None:
    made = normalise(child, words)
    if made is None:
        row.pop(child.id, None)
    else:
        row[child.id] = made


def _columns(field: Field, cells: Cells, column: str) -> tuple[list[Field | None], Cells]:
    """Which field each column of the table goes to, and the lines below its head."""
    plain = [child for child in field.fields if TYPES[child.type].fills_cell]
    labels = {_folded(child.label): child for child in plain}
    named = [labels.get(_folded(words)) for words in cells[0]]
    if sum(child is not None for child in named) >= min(2, len(cells[0])):
        return named, cells[1:]
    start = next((place for place, child in enumerate(plain) if child.id == column), 0)
    return list(plain[start:]), cells


def _without_numbers(cells: Cells, columns: int) -> Cells:
    """Without a first column that only counts the rows."""
    body = [row for row in cells if row and _is_count(row[0].strip())]
    counts = [int(row[0]) for row in body] == list(range(1, len(body) + 1))
    is_counting = bool(body) and counts and len(body) >= len(cells) - 1
    wide = all(len(row) > 1 for row in cells)
    return [row[1:] for row in cells] if is_counting and wide and len(cells[0]) > columns else cells


def _is_count(words: str) -> bool:
    return words.isdecimal() and len(words) <= _LONGEST_COUNT


def _folded(words: str) -> str:
    return re.sub(r"[\s：:*＊]", "", words)


def _html_cells(html: str, text: str) -> CopiedCells | None:
    """The cells of the first table of `html`, none of one that is too large; None where there is none."""
    pasted = read_clipboard(html, text)
    if not pasted.tables:
        return None
    if pasted.tables[0].rows * pasted.tables[0].columns > _MOST_CELLS:
        return CopiedCells([])
    losses = Losses()
    if len(pasted.tables) > 1:
        losses.add("more_tables")
    rows = [[one_line(words) for words in line] for line in pasted.tables[0].filled()]
    return CopiedCells(rows, pasted.losses + losses.sentences())


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
