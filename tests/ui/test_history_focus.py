"""历史版本 and 单位档案 without a mouse: every stop of Tab has a name and shows the focus; Esc closes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.test_focus import faults
from tests.ui.test_history import began, lines, saved
from ui.history.history_dialog import HistoryDialog
from ui.profile.profile_dialog import ProfileDialog
from ui.shell.application_view import ApplicationView


def active(dialog: QDialog | None, qtbot: QtBot) -> QDialog:
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def closes_by_escape(dialog: QDialog, qtbot: QtBot) -> None:
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: gone == [True])


def with_history(open_window: OpenWindow, qtbot: QtBot) -> ApplicationView:
    view = began(open_window, qtbot)
    saved(view, qtbot, scene_name="急诊")
    return view


def test_the_history_is_gone_through_by_keys(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = with_history(open_window, qtbot)
    view.show_history()
    dialog = active(view.findChild(HistoryDialog), qtbot)
    assert isinstance(dialog, HistoryDialog)
    qtbot.waitUntil(lambda: len(lines(dialog)) == 2 and "相同" in dialog.legend.text())
    QTest.keyClick(dialog.steps, Qt.Key.Key_Down)
    QTest.keyClick(dialog.steps, Qt.Key.Key_Down)
    qtbot.waitUntil(dialog.restore.isEnabled)
    assert "\n".join(faults(dialog)) == ""
    dialog.restore.setFocus()
    QTest.keyClick(dialog.restore, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: view.opened.app.get("scene_name") is None)


def test_the_history_closes_by_escape(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = with_history(open_window, qtbot)
    view.show_history()
    closes_by_escape(active(view.findChild(HistoryDialog), qtbot), qtbot)


def test_the_profile_is_filled_by_keys(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.show_profile()
    qtbot.waitUntil(lambda: window.findChild(ProfileDialog) is not None)
    dialog = active(window.findChild(ProfileDialog), qtbot)
    assert "\n".join(faults(dialog)) == ""
    closes_by_escape(dialog, qtbot)
