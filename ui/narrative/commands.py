"""What the tools and keys of the editor do to paragraphs: plain text, headings, lists."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCharFormat, QTextCursor, QTextList

from ui.narrative import edges, lists, look_keys, looks, nesting, objects
from ui.narrative.block_text import BlockText
from ui.narrative.text_formats import (
    ITEM,
    OBJECT,
    heading_format,
    is_numbered,
    item_format,
    list_depth,
    list_format,
    list_label,
    paragraph_format,
)
from ui.narrative.text_looks import show_as

DEFAULT_LABEL = "{1}."
PLAIN, NUMBERED, BULLETED = "plain", "numbered", "bulleted"
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DELETING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def handle_key(editor: BlockText, event: QKeyEvent) -> bool:
    """Do what a key means at the edge of a list, a heading or a figure; False: it is a common key."""
    cursor = editor.textCursor()
    if event.key() in _RETURNS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return _end_paragraph(editor, cursor)
    if event.key() in _DELETING and not event.modifiers():
        return _delete(editor, cursor, forward=event.key() == Qt.Key.Key_Delete)
    if look_keys.handle_key(editor, event):
        return True
    if event.key() == Qt.Key.Key_Space and not event.modifiers() and editor.is_narrative:
        numbered = lists.kind_typed(cursor)
        if numbered is not None:
            _begin_typed(editor, numbered=numbered)
            return True
    if event.text() and event.text().isprintable() and not event.modifiers() & _COMMANDS:
        objects.step_out(editor)
        looks.prepare_typing(editor)
    return False


def kind_of(editor: BlockText) -> str:
    """What the paragraph under the cursor is: PLAIN, NUMBERED, BULLETED, or the level of a heading."""
    cursor = editor.textCursor()
    listing = cursor.currentList()
    if listing is not None:
        return NUMBERED if is_numbered(listing.format()) else BULLETED
    return str(cursor.blockFormat().headingLevel() or PLAIN)


def make_plain(editor: BlockText) -> None:
    """The paragraphs under the cursor are plain text from now on."""
    cursor = editor.textCursor()
    cursor.beginEditBlock()
    for block in _words(editor, cursor):
        _make(block, 0)
    cursor.endEditBlock()
    editor.setCurrentCharFormat(QTextCharFormat())
    editor.object_changed.emit()


def make_heading(editor: BlockText, level: int = 1) -> None:
    """The paragraphs under the cursor are headings of `level` from now on."""
    cursor = editor.textCursor()
    cursor.beginEditBlock()
    for block in _words(editor, cursor):
        _make(block, level)
    cursor.endEditBlock()
    editor.setCurrentCharFormat(heading_format(level))
    editor.object_changed.emit()


def make_list(editor: BlockText, *, numbered: bool) -> None:
    """The paragraphs under the cursor become items of one list; items of such a list plain text again."""
    if kind_of(editor) == (NUMBERED if numbered else BULLETED):
        make_plain(editor)
        return
    cursor = editor.textCursor()
    inner = cursor.currentList()
    if inner is not None and list_depth(inner.format()):
        _relabel(editor, inner, DEFAULT_LABEL if numbered else None)
        return
    found = _words(editor, cursor)
    if not found:
        return
    cursor.beginEditBlock()
    listing = _list_before(found[0], numbered=numbered)
    for block in found:
        _make(block, 0)
        at = QTextCursor(block)
        at.setBlockFormat(item_format())
        if listing is None:
            listing = at.createList(list_format({"numbered": numbered}, DEFAULT_LABEL if numbered else None))
        else:
            listing.add(block)
    cursor.endEditBlock()
    editor.setCurrentCharFormat(QTextCharFormat())
    editor.object_changed.emit()


def label_here(editor: BlockText) -> str | None:
    """The pattern of the labels of the list under the cursor; None where nothing is counted."""
    listing = editor.textCursor().currentList()
    return list_label(listing.format()) if listing is not None else None


def make_labelled(editor: BlockText, pattern: str) -> None:
    """The list under the cursor has labels of `pattern` from now on; other paragraphs become such a list."""
    listing = editor.textCursor().currentList()
    if listing is None:
        make_list(editor, numbered=True)
        listing = editor.textCursor().currentList()
    if listing is not None:
        _relabel(editor, listing, pattern)


def _relabel(editor: BlockText, listing: QTextList, pattern: str | None) -> None:
    cursor = editor.textCursor()
    cursor.beginEditBlock()
    nesting.set_label(listing, pattern)
    cursor.endEditBlock()
    editor.object_changed.emit()


def _delete(editor: BlockText, cursor: QTextCursor, *, forward: bool) -> bool:
    if edges.keep_apart(editor, cursor, forward=forward):
        return True
    if not forward and looks.give_power_back(editor):
        return True
    if forward or cursor.hasSelection() or not cursor.atBlockStart():
        return False
    if _give_back(editor) or lists.join_around(cursor):
        return True
    if cursor.currentList() is not None or cursor.blockFormat().headingLevel():
        if not nesting.shift(editor, deeper=False):
            make_plain(editor)
        return True
    return False


def _end_paragraph(editor: BlockText, cursor: QTextCursor) -> bool:
    if cursor.currentList() is not None and not cursor.block().text():
        if not nesting.shift(editor, deeper=False):
            make_plain(editor)
        return True
    if cursor.currentList() is not None and OBJECT not in cursor.block().text():
        _part_item(editor, cursor)
        return True
    if not cursor.blockFormat().headingLevel() and OBJECT not in cursor.block().text():
        return False
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    at_start = cursor.atBlockStart() and not cursor.atBlockEnd()
    cursor.insertBlock()
    if at_start:  # a line before it; the heading or the figure stays what it is
        _make(cursor.block().previous(), 0)
    else:
        _make(cursor.block(), 0)
    cursor.endEditBlock()
    editor.setTextCursor(cursor)
    if not cursor.blockFormat().headingLevel():
        editor.setCurrentCharFormat(QTextCharFormat())
    return True


def _part_item(editor: BlockText, cursor: QTextCursor) -> None:
    """What an item holds beside its words stays with the first half."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    cursor.insertBlock()
    look = cursor.blockFormat()  # names the list, too
    look.clearProperty(ITEM)
    cursor.setBlockFormat(look)
    cursor.endEditBlock()
    editor.setTextCursor(cursor)


