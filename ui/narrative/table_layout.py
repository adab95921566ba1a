"""Where the cells of a small table stand on the screen, spans and the author's widths included."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.narrative import TableBlock
from aimed_desktop.application.values.narrative_table import TableCell
from ui.narrative.drawn_words import height_of

CELL_X, CELL_Y = 6, 5
_LEAST_COLUMN = 40


@dataclass(frozen=True, slots=True)
class TableOnScreen:
    """Where the lines of a table run, in pixels from its corner; the last ones are its edges."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[TableCell, ...]
    header_rows: int

    def area_of(self, cell: TableCell) -> QRectF:
        """The rectangle of a cell, lines included."""
        x, y = self.columns[cell.column], self.rows[cell.row]
        return QRectF(x, y, self.columns[cell.column + cell.span] - x, self.rows[cell.row + cell.down] - y)


def table_on_screen(entry: Mapping[str, Any], room: float, font: QFont) -> TableOnScreen | None:
    """A table in `room` pixels, rows as tall as their longest cell; None where `entry` is none."""
    if "table" not in entry:
        return None
    return _laid_out(json.dumps(dict(entry), ensure_ascii=False), room, font.toString())


@lru_cache(maxsize=64)
def _laid_out(kept: str, room: float, font: str) -> TableOnScreen | None:
    block = next(iter(narrative.blocks([json.loads(kept)])), None)
    if not isinstance(block, TableBlock):
        return None
    look = QFont()
    look.fromString(font)
    columns = _columns(block, room)
    header_rows = 1 if block.header_rows is None else block.header_rows
    return TableOnScreen(columns, _rows(block, columns, look), block.cells, header_rows)


def _columns(block: TableBlock, room: float) -> tuple[float, ...]:
    """As on the paper: as the author set them, else as their content asks for."""
    shares = block.shares
    places = [0.0]
    for share in shares:
        places.append(places[-1] + max(room * share / sum(shares), _LEAST_COLUMN))
    return tuple(places)


def _rows(block: TableBlock, columns: tuple[float, ...], font: QFont) -> tuple[float, ...]:
    """A cell over several rows makes the last of them taller where it needs more."""
    heights = [0.0] * block.rows
    for cell in sorted(block.cells, key=lambda cell: cell.row + cell.down):
        width = columns[cell.column + cell.span] - columns[cell.column] - 2 * CELL_X
        rows = range(cell.row, cell.row + cell.down)
        missing = height_of(cell.words, width, font) + 2 * CELL_Y - sum(heights[row] for row in rows)
        heights[rows[-1]] += max(missing, 0.0)
    places = [0.0]
    for height in heights:
        places.append(places[-1] + height)
    return tuple(places)
