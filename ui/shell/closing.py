"""Whether the window may be closed: nothing is under way, everything is saved, or the clerk gives it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.problem_words import words_of
from ui.widgets.progress import PATIENCE_SECONDS, tasks_in, under_way

if TYPE_CHECKING:
    from ui.desk.application_service import ApplicationService
    from ui.shell.application_view import ApplicationView
    from ui.widgets.jobs import Jobs

_LOOK_MS = 100
_MOST_NAMED = 4


def may_close(window: QWidget, view: ApplicationView | None, desk: ApplicationService, jobs: Jobs) -> bool:
    """End and save what can be; ask about the rest. What the clerk gives up is stopped."""
    if view is not None:
        if not may_leave(view):
            return False
        view.form.bindings.flush()  # a large paste comes in now, or never
    if not jobs.wait_until(lambda: not under_way(window), PATIENCE_SECONDS) and not _may_stop(window):
        return False
    _stop(window)
    error = view.saver.flush() if view is not None else None
    error = error or desk.flush()
    return error is None or _may_lose(window, error)


def may_leave(view: ApplicationView) -> bool:
    """The question while something is being printed: nobody notes by itself that it has come out."""
    if not view.is_printing:
        return True
    box = QMessageBox(
        QMessageBox.Icon.Question,
        "申报助手",
        "还在打印，没有记下打完没有。\n现在离开，已送到打印机的会照样打完，打完后请自己点“标记为已打印”。",
        parent=view.window(),
    )
    box.setObjectName("still_printing")
    leave = box.addButton("仍要离开", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("留下", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is leave


def _may_stop(window: QWidget) -> bool:
    """The question while something is under way; it answers itself once that has ended."""
    named = [task.words for task in under_way(window)[:_MOST_NAMED]]
    box = QMessageBox(
        QMessageBox.Icon.Question,
        "申报助手",
        "\n".join(["还有工作没有完成：", *named, "仍要关闭，没有完成的会停下，不留半截文件。"]),
        parent=window,
    )
    box.setObjectName("still_working")
    close = box.addButton("仍要关闭", QMessageBox.ButtonRole.DestructiveRole)
    wait = box.addButton("继续等待", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(wait)
    box.setEscapeButton(wait)
    looking = QTimer(box, interval=_LOOK_MS)
    looking.timeout.connect(lambda: None if under_way(window) else box.accept())
    looking.start()
    box.exec()
    box.deleteLater()
    return box.clickedButton() is close or not under_way(window)


def _stop(window: QWidget) -> None:
    """Stop everything, and what begins because something else was stopped."""
    while tasks := [task for task in tasks_in(window) if not task.stop_wanted.is_set()]:
        for task in tasks:
            task.stop()


def _may_lose(window: QWidget, error: BaseException) -> bool:
    """The question when the disk has refused what was typed."""
    reason = words_of(error) if isinstance(error, UserProblem) else "保存时出了错。"
    answer = QMessageBox.warning(
        window,
        "申报助手",
        f"最后的改动没有保存成功：{reason}\n仍要关闭吗？",
        QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel,
        QMessageBox.StandardButton.Cancel,
    )
    return answer == QMessageBox.StandardButton.Close
