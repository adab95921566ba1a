"""The confirmations of a form stand in one list, ticked line by line or all at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.model import Change
from tests.ui.conftest import OpenPage, OpenWindow
from tests.ui.opening import activate, begin
from ui.form.confirm_list import ConfirmList
from ui.form.paper_view import PaperView

FORM = "fujian-2025-1"  # eleven confirmations, one of them asked of another direction alone
HIDDEN = "other_direction"


def the_list(paper: PaperView) -> ConfirmList:
    paper.complete()
    (found,) = paper.findChildren(ConfirmList)
    return found


def shown(listed: QWidget) -> list[QCheckBox]:
    return [box for box in listed.findChildren(QCheckBox) if box.isVisibleTo(listed)]


def test_one_button_ticks_every_line_that_is_asked_and_one_undo_takes_that_back(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = begin(open_window(), qtbot, FORM)
    listed = the_list(view.form.paper)
    boxes = shown(listed)
    assert len(boxes) == 10 and "还有 10 条没有确认" in listed.state.text()
    boxes[3].click()
    assert "还有 9 条" in listed.state.text()
    listed.tick_all.click()
    assert all(box.isChecked() for box in boxes)
    assert view.opened.app.get(HIDDEN) is None
    assert listed.state.text() == "10 条都已确认" and not listed.tick_all.isEnabled()
    view.undo.undo()
    assert [box.isChecked() for box in boxes] == [place == 3 for place in range(10)]
    assert "还有 9 条" in listed.state.text()


def test_by_keyboard_the_button_keeps_the_cursor_and_a_second_press_changes_nothing(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = begin(open_window(), qtbot, FORM, example=True)
    activate(view.window(), qtbot)
    listed = the_list(view.form.paper)
    shown(listed)[0].setChecked(False)
    listed.tick_all.setFocus()
    qtbot.keyClick(listed.tick_all, Qt.Key.Key_Space)
    qtbot.wait(50)
    changes: list[Change] = []
    view.opened.app.subscribe(changes.append)
    assert listed.state.text() == "10 条都已确认" and listed.tick_all.hasFocus()
    qtbot.keyClick(listed.tick_all, Qt.Key.Key_Space)
    assert not changes and view.bar.words.text() == "10 条都已确认"
    shown(listed)[3].setFocus()
    assert not listed.tick_all.isEnabled()


def test_a_line_left_open_keeps_its_suggestion(open_page: OpenPage) -> None:
    page = open_page(FORM, example=True)
    listed = the_list(page.paper)
    listed.tick_all.click()
    first = shown(listed)[0]
    first.click()
    told = [(f.severity, f.field) for f in check(page.app) if f.rule.startswith("confirm-")]
    assert told == [("warning", first.objectName())]


def test_every_line_is_shown_whole(open_page: OpenPage) -> None:
    page = open_page(FORM)
    for box in shown(the_list(page.paper)):
        words = box.parentWidget().findChildren(QWidget)[-1]
        assert words.height() >= words.heightForWidth(words.width())
        assert page.bindings.field(box.objectName()).label in words.text()  # type: ignore[attr-defined]


def test_a_press_on_the_words_ticks_and_a_fixed_version_does_not(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(FORM)
    listed = the_list(page.paper)
    box = shown(listed)[0]
    words = box.parentWidget().findChildren(QWidget)[-1]
    qtbot.mouseClick(words, Qt.MouseButton.RightButton)
    assert page.app.get(box.objectName()) is None
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    assert page.app.get(box.objectName()) is True
    page.bindings.set_locked(True)
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    assert page.app.get(box.objectName()) is True and not listed.tick_all.isVisibleTo(listed)
