"""What belongs to a line: its unit and its tools beside it, its counter and what is said of it below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from aimed_desktop.definition.fields import Limit
from ui.binding.counter import CounterLabel
from ui.widgets.theme import repolish

if TYPE_CHECKING:
    from aimed_desktop.application.checks.while_typing import Remark

_BETWEEN = 4  # px beside the line
_LEAST_LINE = 20  # px
_POLICY = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
_POLICY.setHeightForWidth(True)


class RemarkHost(Protocol):
    """Where a line stands, with room below for what is said of it."""

    def show_remark(self, line: QWidget, remark: Remark | None) -> None:
        """Say something of what stands in `line`; None takes it back."""


class RemarkLabel(QLabel):
    """A few small words under a field: grey while something is missing, red only where it must be mended."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("remark_line")
        self.setWordWrap(True)
        self.setVisible(False)

    def show_remark(self, remark: Remark | None) -> None:
        """Show what is said; nothing takes no room."""
        if remark is not None:
            if remark.tone != self.property("state"):
                self.setProperty("state", remark.tone)
                repolish(self)
            self.setText(remark.words)
        self.setVisible(remark is not None)


class LineHolder(QWidget):
    """A line with what stands beside it, counter and remark below; what it has none of is not built.

    It gives them their places itself: nested layouts would cost more than all that is in them. So the
    line must tell it when it has grown (`updateGeometry`), and a hidden tool keeps its room.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._line: QWidget | None = None
        self._beside: list[QWidget] = []
        self._counter: CounterLabel | None = None
        self._remark: RemarkLabel | None = None
        self.setSizePolicy(_POLICY)

    def add_line(self, line: QWidget) -> None:
        """The line itself, as wide as there is room."""
        self._line = line

    def add_unit(self, words: str) -> None:
        """The printed unit behind the line."""
        self._beside.append(QLabel(words, self))

    def add_tool(self, tool: QWidget) -> None:
        """A button behind the line."""
        self._beside.append(tool)

    def add_counter(self, limit: Limit | None) -> CounterLabel:
        """The count under the right end of the line."""
        self._counter = CounterLabel(limit, self)
        self._counter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return self._counter

    def show_remark(self, _line: QWidget, remark: Remark | None) -> None:
        if self._remark is None:
            if remark is None:
                return
            self._remark = RemarkLabel(self)
        self._remark.show_remark(remark)
        self.updateGeometry()
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        assert self._line is not None
        line = self._line.heightForWidth(width - self._taken())
        tallest = max((tool.sizeHint().height() for tool in self._beside), default=0)
        return max(line, tallest) + sum(self._below(width))

    def sizeHint(self) -> QSize:
        assert self._line is not None
        return self._with_the_rest(self._line.sizeHint().width())

    def minimumSizeHint(self) -> QSize:
        return self._with_the_rest(_LEAST_LINE)

    def changeEvent(self, event: QEvent) -> None:
        """Other sizes of words change what everything takes."""
        super().changeEvent(event)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _with_the_rest(self, width: int) -> QSize:
        wide = width + self._taken()
        return QSize(wide, self.heightForWidth(wide))

    def _taken(self) -> int:
        """The width of what stands beside the line."""
        return sum(tool.sizeHint().width() + _BETWEEN for tool in self._beside)

    def _below(self, width: int) -> tuple[int, int]:
        """The heights of counter and remark."""
        counter, remark = self._counter, self._remark
        return (
            counter.sizeHint().height() if counter is not None else 0,
            remark.heightForWidth(width) if remark is not None and not remark.isHidden() else 0,
        )

    def _place(self) -> None:
        if self._line is None:
            return
        width, (counter, remark) = self.width(), self._below(self.width())
        height = self.height() - counter - remark
        left = width - self._taken()
        self._line.setGeometry(0, 0, left, height)
        for tool in self._beside:
            size = tool.sizeHint()
            left += _BETWEEN
            tool.setGeometry(left, (height - size.height()) // 2, size.width(), size.height())
            left += size.width()
        if self._counter is not None:
            self._counter.setGeometry(0, height, width, counter)
        if self._remark is not None:
            self._remark.setGeometry(0, height + counter, width, remark)
