"""Waits until a window has been painted for the first time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.reporting import report


class FirstPaint(QObject):
    """Watches one widget; the event loop's next turn comes after the paint it saw."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._seen:
            self._seen = True
            QTimer.singleShot(0, report)
        return False


def run_until_painted(application: QApplication, widget: QWidget) -> None:
    """Show `widget` and run until it is painted."""
    FirstPaint(widget)
    widget.resize(1280, 720)
    widget.show()
    application.exec()
