"""What keys and tools do to the looks of words: raised, lowered, bold; `10^9` and a blank raise the 9."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCharFormat, QTextCursor

from aimed_desktop.application.values.powers import POWER
from aimed_desktop.application.values.words import Look, Words
from ui.narrative.look_text import LookText
from ui.narrative.positions import units, words_before
from ui.narrative.text_formats import OBJECT, heading_format, look_format, look_of
from ui.narrative.text_looks import insert_words

_POWER = re.compile(POWER + "$")
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_LOOK_KEYS: dict[tuple[int, Qt.KeyboardModifier], Look] = {
    (Qt.Key.Key_Equal, _CONTROL | _SHIFT): "sup",
    (Qt.Key.Key_Plus, _CONTROL | _SHIFT): "sup",  # the same key as most keyboards tell it
    (Qt.Key.Key_Equal, _CONTROL): "sub",
    (Qt.Key.Key_B, _CONTROL): "bold",
}


def look_of_key(event: QKeyEvent) -> Look:
    """The look that a key gives or takes; empty for any other key."""
    return _LOOK_KEYS.get((event.key(), event.modifiers()), "")


def look_here(editor: LookText) -> Look:
    """The look of what is selected, or of what would be typed now."""
    cursor = editor.textCursor()
    if cursor.hasSelection():
        looks = {look for block in _blocks(editor, cursor) for look in _looks_between(block, cursor)}
        return looks.pop() if len(looks) == 1 else ""
    return editor.typing_look if editor.typing_look is not None else _look_typed_at(cursor)


def toggle(editor: LookText, look: Look) -> None:
    """Give the selected words a look or take it from them; with no selection, the words typed from now on.

    Behind `10^9` it raises the 9.
    """
    cursor = editor.textCursor()
    if look == "sup" and raise_power(editor):
        return
    wanted: Look = "" if look_here(editor) == look else look
    if not cursor.hasSelection():
        editor.typing_look = wanted
        prepare_typing(editor)
        editor.object_changed.emit()
        return
    cursor.beginEditBlock()
    for block in _blocks(editor, cursor):
        at = QTextCursor(block)
        start, end = _reach(block, cursor)
        at.setPosition(start)
        at.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        at.setCharFormat(look_format(wanted, base_of(block)))
    cursor.endEditBlock()
    editor.object_changed.emit()


def prepare_typing(editor: LookText) -> None:
    """Let what is typed next have the look that belongs there: words behind a raised one are plain."""
    wanted = look_here(editor)
    if look_of(editor.currentCharFormat()) != wanted and not editor.textCursor().hasSelection():
        editor.setCurrentCharFormat(look_format(wanted, base_of(editor.textCursor().block())))


def raise_power(editor: LookText) -> bool:
    """Make `10^9` before the cursor 10⁹; False where none stands there."""
    cursor = editor.textCursor()
    block = cursor.block()
    found = _POWER.search(words_before(block, cursor.positionInBlock()))
    if cursor.hasSelection() or not found or OBJECT in block.text():
        return False
    cursor.movePosition(
        QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor, units(found[0])
    )
    cursor.insertText(found[1], look_format("sup", base_of(block)))
    editor.setTextCursor(cursor)
    editor.typing_look = None
    editor.raised_power = found[0]
    prepare_typing(editor)
    return True


def give_power_back(editor: LookText) -> bool:
    """Let the `^9` that has just been raised be plain again, with its blank."""
    typed, editor.raised_power = editor.raised_power, ""
    cursor = editor.textCursor()
    if not typed or cursor.hasSelection():
        return False
    cursor.movePosition(
        QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor, units(typed) - 1
    )
    cursor.insertText(f"{typed} ", base_of(cursor.block()))
    editor.setTextCursor(cursor)
    return True


def insert(editor: LookText, words: Words) -> None:
    """Write words with their looks in place of the selection."""
    cursor = editor.textCursor()
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    insert_words(cursor, words, base_of(cursor.block()))
    cursor.endEditBlock()
    editor.setTextCursor(cursor)


def base_of(block: QTextBlock) -> QTextCharFormat:
    """How the words of a paragraph are shown that have no look of their own."""
    level = block.blockFormat().headingLevel()
    return heading_format(level) if level else QTextCharFormat()


def _look_typed_at(cursor: QTextCursor) -> Look:
    """The look of what stands before the cursor; behind the last raised or lowered one it is plain."""
    if cursor.atBlockStart():
        return ""
    before = look_of(cursor.charFormat())
    if before in ("", "bold"):
        return before
    after = QTextCursor(cursor)
    if after.atBlockEnd() or not after.movePosition(QTextCursor.MoveOperation.NextCharacter):
        return ""
    return before if look_of(after.charFormat()) == before else ""


def _blocks(editor: LookText, cursor: QTextCursor) -> list[QTextBlock]:
    """The paragraphs of words that are selected from."""
    block = editor.document().findBlock(cursor.selectionStart())
    found = []
    while block.isValid() and block.position() < cursor.selectionEnd():
        if OBJECT not in block.text():
            found.append(block)
        block = block.next()
    return found


def _reach(block: QTextBlock, cursor: QTextCursor) -> tuple[int, int]:
    """The selected positions of a paragraph."""
    end = block.position() + block.length() - 1
    return max(block.position(), cursor.selectionStart()), min(end, cursor.selectionEnd())


def _looks_between(block: QTextBlock, cursor: QTextCursor) -> set[Look]:
    start, end = _reach(block, cursor)
    found: set[Look] = set()
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if fragment.position() < end and fragment.position() + fragment.length() > start:
            found.add(look_of(fragment.charFormat()))
        iterator += 1
    return found
