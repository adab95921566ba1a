"""F11 brings a chapter into a quiet room and back, with its cursor, its undo and its ticks."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.life.coverage import covered
from tests.ui.conftest import OpenWindow
from tests.ui.narrative.conftest import Chapter, OpenChapter
from tests.ui.opening import begin
from tests.ui.typing import commit
from ui.narrative.coverage_list import CoverageList
from ui.narrative.editor import NarrativeEditor
from ui.narrative.writing_room import WritingRoom
from ui.shell.application_view import ApplicationView

LONG = [{"text": f"第{number}段" + "字" * 150} for number in range(60)]


def enter(chapter: Chapter, qtbot: QtBot) -> WritingRoom:
    QTest.keyClick(chapter.editor, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: any(room.is_open for room in chapter.page.findChildren(WritingRoom)))
    (room,) = chapter.page.findChildren(WritingRoom)
    return room


def test_the_chapter_is_alone_and_comes_back_to_the_same_place(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter(LONG)
    chapter.put_cursor(30, 5)
    place, tall = chapter.editor.textCursor().position(), chapter.editor.height()
    room = enter(chapter, qtbot)
    assert room.geometry() == chapter.page.rect()
    assert chapter.editor.hasFocus()
    assert chapter.editor.height() < tall
    assert room.rect().contains(
        room.mapFromGlobal(chapter.editor.viewport().mapToGlobal(chapter.editor.cursorRect().center()))
    )
    commit(chapter.editor, "新")
    QTest.keyClick(chapter.editor, Qt.Key.Key_Escape)
    assert not room.isVisible()
    qtbot.waitUntil(chapter.editor.hasFocus)
    assert chapter.page.paper.isAncestorOf(chapter.editor)
    assert chapter.editor.textCursor().position() == place + 1
    qtbot.waitUntil(lambda: abs(chapter.editor.height() - tall) < 200)
    chapter.editor.undo()
    assert chapter.value == LONG


def test_f11_and_the_buttons_lead_in_and_out(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    chapter = open_chapter([{"text": "甲"}])
    button = chapter.page.findChild(QToolButton, "tool:maximize")
    assert button is not None
    button.click()
    (room,) = chapter.page.findChildren(WritingRoom)
    assert room.is_open
    back = room.findChild(QPushButton, "writing_back")
    assert back is not None
    back.click()
    assert not room.is_open
    enter(chapter, qtbot)
    QTest.keyClick(chapter.editor, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: not room.is_open)


def test_jumping_to_another_field_leaves_the_room(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    chapter = open_chapter([{"text": "甲"}])
    room = enter(chapter, qtbot)
    commit(chapter.editor, "乙")
    assert chapter.page.focus_field("scene_name")
    assert not room.isVisible()
    assert chapter.value == [{"text": "甲乙"}]


def test_ticks_are_the_authors_own_and_are_kept(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    chapter = open_chapter([{"text": "需求分析写在这里"}], path="implementation")
    room = enter(chapter, qtbot)
    (points,) = (listing.points for listing in room.findChildren(CoverageList))
    words = [points.item(row).text() for row in range(points.count())]
    assert "需求分析" in words
    states = {points.item(row).checkState() for row in range(points.count())}
    assert states == {Qt.CheckState.Unchecked}, "a word in the text ticks nothing"
    with qtbot.waitSignal(chapter.page.bindings.kept):
        points.setCurrentRow(words.index("需求分析"))
        points.setFocus()
        QTest.keyClick(points, Qt.Key.Key_Space)
    assert covered(chapter.app, "implementation") == {"需求分析"}
    QTest.keyClick(points, Qt.Key.Key_Escape)
    room = enter(chapter, qtbot)
    assert points.item(words.index("需求分析")).checkState() is Qt.CheckState.Checked


def test_the_form_that_is_built_anew_behind_the_room_shows_what_was_written(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter([{"text": "甲"}])
    room = enter(chapter, qtbot)
    place = room._place
    assert place is not None
    place.setParent(None)
    place.deleteLater()
    commit(chapter.editor, "乙")
    room.leave()
    assert not room.isVisible()
    assert "乙" in str(chapter.app.get("background"))


def test_what_is_written_and_ticked_in_the_room_is_saved_and_undone_with_the_rest(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    view = begin(window, qtbot)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=20_000)
    view.opened.app.set("scene_name", "急诊分诊")
    assert view.form.focus_field("implementation")
    editor = view.form.paper.editor("implementation")
    assert isinstance(editor, NarrativeEditor)
    qtbot.waitUntil(editor.hasFocus, timeout=20_000)
    QTest.keyClick(editor, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: not view.form.paper.isAncestorOf(editor))
    commit(editor, "需求")
    (room,) = window.findChildren(WritingRoom)
    (points,) = (listing.points for listing in room.findChildren(CoverageList))
    points.item(0).setCheckState(Qt.CheckState.Checked)
    assert view.saver.flush() is None
    kept = json.loads(window.desk.archive.load(view.opened.id).data)
    assert kept["values"]["implementation"] == [{"text": "需求"}]
    assert kept["desk"] == {"covered": {"implementation": [points.item(0).text()]}}
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.opened.app.get("implementation") is None
    assert view.undo.journal.next is not None, "undone by the order of all fields, not by the text alone"


CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Alone:
    """A chapter of the example in the room over the real window."""

    view: ApplicationView
    room: WritingRoom
    editor: NarrativeEditor


@pytest.fixture
def alone(open_window: OpenWindow, qtbot: QtBot) -> Alone:
    window = open_window()
    view = begin(window, qtbot)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=20_000)
    view.opened.app.set("scene_name", "胸痛救治")
    view.opened.app.set("promotion", [{"text": "胸痛在另一章"}])
    view.opened.app.set("background", [{"text": "胸痛中心与胸痛门诊"}])
    view.form.paper.complete()
    view.form.focus_field("background")
    editor = view.form.paper.editor("background")
    assert isinstance(editor, NarrativeEditor)
    qtbot.waitUntil(editor.hasFocus, timeout=20_000)
    QTest.keyClick(editor, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: view.form.writing.room is not None and editor.hasFocus())
    assert view.form.writing.room is not None
    return Alone(view, view.form.writing.room, editor)


def test_words_are_found_and_replaced_without_leaving_the_room(alone: Alone, qtbot: QtBot) -> None:
    QTest.keyClick(alone.editor, Qt.Key.Key_H, CTRL)
    bar = alone.view.searching.bar
    assert alone.room.is_open and alone.room.isAncestorOf(bar) and bar.isVisible()
    qtbot.waitUntil(bar.words.hasFocus)
    commit(bar.words, "胸痛")
    assert bar.count.text() == "第 1 处，共 2 处", "of this chapter alone"
    assert alone.editor.textCursor().selectedText() == "胸痛"
    commit(bar.by, "卒中")
    bar.all.click()
    assert alone.view.opened.app.get("background") == [{"text": "卒中中心与卒中门诊"}]
    assert alone.view.opened.app.get("scene_name") == "胸痛救治"
    assert alone.view.bar.isVisible() and alone.room.isAncestorOf(alone.view.bar), "what is told is seen"
    QTest.keyClick(bar.by, Qt.Key.Key_Escape)
    assert alone.room.is_open and not bar.isVisible()
    qtbot.waitUntil(alone.editor.hasFocus)
    QTest.keyClick(alone.editor, Qt.Key.Key_Z, CTRL)
    assert alone.editor.toPlainText() == "胸痛中心与胸痛门诊" and alone.room.is_open


def test_the_find_bar_goes_back_to_the_form_and_searches_all_of_it(alone: Alone, qtbot: QtBot) -> None:
    QTest.keyClick(alone.editor, Qt.Key.Key_F, CTRL)
    bar = alone.view.searching.bar
    commit(bar.words, "胸痛")
    alone.editor.setFocus()
    QTest.keyClick(alone.editor, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: not alone.room.is_open)
    assert bar.isVisible() and alone.view.fill.isAncestorOf(bar)
    assert bar.count.text() == "共 4 处"


def test_keys_that_lead_elsewhere_leave_the_room(alone: Alone, qtbot: QtBot) -> None:
    QTest.keyClick(alone.editor, Qt.Key.Key_G, CTRL)
    qtbot.waitUntil(lambda: not alone.room.is_open)
    qtbot.waitUntil(alone.view.form.outline.hasFocus)
    alone.editor.setFocus()
    QTest.keyClick(alone.editor, Qt.Key.Key_F11)
    QTest.keyClick(alone.editor, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: not alone.room.isVisible())
    assert alone.view.final.isVisible()


def test_tab_stays_in_the_room_and_saving_is_seen_there(alone: Alone, qtbot: QtBot) -> None:
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None and alone.room.isAncestorOf(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert alone.room.is_open
    alone.editor.setFocus()
    commit(alone.editor, "新")
    QTest.keyClick(alone.editor, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: ":" in alone.room.saved.text(), timeout=20_000)
    assert alone.room.saved.isVisible()


def test_a_finding_of_the_chapter_itself_does_not_leave_the_room(alone: Alone) -> None:
    alone.view.jump("background")
    assert alone.room.is_open and alone.editor.hasFocus()
    alone.view.jump("scene_name")
    assert not alone.room.is_open
