"""What a repeated block carries but does not print is asked for in a row of its own on the screen."""

from __future__ import annotations

from dataclasses import replace

from aimed_desktop.definition.fields import Field, Text
from aimed_desktop.definition.layout import Block, Cell, CellField, CellText, Row, Table
from ui.binding.bindings import Bindings
from ui.form.placing import full_path

_UNPRINTED = "（不印在纸上）"


def with_carried_rows(table: Table, bindings: Bindings, prefix: str = "") -> Table:
    """`table` with a row for each carried column at the end of the block that repeats it."""

    def extended(row: Row | Block) -> Row | Block:
        if not isinstance(row, Block):
            return row
        rows = tuple(extended(inner) for inner in row.rows)
        if row.repeat:
            room = len(table.widths) - _beside(row)
            carried = [f for f in bindings.field(full_path(bindings, prefix, row.repeat)).fields if f.carried]
            rows += tuple(_row(field, room) for field in carried)
        return replace(row, rows=rows)

    return replace(table, rows=tuple(extended(row) for row in table.rows))


def _beside(block: Block) -> int:
    """The columns that cells as tall as the block take."""
    cells = (cell for row in block.rows if isinstance(row, Row) for cell in row.cells)
    return sum(cell.span for cell in cells if cell.down == "all")


def _row(field: Field, room: int) -> Row:
    label = CellText(Text((f"{field.label}\n{_UNPRINTED}",)))
    if room < 2:
        return Row((Cell((label, CellField(field.id)), span=room),))
    return Row((Cell((label,)), Cell((CellField(field.id),), span=room - 1)))
