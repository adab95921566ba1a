"""Grabs the real window, filled with the fictional example, for the README: docs/screenshots/*.png."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aimed_desktop.demo import DEMO_PASSPHRASE
from ui import theme
from ui.application_view import CHECK, ApplicationView
from ui.desk import Desk
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.settings import Settings

TARGET = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
FORM = "wuhan-2026-1"
WIDTH, HEIGHT = 1366, 768
SETTLED_SECONDS = 1.5  # counters and checks follow a change by themselves
PATIENCE_SECONDS = 60


def wait(is_done: Callable[[], bool]) -> None:
    """Let the window work until `is_done` and everything that follows it is on the screen."""
    start = time.monotonic()
    while not is_done():
        if time.monotonic() > start + PATIENCE_SECONDS:
            sys.exit("窗口没有按时准备好。")
        QTest.qWait(20)
    QTest.qWait(round(SETTLED_SECONDS * 1000))


def open_example(window: MainWindow) -> ApplicationView:
    """A fresh archive with the example in it, on the screen."""
    window.show()
    window.begin_work()
    wait(lambda: window.desk.is_open)
    window.begin(FORM, True)
    wait(lambda: window.view is not None)
    assert window.view is not None
    window.view.form.paper.complete()
    wait(lambda: True)
    return window.view


def grab(window: MainWindow, name: str) -> None:
    """Keep what the window shows once it has settled."""
    wait(lambda: window.view is not None and window.view.saver.is_clean)
    window.grab().save(str(TARGET / f"{name}.png"))


def main() -> None:
    """The first page, and the findings after two answers were taken out."""
    TARGET.mkdir(parents=True, exist_ok=True)
    application = QApplication(["aimed"])
    theme.apply(application)
    with tempfile.TemporaryDirectory(prefix="aimed-") as folder:
        passphrase = Path(folder) / "passphrase"
        passphrase.write_text(DEMO_PASSPHRASE, encoding="utf-8")
        desk = Desk(Path(folder) / "data", jobs := Jobs(), None, passphrase, use_keyring=False)
        window = MainWindow(desk, jobs, Settings(width=WIDTH, height=HEIGHT))
        desk.failed.connect(window.fail)
        view = open_example(window)
        grab(window, "fill")
        for path in ("unit_address", "lead_phone"):
            view.opened.app.set(path, None)
        view.show_step(CHECK)
        grab(window, "check")
        window.close()


if __name__ == "__main__":
    main()
