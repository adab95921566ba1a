"""Reports the moment at which a window has been painted for the first time, then ends the process."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


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


def report() -> None:
    """Print the moment and the memory, and end the process at once."""
    at = time.monotonic()
    # Not `ru_maxrss`: that begins with the size of the process which started this one.
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    memory_mb = int(peak.split()[1]) / 1024
    print(json.dumps({"at": at, "memory_mb": memory_mb}))
    sys.stdout.flush()
    os._exit(0)  # what closing costs is not measured here


def run_until_painted(application: QApplication, widget: QWidget) -> None:
    """Show `widget` and run until it is painted."""
    FirstPaint(widget)
    widget.resize(1280, 720)
    widget.show()
    application.exec()
