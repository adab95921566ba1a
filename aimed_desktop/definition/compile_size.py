"""How much paper a form prints before anything is typed: beyond what people fill, it is refused."""

from __future__ import annotations

from collections.abc import Iterable

from aimed_desktop.definition.layout import Block, Document, Row, Table
from aimed_desktop.definition.names import KnownNames
from aimed_desktop.definition.problem import Reporter

MAX_CELLS = 5_000  # of the tables of one form, as the blank form prints them


def check_printed_size(documents: Iterable[Document], names: KnownNames, reporter: Reporter) -> None:
    """Report the table with which the cells of all tables become too many."""
    count = 0
    for part in (part for document in documents for part in document.parts):
        if isinstance(part.body, Table):
            count += _cells(part.body.rows, "", names)
            if count > MAX_CELLS:
                message = f"到这张表格为止，连同重复的行要印 {count} 格，最多 {MAX_CELLS} 格。请减少行数。"
                reporter.report(part.line, message)
                return


def _cells(rows: Iterable[Row | Block], inside: str, names: KnownNames) -> int:
    return sum(_block(row, inside, names) if isinstance(row, Block) else len(row.cells) for row in rows)


def _block(block: Block, inside: str, names: KnownNames) -> int:
    if block.repeat is None:
        return _cells(block.rows, inside, names)
    path = f"{inside}.{block.repeat}" if inside and names.find(f"{inside}.{block.repeat}") else block.repeat
    name = names.find(path)
    field = name.field if name else None
    times = max(field.min_rows, field.least, 1) if field else 1
    return times * _cells(block.rows, path, names)
