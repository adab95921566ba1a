"""Every kind of control of the window in every state, by day and by night: legible, and seen to change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from PySide6 import QtWidgets
from PySide6.QtCore import QDate
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QCalendarWidget, QTableView, QWidget
from pytestqt.qtbot import QtBot

import ui
from aimed_desktop.paths import RESOURCES
from tests.ui.conftest import ShownIn
from tests.ui.controls import KINDS, WORDS, Kind, Stage, changes, contrast
from ui.form.calendar_popup import DayPopup

LEGIBLE = 4.5
DISABLED_LEGIBLE = 3.0
SEEN = 1.1  # contrast between before and after
AREA = 0.01  # of the control, at which that is so
WORDLESS = {"scroll_bar"}
NO_CONTROLS = (
    QtWidgets.QDialog,
    QtWidgets.QDialogButtonBox,
    QtWidgets.QMainWindow,
    QtWidgets.QScrollArea,
    QtWidgets.QSplitter,
    QtWidgets.QSplitterHandle,
    QtWidgets.QStackedWidget,
    QtWidgets.QTabWidget,
)
ALONE = {"QCalendarWidget"}  # looked at below
MODES = ("light", "dark")


@pytest.fixture(scope="module")
def stage(qapp: QtWidgets.QApplication) -> Iterator[Stage]:
    made = Stage()
    made.window.show()
    made.window.activateWindow()
    yield made
    made.window.close()


@pytest.mark.parametrize("mode", MODES)
def test_what_stands_on_a_control_can_be_read_in_every_state(
    stage: Stage, shown_in: ShownIn, mode: str
) -> None:
    shown_in(mode)
    weak = {}
    for kind, state in _states("normal"):
        if kind.name not in WORDLESS:
            ink = _strongest(stage.picture(kind, state, ""), stage.picture(kind, state))
            if ink < (DISABLED_LEGIBLE if state == "disabled" else LEGIBLE):
                weak[f"{kind} {state}"] = round(ink, 2)
    assert weak == {}


@pytest.mark.parametrize("mode", MODES)
def test_a_control_is_seen_to_be_pointed_at_pressed_ticked_or_chosen(
    stage: Stage, shown_in: ShownIn, mode: str
) -> None:
    shown_in(mode)
    unseen = []
    for kind, state in _states():
        normal, now = stage.picture(kind, "normal"), stage.picture(kind, state)
        seen = sum(times for difference, times in changes(normal, now) if difference >= SEEN)
        if state != "disabled" and seen < AREA * normal.width() * normal.height():
            unseen.append(f"{kind} {state}")
    assert unseen == []


def test_the_entries_of_a_menu_without_their_rule_would_be_found(
    stage: Stage, shown_in: ShownIn, qapp: QtWidgets.QApplication
) -> None:
    shown_in("light")
    rules = qapp.styleSheet()
    menu = next(kind for kind in KINDS if kind.name == "menu")
    qapp.setStyleSheet("\n".join(line for line in rules.splitlines() if "QMenu::item" not in line))
    try:
        ink = _strongest(stage.picture(menu, "hover", ""), stage.picture(menu, "hover"))
    finally:
        qapp.setStyleSheet(rules)
    assert ink < LEGIBLE


@pytest.mark.parametrize("mode", MODES)
def test_every_day_of_the_calendar_can_be_read(qtbot: QtBot, shown_in: ShownIn, mode: str) -> None:
    shown_in(mode)
    parent = QWidget()
    qtbot.addWidget(parent)
    popup = DayPopup(QDate(2026, 6, 10), lambda _date: None, parent)
    popup.adjustSize()
    popup.show()
    calendar = popup.findChild(QCalendarWidget)
    assert calendar is not None
    days = calendar.findChild(QTableView)
    assert isinstance(days, QTableView)
    picture, weak = days.viewport().grab().toImage(), {}
    for row in range(days.model().rowCount()):
        for column in range(days.model().columnCount()):
            index = days.model().index(row, column)
            cell = picture.copy(days.visualRect(index).adjusted(2, 2, -2, -2))
            if index.data() is not None and not cell.isNull() and (ink := _ink(cell)) < DISABLED_LEGIBLE:
                weak[row, column] = round(ink, 2)
    assert weak == {}


def test_every_kind_of_control_that_the_window_uses_is_looked_at() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in Path(ui.__path__[0]).rglob("*.py"))
    used = {name for name in re.findall(r"\bQ[A-Z]\w+", sources) if hasattr(QtWidgets, name)}
    controls = {name for name in used if _is_control(getattr(QtWidgets, name))}
    parent = QWidget()
    seen = {base.__name__ for kind in KINDS for base in type(kind.make(parent, WORDS)).__mro__}
    assert controls - seen - ALONE == set()


def test_every_name_that_has_states_of_its_own_is_looked_at() -> None:
    rules = (RESOURCES / "styles" / "main.qss").read_text(encoding="utf-8")
    states = r":(?:hover|selected|pressed|checked)"
    styled = set(re.findall(rf"#(\w+)[^,{{]*{states}", rules))
    named = {each.partition("@")[0] for kind in KINDS for each in (*kind.inside, *kind.objects)}
    assert styled - named == set()


def _states(*more: str) -> Iterator[tuple[Kind, str]]:
    return ((kind, state) for kind in KINDS for state in (*more, *kind.states))


def _strongest(blank: QImage, worded: QImage) -> float:
    """The contrast of the words to the ground on which they stand."""
    return max(difference for difference, _ in changes(blank, worded))


def _is_control(kind: type) -> bool:
    return (
        issubclass(kind, QWidget)
        and kind not in (QWidget, QtWidgets.QFrame, QtWidgets.QAbstractScrollArea)
        and not issubclass(kind, NO_CONTROLS)  # what holds controls
    )


def _ink(cell: QImage) -> float:
    """The strongest contrast to the ground, which is what most of the cell shows."""
    spots = sorted(cell.pixel(x, y) for x in range(cell.width()) for y in range(cell.height()))
    ground = max(((len(list(same)), spot) for spot, same in groupby(spots)))[1]
    return max(contrast(QColor(ground), QColor(spot)) for spot in set(spots))
