"""What keys do beside a figure, and how a paragraph looks after something was taken out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.narrative import blocks
from ui.narrative.positions import units
from ui.narrative.text_formats import OBJECT, heading_format, object_block_format
from ui.narrative.text_looks import is_shown_as, show_as


def keep_apart(editor: QTextEdit, cursor: QTextCursor, *, forward: bool) -> bool:
    """Backspace or Delete between words and a figure joins nothing: an empty paragraph goes, else the cursor
    goes to the figure, where the next key deletes it. False: it is a common key.
    """
    here = cursor.block()
    there = here.next() if forward else here.previous()
    is_edge = cursor.atBlockEnd() if forward else cursor.atBlockStart()
    if cursor.hasSelection() or not is_edge or not there.isValid():
        return False
    if OBJECT not in here.text() and OBJECT not in there.text():
        return False
    number = there.blockNumber()
    empty = next((block for block in (here, there) if not block.text()), None)
    if empty is not None:
        number = min(number, here.blockNumber())
        is_before = empty.blockNumber() == number
        gone = QTextCursor(empty)
        gone.beginEditBlock()
        blocks.remove_block(gone)
        gone.endEditBlock()
        at_end = not is_before
    else:
        at_end = not forward
    block = editor.document().findBlockByNumber(number)
    cursor.setPosition(block.position() + (block.length() - 1 if at_end else 0))
    editor.setTextCursor(cursor)
    return True


def tidy(editor: QTextEdit, *, is_emptied: bool) -> None:
    """Let the paragraph of the cursor look as what it holds after a change; never during a composition."""
    cursor = editor.textCursor()
    block = cursor.block()
    text = block.text()
    if OBJECT in text:
        if text.strip(OBJECT):
            _part(block)
    elif block.blockFormat().alignment() & Qt.AlignmentFlag.AlignHCenter or is_emptied:
        _join_step(cursor)
        blocks.make_plain_block(cursor)
        cursor.endEditBlock()
        editor.setCurrentCharFormat(QTextCharFormat())
    else:
        _even_out(block)


def _part(block: QTextBlock) -> None:
    """Words and figures that have come into one paragraph get their own again."""
    text = block.text()
    cursor = QTextCursor(block)
    _join_step(cursor)
    places = [units(text[:at]) for at in range(1, len(text)) if OBJECT in text[at - 1 : at + 1]]
    for place in reversed(places):
        cursor.setPosition(block.position() + place)
        cursor.insertBlock()
    for _ in range(len(places) + 1):
        if OBJECT in block.text():
            QTextCursor(block).setBlockFormat(object_block_format())
        else:
            blocks.make_plain_block(QTextCursor(block))
        block = block.next()
    cursor.endEditBlock()


def _even_out(block: QTextBlock) -> None:
    """All words of a paragraph look as its kind: what was joined to a heading is one, and the other way."""
    level = block.blockFormat().headingLevel()
    base = heading_format(level) if level else QTextCharFormat()
    if is_shown_as(block, base):
        return
    cursor = QTextCursor(block)
    _join_step(cursor)
    show_as(block, base)
    cursor.setBlockCharFormat(base)
    cursor.endEditBlock()


def _join_step(cursor: QTextCursor) -> None:
    """What is tidied is undone with the change before it."""
    cursor.joinPreviousEditBlock()
