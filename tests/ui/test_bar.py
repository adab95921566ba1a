"""The line that tells what has just happened goes by itself, and with its page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.opening import activate
from ui.widgets import bar
from ui.widgets.bar import Bar
from ui.widgets.heirs import keep_focus


@pytest.fixture
def pages(qtbot: QtBot) -> QStackedWidget:
    made = QStackedWidget()
    qtbot.addWidget(made)
    for _ in range(2):
        made.addWidget(QWidget(made))
    made.resize(600, 300)
    made.show()
    return made


@pytest.mark.parametrize("is_long", [False, True])
def test_no_message_stays_for_ever(
    is_long: bool, pages: QStackedWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bar, "_SHOWN_MS", 50)
    monkeypatch.setattr(bar, "_LONG_SHOWN_MS", 100)
    told = Bar(pages.widget(0))
    told.tell("已移出一份材料", is_long=is_long)
    assert told.isVisible()
    qtbot.waitUntil(told.isHidden)


def test_a_message_goes_with_its_page_and_does_not_come_back_with_it(pages: QStackedWidget) -> None:
    told = Bar(pages.widget(0))
    told.tell("已移出一份材料", is_long=True)
    pages.setCurrentIndex(1)
    pages.setCurrentIndex(0)
    assert told.isHidden()


def test_what_is_told_at_length_stays_until_it_can_be_followed(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    told = Bar(page)
    told.tell("已粘贴 2 行。按 Ctrl+Z 撤销。")
    short = told._timer.interval()
    told.tell("已粘贴 2 行；第1行：有被表格软件缩写的数（如 4.2E+17），请先把这一列改成“文本”格式，再复制。")
    assert told._timer.interval() > short


@pytest.fixture
def writing(qtbot: QtBot, qapp: QApplication) -> tuple[Bar, QLineEdit, list[str]]:
    """A message over a page of many lines, one of which is written in; what its button has done."""
    keep_focus(qapp)
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    lines = [QLineEdit(page) for _ in range(60)]
    for line in lines:
        box.addWidget(line)
    page.show()
    activate(page, qtbot)
    lines[3].setFocus()
    done: list[str] = []
    told = Bar(page)
    told.tell("粘贴的内容里有 1 张图片", "放进来", lambda: done.append("放进来"))
    return told, lines[3], done


@pytest.mark.parametrize(("key", "wanted"), [(Qt.Key.Key_Space, ["放进来"]), (Qt.Key.Key_Escape, [])])
def test_one_key_leads_to_the_button_of_a_message_and_the_cursor_comes_back(
    writing: tuple[Bar, QLineEdit, list[str]], qtbot: QtBot, key: Qt.Key, wanted: list[str]
) -> None:
    told, line, done = writing
    QTest.keyClick(line, Qt.Key.Key_F6)
    assert told.action.hasFocus()
    QTest.keyClick(told.action, key)
    assert told.isHidden() and done == wanted
    qtbot.waitUntil(line.hasFocus)
