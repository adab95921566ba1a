"""The program as it starts on the second day: its window shows the form that was open last.

With `live` as its argument the moment reported is not the first paint, but the first paint of the live
form: the archive unlocked, the values in their fields.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from aimed_desktop.__main__ import open_window
from tests.benchmarks.painting import report


def main() -> None:
    from ui import main_window

    window: Any = main_window.MainWindow
    if sys.argv[1:] == ["live"]:
        begin_work = window.begin_work

        def begin_and_report(opened: Any) -> None:
            opened.opened.connect(lambda: QTimer.singleShot(0, report))
            begin_work(opened)

        window.begin_work = begin_and_report
    else:  # `begin_work` is the first thing that the window does after its first paint
        window.begin_work = lambda _window: report()
    open_window(Path(os.environ["AIMED_DATA_DIR"]), None)


if __name__ == "__main__":
    main()
