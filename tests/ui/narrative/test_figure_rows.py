"""Figures that stand beside one another on paper do so in the editor, each to be worked on by itself."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.editing.undo_journal import Journal
from tests.ui.narrative.conftest import Chapter, OpenChapter
from ui.narrative import objects

BEFORE: dict[str, Any] = {"image": "files/前.png", "caption": "前"}
AFTER: dict[str, Any] = {"image": "files/后.png", "caption": "后", "beside": True}
GRAY = QColor("gray").rgb()


def area(chapter: Chapter, block: int) -> QRect:
    """Where a figure is drawn, its caption included."""
    chapter.put_cursor(block)
    found = objects.current_area(chapter.editor)
    assert found is not None
    return found


def is_one_row(chapter: Chapter, *numbers: int) -> bool:
    """Whether figures stand beside one another from the left, their captions on one line."""
    areas = [area(chapter, number) for number in numbers]
    follow = all(left.right() < right.left() for left, right in pairwise(areas))
    return follow and len({each.bottom() for each in areas}) == 1


def drawn(chapter: Chapter, place: QPoint) -> bool:
    """Whether a picture is seen at a place of the text."""
    chapter.put_cursor(0)  # no bar lies over it
    return chapter.editor.viewport().grab().toImage().pixel(place) == GRAY


def test_figures_of_a_row_are_seen_beside_one_another(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    story = [{"text": "前文"}, BEFORE, AFTER, {"text": "后文"}, BEFORE, AFTER, AFTER]
    chapter = open_chapter(story)
    qtbot.waitUntil(lambda: is_one_row(chapter, 1, 2) and is_one_row(chapter, 4, 5, 6))
    for number in (1, 2, 4, 5, 6):
        assert drawn(chapter, area(chapter, number).center()), number
    left, right = area(chapter, 1), area(chapter, 2)
    between = QPoint((left.right() + right.left()) // 2, left.center().y())
    assert not drawn(chapter, between)
    chapter.put_cursor(3)
    assert chapter.editor.cursorRect().top() >= left.bottom()
    assert chapter.editor.cursorWidth() == 1
    assert chapter.value == story


def test_the_figure_that_is_pressed_gets_the_bar_and_its_caption(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter([{"text": "前文"}, BEFORE, AFTER])
    qtbot.waitUntil(lambda: is_one_row(chapter, 1, 2))
    caption = chapter.editor.findChild(QLineEdit, "object_caption")
    assert caption is not None
    for number, entry in ((2, AFTER), (1, BEFORE)):
        place = area(chapter, number).center()
        chapter.put_cursor(0)
        QTest.mouseClick(chapter.editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert chapter.editor.textCursor().blockNumber() == number
        assert chapter.editor.cursorWidth() == 0
        assert caption.isVisible() and caption.accessibleName() == "图题"
        assert area(chapter, number).contains(caption.geometry().center())
        assert caption.text() == entry["caption"]
        caption.setFocus()
        caption.setText(f"新{number}")
        QTest.keyClick(caption, Qt.Key.Key_Return)
        assert chapter.value[number] == entry | {"caption": f"新{number}"}
    assert is_one_row(chapter, 1, 2)


def test_a_figure_whose_neighbour_goes_stands_alone_until_that_comes_back(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter([{"text": "前文"}, BEFORE, AFTER])
    journal = Journal(chapter.app)
    qtbot.waitUntil(lambda: is_one_row(chapter, 1, 2))
    narrow = area(chapter, 2)
    chapter.put_cursor(1)
    bin_button = chapter.editor.findChild(QToolButton, "object:trash-2")
    assert bin_button is not None
    bin_button.click()
    assert chapter.value == [{"text": "前文"}, AFTER]
    qtbot.waitUntil(lambda: area(chapter, 1).width() > narrow.width())
    assert drawn(chapter, area(chapter, 1).center())
    journal.undo()
    qtbot.waitUntil(lambda: is_one_row(chapter, 1, 2))
    assert area(chapter, 2) == narrow
    chapter.put_cursor(2)
    beside = chapter.editor.findChild(QToolButton, "object:figures-beside")
    assert beside is not None
    beside.click()
    qtbot.waitUntil(lambda: area(chapter, 1).bottom() < area(chapter, 2).top())
    journal.undo()
    qtbot.waitUntil(lambda: is_one_row(chapter, 1, 2))


def test_figures_too_wide_for_the_column_of_the_paper_stand_below_one_another(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    wide = 76
    story = [BEFORE | {"width_mm": wide}, AFTER | {"width_mm": wide}]
    chapter = open_chapter(story)  # a page of 158 mm
    qtbot.waitUntil(lambda: is_one_row(chapter, 0, 1))
    cell = open_chapter(story, "scene", "wuxi-2026")  # a cell of 121.6 mm
    qtbot.waitUntil(lambda: area(cell, 0).bottom() < area(cell, 1).top())


def test_keys_go_from_figure_to_figure_and_one_that_moves_stays_in_its_row(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    story = [{"text": "前文"}, BEFORE, AFTER, {"text": "后文"}]
    chapter = open_chapter(story)
    qtbot.waitUntil(lambda: is_one_row(chapter, 1, 2))
    chapter.put_cursor(0)
    for key, numbers in ((Qt.Key.Key_Down, (1, 2, 3)), (Qt.Key.Key_Up, (2, 1, 0))):
        for number in numbers:
            QTest.keyClick(chapter.editor, key)
            assert chapter.editor.textCursor().blockNumber() == number
    chapter.put_cursor(2)
    up = chapter.editor.findChild(QToolButton, "object:arrow-up")
    assert up is not None
    up.click()
    first, second = {**AFTER}, BEFORE | {"beside": True}
    del first["beside"]
    assert chapter.value == [story[0], first, second, story[3]]
    qtbot.waitUntil(lambda: is_one_row(chapter, 1, 2))
    assert chapter.editor.textCursor().blockNumber() in (1, 2)
