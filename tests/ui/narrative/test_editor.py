"""A chapter keeps what is typed in it: counted by paragraph, written late, composed in peace."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit
from pytestqt.qtbot import QtBot

from aimed_desktop.application.values import narrative
from tests.ui.narrative.conftest import OpenChapter
from tests.ui.typing import commit, compose
from ui.narrative import blocks, paragraph_counts
from ui.narrative.block_reading import read_document
from ui.narrative.paragraph_counts import BlockCounts
from ui.narrative.text_formats import list_format, look_format

LONG = [{"text": "字" * 180} for _ in range(20)]

EVERY_KIND: list[dict[str, Any]] = [
    {"text": "第一段，\n第二行"},
    {"heading": "一级", "level": 1},
    {"heading": "二级", "level": 2},
    {"heading": "三级", "level": 3},
    {"items": ["甲", "乙"], "numbered": True},
    {"items": ["丙"], "numbered": False},
    {"image": "files/ct.png", "caption": "现场", "width_mm": 120, "later": {"crop": [1]}},
    {"table": [["指标", "前"], ["时间", "30分钟"]], "caption": "对比"},
    {"formula": "E=mc²"},
]


def test_every_kind_of_block_comes_back_as_it_was(open_chapter: OpenChapter) -> None:
    chapter = open_chapter(EVERY_KIND)
    chapter.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(chapter.editor, Qt.Key.Key_Return)
    commit(chapter.editor, "后")
    assert chapter.value == [*EVERY_KIND, {"text": "后"}]


def test_a_long_chapter_becomes_the_value_when_the_hands_pause(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter(LONG)
    chapter.put_cursor(0)
    commit(chapter.editor, "新")
    assert chapter.app.get("background") == LONG
    qtbot.waitUntil(lambda: chapter.app.get("background")[0]["text"][0] == "新", timeout=20_000)


def test_leaving_a_long_chapter_writes_it_at_once(open_chapter: OpenChapter) -> None:
    chapter = open_chapter(LONG)
    chapter.put_cursor(0)
    commit(chapter.editor, "新")
    chapter.page.focus_field("results")
    assert chapter.app.get("background")[0]["text"].startswith("新字")


def test_typing_on_does_not_put_the_value_off_for_long(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    chapter = open_chapter(LONG)

    def type_on() -> bool:
        commit(chapter.editor, "新")
        return bool(chapter.app.get("background") != LONG)

    qtbot.waitUntil(type_on, timeout=20_000)  # it asks every ten milliseconds


def test_another_who_writes_the_same_leaves_undo_alone(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前"}])
    chapter.editor.moveCursor(QTextCursor.MoveOperation.End)
    commit(chapter.editor, "后")
    chapter.editor.show_value(chapter.value)
    assert chapter.editor.document().isUndoAvailable()
    chapter.editor.undo()
    assert chapter.value == [{"text": "前"}]


def test_another_who_writes_during_a_composition_waits_for_its_end(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前"}])
    chapter.editor.moveCursor(QTextCursor.MoveOperation.End)
    compose(chapter.editor, "hou")
    chapter.app.set("background", [{"text": "别处写的"}])
    assert chapter.editor.toPlainText() == "前"
    commit(chapter.editor, "后")
    assert chapter.value == [{"text": "前后"}]
    compose(chapter.editor, "hou")
    chapter.app.set("background", [{"text": "别处写的"}])
    compose(chapter.editor, "")
    assert chapter.editor.toPlainText() == "别处写的"


def test_a_composition_in_a_long_chapter_is_neither_counted_nor_written(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter(LONG)
    counter = chapter.editor.parentWidget().findChild(QLabel, "counter")
    assert counter is not None
    before = counter.text()
    compose(chapter.editor, "xin")
    qtbot.wait(300)  # longer than the pause after which a long chapter is written
    assert counter.text() == before == "3600 字"
    assert chapter.app.get("background") == LONG


EDITS = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.integers(0, 30),
        st.sampled_from(["", "字", "AI 2026", "a b", "\n", "一\n二\nthree", "𠮷", "，。"]),
        st.sampled_from(["", "undo", "redo", "heading", "list", "object", "look", "unlike"]),
    ),
    max_size=12,
)


@pytest.mark.usefixtures("qtbot")
@given(EDITS)
def test_the_sum_over_the_paragraphs_is_the_count_of_the_whole(edits: list[tuple[Any, ...]]) -> None:
    document = QTextDocument()
    assert document.documentLayout()  # without one a document tells of no change
    blocks.write_document(document, EVERY_KIND)
    counts = BlockCounts(document)
    document.contentsChange.connect(counts.update)
    for place, length, text, also in edits:
        last = document.characterCount() - 1
        cursor = QTextCursor(document)
        cursor.setPosition(min(place, last))
        cursor.setPosition(min(place + length, last), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        _also(document, cursor, also)
        said = read_document(document)
        assert counts.total == narrative.count(said)
        assert read_document(document, counts.entries()) == said


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("place", ["start", "end"])
def test_a_key_in_a_long_text_counts_its_own_paragraph_alone(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = QTextEdit()
    blocks.write_document(editor.document(), [{"text": f"第{number}段。"} for number in range(300)])
    counts = BlockCounts(editor.document())
    looked_at = list[int]()
    monkeypatch.setattr(
        paragraph_counts, "block_entries", lambda block: looked_at.append(block.blockNumber()) or []
    )
    monkeypatch.setattr(BlockCounts, "recount", lambda _counts: pytest.fail("all was counted"))
    editor.document().contentsChange.connect(counts.update)
    editor.moveCursor(QTextCursor.MoveOperation.Start if place == "start" else QTextCursor.MoveOperation.End)
    typed = QInputMethodEvent("", [])
    typed.setCommitString("字")
    QApplication.sendEvent(editor, typed)
    assert looked_at == [0 if place == "start" else 299]


def _also(document: QTextDocument, cursor: QTextCursor, what: str) -> None:
    if what == "undo":
        document.undo()
    elif what == "redo":
        document.redo()
    elif what == "heading":
        cursor.setBlockFormat(blocks.paragraph_format(1))
    elif what == "list":
        cursor.createList(list_format({"numbered": True}, "{1}."))
    elif what in ("look", "unlike"):
        cursor.setPosition(min(40, document.characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look_format("bold" if what == "look" else ""))
    elif what == "object":
        blocks.insert_entries(cursor, [EVERY_KIND[6]])


def test_what_is_over_the_limit_is_marked_from_its_first_word_on(open_chapter: OpenChapter) -> None:
    chapter = open_chapter("字" * 298, path="unit_intro", form="demo")
    assert chapter.editor.extraSelections() == []
    chapter.editor.moveCursor(QTextCursor.MoveOperation.Start)
    commit(chapter.editor, "前面多出五个字")
    (mark,) = chapter.editor.extraSelections()
    assert mark.cursor.selectedText() == "字" * 5  # type: ignore[attr-defined]
    for _ in range(5):
        QTest.keyClick(chapter.editor, Qt.Key.Key_Backspace)
    assert chapter.editor.extraSelections() == []


def test_a_chapter_grows_with_its_text_and_shrinks_again(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    chapter = open_chapter()
    small = chapter.editor.height()
    chapter.app.set("background", LONG)
    qtbot.waitUntil(lambda: chapter.editor.height() > small * 3)
    assert chapter.editor.verticalScrollBar().maximum() == 0
    chapter.app.set("background", None)
    qtbot.waitUntil(lambda: chapter.editor.height() == small)