def _begin_typed(editor: BlockText, *, numbered: bool) -> None:
    """What was typed as a mark becomes one; Backspace gives it back."""
    cursor = editor.textCursor()
    cursor.beginEditBlock()
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
    mark = cursor.selectedText()
    cursor.removeSelectedText()
    cursor.endEditBlock()
    make_list(editor, numbered=numbered)
    editor.typed_mark = mark


def _give_back(editor: BlockText) -> bool:
    """Let the mark that has just become a list be plain words again."""
    mark, editor.typed_mark = editor.typed_mark, ""
    if not mark:
        return False
    make_plain(editor)
    editor.textCursor().insertText(f"{mark} ")
    return True


def _words(editor: BlockText, cursor: QTextCursor) -> list[QTextBlock]:
    """The paragraphs that the cursor touches, figures and tables left out."""
    block = editor.document().findBlock(cursor.selectionStart())
    found = []
    while block.isValid() and block.position() <= cursor.selectionEnd():
        if OBJECT not in block.text():
            found.append(block)
        block = block.next()
    return found


def _make(block: QTextBlock, level: int) -> None:
    """Let `block` be plain, or a heading of `level`."""
    if OBJECT in block.text():
        return
    if (listing := block.textList()) is not None:
        listing.remove(block)
    cursor = QTextCursor(block)
    cursor.setBlockFormat(paragraph_format(level))
    look = heading_format(level) if level else QTextCharFormat()
    cursor.setBlockCharFormat(look)
    show_as(block, look)


def _list_before(block: QTextBlock, *, numbered: bool) -> QTextList | None:
    listing = block.previous().textList() if block.previous().isValid() else None
    return listing if listing is not None and is_numbered(listing.format()) == numbered else None
