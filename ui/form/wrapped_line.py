"""A line that shows all of a long text, broken into lines as on the paper, while nobody types in it."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionFrame, QWidget

from ui.widgets.line import Line

_FRAME = 12  # px: padding and border at both sides
_TALL = 10  # px: the same above and below
_POLICY = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)  # its cell takes the click
_POLICY.setHeightForWidth(True)


class WrappedLine(Line):
    """Grows to the height of its text when it is left; typing goes on in one line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wide = 0  # px of the text in one line
        self._low = 0  # px of one line with its frame
        self.setSizePolicy(_POLICY)

    def fit(self) -> None:
        """Take the height that the text wants now."""
        wide = self.fontMetrics().horizontalAdvance(self.text())
        if wide != self._wide:
            grows = max(wide, self._wide) + _FRAME > self.width()
            self._wide = wide
            if grows:
                self.updateGeometry()
                if (holder := self.parentWidget()) is not None:  # it may have no layout that is told
                    holder.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._low = self._low or self.sizeHint().height()
        if self._wide + _FRAME <= width:
            return self._low
        return max(ceil(self._broken(width).boundingRect().height()) + _TALL, self._low)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or self._wide + _FRAME <= self.width():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        broken = self._broken(self.width())
        broken.draw(painter, QPointF(_FRAME / 2, (self.height() - broken.boundingRect().height()) / 2))
        painter.end()

    def _broken(self, width: int) -> QTextLayout:
        """The text in lines that fit: no mark that closes begins one, a longer word is broken."""
        layout = QTextLayout(self.text(), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        below = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width - _FRAME, 20))
            line.setPosition(QPointF(0, below))
            below += line.height()
        layout.endLayout()
        return layout
