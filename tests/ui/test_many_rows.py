"""The cursor among many rows: what is typed while rows come and go lands where the clerk put the cursor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenPage, OpenWindow
from tests.ui.opening import activate, begin
from tests.ui.test_rows import ALT, CTRL_SHIFT, at_cursor, enter, names, press
from ui.binding.field_widgets import path_of
from ui.form import kept_lines
from ui.form.wrapped_line import WrappedLine
from ui.widgets.heirs import keep_focus
from ui.workspace.form_page import FormPage

COUNT = 24  # more than are built at once
ROWS = {"joint_units": [{"name": f"单位{number}"} for number in range(COUNT)]}
FORMS = pytest.mark.parametrize("form", ["wuhan-2026-1", "beijing-2025"], ids=["cover", "cell"])


@pytest.fixture
def page(open_page: OpenPage, qtbot: QtBot, qapp: QApplication, form: str) -> FormPage:
    keep_focus(qapp)
    page = open_page(form, unit_name="武汉市示例医院", **ROWS)
    last = f"joint_units.{COUNT - 1}.name"
    qtbot.waitUntil(lambda: path_of(page.paper.editor(last)) == last and bool(adders(page)))
    return page


def adders(page: FormPage) -> list[QPushButton]:
    found, label = page.paper.findChildren(QPushButton, "add_row"), page.bindings.field("joint_units").label
    return [button for button in found if button.isVisible() and label in button.text()]


def type_slowly(qtbot: QtBot, words: str) -> None:
    for letter in words:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClicks(focused, letter)
        qtbot.wait(20)


@FORMS
def test_a_new_row_takes_what_is_typed_at_once(page: FormPage, qtbot: QtBot) -> None:
    enter(page, qtbot, "joint_units.3.name")
    press(page, Qt.Key.Key_A, CTRL_SHIFT)
    type_slowly(qtbot, "abcdefgh")
    page.bindings.flush()
    assert names(page, "joint_units")[3:6] == ["单位3", "abcdefgh", "单位4"]
    assert page.app.get("unit_name") == "武汉市示例医院"


@FORMS
def test_after_a_row_went_the_keys_write_into_the_one_that_took_its_place(
    page: FormPage, qtbot: QtBot
) -> None:
    enter(page, qtbot, "joint_units.3.name")
    press(page, Qt.Key.Key_Delete, CTRL_SHIFT)
    type_slowly(qtbot, "xy")
    page.bindings.flush()
    assert names(page, "joint_units")[2:5] == ["单位2", "xy单位4", "单位5"]
    assert page.app.get("unit_name") == "武汉市示例医院"


@FORMS
def test_rows_that_come_by_other_ways_leave_the_cursor_alone(page: FormPage, qtbot: QtBot) -> None:
    cursor = enter(page, qtbot, "joint_units.3.name")
    page.app.insert_row("joint_units", 10)
    page.bindings.settle()
    page.app.set("joint_units", [{"name": str(number)} for number in range(80)])
    page.bindings.settle()
    assert QApplication.focusWidget() is cursor
    qtbot.waitUntil(lambda: path_of(page.paper.editor("joint_units.79.name")) == "joint_units.79.name")
    assert QApplication.focusWidget() is cursor


@FORMS
def test_the_cursor_of_a_last_row_that_goes_comes_to_the_one_above(page: FormPage, qtbot: QtBot) -> None:
    enter(page, qtbot, f"joint_units.{COUNT - 1}.name")
    page.app.delete_row("joint_units", COUNT - 1)
    page.bindings.settle()
    assert at_cursor() == f"joint_units.{COUNT - 2}.name"


@FORMS
def test_the_button_that_adds_puts_the_cursor_into_the_row_while_others_still_come(
    page: FormPage, qtbot: QtBot
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    (add,) = adders(page)
    page.app.set("joint_units", [{"name": str(number)} for number in range(90)])
    page.bindings.settle()
    add.setFocus()
    QTest.keyClick(add, Qt.Key.Key_Space)
    assert at_cursor() == "joint_units.90.name"


@pytest.mark.parametrize("form", ["wuhan-2026-1"])
def test_a_row_moves_past_others_with_the_cursor(page: FormPage, qtbot: QtBot) -> None:
    enter(page, qtbot, "joint_units.3.name")
    press(page, Qt.Key.Key_Down, ALT)
    assert at_cursor() == "joint_units.4.name"


@pytest.mark.parametrize("form", ["wuhan-2026-1"])
def test_tab_goes_down_the_rows_when_one_came_between(page: FormPage, qtbot: QtBot) -> None:
    enter(page, qtbot, f"joint_units.{COUNT - 1}.name")
    press(page, Qt.Key.Key_A, CTRL_SHIFT)
    walked = []
    qtbot.wait(150)  # the order is made once the keys rest
    for _ in range(3):
        walked.append(at_cursor())
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert walked[0] == f"joint_units.{COUNT}.name" and walked[2] == "scene_name"


@pytest.mark.parametrize("count", [2, COUNT])
def test_undo_brings_the_cursor_into_the_row_that_came_back(
    open_window: OpenWindow, qtbot: QtBot, count: int
) -> None:
    view = begin(open_window(), qtbot)
    view.opened.app.set("joint_units", [{"name": f"单位{number}"} for number in range(count)])
    last = f"joint_units.{count - 1}.name"
    qtbot.waitUntil(lambda: path_of(view.form.editor(last)) == last)
    activate(view.window(), qtbot)
    assert view.form.focus_field("joint_units.1.name")
    press(view.form, Qt.Key.Key_Delete, CTRL_SHIFT)
    view.undo.undo()
    qtbot.waitUntil(lambda: names(view.form, "joint_units")[1] == "单位1")
    qtbot.waitUntil(lambda: at_cursor() == "joint_units.1.name")


def lines(page: FormPage) -> list[WrappedLine]:
    """The lines of the names that stand on the screen."""
    found = page.paper.findChildren(WrappedLine)
    return [w for w in found if w.objectName().startswith("joint_units.") and w.isVisible()]


def tops(page: FormPage) -> list[int]:
    return [line.mapTo(page.paper.widget(), QPoint(0, 0)).y() for line in lines(page)]


def set_rows(page: FormPage, count: int) -> None:
    page.app.set("joint_units", [{"name": f"医院{number}"} for number in range(count)])
    page.bindings.settle()


@FORMS
def test_rows_that_come_stand_below_each_other_from_the_first_moment(page: FormPage, qtbot: QtBot) -> None:
    desk = page.paper.widget()
    set_rows(page, 80)
    qtbot.waitUntil(lambda: len(lines(page)) > COUNT + 8)
    coming = tops(page)
    assert len(coming) < 80
    assert coming == sorted(set(coming))
    qtbot.waitUntil(lambda: len(lines(page)) == 80)
    qtbot.wait(50)
    assert tops(page)[: len(coming)] == coming
    set_rows(page, 3)
    assert len(lines(page)) == 3
    qtbot.waitUntil(lambda: adders(page)[0].mapTo(desk, QPoint(0, 0)).y() - tops(page)[-1] < 80)


@FORMS
def test_what_rows_cost_to_come_grows_with_their_number_only(
    page: FormPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[QWidget] = []

    def counted(line: WrappedLine) -> bool:
        measured.append(line)
        return True

    monkeypatch.setattr(WrappedLine, "hasHeightForWidth", counted)
    set_rows(page, 3)
    costs = []
    for count in (43, 163):
        measured.clear()
        set_rows(page, count)
        qtbot.waitUntil(lambda count=count: len(lines(page)) == count)
        qtbot.wait(50)
        costs.append(len(measured))
        set_rows(page, 3)
        qtbot.wait(50)
    assert costs[1] < 6 * costs[0]


@FORMS
def test_no_cursor_is_put_into_a_row_that_went(page: FormPage, qtbot: QtBot) -> None:
    set_rows(page, 60)
    qtbot.waitUntil(lambda: len(lines(page)) == 60)
    set_rows(page, 1)
    shown = page.paper.editor("joint_units.50.name")
    assert shown is not None and shown.isVisible()
    set_rows(page, 60)
    qtbot.waitUntil(lambda: len(lines(page)) == 60)
    focused = enter(page, qtbot, "joint_units.50.name")
    qtbot.keyClicks(focused, "x")
    page.bindings.flush()
    assert "x" in names(page, "joint_units")[50]


@pytest.mark.parametrize("form", ["wuhan-2026-1"])
def test_what_rows_cost_to_go_grows_with_their_number_only(
    page: FormPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[QWidget] = []
    monkeypatch.setattr(kept_lines, "forget", forgotten.append)
    page.app.set("joint_units", None)
    qtbot.waitUntil(lambda: len(forgotten) >= COUNT)
    qtbot.wait(50)
    assert len({*forgotten}) == len(forgotten)
