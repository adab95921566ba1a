"""The paper's grid: columns by their shares, rows as tall as their cells, widgets in the cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSizePolicy, QWidget, QWidgetItem

from ui.form.line_holder import LineHolder, RemarkLabel
from ui.widgets import theme

if TYPE_CHECKING:
    from aimed_desktop.application.checks.while_typing import Remark

_TOP_RIGHT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
_MARK_POINTS = 8.5
_LINE = 1  # px between cells: the grid's own background
_FRAME = 2  # px of a sheet
_PAD = theme.CELL_PADDING
_KEPT_WIDTHS = 6  # heights are asked for at several widths before one is chosen


@dataclass(slots=True)
class CellSpot:
    """Where a cell stands. `least` is the height it is given until its widget is built."""

    row: int
    column: int
    down: int
    span: int
    is_label: bool
    least: int
    is_required: bool = False  # a label whose answer must not stay empty
    widget: QWidget | None = None
    item: QWidgetItem | None = None
    fills: bool = False  # its widget takes all of the room, whatever it likes to be
    needs: dict[int, int] = field(default_factory=dict)  # width of the grid → height of this cell

    @property
    def last(self) -> int:
        """The last row that it covers."""
        return self.row + self.down - 1


class PaperGrid(QFrame):
    """Cells with spans in both directions; a tall cell stretches the last row that it covers.

    All spots are known at once and drawn; their widgets may come one by one. A layout would measure
    all of them again for each that comes: while the grid is `held`, only what comes is measured and
    placed. `arranged` tells that everything has its place.
    """

    arranged = Signal()

    def __init__(self, shares: Sequence[float], parent: QWidget) -> None:
        super().__init__(parent)
        self._shares = shares
        self._spots: list[CellSpot] = []
        self._ending: list[list[CellSpot]] = []  # the spots that end in each row
        self._tall: list[CellSpot] = []  # those that cover several
        self._remarks: dict[QWidget, RemarkLabel] = {}  # under the lines that stand in cells
        self._heights: dict[int, list[int]] = {}  # width of the grid → heights of its rows
        self._tops: list[int] = []
        self._edges: list[int] = []
        self.setObjectName("grid")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_spots(self, spots: list[CellSpot]) -> None:
        """The cells from now on; those that have a widget keep it."""
        self._spots = spots
        self._ending = [[] for _ in range(max((spot.last for spot in spots), default=-1) + 1)]
        for spot in spots:
            self._ending[spot.last].append(spot)
        self._tall = [spot for spot in spots if spot.down > 1]
        self._measure_again()

    def fill(self, filled: Iterable[tuple[CellSpot, QWidget]]) -> None:
        """Put widgets into their cells and show them."""
        spots, is_visible = [], self.isVisible()
        for spot, widget in filled:
            spot.widget, spot.item = widget, QWidgetItem(widget)
            spot.fills = isinstance(widget, QLabel | QLineEdit | LineHolder)
            spot.needs.clear()
            spots.append(spot)
            if is_visible and not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                widget.setGeometry(self._inside(spot))
                widget.show()
        self._grow(spots)
        for spot in spots:
            self._place(spot)

    def hold(self) -> None:
        """Widgets will come: what they ask for is left until `release`."""
        self.removeEventFilter(self)

    def release(self) -> None:
        """All that was to come is there: measure everything once more."""
        QCoreApplication.removePostedEvents(self, QEvent.Type.LayoutRequest.value)
        self._measure_again()
        self.installEventFilter(self)

    def drop(self, spot: CellSpot) -> None:
        """Take the widget of a cell away."""
        for widget in (spot.widget, self._remarks.pop(spot.widget, None) if spot.widget else None):
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def show_remark(self, line: QWidget, remark: Remark | None) -> None:
        """Say something of what stands in `line`, which fills a cell; None takes it back."""
        if line not in self._remarks:
            self._remarks[line] = RemarkLabel(self)
        self._remarks[line].show_remark(remark)
        if (spot := next((spot for spot in self._spots if spot.widget is line), None)) is not None:
            spot.needs.clear()
            self._grow([spot])
            self._place(spot)

    def row_tops(self) -> list[int]:
        """The upper edge of each row, and the lower edge of the last."""
        return self._tops

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if abs(width - self.width()) <= _FRAME:  # a layout above counts the frame of the sheet twice
            width = self.width()
        heights = self._row_heights(width)
        return sum(heights) + _LINE * (len(heights) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, theme.ROW_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), theme.ROW_HEIGHT)  # the sheet says how wide it is

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A cell wants another size."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self:
            self._measure_again()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """While it is hidden nobody tells it that a cell wants another size."""
        super().showEvent(event)
        self._measure_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells that are to be seen on the background, which shows between them as lines."""
        super().paintEvent(event)
        area = event.rect()
        first = bisect_left(self._tops, area.top()) - 1
        last = bisect_left(self._tops, area.bottom() + 1)
        answer, label = theme.colour("paper"), theme.colour("label_cell")
        with QPainter(self) as painter:
            painter.setPen(theme.colour("bad"))
            font = painter.font()
            font.setPointSizeF(_MARK_POINTS)  # over the first line of the label, however full that is
            painter.setFont(font)
            for spot in self._spots:
                if spot.row <= last and spot.last >= first:
                    cell = self._cell_rect(spot)
                    painter.fillRect(cell, label if spot.is_label else answer)
                    if spot.is_required:
                        painter.drawText(cell.adjusted(0, 0, -3, 0), int(_TOP_RIGHT), "*")

    def _measure_again(self) -> None:
        self._heights.clear()
        for spot in self._spots:
            spot.needs.clear()
        self._arrange()
        self.updateGeometry()

    def _arrange(self) -> None:
        self._edges = self._column_edges(self.width())
        self._find_tops()
        for spot in self._spots:
            self._place(spot)
        self.update()
        self.arranged.emit()

    def _grow(self, filled: Sequence[CellSpot]) -> None:
        """Measure the rows in which cells were filled, and those that follow from them."""
        width = self.width()
        heights = self._row_heights(width)
        self._heights = {width: heights}
        rows = {spot.last for spot in filled}
        rows |= {spot.last for spot in self._tall if any(spot.row <= row <= spot.last for row in rows)}
        for row in sorted(rows):
            heights[row] = self._row_height(row, width, heights)
        before = self._tops
        self._find_tops()
        moved = next((old for old, new in zip(before, self._tops, strict=True) if old != new), None)
        if moved is not None:
            self.update(0, moved, width, self.height())

    def _find_tops(self) -> None:
        heights = self._row_heights(self.width())
        self._tops = list(accumulate((height + _LINE for height in heights), initial=_LINE))

    def _place(self, spot: CellSpot) -> None:
        if spot.item is None or spot.widget is None:
            return
        room = self._inside(spot)
        if (remark := self._remarks.get(spot.widget)) is not None and not remark.isHidden():
            height = remark.heightForWidth(room.width())
            remark.setGeometry(room.x(), room.bottom() + 1 - height, room.width(), height)
            room.setBottom(room.bottom() - height)
        if spot.fills:
            spot.widget.setGeometry(room)
        else:
            spot.item.setGeometry(room)

    def _inside(self, spot: CellSpot) -> QRect:
        """The room for the widget of a cell."""
        return self._cell_rect(spot).adjusted(_PAD, _PAD, -_PAD, -_PAD)

    def _cell_rect(self, spot: CellSpot) -> QRect:
        left, right = self._edges[spot.column], self._edges[spot.column + spot.span] - _LINE
        top, bottom = self._tops[spot.row], self._tops[spot.last + 1] - _LINE
        return QRect(left, top, right - left, bottom - top)

    def _column_edges(self, width: int) -> list[int]:
        """The left edge of each column, and the right end of the last, behind its line."""
        total = sum(self._shares)
        shares: Iterable[float] = accumulate(self._shares, initial=0.0)
        return [_LINE + round((width - _LINE) * share / total) for share in shares]

    def _row_heights(self, width: int) -> list[int]:
        if width not in self._heights:
            if len(self._heights) >= _KEPT_WIDTHS:
                self._heights.clear()
            heights: list[int] = []
            for row in range(len(self._ending)):
                heights.append(self._row_height(row, width, heights))
            self._heights[width] = heights
        return self._heights[width]

    def _row_height(self, row: int, width: int, heights: Sequence[int]) -> int:
        """As tall as the cells that end there want, beyond what the rows above give them."""
        tall = theme.ROW_HEIGHT
        for spot in self._ending[row]:
            need = spot.needs.get(width)
            if need is None:
                need = spot.needs[width] = self._need(spot, width)
            if spot.down > 1:
                need -= sum(heights[spot.row : row]) + _LINE * (spot.down - 1)
            tall = max(tall, need)
        return tall

    def _need(self, spot: CellSpot, width: int) -> int:
        """The height that a cell wants while the grid is so wide."""
        item = spot.item
        if item is None or spot.widget is None:
            return spot.least
        edges = self._edges if width == self.width() else self._column_edges(width)
        room = edges[spot.column + spot.span] - edges[spot.column] - _LINE - 2 * _PAD
        if spot.fills and not spot.widget.isHidden():  # much is asked here: the shorter way
            tall = spot.widget.heightForWidth(room)
        else:
            tall = item.heightForWidth(room) if item.hasHeightForWidth() else item.sizeHint().height()
        if (remark := self._remarks.get(spot.widget)) is not None and not remark.isHidden():
            tall += remark.heightForWidth(room)
        return tall + 2 * _PAD
