"""A long list stands in parts for the sake of time alone: everything else takes it for one."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.ui.narrative.conftest import Chapter, OpenChapter
from tests.ui.narrative.test_edges import numbered, paragraphs, press
from tests.ui.typing import commit
from ui.narrative import commands, list_parts


@pytest.fixture(autouse=True)
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of two items."""
    monkeypatch.setattr(list_parts, "MOST", 2)


def other_lists(chapter: Chapter) -> int:
    """How many `QTextList`s the document has."""
    document = chapter.editor.document()
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    return len({found.objectIndex() for block in blocks if (found := block.textList()) is not None})


def test_a_list_in_parts_is_counted_through_with_the_lists_inside_its_items(
    open_chapter: OpenChapter,
) -> None:
    inner = {"text": "乙", "items": ["子", "丑", "寅"], "numbered": True}
    value = [{"items": ["甲", inner, "丙", "丁", "戊"], "numbered": True, "start": 3}]
    chapter = open_chapter(value)
    shown = [text[:-1] for text in paragraphs(chapter)]
    assert shown == ["3.", "4.", "（1）", "（2）", "（3）", "5.", "6.", "7."]
    commit(chapter.editor, "字")
    assert [len(block["items"]) for block in chapter.value] == [5]
    assert other_lists(chapter) > 2


def test_a_list_in_parts_that_is_interrupted_counts_anew_to_its_end(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([numbered(*"甲乙丙丁戊己庚")])
    chapter.put_cursor(2, 1)
    press(chapter, Qt.Key.Key_Return, Qt.Key.Key_Return)
    commit(chapter.editor, "中间")
    assert chapter.value == [numbered(*"甲乙丙"), {"text": "中间"}, numbered(*"丁戊己庚")]
    assert paragraphs(chapter) == ["1.甲", "2.乙", "3.丙", "中间", "1.丁", "2.戊", "3.己", "4.庚"]


@pytest.mark.parametrize(("first", "second"), [("甲乙丙", "丁戊己"), ("甲", "丁戊己"), ("甲乙丙", "丁")])
def test_lists_in_parts_are_one_when_what_stood_between_is_gone(
    open_chapter: OpenChapter, first: str, second: str
) -> None:
    chapter = open_chapter([numbered(*first), {"text": "隔"}, numbered(*second)])
    chapter.put_cursor(len(first), 1)
    press(chapter, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert chapter.value == [numbered(*first, *second)]
    count = len(first + second)
    assert paragraphs(chapter) == [f"{n}.{text}" for n, text in enumerate(first + second, 1)]
    assert len(paragraphs(chapter)) == count


def test_what_is_left_of_a_list_in_parts_stays_apart_from_the_list_above(open_chapter: OpenChapter) -> None:
    bullets: dict[str, Any] = {"items": ["子"], "numbered": False}
    chapter = open_chapter([bullets, numbered(*"甲乙丙丁")])
    chapter.put_cursor(0, 1)
    cursor = chapter.editor.textCursor()
    cursor.setPosition(
        chapter.editor.document().findBlockByNumber(2).position() + 1, cursor.MoveMode.KeepAnchor
    )
    cursor.removeSelectedText()
    assert chapter.value == [bullets, numbered(*"丙丁")]


def test_all_of_a_list_in_parts_gets_another_label_and_gives_it_back(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([numbered(*"甲乙丙丁戊")])
    chapter.put_cursor(3)
    commands.make_labelled(chapter.editor, "（{1}）")
    assert chapter.value == [{**numbered(*"甲乙丙丁戊"), "label": "（{1}）"}]
    assert paragraphs(chapter)[0] == "（1）甲" and paragraphs(chapter)[-1] == "（5）戊"
    chapter.editor.undo()
    assert chapter.value == [numbered(*"甲乙丙丁戊")]


def test_a_number_typed_below_a_list_in_parts_goes_on_with_it(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([numbered(*"甲乙丙"), {"text": "末"}])
    chapter.put_cursor(3)
    for key in "4.":
        commit(chapter.editor, key)
    press(chapter, Qt.Key.Key_Space)
    assert chapter.value == [numbered(*"甲乙丙", "末")]


def test_what_is_copied_from_a_list_in_parts_is_one_list(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([numbered(*"甲乙丙丁戊"), {"text": "末"}])
    chapter.put_cursor(1)
    cursor = chapter.editor.textCursor()
    cursor.setPosition(
        chapter.editor.document().findBlockByNumber(4).position() + 1, cursor.MoveMode.KeepAnchor
    )
    chapter.editor.setTextCursor(cursor)
    copied = chapter.editor.createMimeDataFromSelection()
    chapter.put_cursor(5, 1)
    chapter.editor.insertFromMimeData(copied)
    assert chapter.value == [numbered(*"甲乙丙丁戊"), {"text": "末"}, numbered(*"乙丙丁戊")]
