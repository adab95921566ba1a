"""Raised, lowered and bold words are typed, changed, copied and taken back in a chapter."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.editing.undo_journal import Journal
from aimed_desktop.definition.types import FieldType
from tests.ui.conftest import OpenPage
from tests.ui.narrative.conftest import Chapter, OpenChapter
from tests.ui.typing import commit
from ui.narrative.editor import NarrativeEditor

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COUNT = [{"text": ["低于10", {"sup": "9"}, "/L"]}]


def press(chapter: Chapter, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(chapter.editor, key, held)


def select(chapter: Chapter, start: int, end: int) -> None:
    cursor = chapter.editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    chapter.editor.setTextCursor(cursor)


def tool(chapter: Chapter, name: str) -> QToolButton:
    found = chapter.editor.window().findChild(QToolButton, f"tool:{name}")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "held", "look"),
    [
        (Qt.Key.Key_Plus, CTRL | SHIFT, "sup"),
        (Qt.Key.Key_Equal, CTRL, "sub"),
        (Qt.Key.Key_B, CTRL, "bold"),
    ],
)
def test_a_key_gives_the_selected_words_a_look_and_takes_it_from_them(
    open_chapter: OpenChapter, key: Qt.Key, held: Qt.KeyboardModifier, look: str
) -> None:
    chapter = open_chapter([{"text": "低于109/L"}])
    zoom = chapter.page.paper._zoom
    select(chapter, 4, 5)
    QTest.keyClick(chapter.page.windowHandle(), key, held)
    assert chapter.value == [{"text": ["低于10", {look: "9"}, "/L"]}]
    QTest.keyClick(chapter.page.windowHandle(), key, held)
    assert chapter.value == [{"text": "低于109/L"}]
    assert chapter.page.paper._zoom == zoom


def test_a_button_does_the_same_and_tells_how_the_words_look(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "CO2"}])
    select(chapter, 2, 3)
    tool(chapter, "subscript").click()
    assert chapter.value == [{"text": ["CO", {"sub": "2"}]}]
    assert tool(chapter, "subscript").isChecked()
    chapter.put_cursor(0, 1)
    assert not tool(chapter, "subscript").isChecked()


def test_what_is_typed_behind_a_raised_word_is_plain_and_inside_one_raised(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": ["10", {"sup": "12"}]}])
    chapter.put_cursor(0, 4)
    commit(chapter.editor, "个")
    chapter.put_cursor(0, 3)
    press(chapter, Qt.Key.Key_0)
    assert chapter.value == [{"text": ["10", {"sup": "102"}, "个"]}]


def test_the_key_raises_what_is_typed_until_it_is_pressed_again(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "10"}])
    chapter.put_cursor(0, 2)
    press(chapter, Qt.Key.Key_Plus, CTRL | SHIFT)
    press(chapter, Qt.Key.Key_Minus)
    press(chapter, Qt.Key.Key_3)
    press(chapter, Qt.Key.Key_Plus, CTRL | SHIFT)
    commit(chapter.editor, "克")
    assert chapter.value == [{"text": ["10", {"sup": "-3"}, "克"]}]


def test_a_power_and_a_blank_raise_it_and_backspace_gives_it_back(open_chapter: OpenChapter) -> None:
    chapter = open_chapter()
    commit(chapter.editor, "低于10")
    commit(chapter.editor, "^9")
    press(chapter, Qt.Key.Key_Space)
    commit(chapter.editor, "/L")
    assert chapter.value == COUNT
    press(chapter, Qt.Key.Key_Backspace)
    press(chapter, Qt.Key.Key_Backspace)
    assert chapter.value == [{"text": ["低于10", {"sup": "9"}]}]
    chapter = open_chapter([{"text": "10^9"}])
    chapter.put_cursor(0, 4)
    press(chapter, Qt.Key.Key_Space)
    press(chapter, Qt.Key.Key_Backspace)
    assert chapter.value == [{"text": "10^9 "}]


@pytest.mark.parametrize("typed", ["^9", "见 ^9", "10^", "10^1234", "10^x"])
def test_only_a_number_behind_something_is_a_power(open_chapter: OpenChapter, typed: str) -> None:
    chapter = open_chapter()
    commit(chapter.editor, typed)
    press(chapter, Qt.Key.Key_Space)
    commit(chapter.editor, "后")
    assert chapter.value == [{"text": f"{typed} 后"}]


def test_a_look_is_a_step_of_its_own_that_undo_takes_back(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "低于10"}])
    journal = Journal(chapter.app)
    chapter.editor.moveCursor(QTextCursor.MoveOperation.End)
    commit(chapter.editor, "^9")
    press(chapter, Qt.Key.Key_Space)
    raised = [{"text": ["低于10", {"sup": "9"}]}]
    assert chapter.value == raised
    journal.undo()
    assert chapter.value == [{"text": "低于10^9"}]
    assert chapter.editor.toPlainText() == "低于10^9"
    journal.redo()
    assert chapter.value == raised
    journal.close()


def test_words_are_copied_with_their_looks_and_pasted_where_the_cursor_stands(
    open_chapter: OpenChapter,
) -> None:
    chapter = open_chapter([*COUNT, {"heading": "小标题", "level": 2}])
    select(chapter, 2, 7)
    chapter.editor.copy()
    copied = QApplication.clipboard().mimeData()
    assert copied.text() == "109/L"
    chapter.put_cursor(1, 1)
    chapter.editor.paste()
    assert chapter.value == [*COUNT, {"heading": ["小10", {"sup": "9"}, "/L标题"], "level": 2}]


def test_a_paragraph_that_becomes_a_heading_or_an_item_keeps_its_looks(open_chapter: OpenChapter) -> None:
    chapter = open_chapter(COUNT)
    for key, expected in (
        (Qt.Key.Key_2, {"heading": COUNT[0]["text"], "level": 2}),
        (Qt.Key.Key_0, COUNT[0]),
    ):
        press(chapter, key, CTRL | Qt.KeyboardModifier.AltModifier)
        assert chapter.value == [expected]
    tool(chapter, "list-ordered").click()
    assert chapter.value == [{"items": [COUNT[0]["text"]], "numbered": True}]


def test_paragraphs_that_are_joined_keep_their_looks(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"heading": "小标题", "level": 1}, *COUNT])
    chapter.put_cursor(1)
    press(chapter, Qt.Key.Key_Backspace)
    assert chapter.value == [{"heading": ["小标题低于10", {"sup": "9"}, "/L"], "level": 1}]


def test_what_is_searched_and_counted_is_the_plain_string(open_chapter: OpenChapter) -> None:
    plain: list[dict[str, Any]] = [{"text": "低于109/L"}]
    chapter = open_chapter(plain)
    counted = chapter.editor._counts.total
    chapter.editor.show_value(COUNT)
    assert chapter.editor._counts.total == counted
    assert chapter.editor.toPlainText() == "低于109/L"


def test_the_lines_of_a_cell_take_looks_by_key_button_and_power(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("demo")
    field = next(f for f in page.app.form.fields if f.type is FieldType.MULTILINE and not f.carried)
    editor = page.findChild(NarrativeEditor, field.id)
    assert editor is not None
    page.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, "cm2")
    cursor = editor.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(3, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_Plus, CTRL | SHIFT)
    page.bindings.flush()
    assert page.app.get(field.id) == ["cm", {"sup": "2"}]
    raised = page.findChild(QToolButton, "tool:superscript")
    assert raised is not None and raised.isChecked()
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClicks(editor, ", 10^9 /L")
    page.bindings.flush()
    assert page.app.get(field.id) == ["cm", {"sup": "2"}, ", 10", {"sup": "9"}, "/L"]
