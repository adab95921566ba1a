"""The window can be worked from the keyboard: everything Tab reaches has a name and shows the focus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow, ShownIn
from tests.ui.focus import clipped, faults, stops, unreached
from tests.ui.opening import activate, begin
from ui.form.calendar_popup import DayPopup, MonthPopup
from ui.narrative.editor import NarrativeEditor
from ui.narrative.field import LongField
from ui.narrative.text_formats import OBJECT
from ui.narrative.writing_room import WritingRoom
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow
from ui.widgets.progress import progress_panel
from ui.workspace.column_parts import Drawer

STEPS = 6


def opened(qtbot: QtBot, open_window: OpenWindow, form: str) -> MainWindow:
    window = open_window()
    view = begin(window, qtbot, form, example=True)
    qtbot.waitUntil(lambda: view.saver.is_clean, timeout=20_000)
    activate(window, qtbot)
    return window


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("step", range(STEPS))
def test_every_step_is_named_and_shows_the_focus(
    qtbot: QtBot, open_window: OpenWindow, step: int, colours: str, shown_in: ShownIn
) -> None:
    window = opened(qtbot, open_window, "demo")
    shown_in(colours)
    assert window.view is not None
    window.view.show_step(step)
    qtbot.waitUntil(lambda: window.view.currentIndex() == step and len(list(stops(window))) > STEPS)
    assert "\n".join(faults(window)) == ""


def test_the_start_page_is_named_and_shows_the_focus(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = opened(qtbot, open_window, "wuhan-2026-1")
    window.show_start()
    listed = window.start.applications.table
    qtbot.waitUntil(lambda: listed.isVisible() and listed.rowCount() == 1, timeout=20_000)
    qtbot.waitUntil(lambda: window.start.findChild(QPushButton, "new:wuhan-2026-1") is not None)
    activate(window, qtbot)
    assert "\n".join(faults(window)) == ""


def test_a_narrow_form_is_named_and_shows_the_focus(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = opened(qtbot, open_window, "wuhan-2026-1")
    window.resize(1093, 560)
    assert window.view is not None
    qtbot.waitUntil(lambda: window.view.form.columns.is_narrow)
    assert "\n".join(faults(window)) == ""


def find_bar(view: ApplicationView) -> QWidget:
    view.searching.replace()
    return view.searching.bar


def writing_room(view: ApplicationView) -> QWidget:
    view.form.focus_field("background")
    editor = view.form.paper.editor("background")
    assert editor is not None
    field = editor.parentWidget()
    assert isinstance(field, LongField)
    view.form.writing.enter(field, full_screen=False)
    room = view.window().findChild(WritingRoom)
    assert room is not None
    return room


def progress(view: ApplicationView) -> QWidget:
    panel = progress_panel(view)
    panel.add("正在打包……", lambda: None, is_needed=True)
    return panel


def message(view: ApplicationView) -> QWidget:
    view.bar.tell("已删除联合申报单位第 2 行", "撤销", lambda: None, is_long=True)
    return view.bar


def recycle_bin(view: ApplicationView) -> QWidget:
    window = view.window()
    assert isinstance(window, MainWindow)
    window.show_start()
    window.start.applications.show_bin(shown=True)
    return window.start.applications


def first_steps(view: ApplicationView) -> QWidget:
    window = view.window()
    assert isinstance(window, MainWindow)
    window.show_start()
    window.start.welcome.show()
    return window.start.welcome


def summary(view: ApplicationView) -> QWidget:
    window = view.window()
    assert isinstance(window, MainWindow)
    forms = [form for card in window.starting._cards for form in card.forms if form.is_summary]
    window.show_summary(forms, forms[0].id)
    return window.summary.page


def month(view: ApplicationView) -> QWidget:
    popup = MonthPopup(QDate(2026, 6, 1), lambda _date: None, view)
    popup.show_under(view)
    return popup


def day(view: ApplicationView) -> QWidget:
    popup = DayPopup(QDate(2026, 6, 1), lambda _date: None, view)
    popup.show_under(view)
    return popup


def object_bar(view: ApplicationView, *, number: int) -> QWidget:
    """The tools and the caption of the table (0) or the figure (1) of a chapter."""
    view.form.focus_field("results")
    editor = view.form.paper.editor("results")
    assert isinstance(editor, NarrativeEditor)
    found = editor.document().find(OBJECT)
    for _ in range(number):
        found = editor.document().find(OBJECT, found)
    editor.setTextCursor(found)
    editor.ensureCursorVisible()
    return editor.viewport()


def drawer(view: ApplicationView) -> QWidget:
    columns = view.form.columns
    columns.open_outline()
    shown = columns.findChild(Drawer)
    assert shown is not None
    return shown


PLACES: dict[str, Callable[[ApplicationView], QWidget]] = {
    "find bar": find_bar,
    "writing room": writing_room,
    "progress": progress,
    "message": message,
    "recycle bin": recycle_bin,
    "first steps": first_steps,
    "summary": summary,
    "month": month,
    "day": day,
    "table bar": partial(object_bar, number=0),
    "figure bar": partial(object_bar, number=1),
    "drawer": drawer,
}


@pytest.mark.parametrize("name", PLACES)
def test_what_comes_and_goes_in_the_window_is_worked_by_keys(
    qtbot: QtBot, open_window: OpenWindow, name: str, shown_in: ShownIn
) -> None:
    window = opened(qtbot, open_window, "wuhan-2026-1")
    window.resize(1093, 614)
    assert window.view is not None
    qtbot.waitUntil(lambda: bool(window.starting._cards), timeout=20_000)
    part = PLACES[name](window.view)
    qtbot.waitUntil(lambda: part.isVisible() and any(True for _ in stops(part)), timeout=20_000)
    next(stops(part)).setFocus()
    assert "\n".join(unreached(part)) == ""
    if not list(stops(part)):  # it went when Tab left it
        part = PLACES[name](window.view)
        next(stops(part)).setFocus()
    for colours in ("light", "dark"):
        shown_in(colours)
        assert "\n".join(faults(part)) == ""
    assert "\n".join(clipped(part)) == ""
