"""A text whose words may be raised, lowered or bold: what its keys and tools need to know of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextEdit, QWidget

from aimed_desktop.application.values.words import Look


class LookText(QTextEdit):
    """`object_changed` tells that the cursor stands elsewhere, or that what it stands on looks otherwise."""

    object_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.raised_power = ""  # the `^9` that has just been raised
        self.typing_look: Look | None = None  # chosen for what is typed next; None: that of its place
        self.cursorPositionChanged.connect(self.object_changed)
