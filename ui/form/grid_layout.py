"""The layout of the paper's grid: columns by their shares, rows as tall as their cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui import theme
from ui.form.items_layout import ItemsLayout

_TOP_RIGHT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
_MARK_POINTS = 8.5
_LINE = 1  # px between cells: the grid's own background
_KEPT_WIDTHS = 6  # heights are asked for at several widths before one is chosen


@dataclass(slots=True)
class Spot:
    """Where a cell stands. `least` is the height it is given until its widget is built."""

    row: int
    column: int
    down: int
    span: int
    is_label: bool
    least: int
    is_required: bool = False  # a label whose answer must not stay empty
    widget: QWidget | None = None
    item: QLayoutItem | None = None


class GridLayout(ItemsLayout):
    """Cells with spans in both directions; a tall cell stretches the last row that it covers.

    All spots are known at once and drawn; their widgets may come one by one.
    """

    def __init__(self, shares: tuple[float, ...], parent: QWidget, arranged: Callable[[], None]) -> None:
        super().__init__(parent)
        self._shares = shares
        self._arranged = arranged  # told after each arrangement
        self._spots: list[Spot] = []
        self._by_down: list[Spot] = []
        self._rows = 0
        self._heights: dict[int, list[int]] = {}
        self._rect = QRect()  # as it was arranged last: Qt forgets its own while something changes
        self._tops: list[int] = []
        self.setContentsMargins(_LINE, _LINE, _LINE, _LINE)

    def set_spots(self, spots: list[Spot]) -> None:
        """The cells from now on; those that have a widget keep it."""
        self._spots = spots
        self._by_down = sorted(spots, key=lambda spot: spot.down)
        self._rows = max((spot.row + spot.down for spot in spots), default=0)
        self.invalidate()
        self._tops = self._row_tops(self._rect)  # it may be painted before it is arranged

    def fill(self, spot: Spot, widget: QWidget) -> None:
        """Put `widget` into its cell."""
        self.addWidget(widget)
        spot.widget, spot.item = widget, self._items[-1]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = self._row_heights(width)
        return sum(heights) + _LINE * (len(heights) + 1)

    def minimumSize(self) -> QSize:
        return QSize(320, theme.ROW_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(theme.PAPER_WIDTH - 2 * theme.PAPER_MARGIN, theme.ROW_HEIGHT)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        edges = self._edges(rect.width())
        self._rect, self._tops = rect, self._row_tops(rect)
        pad = theme.CELL_PADDING
        for spot in self._spots:
            if spot.item is not None:
                spot.item.setGeometry(self._cell_rect(spot, rect, edges).adjusted(pad, pad, -pad, -pad))
        self._arranged()

    def row_tops(self) -> list[int]:
        """The upper edge of each row, and the lower edge of the last, inside the parent."""
        return self._tops

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draw the cells that touch `area` on the background, which shows between them as lines."""
        rect, tops = self._rect, self.row_tops()
        edges = self._edges(rect.width())
        first = bisect_left(tops, area.top()) - 1
        last = bisect_left(tops, area.bottom() + 1)
        answer, label = theme.colour("paper"), theme.colour("label_cell")
        painter.setPen(theme.colour("bad"))
        font = painter.font()
        font.setPointSizeF(_MARK_POINTS)  # over the first line of the label, however full that is
        painter.setFont(font)
        for spot in self._spots:
            if spot.row <= last and spot.row + spot.down > first:
                cell = self._cell_rect(spot, rect, edges)
                painter.fillRect(cell, label if spot.is_label else answer)
                if spot.is_required:
                    painter.drawText(cell.adjusted(0, 0, -3, 0), int(_TOP_RIGHT), "*")

    def _cell_rect(self, spot: Spot, rect: QRect, edges: list[int]) -> QRect:
        left, right = edges[spot.column], edges[spot.column + spot.span] - _LINE
        top, bottom = self._tops[spot.row], self._tops[spot.row + spot.down] - _LINE
        return QRect(rect.x() + left, top, right - left, bottom - top)

    def _row_tops(self, rect: QRect) -> list[int]:
        heights = self._row_heights(rect.width())
        return list(accumulate((height + _LINE for height in heights), initial=rect.y() + _LINE))

    def _edges(self, width: int) -> list[int]:
        """The left edge of each column, and the right end of the last, behind its line."""
        total = sum(self._shares)
        shares: Iterable[float] = accumulate(self._shares, initial=0.0)
        return [_LINE + round((width - _LINE) * share / total) for share in shares]

    def _row_heights(self, width: int) -> list[int]:
        if width not in self._heights:
            if len(self._heights) >= _KEPT_WIDTHS:
                self._heights.clear()
            self._heights[width] = self._measure(width)
        return self._heights[width]

    def _measure(self, width: int) -> list[int]:
        edges = self._edges(width)
        heights = [theme.ROW_HEIGHT] * self._rows
        pad = 2 * theme.CELL_PADDING
        for spot in self._by_down:
            item = spot.item
            if item is None:
                need = spot.least
            elif item.hasHeightForWidth():
                room = edges[spot.column + spot.span] - edges[spot.column] - _LINE
                need = item.heightForWidth(room - pad) + pad
            else:
                need = item.sizeHint().height() + pad
            if spot.down > 1:
                need -= sum(heights[spot.row : spot.row + spot.down - 1]) + _LINE * (spot.down - 1)
            last = spot.row + spot.down - 1
            heights[last] = max(heights[last], need)
        return heights
