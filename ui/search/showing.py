"""Leads to words at one place of the form, and selects them."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QWidget

from aimed_desktop.application.editing.text_search import Match
from ui.narrative.editor import NarrativeEditor
from ui.workspace.form_page import FormPage


def show_in_text(form: FormPage, editor: NarrativeEditor, place: tuple[int, int]) -> None:
    """Select `place` (UTF-16) of a long text and bring it into sight."""
    cursor = editor.textCursor()
    cursor.setPosition(place[0])
    cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    form.paper.reveal(editor, editor.cursorRect())


def show_in_line(form: FormPage, match: Match) -> QLineEdit | None:
    """Select the words of `match` in their line and bring it into sight; the line, if there is one."""
    line = _line_in(form.editor(match.path), match, form.bindings.value(match.path))
    if line is not None:
        line.setSelection(match.start, match.end - match.start)
        form.paper.reveal(line, QRect(0, 0, line.width(), line.height()))
    return line


def _line_in(editor: QWidget | None, match: Match, value: object) -> QLineEdit | None:
    """The line that a match stands in: the editor itself, or the note beside an option."""
    if editor is None or isinstance(editor, QLineEdit):
        return editor
    if isinstance(value, dict):
        value = [value]
    index = match.steps[0] if match.steps and isinstance(match.steps[0], int) else 0
    if not isinstance(value, list) or index >= len(value) or not match.steps:
        return editor.findChild(QLineEdit)
    return editor.findChild(QLineEdit, f"{match.steps[-1]}:{value[index].get('option')}")
