"""A large paste or value comes in slices: whole, once, and never in the way of what is typed."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.pasting.clipboard import read_clipboard
from aimed_desktop.services.operation import Kind, Operation, raised
from tests.ui.conftest import OpenWindow
from tests.ui.narrative.conftest import Chapter, OpenChapter
from tests.ui.opening import begin
from ui.narrative import large_paste
from ui.narrative.editor import NarrativeEditor
from ui.widgets.progress import under_way

WORDS = "本项目面向门诊与住院场景，建立从检查申请到报告审核的闭环流程，"
PIECE = (
    f"<h2>研究内容</h2><p>{WORDS}每升10<sup>9</sup>个，<b>共12例</b>。</p><ol><li>{WORDS}</li><li>乙</li></ol>"
    "<table><tr><td>年份</td><td>例数</td></tr><tr><td>2025</td><td>12</td></tr></table>"
)
LARGE = "".join(f"{PIECE}<p>第{number}节</p>" for number in range(120))
LONG: list[Any] = [{"text": f"第{number}段。{WORDS}"} for number in range(500)]
LIST = [f"第{number}项，{WORDS}" for number in range(1500)]


def copied(html: str = "", text: str = "") -> QMimeData:
    mime = QMimeData()
    if html:
        mime.setHtml(html)
    mime.setText(text or "not looked at")
    return mime


def is_in(chapter: Chapter) -> bool:
    return chapter.editor.coming is None and chapter.editor.arrival is None


def until_it_writes(chapter: Chapter, qtbot: QtBot) -> None:
    """Until the first slice is in the text, the last not yet."""
    qtbot.waitUntil(lambda: chapter.editor.arrival is not None)
    assert chapter.editor.coming is not None


def commit(widget: Any, words: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    "mime",
    [copied(LARGE), copied(text="\n".join(f"第{n}行，{WORDS}。" for n in range(800)))],
    ids=["html", "words"],
)
def test_a_large_paste_says_what_it_says_when_it_is_pasted_at_once(
    open_chapter: OpenChapter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, mime: QMimeData
) -> None:
    chapters = []
    for least in (10**9, 16_000):
        monkeypatch.setattr(large_paste, "_LARGE", least)
        chapter = open_chapter([{"text": "前后"}, {"text": "末"}])
        chapter.put_cursor(0, 1)
        chapter.editor.insertFromMimeData(mime)
        chapters.append(chapter)
    at_once, later = chapters
    assert later.editor.toPlainText() == "前后\n末"
    qtbot.waitUntil(lambda: is_in(later))
    assert later.value == at_once.value
    assert len(later.value) > 400 or mime.text() != "not looked at"
    assert later.editor.textCursor().position() == at_once.editor.textCursor().position()
    later.editor.undo()
    assert later.value == [{"text": "前后"}, {"text": "末"}]


def test_the_application_hears_of_a_large_paste_once_and_whole(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter()
    told: list[Any] = []
    chapter.app.subscribe(lambda change: told.append(chapter.app.get(change.path)))
    chapter.editor.insertFromMimeData(copied(LARGE))
    until_it_writes(chapter, qtbot)
    chapter.page.bindings.write_typed()  # as each save does
    assert told == []
    qtbot.waitUntil(lambda: is_in(chapter))
    assert told == [[*read_clipboard(LARGE, "").entries]]


def test_what_is_typed_while_a_large_paste_is_read_stays_where_it_was_typed(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter([{"text": "甲乙"}])
    chapter.put_cursor(0, 1)
    chapter.editor.insertFromMimeData(copied(LARGE))
    assert chapter.editor.coming is not None and chapter.editor.arrival is None
    chapter.put_cursor(0, 0)
    commit(chapter.editor, "先")
    qtbot.waitUntil(lambda: is_in(chapter))
    assert chapter.value[0] == {"text": "先甲"}
    assert chapter.value[-1] == {"text": "乙"}


def test_keys_that_come_while_a_large_paste_is_written_follow_it(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter()
    chapter.editor.insertFromMimeData(copied(LARGE))
    until_it_writes(chapter, qtbot)
    commit(chapter.editor, "随后")
    for key, text in ((Qt.Key.Key_A, "A"), (Qt.Key.Key_Backspace, "")):
        QApplication.sendEvent(
            chapter.editor,
            QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text),
        )
    assert "随后" not in chapter.editor.toPlainText()
    qtbot.waitUntil(lambda: is_in(chapter))
    assert chapter.value[-1] == {"text": "第119节随后"}


def test_a_cancelled_large_paste_leaves_the_text_as_before(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    before = [{"text": "前后"}, {"items": ["一"], "numbered": True}]
    chapter = open_chapter(before)
    chapter.put_cursor(0, 1)
    for is_writing in (False, True):
        chapter.editor.insertFromMimeData(copied(LARGE))
        if is_writing:
            until_it_writes(chapter, qtbot)
        (task,) = under_way(chapter.page)
        task.stop()
        qtbot.waitUntil(lambda: is_in(chapter))
        assert chapter.value == before
        assert under_way(chapter.page) == []


@pytest.mark.parametrize("is_writing", [False, True])
def test_a_form_that_is_locked_or_closed_takes_what_is_being_pasted_first(
    open_chapter: OpenChapter, qtbot: QtBot, is_writing: bool
) -> None:
    chapter = open_chapter([{"text": "前"}])
    chapter.editor.insertFromMimeData(copied(LARGE))
    if is_writing:
        until_it_writes(chapter, qtbot)
    chapter.page.bindings.set_locked(True)
    assert len(chapter.app.get(chapter.path)) == len(read_clipboard(LARGE, "").entries) + 1
    assert under_way(chapter.page) == []


def test_a_paste_that_waits_behind_other_work_is_not_waited_for(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter()
    jobs = chapter.editor.context.jobs
    assert jobs is not None
    released = Event()
    for _ in range(2):  # all threads for such work
        jobs.run(chapter.page, Operation(Kind.COMPUTES, released.wait, failed=raised))
    chapter.editor.insertFromMimeData(copied(LARGE))
    assert len(chapter.value) == len(read_clipboard(LARGE, "").entries)
    released.set()
    qtbot.wait(50)
    assert len(chapter.value) == len(read_clipboard(LARGE, "").entries)


def test_a_text_that_is_deleted_with_its_place_ends_its_paste(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter()
    chapter.editor.insertFromMimeData(copied(LARGE))
    chapter.editor.deleteLater()
    qtbot.waitUntil(lambda: under_way(chapter.page) == [])


def test_undo_in_the_window_takes_a_large_paste_back_in_one_step_even_while_it_comes(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = begin(open_window(), qtbot)
    app = view.opened.app
    view.window().activateWindow()
    view.form.paper.complete()
    assert view.form.focus_field("background")
    editor = view.form.editor("background")
    assert isinstance(editor, NarrativeEditor)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is editor)
    editor.insertFromMimeData(copied(LARGE))
    qtbot.waitUntil(lambda: editor.arrival is not None)
    view.undo.undo()
    qtbot.waitUntil(lambda: editor.arrival is None)
    assert editor.toPlainText() == "" and app.get("background") is None
    editor.insertFromMimeData(copied(LARGE))
    qtbot.waitUntil(lambda: app.get("background") is not None)
    view.undo.undo()
    assert app.get("background") is None
    qtbot.waitUntil(lambda: editor.arrival is None)
    assert editor.toPlainText() == ""
    view.undo.redo()
    qtbot.waitUntil(lambda: editor.arrival is None)
    view.form.bindings.flush()
    assert [*app.get("background")] == [*read_clipboard(LARGE, "").entries]


def test_a_large_value_is_shown_whole_and_nothing_is_written_for_it(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter(LONG)
    told: list[str] = []
    chapter.app.subscribe(lambda change: told.append(change.path))
    qtbot.waitUntil(lambda: is_in(chapter))
    assert chapter.editor.document().blockCount() == len(LONG)
    assert chapter.value == LONG
    other = [*LONG[:100], {"heading": "别处写的", "level": 1}, *LONG[300:]]
    chapter.app.set(chapter.path, other)
    qtbot.waitUntil(lambda: is_in(chapter))
    chapter.put_cursor(0)
    commit(chapter.editor, "字")
    assert chapter.value == [{"text": f"字{LONG[0]['text']}"}, *other[1:]]
    assert told == [chapter.path] * 2


def test_a_value_that_changes_while_it_is_being_shown_is_shown_at_last(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter(LONG)
    last = [*LONG[250:], *LONG[:10]]
    chapter.app.set(chapter.path, LONG[::-1])
    assert chapter.editor.arrival is not None
    chapter.app.set(chapter.path, last)
    qtbot.waitUntil(lambda: is_in(chapter))
    assert chapter.editor.spans() and [span.entry for span in chapter.editor.spans()] == last


def test_a_large_paste_says_on_the_panel_what_goes_on(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    chapter = open_chapter()
    chapter.editor.insertFromMimeData(copied(LARGE * 6))
    qtbot.waitUntil(lambda: chapter.page.window().findChild(QPushButton, "") is not None)
    assert [task.words for task in under_way(chapter.page)] == ["正在整理粘贴的内容……"]
    qtbot.waitUntil(lambda: is_in(chapter))


def test_what_a_long_list_costs_to_come_and_go_grows_with_its_length_only(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter([{"text": "前"}])
    document = chapter.editor.document()
    laid_out: list[int] = []  # characters
    document.contentsChange.connect(lambda _position, _removed, added: laid_out.append(added))
    for value in ([{"items": LIST, "numbered": True}], [{"text": "前"}]):
        chapter.app.set(chapter.path, value)
        qtbot.waitUntil(lambda: chapter.editor.arrival is None)
        assert chapter.value == value
    assert sum(laid_out) < 5 * sum(len(item) for item in LIST)
