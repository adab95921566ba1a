"""Starts the window; nothing heavy is imported before its first paint."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ui.display import display_problem

if TYPE_CHECKING:
    from ui.main_window import MainWindow

__all__ = ["display_problem", "main", "self_test"]


def main(argv: list[str], data_dir: Path, passphrase_file: Path | None = None) -> int:
    """Show the window until it is closed; the exit status. One that is shown already comes to the front."""
    from ui.instance import ask_first, claim

    claimed = claim(data_dir)
    if not claimed.is_first:
        ask_first(data_dir)
        return 0
    gc.disable()  # the window collects by itself, and nothing before its first paint
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.desk import Desk
    from ui.jobs import Jobs
    from ui.main_window import MainWindow
    from ui.settings import read_settings

    application = QApplication(argv[:1])
    application.setApplicationName("aimed")
    settings = read_settings(data_dir)
    theme.apply(application, settings.theme)
    jobs = Jobs()
    desk = Desk(data_dir, jobs, passphrase_file=passphrase_file)
    window = MainWindow(desk, jobs, settings)
    window.painted.connect(lambda: QTimer.singleShot(0, window, lambda: after_first_paint(window)))
    if settings.maximised:
        window.showMaximized()
    else:
        window.show()
    status = application.exec()
    if jobs.is_held:  # Python would wait for the thread that waits; everything else is closed
        os._exit(status)
    return status


def after_first_paint(window: MainWindow) -> None:
    """What is slow, and what nobody can miss before the window is seen."""
    from ui.doorbell import Doorbell

    window.begin_work()
    Doorbell(window.desk.data_dir, window)


def self_test(out: Path) -> int:
    """Fill, save, export, pack and archive the example through an offscreen window; the exit status."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.self_test import run_self_test

    return run_self_test(out)
