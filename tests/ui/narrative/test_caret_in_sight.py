"""Whatever moves the caret takes the view with it: in the form and in the writing room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.opening import activate, begin
from tests.ui.typing import commit
from ui.narrative.editor import NarrativeEditor
from ui.shell.application_view import ApplicationView

PARAGRAPH = "本项目面向门诊导诊场景，模型在院内部署，医护人员全程把关。" * 3
LONG = [PARAGRAPH] * 24  # 2,100 characters and more
CTRL = Qt.KeyboardModifier.ControlModifier

OpenText = Callable[..., NarrativeEditor]


@pytest.fixture
def view(open_window: OpenWindow, qtbot: QtBot) -> ApplicationView:
    window = open_window()
    made = begin(window, qtbot)
    activate(window, qtbot)
    return made


@pytest.fixture(params=["form", "writing room"])
def open_text(view: ApplicationView, qtbot: QtBot, request: pytest.FixtureRequest) -> OpenText:
    """A chapter or a long cell that has the cursor, in its place in the form or alone on the screen."""

    def make(path: str = "background", value: object = None) -> NarrativeEditor:
        if value is not None:
            view.opened.app.set(path, value)
        assert view.form.focus_field(path)
        editor = view.form.paper.editor(path)
        assert isinstance(editor, NarrativeEditor)
        qtbot.waitUntil(editor.hasFocus)
        if request.param == "writing room":
            QTest.keyClick(editor, Qt.Key.Key_F11)
            qtbot.waitUntil(lambda: view.form.writing.room is not None)
        return editor

    return make


def settle() -> None:
    """Until layouts and what waits for the next turn are done."""
    for _ in range(30):
        QApplication.processEvents()


def is_in_sight(editor: NarrativeEditor) -> bool:
    """Whether the whole caret is on the screen."""
    caret = editor.cursorRect()
    return editor.viewport().visibleRegion().boundingRect().contains(caret)


def mime_of(kind: str) -> QMimeData:
    mime = QMimeData()
    if kind == "html":
        mime.setHtml("".join(f"<p class=MsoNormal>{words}</p>" for words in LONG))
    elif kind == "word":
        head = "<p class=MsoNormal><b>一、建设背景</b></p>"
        mime.setHtml(
            f"<!--StartFragment-->{(head + f'<p class=MsoNormal>{LONG[0]}</p>') * 24}<!--EndFragment-->"
        )
    elif kind == "lines":
        mime.setText("\r\n".join(LONG))
    else:
        mime.setText("".join(LONG))
    return mime


def put_caret(editor: NarrativeEditor, to: QTextCursor.MoveOperation) -> None:
    cursor = editor.textCursor()
    cursor.movePosition(to)
    editor.setTextCursor(cursor)


@pytest.mark.parametrize("kind", ["html", "word", "lines", "one paragraph"])
def test_after_a_long_paste_the_caret_is_in_sight(open_text: OpenText, qtbot: QtBot, kind: str) -> None:
    editor = open_text()
    QApplication.clipboard().setMimeData(mime_of(kind))
    QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(editor.toPlainText()) > 2000)
    settle()
    assert editor.textCursor().atEnd() and is_in_sight(editor)


def test_after_a_paste_into_the_middle_of_a_long_text_the_caret_is_in_sight(open_text: OpenText) -> None:
    editor = open_text(value=[{"text": words} for words in LONG])
    put_caret(editor, QTextCursor.MoveOperation.Start)
    settle()
    editor.insertFromMimeData(mime_of("html"))
    settle()
    assert not editor.textCursor().atEnd() and is_in_sight(editor)


def test_a_long_text_pasted_into_a_cell_leaves_the_caret_in_sight(open_text: OpenText) -> None:
    editor = open_text("promotion")
    editor.insertFromMimeData(mime_of("lines"))
    settle()
    assert is_in_sight(editor)


def test_undo_and_redo_of_a_long_paste_keep_the_caret_in_sight(open_text: OpenText, qtbot: QtBot) -> None:
    editor = open_text(value=[{"text": "开头。"}])
    put_caret(editor, QTextCursor.MoveOperation.End)
    editor.insertFromMimeData(mime_of("html"))
    settle()
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(editor.toPlainText()) < 100)
    settle()
    assert is_in_sight(editor)
    QTest.keyClick(editor, Qt.Key.Key_Y, CTRL)
    qtbot.waitUntil(lambda: len(editor.toPlainText()) > 2000)
    settle()
    assert is_in_sight(editor)


def test_what_is_committed_at_the_end_of_a_long_text_is_in_sight(
    view: ApplicationView, open_text: OpenText
) -> None:
    editor = open_text(value=[{"text": words} for words in LONG])
    put_caret(editor, QTextCursor.MoveOperation.End)
    settle()
    for bar in (view.form.paper.verticalScrollBar(), editor.verticalScrollBar()):
        bar.setValue(0)
    settle()
    assert not is_in_sight(editor)
    commit(editor, PARAGRAPH * 4)
    settle()
    assert is_in_sight(editor)


def test_a_long_text_that_is_dropped_leaves_the_caret_in_sight(open_text: OpenText) -> None:
    editor = open_text()
    editor.clearFocus()
    copy, keys, button = (
        Qt.DropAction.CopyAction,
        Qt.KeyboardModifier.NoModifier,
        Qt.MouseButton.LeftButton,
    )
    mime = mime_of("lines")
    QApplication.sendEvent(editor.viewport(), QDragEnterEvent(QPoint(9, 9), copy, mime, button, keys))
    QApplication.sendEvent(editor.viewport(), QDropEvent(QPointF(9, 9), copy, mime, button, keys))
    settle()
    assert len(editor.toPlainText()) > 2000
    assert editor.hasFocus() and is_in_sight(editor)


def test_a_word_that_was_looked_for_is_in_sight(
    view: ApplicationView, open_text: OpenText, qtbot: QtBot
) -> None:
    words = [*LONG, "唯一的词", *LONG]
    editor = open_text(value=[{"text": each} for each in words])
    put_caret(editor, QTextCursor.MoveOperation.Start)
    QTest.keyClick(editor, Qt.Key.Key_F, CTRL)
    bar = view.searching.bar
    qtbot.waitUntil(bar.isVisible)
    line = bar.findChild(QLineEdit)
    assert line is not None
    commit(line, "唯一的词")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor.textCursor().selectedText() == "唯一的词")
    settle()
    assert is_in_sight(editor)
