"""Brings an application into the window, as most tests begin."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow
from ui.widgets.progress import ProgressPanel


def begin(
    window: MainWindow, qtbot: QtBot, form_id: str = "wuhan-2026-1", *, example: bool = False
) -> ApplicationView:
    """A new application of a form, every part of its paper built."""
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.begin(form_id, example)
    assert window.view is not None
    window.view.form.paper.complete()
    return window.view


def activate(window: QWidget, qtbot: QtBot) -> None:
    """Let the keys go to `window`."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=20_000)


def cancelling(window: QWidget) -> list[QPushButton]:
    """The buttons 取消 of what is under way in `window`, the oldest first."""
    panel = window.findChild(ProgressPanel)
    buttons = panel.findChildren(QPushButton) if panel is not None else []
    return [button for button in buttons if button.isVisible()]
