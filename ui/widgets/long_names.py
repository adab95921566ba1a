"""Names that are longer than their place: cut in the middle, as many differ only at their end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

_MARGIN_PX = 4  # that the style keeps free beside the words of a closed list


def show_ends(view: QAbstractItemView) -> None:
    """Cut what is too long in the middle."""
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)


class LongChoice(QComboBox):
    """A list to choose from whose choices may be long; what is cut stands whole in its tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        show_ends(self.view())
        self.currentTextChanged.connect(self._show_whole)

    def setAccessibleName(self, name: str) -> None:
        """On Linux Qt calls a choice by what is chosen: what is chosen there is its description."""
        super().setAccessibleName(name)
        self.setAccessibleDescription(name)

    def shown_words(self) -> str:
        """What is chosen, as far as there is room."""
        option = self._option()
        style = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, style, self).width()
        middle = Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(self.currentText(), middle, max(room - _MARGIN_PX, 0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = self._option()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown_words()  # type: ignore[attr-defined] # missing in the stubs
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return option

    def _show_whole(self, words: str) -> None:
        """A tooltip of its own is kept."""
        if not self.toolTip() or self.property("whole") == self.toolTip():
            self.setToolTip(words)
            self.setProperty("whole", words)
