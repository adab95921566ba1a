"""How the cursor moves where Qt's own way does not fit: a page in a text that does not scroll, a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from ui.narrative.positions import units, words_before

if TYPE_CHECKING:
    from ui.narrative.long_text import LongText

_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_WESTERN = re.compile(r"[0-9A-Za-z\u00c0-\u024f][0-9A-Za-z\u00c0-\u024f._%+/-]*")
_CHINESE = re.compile("[\u2e80-\u2fff\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def turn_page(text: LongText, event: QKeyEvent) -> bool:
    """Page Up and Page Down by what is in sight; False: another key."""
    step = _PAGES.get(Qt.Key(event.key()))
    if step is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return False
    caret = text.cursorRect()
    height = text.viewport().visibleRegion().boundingRect().height()
    far = max(height - 2 * caret.height(), caret.height())
    target = text.cursorForPosition(caret.center() + QPoint(0, step * far))
    cursor = text.textCursor()
    is_selecting = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    mode = QTextCursor.MoveMode.KeepAnchor if is_selecting else QTextCursor.MoveMode.MoveAnchor
    cursor.setPosition(target.position(), mode)
    text.setTextCursor(cursor)
    return True


def select_word(cursor: QTextCursor) -> None:
    """Select the Chinese words between two marks, or the Western word, that the cursor stands in."""
    block = cursor.block()
    at = len(words_before(block, cursor.positionInBlock()))
    text = block.text()
    for pattern in (_WESTERN, _CHINESE):
        for found in pattern.finditer(text):
            if found.start() <= at < found.end():
                start, end = (units(text[:place]) for place in found.span())
                cursor.setPosition(block.position() + start)
                cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                return
