"""Types as a Chinese input method does; `QTest.keyClicks` aborts the process on Chinese."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def commit(widget: QWidget, text: str) -> None:
    """What the input method sends when a word is chosen."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, text: str) -> None:
    """A composition that is not chosen yet."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))
