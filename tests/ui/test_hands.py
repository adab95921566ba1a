"""Where the hands find themselves when a step's page is shown: where they were, else at what comes next."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.opening import activate, begin
from ui.lifecycle.step_dialogs import ReturnDialog
from ui.shell.application_view import FILL, FINAL, STAMP, SUBMIT, ApplicationView
from ui.shell.main_window import MainWindow
from ui.widgets.page_parts import StepPage, rest


@pytest.fixture
def view(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> ApplicationView:
    """A fixed version, its files made."""
    window = open_window()
    made = begin(window, qtbot, example=True)
    activate(window, qtbot)
    made.show_step(FINAL)
    made.final.folder.setText(str(tmp_path))
    with qtbot.waitSignal(made.final.finished, timeout=60_000):
        made.final.go.click()
    return made


def focused(view: ApplicationView) -> str:
    widget = QApplication.focusWidget()
    assert widget is not None and view.isAncestorOf(widget)
    return widget.objectName()


def test_a_page_that_is_shown_again_has_the_focus_where_it_was(view: ApplicationView) -> None:
    view.final.mark.setFocus()
    view.show_step(STAMP)
    assert focused(view) == "mark_stamped"
    view.show_step(FINAL)
    assert focused(view) == "mark_printed"


@pytest.mark.parametrize("page", [FINAL, SUBMIT, FILL])
def test_after_sending_back_the_cursor_is_in_the_form_and_every_page_begins_with_what_comes_next(
    view: ApplicationView, qtbot: QtBot, page: int
) -> None:
    asking: dict[int, QWidget] = {
        FINAL: view.final.give_back,
        SUBMIT: view.submit.give_back,
        FILL: view.fill.unlock,
    }
    view.final.mark.setFocus()
    view.show_step(page)
    asking[page].setFocus()
    QTest.keyClick(asking[page], Qt.Key.Key_Space)
    dialog = view.findChild(ReturnDialog)
    assert dialog is not None
    activate(dialog, qtbot)
    dialog.why.setPlainText("电话写错")
    QTest.keyClick(dialog.findChild(QPushButton, "confirm"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not view.form.bindings.is_locked)
    activate(view.window(), qtbot)
    qtbot.waitUntil(lambda: focused(view) == "unit_name")
    for step, first in ((SUBMIT, "submit_to_final"), (STAMP, "to_final"), (FINAL, "finalise")):
        view.show_step(step)
        assert focused(view) == first


def test_the_key_for_printing_says_that_the_files_are_not_there_yet(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    view.show_step(FINAL)
    view.final.folder.setText(str(tmp_path))
    with qtbot.waitSignal(view.final.finished, timeout=60_000):
        view.final.go.click()
        press_print(window, qtbot)
        assert any("文件正在生成" in label.text() for label in view.bar.findChildren(QLabel))


def press_print(window: MainWindow, qtbot: QtBot) -> None:
    activate(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)


def test_a_second_space_presses_nothing_while_files_are_made_and_the_button_has_the_focus_again(
    view: ApplicationView, qtbot: QtBot, tmp_path: Path
) -> None:
    view.show_step(SUBMIT)
    page = view.submit
    page.folder.setText(str(tmp_path))
    page.go.setFocus()
    with qtbot.waitSignal(page.finished, timeout=60_000):
        QTest.keyClick(page.go, Qt.Key.Key_Space)
        assert not page.go.isEnabled() and page.packing.hasFocus()
    assert page.go.hasFocus()


def test_the_focus_comes_back_from_behind_a_question(qtbot: QtBot) -> None:
    page = StepPage("页", "")
    qtbot.addWidget(page)
    button, line = QPushButton("做", page), QLineEdit(page)
    for widget in (line, button):
        page.column.addWidget(widget)
    page.show()
    activate(page, qtbot)
    button.setFocus()
    rest(page, [button], busy=True, then=button)
    question = QDialog(page)
    question.open()
    activate(question, qtbot)
    rest(page, [button], busy=False, then=button)
    question.reject()
    activate(page, qtbot)
    qtbot.waitUntil(button.hasFocus)
