"""The real program, offscreen, with somebody inside who types a number ten times a second and tells it."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from aimed_desktop.__main__ import main
from tests.torture.typing_kills import FIELD
from ui.shell.main_window import MainWindow

_PAUSE_MS = 100
begin_work = MainWindow.begin_work


def work_and_type(window: MainWindow) -> None:
    """Open the draft once the archive is unlocked, and type on and on."""
    window.opened.connect(lambda: Typist(window))
    window.desk.door.unlocked.connect(lambda _state: window.open_application(os.environ["TORTURE_ENTRY"]))
    begin_work(window)


class Typist(QTimer):
    """Commits a longer text at every turn, as an input method does."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, interval=_PAUSE_MS)
        self._window = window
        self._number = 0
        self.timeout.connect(self._on_timeout)
        self.start()

    def _on_timeout(self) -> None:
        view = self._window.view
        if view is None:
            return
        editor = view.form.paper.editor(FIELD)
        if not isinstance(editor, QLineEdit):
            view.form.focus_field(FIELD)
            return
        self._number += 1
        editor.selectAll()
        event = QInputMethodEvent("", [])
        event.setCommitString(f"第{self._number}")
        QApplication.sendEvent(editor, event)
        sys.stdout.write(f"{self._number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    setattr(MainWindow, "begin_work", work_and_type)  # noqa: B010 - mypy forbids the plain assignment
    sys.argv = ["aimed"]
    sys.exit(main())
