"""Puts the cursor where a text has just been changed by something else than typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget


def text_in(widget: QWidget | None) -> str | None:
    """The text of an editor, each line break one character; None where `widget` holds no text."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QTextEdit) else None


def put_caret(widget: QWidget, before: str) -> None:
    """Put the cursor behind what now stands in place of a part of `before`."""
    after = text_in(widget)
    if after is None or after == before:
        return
    set_caret(widget, _utf16(after[: end_of_change(before, after)]))


def caret_of(widget: QWidget) -> int:
    """Where the cursor stands in an editor, in UTF-16 units; 0 where `widget` holds no text."""
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    return widget.textCursor().position() if isinstance(widget, QTextEdit) else 0


def set_caret(widget: QWidget, position: int) -> None:
    """Put the cursor at `position`, or at the end of a shorter text."""
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(position)
    elif isinstance(widget, QTextEdit):
        cursor = QTextCursor(widget.document())
        cursor.setPosition(min(position, widget.document().characterCount() - 1))
        widget.setTextCursor(cursor)


def end_of_change(before: str, after: str) -> int:
    """How many characters of `after` stand before the end that it has in common with `before`."""
    most = min(len(before), len(after))
    start = _common(most, lambda length: before[:length] == after[:length])
    return len(after) - _common(
        most - start, lambda length: before[len(before) - length :] == after[len(after) - length :]
    )


def _common(most: int, is_common: Callable[[int], bool]) -> int:
    """The greatest length up to `most` that is common, found by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_common(middle) else (low, middle - 1)
    return low


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
