"""The window can be worked from the keyboard: everything Tab reaches has a name and shows the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.focus import described, name_of, shows_focus, stops
from ui import theme
from ui.help.help_dialog import HelpDialog
from ui.keys_dialog import PassphraseDialog
from ui.main_window import MainWindow
from ui.recovery_dialog import RecoveryDialog

STEPS = 6


def opened(qtbot: QtBot, open_window: OpenWindow, form: str) -> MainWindow:
    window = open_window()
    window.begin(form, True)
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    view = window.view
    assert view is not None
    view.form.paper.complete()
    qtbot.waitUntil(lambda: view.saver.is_clean)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window


def faults(window: QWidget) -> list[str]:
    """Each stop of Tab that has no name, or that cannot be seen to have the focus."""
    found = list(stops(window))
    assert found
    nameless = [f"no name: {described(widget)}" for widget in found if not name_of(widget)]
    blind = [
        f"no visible focus: {described(widget)}"
        for widget in found
        if widget.isVisible()
        and not shows_focus(widget, next(other for other in found if other is not widget))
    ]
    return nameless + blind


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("step", range(STEPS))
def test_every_step_is_named_and_shows_the_focus(
    qtbot: QtBot, open_window: OpenWindow, step: int, colours: str
) -> None:
    window = opened(qtbot, open_window, "demo")
    theme.shown().choose(colours)  # type: ignore[union-attr]
    assert window.view is not None
    window.view.show_step(step)
    QTest.qWait(50)
    try:
        assert "\n".join(faults(window)) == ""
    finally:
        theme.shown().choose("light")  # type: ignore[union-attr]


def test_the_start_page_is_named_and_shows_the_focus(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = opened(qtbot, open_window, "wuhan-2026-1")
    window.show_start()
    qtbot.waitUntil(lambda: window.start.isVisible() and len(list(stops(window))) > 4)
    QTest.qWait(200)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    assert "\n".join(faults(window)) == ""


def test_a_narrow_form_is_named_and_shows_the_focus(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = opened(qtbot, open_window, "wuhan-2026-1")
    window.resize(1093, 560)
    QTest.qWait(50)
    assert "\n".join(faults(window)) == ""


DIALOGS: dict[str, Callable[[QWidget], QDialog]] = {
    "help": lambda window: HelpDialog("fill", window),
    "passphrase": lambda window: PassphraseDialog(window, is_new=True),
    "recovery": lambda window: RecoveryDialog(window, has_archive=True),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_is_named_closes_by_esc_and_gives_the_focus_back(
    qtbot: QtBot, open_window: OpenWindow, name: str
) -> None:
    window = opened(qtbot, open_window, "wuhan-2026-1")
    assert window.view is not None
    window.view.form.focus_field("unit_name")
    before = window.focusWidget()
    dialog = DIALOGS[name](window)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    assert "\n".join(faults(dialog)) == ""
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: gone == [True])
    assert window.focusWidget() is before
