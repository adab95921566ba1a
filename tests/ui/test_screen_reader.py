"""Every control of every page and dialog says what it is, what stands in it and what is wrong with it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenPage, OpenWindow
from tests.ui.focus import described, stops
from tests.ui.opening import activate, begin
from tests.ui.spoken import out_of_order, silent_at_first, spoken, wrong
from tests.ui.test_dialogs import dialog, name, profile, view
from ui.binding.field_widgets import path_of
from ui.shell.application_view import ApplicationView

__all__ = ["dialog", "name", "view"]  # fixtures

STEPS = 6
NAME = QAccessible.Text.Name
FORMS = ("demo", "wuhan-2026-1", "wuhan-2026-4", "wuhan-2021-3", "wuxi-2026")


def test_every_control_of_a_dialog_says_what_it_is(dialog: QDialog) -> None:
    assert "\n".join([*silent_at_first(dialog), *wrong(dialog)]) == ""


def test_a_dialog_that_begins_at_a_button_says_there_what_it_asks(dialog: QDialog, qtbot: QtBot) -> None:
    activate(dialog, qtbot)
    first = dialog.focusWidget()
    if isinstance(first, QPushButton) and not isinstance(dialog, QMessageBox):  # that one is an alert
        assert _description(first), dialog.windowTitle()


@pytest.mark.parametrize("example", [False, True], ids=["blank", "filled"])
@pytest.mark.parametrize("form", FORMS)
def test_every_field_of_the_paper_is_read_in_its_order(open_page: OpenPage, form: str, example: bool) -> None:
    page = open_page(form, example=example)
    assert "\n".join(wrong(page)) == ""
    assert "\n".join(out_of_order(page.paper.widget())) == ""


def test_every_control_of_every_step_says_what_it_is(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    opened = begin(window, qtbot, example=True)
    activate(window, qtbot)
    found = []
    for step in range(STEPS):
        opened.show_step(step)
        qtbot.waitUntil(lambda step=step: opened.currentIndex() == step)  # type: ignore[misc]
        found += [*silent_at_first(window), *wrong(window)]
    assert "\n".join(found) == ""


def test_every_control_of_the_start_page_says_what_it_is(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    begin(window, qtbot, example=True)
    window.show_start()
    qtbot.waitUntil(lambda: window.start.applications.table.rowCount() == 1, timeout=20_000)
    qtbot.waitUntil(lambda: window.start.findChild(QPushButton, "new:wuhan-2026-1") is not None)
    activate(window, qtbot)
    assert "\n".join([*silent_at_first(window), *wrong(window)]) == ""


def test_whoever_stands_in_a_field_hears_what_is_wrong_with_it(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    opened = begin(window, qtbot)
    opened.review.ask()
    qtbot.waitUntil(lambda: bool(opened.review.shown.shown), timeout=20_000)
    told = {finding.field: finding.message for finding in reversed(opened.review.shown.shown)}
    fields = [widget for widget in stops(opened.form.paper) if path_of(widget) in told]
    assert len({path_of(widget) for widget in fields}) > STEPS
    silent = [widget for widget in fields if told[path_of(widget)] not in _description(widget)]
    assert "\n".join(map(described, silent)) == ""


def _description(widget: QWidget) -> str:
    return spoken(widget, QAccessible.Text.Description)


def described_as(page: QWidget, name: str) -> str:
    widget = page.findChild(QWidget, name)
    assert widget is not None, name
    return spoken(widget, QAccessible.Text.Description)


def test_each_option_says_what_is_asked_and_fields_of_one_label_are_told_apart(open_page: OpenPage) -> None:
    page = open_page("wuhan-2026-1")
    assert described_as(page, "unit_nature:党政机关") == "单位性质，必填"
    page.app.set("unit_nature", {"option": "事业单位"})
    assert described_as(page, "unit_nature:党政机关") == "单位性质，必填，已选：事业单位"
    names = [spoken(page.paper.editor(path), NAME) for path in ("lead_phone", "contact_phone")]  # type: ignore[arg-type]
    assert names == ["电话（负责人姓名一行）", "电话（联系人姓名一行）"]


def test_a_field_of_the_profile_says_whose_it_is(view: ApplicationView, qtbot: QtBot) -> None:
    shown = profile(view, qtbot)
    widget = shown.findChild(QWidget, "legal.name")
    assert widget is not None and spoken(widget, NAME) == "法定代表人：姓名"
    shown.done(0)


def test_what_unfolds_is_no_box_to_tick_and_says_whether_it_is_open(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.start.findChild(QPushButton, "new:wuhan-2026-1") is not None)
    fold = window.start.findChildren(QToolButton, "unfold:wuhan-2026")[-1]
    interface = QAccessible.queryAccessibleInterface(fold)
    assert interface is not None and interface.role() is QAccessible.Role.Button
    for words in ("已收起", "已展开", "已收起"):
        assert spoken(fold, QAccessible.Text.Description) == words
        fold.click()


def test_a_page_is_named_when_it_is_come_into(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    assert spoken(window.pages, NAME) == "开始"
    opened = begin(window, qtbot)
    opened.show_step(2)
    assert (spoken(window.pages, NAME), spoken(opened, NAME)) == ("申报件", "材料")
    window.starting._on_summary_wanted("wuhan-2026-5")
    assert spoken(window.pages, NAME) == "汇总"
