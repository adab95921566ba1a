"""The layout of the paper's grid: columns by their shares, rows as tall as their cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui import theme

_LINE = 1  # px between cells: the grid's own background


@dataclass(slots=True)
class _Placed:
    item: QLayoutItem
    row: int
    column: int
    down: int
    span: int


class GridLayout(QLayout):
    """Cells with spans in both directions; a tall cell stretches the last row that it covers."""

    def __init__(self, shares: tuple[float, ...], parent: QWidget, arranged: Callable[[], None]) -> None:
        super().__init__(parent)
        self._shares = shares
        self._arranged = arranged  # told after each arrangement
        self._placed: list[_Placed] = []
        self._next = (0, 0, 1, 1)
        self._heights: dict[int, list[int]] = {}
        self.setContentsMargins(_LINE, _LINE, _LINE, _LINE)

    def add_cell(self, widget: QWidget, row: int, column: int, down: int, span: int) -> None:
        """Put `widget` at a place of the grid."""
        self._next = (row, column, down, span)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._placed.append(_Placed(item, *self._next))

    def count(self) -> int:
        return len(self._placed)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._placed[index].item if 0 <= index < len(self._placed) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # Qt asks for None at the end
        return self._placed.pop(index).item if 0 <= index < len(self._placed) else None

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._row_heights(width)) + _LINE * (len(self._row_heights(width)) + 1)

    def minimumSize(self) -> QSize:
        return QSize(320, theme.ROW_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(theme.PAPER_WIDTH - 2 * theme.PAPER_MARGIN, theme.ROW_HEIGHT)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        edges = self._edges(rect.width())
        tops = [rect.y() + _LINE]
        for height in self._row_heights(rect.width()):
            tops.append(tops[-1] + height + _LINE)
        for placed in self._placed:
            left, right = edges[placed.column], edges[placed.column + placed.span] - _LINE
            top, bottom = tops[placed.row], tops[placed.row + placed.down] - _LINE
            placed.item.setGeometry(QRect(rect.x() + left, top, right - left, bottom - top))
        self._arranged()

    def row_tops(self) -> list[int]:
        """The upper edge of each row, and the lower edge of the last, inside the parent."""
        tops = [self.geometry().y() + _LINE]
        for height in self._row_heights(self.geometry().width()):
            tops.append(tops[-1] + height + _LINE)
        return tops

    def _edges(self, width: int) -> list[int]:
        """The left edge of each column, and the right end of the last, behind its line."""
        total = sum(self._shares)
        edges, share = [_LINE], 0.0
        for part in self._shares:
            share += part
            edges.append(_LINE + round((width - _LINE) * share / total))
        return edges

    def _row_heights(self, width: int) -> list[int]:
        if width not in self._heights:
            self._heights = {width: self._measure(width)}
        return self._heights[width]

    def _measure(self, width: int) -> list[int]:
        edges = self._edges(width)
        rows = max((placed.row + placed.down for placed in self._placed), default=0)
        heights = [theme.ROW_HEIGHT] * rows
        for placed in sorted(self._placed, key=lambda p: p.down):
            room = edges[placed.column + placed.span] - edges[placed.column] - _LINE
            item = placed.item
            need = item.heightForWidth(room) if item.hasHeightForWidth() else item.sizeHint().height()
            covered = heights[placed.row : placed.row + placed.down]
            missing = need - sum(covered) - _LINE * (placed.down - 1)
            if missing > 0:
                heights[placed.row + placed.down - 1] += missing
        return heights
