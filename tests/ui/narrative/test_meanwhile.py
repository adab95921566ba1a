"""What the clerk does while a paste or a value comes in: nothing is lost, the cursor stays theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QTextList
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tests.core.document.test_pdf_text import LONG as LINE
from tests.core.document.test_pdf_text import OTHER
from tests.drawn_pdf import pdf, prose
from tests.ui.narrative.conftest import Chapter, OpenChapter
from tests.ui.narrative.test_large_texts import LARGE, LIST, LONG, copied, is_in, until_it_writes
from tests.ui.narrative.test_pdf_pasting import files, told, written
from tests.ui.typing import commit, compose
from ui.narrative import arriving, block_reading, objects
from ui.narrative.list_blocks import ListReader
from ui.widgets.progress import under_way

FIRST = {"heading": "研究内容", "level": 2}  # of the large paste
LAST = {"text": "第119节"}


def until_a_value_comes(chapter: Chapter, qtbot: QtBot) -> None:
    """Until a part of a large value is shown."""
    editor = chapter.editor
    qtbot.waitUntil(lambda: editor.arrival is not None and editor.document().blockCount() > 10)


def test_a_large_paste_waits_for_the_end_of_a_composition(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    chapter = open_chapter([{"text": "甲乙"}])
    chapter.put_cursor(0, 1)
    chapter.editor.insertFromMimeData(copied(LARGE))
    chapter.put_cursor(0, 2)
    compose(chapter.editor, "zhong")
    qtbot.wait(500)
    assert chapter.editor.toPlainText() == "甲乙" and chapter.editor.coming is not None
    commit(chapter.editor, "中")
    qtbot.waitUntil(lambda: is_in(chapter))
    assert (chapter.value[0], chapter.value[-1]) == ({"text": "甲"}, {"text": "乙中"})


def test_a_large_paste_that_must_be_in_now_does_not_wait_for_a_composition(
    open_chapter: OpenChapter,
) -> None:
    chapter = open_chapter([{"text": "甲"}])
    chapter.editor.insertFromMimeData(copied(LARGE))
    compose(chapter.editor, "zhong")
    assert LAST in chapter.value


@pytest.mark.parametrize("is_writing", [False, True], ids=["while read", "while written"])
def test_who_moved_on_goes_on_where_he_is(open_chapter: OpenChapter, qtbot: QtBot, is_writing: bool) -> None:
    chapter = open_chapter([{"text": "甲"}, {"text": "别处"}])
    chapter.put_cursor(0, 1)
    chapter.editor.insertFromMimeData(copied(LARGE))
    if is_writing:
        until_it_writes(chapter, qtbot)
    chapter.put_cursor(chapter.editor.document().blockCount() - 1, 1)
    qtbot.waitUntil(lambda: is_in(chapter))
    commit(chapter.editor, "的")
    assert chapter.value[-2:] == [LAST, {"text": "别的处"}]


def test_a_pdf_that_was_read_meanwhile_stands_where_it_was_dropped(
    open_chapter: OpenChapter, qtbot: QtBot, tmp_path: Path
) -> None:
    chapter = open_chapter([{"text": "前后"}, {"text": "别处"}])
    chapter.put_cursor(0, 1)
    paths = [written(tmp_path, pdf(prose(words)), f"{words[0]}.pdf") for words in (LINE, OTHER)]
    chapter.editor.insertFromMimeData(files(*paths))
    chapter.put_cursor(1, 1)
    compose(chapter.editor, "zhong")
    qtbot.wait(1500)
    assert chapter.editor.toPlainText() == "前后\n别处"
    commit(chapter.editor, "的")
    told(chapter, qtbot, lines=2)
    commit(chapter.editor, "中")
    assert chapter.value == [{"text": "前" + LINE}, {"text": OTHER}, {"text": "后"}, {"text": "别的中处"}]


def test_a_pdf_that_comes_too_late_is_told(open_chapter: OpenChapter, qtbot: QtBot, tmp_path: Path) -> None:
    chapter = open_chapter([{"text": "前"}])
    paths = [written(tmp_path, pdf(prose(LINE)), name) for name in ("甲.pdf", "乙.pdf")]
    chapter.editor.insertFromMimeData(files(*paths))
    chapter.page.bindings.set_locked(True)
    assert told(chapter, qtbot) == ["“甲.pdf”“乙.pdf”没有放进来：这一栏已经锁定，不能改"]
    assert chapter.app.get(chapter.path) == [{"text": "前"}]


@pytest.mark.parametrize("change", ["paste", "figure", "button"])
def test_what_is_changed_by_mouse_while_a_value_comes_is_kept(
    open_chapter: OpenChapter, qtbot: QtBot, change: str
) -> None:
    chapter = open_chapter(LONG)
    until_a_value_comes(chapter, qtbot)
    chapter.put_cursor(0)
    if change == "paste":
        chapter.editor.insertFromMimeData(copied(text="贴"))
        expected = [{"text": "贴" + LONG[0]["text"]}, *LONG[1:]]
    elif change == "figure":
        place = chapter.editor.textCursor()
        objects.insert_at(chapter.editor, place, {"image": "files/a.png"})
        expected = [LONG[0], {"image": "files/a.png"}, *LONG[1:]]
    else:
        button = chapter.page.findChild(QToolButton, "tool:list-ordered")
        assert button is not None
        button.click()
        expected = [{"items": [LONG[0]["text"]], "numbered": True}, *LONG[1:]]
    qtbot.waitUntil(lambda: is_in(chapter))
    chapter.page.bindings.write_typed()
    assert chapter.app.get(chapter.path) == expected
    assert [span.entry for span in chapter.editor.spans()] == expected


def test_keys_that_come_while_a_paste_is_cancelled_are_kept(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    chapter = open_chapter([{"text": "前"}])
    chapter.put_cursor(0, 1)
    chapter.editor.insertFromMimeData(copied(LARGE))
    until_it_writes(chapter, qtbot)
    commit(chapter.editor, "后来打的")
    (task,) = under_way(chapter.page)
    task.stop()
    qtbot.waitUntil(lambda: is_in(chapter))
    assert chapter.value == [{"text": "前后来打的"}]


def test_keys_that_come_while_one_value_follows_another_are_kept(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter(LONG)
    until_a_value_comes(chapter, qtbot)
    chapter.put_cursor(0)
    commit(chapter.editor, "字")
    chapter.app.set(chapter.path, LONG[:300])
    qtbot.waitUntil(lambda: is_in(chapter))
    assert chapter.value == [{"text": f"字{LONG[0]['text']}"}, *LONG[1:300]]


def test_a_small_value_that_comes_while_a_large_one_does_is_shown_whole(
    open_chapter: OpenChapter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = open_chapter(LONG)
    qtbot.waitUntil(lambda: is_in(chapter))
    monkeypatch.setattr(arriving, "_SECONDS", 0.001)
    chapter.app.set(chapter.path, LONG[:1])
    assert chapter.editor.arrival is not None
    small = [{"text": "甲"}, {"text": "乙"}]
    chapter.app.set(chapter.path, small)
    qtbot.waitUntil(lambda: is_in(chapter))
    assert [span.entry for span in chapter.editor.spans()] == small
    assert chapter.value == small


def test_a_value_is_shown_whole_where_the_old_text_was_changed_while_it_was_read(
    open_chapter: OpenChapter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = open_chapter(LONG)
    qtbot.waitUntil(lambda: is_in(chapter))
    monkeypatch.setattr(arriving, "_SECONDS", 0.0003)
    monkeypatch.setattr(block_reading, "_AT_ONCE", 1)
    other: list[Any] = [*LONG[:100], *LONG[200:]]
    chapter.app.set(chapter.path, other)
    chapter.put_cursor(0)
    chapter.editor.textCursor().insertText("别的\n")
    monkeypatch.setattr(arriving, "_SECONDS", 0.008)
    qtbot.waitUntil(lambda: is_in(chapter))
    assert [span.entry for span in chapter.editor.spans()] == other
    assert chapter.value == other


def test_no_key_waits_until_a_long_list_that_goes_was_read(
    open_chapter: OpenChapter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = open_chapter([{"items": LIST, "numbered": True}])
    qtbot.waitUntil(lambda: is_in(chapter))
    read: list[object] = []
    add = ListReader.add

    def counted(reader: ListReader, listing: QTextList, item: object) -> object:
        read.append(item)
        return add(reader, listing, item)

    monkeypatch.setattr(ListReader, "add", counted)
    monkeypatch.setattr(arriving, "_SECONDS", 0)
    chapter.app.set(chapter.path, [{"text": "短"}])
    assert not read
    chapter.editor.finish_arrival()
    assert len(read) == len(LIST)
    assert chapter.value == [{"text": "短"}]
