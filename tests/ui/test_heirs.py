"""The focus of what hides, is disabled or goes comes to what stands nearest, or to its named heir."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.opening import activate
from ui.widgets.heirs import keep_focus
from ui.widgets.page_parts import StepPage, words_label


class Button(QPushButton):
    """Names its heir."""

    named: QWidget | None = None

    def heir(self) -> QWidget | None:
        return self.named


class Page(QWidget):
    """A line over two cards of three buttons each."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.line = QLineEdit(self)
        column.addWidget(self.line)
        self.frames: list[QFrame] = []
        self.cards = [self._card(column) for _ in range(2)]

    def _card(self, column: QVBoxLayout) -> list[QPushButton]:
        card = QFrame(self)
        self.frames.append(card)
        box = QVBoxLayout(card)
        buttons = [QPushButton(str(number), card) for number in range(3)]
        for button in buttons:
            box.addWidget(button)
        column.addWidget(card)
        return buttons


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Page:
    keep_focus(qapp)
    made = Page()
    qtbot.addWidget(made)
    made.show()
    activate(made, qtbot)
    return made


def go(button: QWidget) -> None:
    button.hide()
    button.deleteLater()


WAYS: dict[str, Callable[[QWidget], object]] = {
    "hidden": QWidget.hide,
    "disabled": lambda widget: widget.setEnabled(False),
    "gone": go,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("lost", "heir"), [(1, 2), (2, 1)])
def test_the_next_button_of_the_card_has_the_focus(
    way: str, lost: int, heir: int, page: Page, qtbot: QtBot
) -> None:
    card = page.cards[0]
    card[lost].setFocus()
    WAYS[way](card[lost])
    qtbot.waitUntil(card[heir].hasFocus)


def test_where_the_card_has_none_left_a_button_is_taken_and_no_line(page: Page, qtbot: QtBot) -> None:
    first, second = page.cards
    second[2].setFocus()
    for button in second:
        button.setEnabled(False)
    qtbot.waitUntil(first[2].hasFocus)


def test_the_heir_that_was_named_has_it(page: Page, qtbot: QtBot) -> None:
    inside = Button("甲", page.frames[1])
    inside.named = page.line
    inside.show()
    inside.setFocus()
    inside.hide()
    qtbot.waitUntil(page.line.hasFocus)


def test_who_asks_for_the_focus_in_the_same_turn_keeps_it(page: Page, qtbot: QtBot) -> None:
    page.cards[0][1].setFocus()
    page.cards[0][1].hide()
    page.line.setFocus()
    qtbot.wait(20)
    assert page.line.hasFocus()


def test_another_window_that_comes_is_left_alone(page: Page, qtbot: QtBot) -> None:
    other = Page()
    qtbot.addWidget(other)
    page.cards[0][1].setFocus()
    page.cards[0][1].hide()
    other.show()
    activate(other, qtbot)
    qtbot.wait(20)
    assert other.isAncestorOf(QApplication.focusWidget() or page)


def test_what_gets_the_focus_out_of_sight_is_scrolled_to(qtbot: QtBot, qapp: QApplication) -> None:
    keep_focus(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    first, page = QPushButton("外面", window), StepPage("页", "", window)
    for widget in (first, page):
        box.addWidget(widget)
    buttons = [QPushButton(str(number), page) for number in range(30)]
    for button in buttons:
        page.column.addWidget(button)
    window.resize(400, 300)
    window.show()
    activate(window, qtbot)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: buttons[-1].hasFocus() and not buttons[-1].visibleRegion().isEmpty())


def test_what_has_the_focus_stays_in_sight_when_the_page_grows_over_it(
    qtbot: QtBot, qapp: QApplication
) -> None:
    page = StepPage("页", "")
    qtbot.addWidget(page)
    words, button = words_label("", "text", page), QPushButton("添加", page)
    for widget in (words, button):
        page.column.addWidget(widget)
    page.resize(400, 200)
    page.show()
    activate(page, qtbot)
    button.setFocus()
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
    words.setText("\n".join("又一行" for _ in range(40)))
    qtbot.waitUntil(lambda: page.findChildren(QScrollArea)[0].verticalScrollBar().value() > 0)
    assert button.hasFocus() and not button.visibleRegion().isEmpty()
