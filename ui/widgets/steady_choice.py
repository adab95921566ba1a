"""A list to choose from that stays as it is while one scrolls over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.long_names import LongChoice


class SteadyChoice(LongChoice):
    """The mouse wheel scrolls the page that it stands on, and chooses nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
