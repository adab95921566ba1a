"""Deleting, joining and paging in a chapter leave each paragraph looking as what it is."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont, QImage, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aimed_desktop.application.values.labels import PATTERNS, label_text
from tests.ui.narrative.conftest import Chapter, OpenChapter
from tests.ui.typing import commit, compose
from ui.narrative import commands, objects
from ui.narrative.item_labels import label_before
from ui.narrative.text_formats import OBJECT

FIGURE = {"image": "files/a.png", "caption": "图题"}
CTRL = Qt.KeyboardModifier.ControlModifier


def press(chapter: Chapter, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(chapter.editor, key)


def paragraphs(chapter: Chapter) -> list[str]:
    """What each paragraph says, its number in a list before it."""
    found = []
    block = chapter.editor.document().begin()
    while block.isValid():
        found.append(label_before(block) + block.text())
        block = block.next()
    return found


def numbered(*items: str) -> dict[str, Any]:
    return {"items": list(items), "numbered": True}


def test_a_list_that_is_interrupted_counts_anew_as_on_the_paper(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([numbered("甲", "乙", "丙")])
    chapter.put_cursor(1, 1)
    press(chapter, Qt.Key.Key_Return, Qt.Key.Key_Return)
    commit(chapter.editor, "中间")
    assert chapter.value == [numbered("甲", "乙"), {"text": "中间"}, numbered("丙")]
    assert paragraphs(chapter) == ["1.甲", "2.乙", "中间", "1.丙"]


def test_a_figure_in_a_list_makes_two_of_it(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([numbered("甲", "乙")])
    chapter.put_cursor(0, 1)
    objects.insert(chapter.editor, FIGURE)
    assert chapter.value == [numbered("甲"), FIGURE, numbered("乙")]
    assert paragraphs(chapter)[-1] == "1.乙"


def test_two_lists_are_one_when_what_stood_between_is_gone(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([numbered("甲"), {"text": "隔"}, numbered("乙", "丙")])
    chapter.put_cursor(1, 1)
    press(chapter, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert chapter.value == [numbered("甲", "乙", "丙")]
    assert paragraphs(chapter) == ["1.甲", "2.乙", "3.丙"]
    commit(chapter.editor, "！")
    assert chapter.value == [numbered("甲！", "乙", "丙")]


def test_a_typed_number_and_a_blank_begin_a_list_that_backspace_takes_back(open_chapter: OpenChapter) -> None:
    chapter = open_chapter(None)
    QTest.keyClicks(chapter.editor, "1. ")
    commit(chapter.editor, "第一")
    press(chapter, Qt.Key.Key_Return)
    commit(chapter.editor, "第二")
    assert chapter.value == [numbered("第一", "第二")]
    press(chapter, Qt.Key.Key_Return, Qt.Key.Key_Return)
    QTest.keyClicks(chapter.editor, "2. ")
    assert chapter.value[-1] == {"text": "2. "}, "only a number that goes on"
    chapter = open_chapter(None)
    QTest.keyClicks(chapter.editor, "1. ")
    press(chapter, Qt.Key.Key_Backspace)
    QTest.keyClicks(chapter.editor, "x")
    assert chapter.value == [{"text": "1. x"}]


def test_backspace_and_delete_never_join_words_with_a_figure(open_chapter: OpenChapter) -> None:
    for block, place, key in ((2, 0, Qt.Key.Key_Backspace), (0, 2, Qt.Key.Key_Delete)):
        chapter = open_chapter([{"text": "前文"}, FIGURE, {"text": "后文"}])
        chapter.put_cursor(block, place)
        press(chapter, key)
        assert paragraphs(chapter) == ["前文", OBJECT, "后文"]
        assert objects.current(chapter.editor) is not None, "the figure is chosen"
        press(chapter, key)
        assert chapter.value == [{"text": "前文"}, {"text": "后文"}]


def test_an_empty_paragraph_beside_a_figure_goes(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([FIGURE, {"text": "后"}])
    chapter.put_cursor(1, 1)
    press(chapter, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert paragraphs(chapter) == [OBJECT] and objects.current(chapter.editor) is not None
    chapter = open_chapter([{"text": "前"}, FIGURE])
    chapter.put_cursor(0, 1)
    press(chapter, Qt.Key.Key_Backspace)
    chapter.put_cursor(1, 0)
    press(chapter, Qt.Key.Key_Backspace)
    assert paragraphs(chapter) == [OBJECT]


def test_words_and_a_figure_that_come_together_get_paragraphs_of_their_own(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前文"}, {"text": "中"}, FIGURE, {"text": "后文"}])
    cursor = chapter.editor.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(
        chapter.editor.document().findBlockByNumber(2).position(), QTextCursor.MoveMode.KeepAnchor
    )
    chapter.editor.setTextCursor(cursor)
    press(chapter, Qt.Key.Key_Delete)
    assert paragraphs(chapter) == ["前", OBJECT, "后文"]


def test_what_is_typed_over_everything_is_plain(open_chapter: OpenChapter) -> None:
    for last in ({"heading": "题", "level": 1}, FIGURE, numbered("甲")):
        chapter = open_chapter([{"text": "前"}, last])
        chapter.editor.selectAll()
        press(chapter, Qt.Key.Key_Delete)
        commit(chapter.editor, "新")
        assert chapter.value == [{"text": "新"}], last
        chapter.put_cursor(0, 1)
        assert not chapter.editor.textCursor().blockFormat().alignment() & Qt.AlignmentFlag.AlignHCenter


def test_a_composition_over_a_figure_leaves_no_centred_words(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前"}, FIGURE])
    chapter.editor.selectAll()
    compose(chapter.editor, "xin")
    commit(chapter.editor, "新")
    assert chapter.value == [{"text": "新"}]
    assert not chapter.editor.textCursor().blockFormat().alignment() & Qt.AlignmentFlag.AlignHCenter


def test_words_that_are_joined_to_a_heading_look_as_one(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"heading": "题", "level": 1}, {"text": "后文"}])
    chapter.put_cursor(1, 0)
    press(chapter, Qt.Key.Key_Backspace)
    assert chapter.value == [{"heading": "题后文", "level": 1}]
    cursor = chapter.editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    assert cursor.charFormat().fontWeight() == QFont.Weight.Bold


def test_page_down_goes_down_by_what_is_in_sight(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": f"第{number}段" + "字" * 200} for number in range(60)])
    chapter.put_cursor(0)
    press(chapter, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    there = chapter.editor.textCursor().blockNumber()
    assert 2 <= there <= 12
    press(chapter, Qt.Key.Key_PageUp)
    assert chapter.editor.textCursor().blockNumber() < there


def test_a_double_click_takes_no_mark_along(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    chapter = open_chapter([{"text": "急诊。胸痛中心 CT-2 上线"}])
    for place, words in ((4, "胸痛中心"), (8, "CT-2"), (0, "急诊")):
        chapter.put_cursor(0, place)
        spot = chapter.editor.cursorRect().center()
        spot.setX(spot.x() + 6)
        QTest.mouseDClick(chapter.editor.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert chapter.editor.textCursor().selectedText() == words


def test_a_composition_ends_when_the_cursor_goes_to_another_field(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter([{"text": "甲乙"}])
    chapter.put_cursor(0, 1)
    compose(chapter.editor, "zhong'wen")
    other = chapter.page.paper.editor("scene_name")
    assert other is not None
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    assert not chapter.editor.is_composing and chapter.value == [{"text": "甲乙"}]
    chapter.app.set("background", [{"text": "别处写的"}])
    assert chapter.editor.toPlainText() == "别处写的"


def test_a_picture_from_a_browser_is_taken_from_the_clipboard_itself(open_chapter: OpenChapter) -> None:
    chapter = open_chapter(None)
    copied = QMimeData()
    copied.setHtml('<img src="http://example.org/a.png">')
    copied.setImageData(QImage(10, 10, QImage.Format.Format_RGB32))
    chapter.editor.insertFromMimeData(copied)
    assert len(chapter.pictures.taken) == 1


def test_a_table_is_copied_with_all_around_it_into_another_chapter(open_chapter: OpenChapter) -> None:
    blocks = [
        {"text": "前"},
        FIGURE,
        {"table": [["一", "二"]], "caption": "表题"},
        numbered("甲", "乙"),
        {"text": "后"},
    ]
    chapter = open_chapter(blocks)
    QTest.keyClick(chapter.editor, Qt.Key.Key_A, CTRL)
    QTest.keyClick(chapter.editor, Qt.Key.Key_C, CTRL)
    chapter.page.focus_field("promotion")
    other = chapter.page.paper.editor("promotion")
    assert other is not None
    QTest.keyClick(other, Qt.Key.Key_V, CTRL)
    assert chapter.value == blocks and chapter.app.get("promotion") == blocks


def test_items_show_the_labels_of_their_author_and_count_on_when_one_is_added(
    open_chapter: OpenChapter,
) -> None:
    inner = {"text": "乙", "items": ["丙", "丁"], "label": "{①}"}
    chapter = open_chapter([{"items": ["甲", inner, "戊"], "label": "（{一}）", "start": 3}])
    assert paragraphs(chapter) == ["（三）甲", "（四）乙", "①丙", "②丁", "（五）戊"]
    chapter.put_cursor(0, 1)
    press(chapter, Qt.Key.Key_Return)
    commit(chapter.editor, "新")
    assert paragraphs(chapter) == ["（三）甲", "（四）新", "（五）乙", "①丙", "②丁", "（六）戊"]
    assert chapter.value == [{"items": ["甲", "新", inner, "戊"], "label": "（{一}）", "start": 3}]


def test_an_item_that_is_parted_leaves_what_its_first_half_held_there(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"items": [{"text": "甲乙", "start": 3}], "numbered": True}])
    chapter.put_cursor(0, 1)
    press(chapter, Qt.Key.Key_Return)
    assert chapter.value == [{"items": [{"text": "甲", "start": 3}, "乙"], "numbered": True}]


def numbers(*items: Any) -> list[dict[str, Any]]:
    return [{"items": list(items), "numbered": True}]


def test_tab_takes_an_item_into_the_one_before_it_and_shift_tab_out_again(open_chapter: OpenChapter) -> None:
    chapter = open_chapter(numbers("甲", "乙", "丙"))
    chapter.put_cursor(1)
    press(chapter, Qt.Key.Key_Tab)
    assert paragraphs(chapter) == ["1.甲", "（1）乙", "2.丙"]
    inner = {"text": "甲", "items": ["乙"], "numbered": True}
    assert chapter.value == numbers(inner, "丙")
    chapter.put_cursor(2)
    press(chapter, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert paragraphs(chapter) == ["1.甲", "（1）乙", "①丙"]
    press(chapter, Qt.Key.Key_Backtab, Qt.Key.Key_Backtab)
    assert chapter.value == numbers(inner, "丙")
    chapter.put_cursor(1)
    press(chapter, Qt.Key.Key_Backtab)
    assert chapter.value == numbers("甲", "乙", "丙")


def test_what_stands_inside_an_item_goes_with_it(open_chapter: OpenChapter) -> None:
    inner = {"text": "乙", "items": ["丙", "丁"], "numbered": True, "label": "{a})"}
    chapter = open_chapter(numbers("甲", inner, "戊"))
    chapter.put_cursor(1)
    press(chapter, Qt.Key.Key_Tab)
    assert paragraphs(chapter) == ["1.甲", "（1）乙", "a)丙", "b)丁", "2.戊"]
    assert chapter.value == numbers({"text": "甲", "items": [inner], "numbered": True}, "戊")
    press(chapter, Qt.Key.Key_Backtab)
    assert chapter.value == numbers("甲", inner, "戊")


def test_tab_inside_the_words_and_in_the_first_item_leaves_the_text(open_chapter: OpenChapter) -> None:
    for block, place in ((1, 1), (0, 0)):
        chapter = open_chapter(numbers("甲", "乙"))
        chapter.put_cursor(block, place)
        press(chapter, Qt.Key.Key_Tab)
        assert not chapter.editor.hasFocus()
        assert chapter.value == numbers("甲", "乙")


def test_enter_on_an_empty_inner_item_and_backspace_before_one_go_one_level_out(
    open_chapter: OpenChapter,
) -> None:
    chapter = open_chapter(numbers({"text": "甲", "items": ["乙"], "numbered": True}))
    chapter.put_cursor(1, 1)
    press(chapter, Qt.Key.Key_Return, Qt.Key.Key_Return)
    commit(chapter.editor, "丙")
    assert paragraphs(chapter) == ["1.甲", "（1）乙", "2.丙"]
    chapter.put_cursor(1)
    press(chapter, Qt.Key.Key_Backspace)
    assert chapter.value == numbers("甲", "乙", "丙")


def test_the_items_behind_one_that_goes_out_are_inside_it_and_count_anew(open_chapter: OpenChapter) -> None:
    chapter = open_chapter(numbers({"text": "甲", "items": ["乙", "丙", "丁"], "numbered": True}))
    chapter.put_cursor(2)
    press(chapter, Qt.Key.Key_Backtab)
    assert paragraphs(chapter) == ["1.甲", "（1）乙", "2.丙", "（1）丁"]
    assert chapter.value == numbers(
        {"text": "甲", "items": ["乙"], "numbered": True}, {"text": "丙", "items": ["丁"], "numbered": True}
    )


def test_an_inner_item_whose_holder_is_gone_goes_out(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前"}, *numbers({"text": "甲", "items": ["乙"], "label": "{①}"})])
    cursor = chapter.editor.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(3, QTextCursor.MoveMode.KeepAnchor)
    chapter.editor.setTextCursor(cursor)
    press(chapter, Qt.Key.Key_Delete)
    assert chapter.value == [{"text": "前"}, {"items": ["乙"], "label": "{①}"}]
    chapter.put_cursor(1)
    press(chapter, Qt.Key.Key_Backspace)
    assert chapter.value == [{"text": "前"}, {"text": "乙"}]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_list_gets_other_labels_and_its_first_ones_again(open_chapter: OpenChapter, pattern: str) -> None:
    chapter = open_chapter(numbers("甲", {"text": "乙", "items": ["丙"], "numbered": False}))
    chapter.put_cursor(0)
    commands.make_labelled(chapter.editor, pattern)
    assert paragraphs(chapter)[:2] == [label_text(pattern, 1) + "甲", label_text(pattern, 2) + "乙"]
    label = {} if pattern == "{1}." else {"label": pattern}
    assert chapter.value[0] == numbers("甲", {"text": "乙", "items": ["丙"], "numbered": False})[0] | label
    commands.make_labelled(chapter.editor, "{1}.")
    assert chapter.value == numbers("甲", {"text": "乙", "items": ["丙"], "numbered": False})
