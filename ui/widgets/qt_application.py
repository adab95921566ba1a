"""The one QApplication, typed: Qt itself hands it out as something that may be missing."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication


def qt_application() -> QApplication:
    """The application that runs; a window cannot exist without it."""
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    return running
