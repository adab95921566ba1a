"""The one place that turns an exception into a dialog."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from aimed_desktop import __version__
from aimed_desktop.errors import UserProblem
from ui.problem_words import words_of

Remedy = tuple[str, Callable[[], None]]  # the words of a button and what it does


def bug_report(error: BaseException) -> str:
    """Where a bug happened, without a word of what the user typed: no message, no value."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    machine = f"Python {platform.python_version()} · {platform.system()} {platform.release()}"
    head = f"申报助手 {__version__} · {machine}"
    return "\n".join([head, type(error).__name__, *lines])


def show_error(parent: QWidget | None, error: BaseException, mend: Remedy | None = None) -> None:
    """Tell the user what happened: how to mend it, with a button that does so, or a report to pass on."""
    if isinstance(error, UserProblem):
        box = _box(parent, QMessageBox.Icon.Warning, words_of(error))
        if mend is not None:
            box.addButton(mend[0], QMessageBox.ButtonRole.ActionRole).clicked.connect(mend[1])
        box.open()
        return
    report = bug_report(error)
    box = _box(
        parent,
        QMessageBox.Icon.Critical,
        "程序出了一个错，这不是您的问题。已保存的内容不受影响，可以继续使用；"
        "请把下面的报告复制给维护人员（报告不含您填写的内容）。",
    )
    box.setDetailedText(report)
    copy = box.addButton("复制报告", QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QApplication.clipboard().setText(report))
    box.open()


class Troubles(QObject):
    """Shows every exception that nobody caught, one dialog at a time."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._previous = sys.excepthook
        sys.excepthook = self._on_uncaught

    def show(self, error: BaseException) -> None:
        """The dialog for `error` over the window."""
        show_error(self._window, error)

    def close(self) -> None:
        """Give the hook back."""
        sys.excepthook = self._previous

    def _on_uncaught(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        sys.stderr.write(bug_report(error) + "\n")
        self.show(error)


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str) -> QMessageBox:
    box = QMessageBox(icon, "申报助手", text, QMessageBox.StandardButton.NoButton, parent)
    box.setEscapeButton(box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
