"""Where each cell of a definition table stands while its repeated blocks have so many rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aimed_desktop.application.editing.row_edits import visible_rows
from aimed_desktop.definition.layout import Block, Cell, Row, Table
from ui.binding.bindings import Bindings


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell at its place. `prefix` leads the relative paths in it; `number` is `{n}`."""

    cell: Cell
    row: int
    column: int
    down: int
    prefix: str
    number: int


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """One repetition of a block: the rows field at `path`, its `index`, its first and last row."""

    path: str
    index: int
    count: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Placement:
    """A table ready to be laid out. Comparing two tells whether widgets must be rebuilt."""

    columns: int
    rows: int
    cells: tuple[PlacedCell, ...]
    blocks: tuple[PlacedBlock, ...]


@dataclass(slots=True)
class _Line:
    row: Row
    prefix: str
    number: int
    downs: list[int]


def place(table: Table, bindings: Bindings, prefix: str = "") -> Placement:
    """The cells of `table` for the values that `bindings` shows; paths may lie under `prefix`."""
    blocks: list[PlacedBlock] = []
    lines = _expand(Block(table.rows), bindings, prefix, 1, 0, blocks)
    columns = len(table.widths)
    free_from = [0] * columns
    cells: list[PlacedCell] = []
    for index, line in enumerate(lines):
        column = 0
        for cell, down in zip(line.row.cells, line.downs, strict=True):
            while free_from[column] > index:
                column += 1
            cells.append(PlacedCell(cell, index, column, down, line.prefix, line.number))
            free_from[column : column + cell.span] = [index + down] * cell.span
            column += cell.span
    return Placement(columns, len(lines), tuple(cells), tuple(blocks))


def full_path(bindings: Bindings, prefix: str, relative: str) -> str:
    """The path of a field that a definition names inside a block."""
    if prefix and bindings.app.form.field(prefix + relative) is not None:
        return prefix + relative
    return relative


def _expand(
    block: Block, bindings: Bindings, prefix: str, number: int, start: int, blocks: list[PlacedBlock]
) -> list[_Line]:
    if block.blank_only or not bindings.holds(block.when, prefix):
        return []
    lines: list[_Line] = []
    repetitions = list(_repetitions(block, bindings, prefix, number))
    for inner, count in repetitions:
        first = len(lines)
        for entry in block.rows:
            if isinstance(entry, Block):
                lines += _expand(entry, bindings, inner, count, start + len(lines), blocks)
            elif not entry.blank_only and bindings.holds(entry.when, inner):
                downs = [0 if cell.down == "all" else cell.down for cell in entry.cells]
                lines.append(_Line(entry, inner, count, downs))
        for index in range(first, len(lines)):
            lines[index].downs = [down or len(lines) - index for down in lines[index].downs]
        if block.repeat:
            path = full_path(bindings, prefix, block.repeat)
            placed = PlacedBlock(path, count - 1, len(repetitions), start + first, start + len(lines) - 1)
            blocks.append(placed)
    return lines


def _repetitions(block: Block, bindings: Bindings, prefix: str, number: int) -> Iterator[tuple[str, int]]:
    if block.repeat is None:
        yield prefix, number
        return
    path = full_path(bindings, prefix, block.repeat)
    for index in range(visible_rows(bindings.field(path), bindings.value(path))):
        yield f"{path}.{index}.", index + 1
