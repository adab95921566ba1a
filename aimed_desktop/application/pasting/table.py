"""A table copied from Excel, Word or WPS, and the rows that it fills."""

from __future__ import annotations

import csv
import io
import re
from copy import deepcopy
from dataclasses import dataclass
from html.parser import HTMLParser

from aimed_desktop.application.pasting.html import closed_html
from aimed_desktop.application.values.identifiers import id_number_problem, is_of_excel, is_rounded
from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.application.values.types import TYPES, normalise
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType

Cells = list[list[str]]

_MOST_CELLS = 5000
_MOST_CHARACTERS = 5_000_000
_LONGEST_COUNT = 9
_WIDEST_SPAN = 50


@dataclass(frozen=True, slots=True)
class Filled:
    """`rows` as they are afterwards; `taken` rows of the table were put in, `left` had no room.

    `cut`: in how many of the cells a spreadsheet has lost the last digits of a number.
    """

    rows: list[Value]
    taken: int
    left: int
    cut: int = 0


def read_cells(text: str, html: str = "") -> Cells | None:
    """The cells of a copied table, from its HTML where there is one; None for what is one cell alone."""
    if max(len(text), len(html)) > _MOST_CHARACTERS:
        return None
    cells = _html_cells(html) if "<t" in html.lower() else []
    cells = cells or _tabbed_cells(text)
    cells = [row for row in cells if any(row)]
    is_one = sum(len(row) for row in cells) < 2
    return None if is_one or sum(len(row) for row in cells) > _MOST_CELLS else cells


def fill(field: Field, value: Value, cells: Cells, index: int, column: str) -> Filled:
    """Put `cells` into the rows of `field` from row `index` and the field `column` of it on.

    A first line that repeats the labels says which column is meant; a column of running numbers is no data.
    """
    cells = _without_numbers(cells, len(field.fields))
    columns, cells = _columns(field, cells, column)
    rows = deepcopy(value) if isinstance(value, list) else []
    room = len(cells) if field.max_rows is None else max(field.max_rows - index, 0)
    cut = 0
    for offset, line in enumerate(cells[:room]):
        while len(rows) <= index + offset:
            rows.append({})
        row = rows[index + offset]
        if not is_mapping(row):
            continue
        for child, words in zip(columns, line, strict=False):
            if child is not None:
                _put(row, child, words)
                cut += _is_cut(child, words)
    return Filled(rows, min(len(cells), room), max(len(cells) - room, 0), cut)


def _is_cut(child: Field, words: str) -> bool:
    is_code = child.record.shape in ("line", "code")
    is_id = child.type is FieldType.ID_NUMBER and id_number_problem(words) is not None
    return (is_code and is_of_excel(words)) or (is_id and is_rounded(words))


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


def _tabbed_cells(text: str) -> Cells:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    reader = csv.reader(io.StringIO(lines), delimiter="\t", strict=False)
    try:
        return [[_words(cell) for cell in row] for row in reader]
    except csv.Error:
        return [[_words(cell) for cell in line.split("\t")] for line in lines.split("\n")]


def _html_cells(html: str) -> Cells:
    reader = _TableReader()
    reader.feed(closed_html(html))
    reader.close()
    return reader.cells


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class _TableReader(HTMLParser):
    """The cells of the first table; a cell over several columns is followed by empty ones."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: Cells = []
        self._words: list[str] | None = None
        self._span = 1
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._is_over:
            return
        if tag == "tr":
            self._end_cell()
            self.cells.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._words, self._span = [], min(int(span[:9]), _WIDEST_SPAN) if span.isdecimal() else 1
        elif tag in ("br", "p") and self._words:
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        self._is_over = self._is_over or tag == "table"

    def handle_data(self, data: str) -> None:
        if self._words is not None and not self._is_over:
            self._words.append(data)

    def _end_cell(self) -> None:
        if self._words is not None:
            if not self.cells:
                self.cells.append([])
            self.cells[-1] += [_words("".join(self._words)), *[""] * (self._span - 1)]
            self._words = None
