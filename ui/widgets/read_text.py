"""Text that is only read: by mouse, by keys, and aloud."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit, QWidget

_KEYS: Final = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class ReadText(QTextEdit):
    """Words to be read, selected and copied; Tab leaves them.

    The text browser of Qt calls itself a label: a screen reader reads its name and not its words.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(_KEYS)
        self.setTabChangesFocus(True)
