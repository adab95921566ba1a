"""How wide on paper the column is that a long text is printed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aimed_desktop.definition.layout import Block, CellField, Narrative, Row, Table
from aimed_desktop.definition.model import Form
from aimed_desktop.document.plan.styles import CELL_PADDING_MM


def column_mm(form: Form, path: str) -> float | None:
    """The width of the column of the narrative at `path`, where it is first printed; None: it is not."""
    name = path.rsplit(".", 1)[-1]
    for document in form.documents:
        for part in document.parts:
            if isinstance(part.body, Narrative) and part.body.field in (path, name):
                return document.page.text_width_mm
            if isinstance(part.body, Table):
                for width in _cells(part.body, (path, name), document.page.text_width_mm):
                    return width
    return None


def _cells(table: Table, names: Sequence[str], width_mm: float) -> Iterator[float]:
    """The widths of the cells that hold one of these fields."""
    for row in _rows(table.rows):
        for cell in row.cells:
            if any(isinstance(part, CellField) and part.path in names for part in cell.parts):
                right = len(table.widths) - sum(
                    after.span for after in row.cells[row.cells.index(cell) + 1 :]
                )
                shares = table.widths[max(right - cell.span, 0) : right]
                yield width_mm * sum(shares) / sum(table.widths) - 2 * CELL_PADDING_MM


def _rows(rows: Sequence[Row | Block]) -> Iterator[Row]:
    for entry in rows:
        if isinstance(entry, Block):
            yield from _rows(entry.rows)
        else:
            yield entry
