"""The cursor of a long text and the printed blocks of the paper count in the same way."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from aimed_desktop.application.values import narrative
from tests.ui.narrative.conftest import OpenChapter
from ui.narrative.printed_place import PrintedPlace, place_of_caret, put_caret_at

BLOCKS = [
    {"text": "首段"},
    {"heading": "小标题", "level": 2},
    {"items": ["甲项", "乙项"], "numbered": True},
    {"image": "files/a.png", "caption": "图题"},
    {"text": "　　缩进一行\n\n又一行𠮷字"},
    {"table": [["一", "二"]]},
    {"text": "末段"},
]
WORDS = ["首段", "小标题", "甲项", "乙项", "", "缩进一行", "又一行𠮷字", "", "末段"]


def printed_blocks() -> int:
    return sum(len(b.items) if isinstance(b, narrative.ListBlock) else 1 for b in narrative.blocks(BLOCKS))


@pytest.mark.parametrize("number", range(len(WORDS)))
def test_a_printed_block_and_the_cursor_find_each_other(open_chapter: OpenChapter, number: int) -> None:
    editor = open_chapter(BLOCKS).editor
    assert printed_blocks() == len(WORDS)
    words = WORDS[number]
    put_caret_at(editor, PrintedPlace(number))
    cursor = editor.textCursor()
    for _ in range(len(words.encode("utf-16-le")) // 2):
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    if words:
        assert cursor.selectedText().startswith(words)
    assert place_of_caret(editor) == PrintedPlace(number)
    put_caret_at(editor, PrintedPlace(number, len(words)))
    assert place_of_caret(editor) == PrintedPlace(number, len(words))


def test_in_an_empty_paragraph_it_is_the_end_of_the_block_before(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "甲"}, {"text": "乙"}])
    chapter.put_cursor(0, 1)
    chapter.editor.textCursor().insertBlock()
    chapter.put_cursor(1)
    place = place_of_caret(chapter.editor)
    assert place.block == 0 and place.character > 1


def test_where_the_cursor_stands_is_told_without_reading_the_text_again(
    open_chapter: OpenChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = open_chapter(
        [{"items": ["甲", {"text": "乙", "items": ["丙"]}], "numbered": True}, *BLOCKS * 3]
    )
    chapter.put_cursor(chapter.editor.document().blockCount() - 1)
    read = list[object]()
    monkeypatch.setattr(narrative, "blocks", lambda value: read.append(value) or ())
    assert place_of_caret(chapter.editor) == PrintedPlace(3 + 3 * len(WORDS) - 1)
    assert read == []
