"""How the cells of a Word table stand: spans, rows that are not seen, heads, widths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from aimed_desktop.application.bounds import MAX_TABLE_CELLS
from aimed_desktop.document.word.read.text import TABLE
from aimed_desktop.document.word.read.word_styles import is_on, number_of, value_of
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified
from aimed_desktop.errors import UserProblem

_WIDEST = 63  # columns that Word gives one table
_ALIKE = 1.5  # percent: columns that differ by less were not set apart
_ROW, _CELL = qualified("w:tr"), qualified("w:tc")


@dataclass(slots=True)
class WordCell:
    """A cell from its upper left corner, `column` from 0; no node where a row begins further right.

    `covered`: the cells that it is drawn over.
    """

    node: Element | None
    column: int
    span: int = 1
    down: int = 1
    covered: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WordTable:
    """The rows that are seen, and those that are not, by the kind of their loss."""

    rows: tuple[tuple[WordCell, ...], ...]
    unseen: tuple[tuple[str, Element], ...]
    header_rows: int
    widths: tuple[int, ...]  # percents; empty where nobody set them


def read_table(table: Element) -> WordTable:
    """The table of bearable size. UserProblem for another."""
    rows: list[tuple[WordCell, ...]] = []
    unseen: list[tuple[str, Element]] = []
    is_head = True
    header_rows = cells = 0
    growing: dict[int, WordCell] = {}  # by column: cells that may go on below
    for row in table.iter(_ROW):
        if next(row.iterancestors(TABLE), None) is not table:
            continue
        properties = row.find("w:trPr", NAMESPACES)
        if kind := _unseen(properties):
            unseen.append((kind, row))
            continue
        placed = list(_cells(row, number_of(properties, "w:gridBefore") or 0))
        cells += sum(cell.span for cell in placed)
        if cells > MAX_TABLE_CELLS:
            raise UserProblem("word_huge_table", most=MAX_TABLE_CELLS)
        own, growing = _grown(placed, growing)
        rows.append(tuple(own))
        is_head = is_head and bool(is_on(properties, "w:tblHeader"))
        header_rows += is_head
    return WordTable(tuple(rows), tuple(unseen), header_rows, _widths(table))


def _unseen(properties: Element | None) -> str:
    if properties is not None and properties.find("w:del", NAMESPACES) is not None:
        return "deleted_row"
    return "hidden_row" if is_on(properties, "w:hidden") else ""


def _cells(row: Element, before: int) -> Iterator[WordCell]:
    """The cells of a row from the left; one that is merged sideways in the old way with its first."""
    column = min(max(before, 0), _WIDEST)
    yield from (WordCell(None, place) for place in range(column))
    last: WordCell | None = None
    for node in row.iter(_CELL):
        if next(node.iterancestors(_ROW), None) is not row:
            continue
        span = min(max(number_of(node, "w:tcPr/w:gridSpan") or 1, 1), _WIDEST)
        merged = node.find("w:tcPr/w:hMerge", NAMESPACES)
        if merged is not None and last is not None and value_of(node, "w:tcPr/w:hMerge") != "restart":
            last.span = min(last.span + span, _WIDEST)
            last.covered.append(node)
        else:
            if last is not None:
                yield last
            last = WordCell(node, column, span)
        column += span
    if last is not None:
        yield last


def _grown(
    placed: list[WordCell], growing: dict[int, WordCell]
) -> tuple[list[WordCell], dict[int, WordCell]]:
    """The cells that begin in a row, and by column those that may go on in the next."""
    own: list[WordCell] = []
    going_on: dict[int, WordCell] = {}
    for cell in placed:
        merged = None if cell.node is None else cell.node.find("w:tcPr/w:vMerge", NAMESPACES)
        above = growing.get(cell.column)
        begins = value_of(cell.node, "w:tcPr/w:vMerge") == "restart"
        if merged is None or begins or above is None or above.span != cell.span:
            own.append(cell)
            above = cell
        else:
            above.down += 1
            above.covered += [node for node in (cell.node, *cell.covered) if node is not None]
        if merged is not None:
            going_on[cell.column] = above
    return own, going_on


def _widths(table: Element) -> tuple[int, ...]:
    """The columns as the author set them, in percent."""
    columns = [
        _width(column.get(qualified("w:w"))) for column in table.findall("w:tblGrid/w:gridCol", NAMESPACES)
    ]
    layout = table.find("w:tblPr/w:tblLayout", NAMESPACES)
    is_fixed = layout is not None and layout.get(qualified("w:type")) == "fixed"
    cell = table.find("w:tr/w:tc/w:tcPr/w:tcW", NAMESPACES)
    is_set = is_fixed or (cell is not None and cell.get(qualified("w:type"), "dxa") in ("dxa", "pct"))
    if not is_set or not all(columns) or len(columns) < 2:
        return ()
    shares = [100 * width / sum(columns) for width in columns]
    if max(shares) - min(shares) < _ALIKE:
        return ()
    return tuple(max(round(share), 1) for share in shares)


def _width(typed: str | None) -> int:
    text = typed or ""
    return int(text) if text.isdecimal() and len(text) <= 6 else 0
