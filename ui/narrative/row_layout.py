"""Where the figures of one row stand on the screen: as on paper, each in the middle of its column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QTextBlock

from ui.narrative import figure_rows

SizeOf = Callable[[Mapping[str, Any], float], QSizeF]


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure of a row; its picture and the caption below, in pixels from the corner of the row."""

    block: QTextBlock
    entry: Mapping[str, Any]
    picture: QRectF
    caption: QRectF

    @property
    def area(self) -> QRectF:
        """Picture and caption."""
        return QRectF(
            self.picture.topLeft(), QSizeF(self.picture.width(), self.caption.bottom() - self.picture.y())
        )


def placed_row(
    row: Sequence[QTextBlock], room: float, size_of: SizeOf, caption_height: float
) -> list[PlacedFigure]:
    """The figures of a row in `room` pixels: their pictures on one line, their captions below.

    `size_of`: how large a picture is that is so many pixels wide.
    """
    widths = figure_rows.row_widths_mm([*row]) or ()
    scale = room / figure_rows.room_mm(row[0].document())
    entries = [figure_rows.figure_in(block) or {} for block in row]
    sizes = [size_of(entry, width * scale) for entry, width in zip(entries, widths, strict=True)]
    spare = (room - sum(size.width() for size in sizes)) / len(sizes)
    line, left = max(size.height() for size in sizes), 0.0
    placed = []
    for block, entry, size in zip(row, entries, sizes, strict=True):
        column = size.width() + spare
        picture = QRectF(left + spare / 2, line - size.height(), size.width(), size.height())
        placed.append(PlacedFigure(block, entry, picture, QRectF(left, line, column, caption_height)))
        left += column
    return placed
