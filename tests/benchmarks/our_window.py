"""The program as it starts on the second day: its window shows the form that was open last.

With `live` as its argument the moment reported is not the first paint, but the first paint of the live
form: the archive unlocked, the values in their fields.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import ui.app  # nothing of Qt: how the program brings that in is part of what is measured
from aimed_desktop.__main__ import open_window
from tests.benchmarks.reporting import report

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

go_on = ui.app.after_first_paint


def after_first_paint(window: MainWindow) -> None:
    """Report, or go on until the live form has been painted."""
    if sys.argv[1:] != ["live"]:
        report()
    from PySide6.QtCore import QTimer

    window.opened.connect(lambda: QTimer.singleShot(0, report))
    go_on(window)


if __name__ == "__main__":
    ui.app.after_first_paint = after_first_paint
    open_window(Path(os.environ["AIMED_DATA_DIR"]), None, None)
