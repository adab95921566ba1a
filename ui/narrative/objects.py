"""The figure, table or unknown block under the cursor: where it stands, and what can be done to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit
from shiboken6 import isValid

from ui.narrative import blocks
from ui.narrative.block_reading import read_spans
from ui.narrative.block_text import BlockText
from ui.narrative.text_formats import OBJECT, BlockEntry, kept_entry, object_format


@dataclass(frozen=True, slots=True)
class ObjectInText:
    """An object, and the position of the character that stands for it."""

    entry: dict[str, Any]
    position: int


def current(editor: QTextEdit) -> ObjectInText | None:
    """The object in the paragraph of the cursor, while nothing more than that paragraph is selected."""
    cursor = editor.textCursor()
    block = cursor.block()
    if editor.document().findBlock(cursor.anchor()) != block:
        return None
    return _in_block(block)


def current_area(editor: BlockText) -> QRect | None:
    """Where the current object is drawn, caption included, in the viewport."""
    found = current(editor)
    if found is None:
        return None
    area = editor.cards.area_of(editor.document().findBlock(found.position), found.entry)
    x = area.x() - editor.horizontalScrollBar().value()
    y = area.y() - editor.verticalScrollBar().value()
    return QRect(round(x), round(y), round(area.width()), round(area.height()))


def press(editor: BlockText, point: QPointF) -> None:
    """Put the cursor to that figure of a row which was pressed; the others stand in the same line."""
    at = QPointF(
        point.x() + editor.horizontalScrollBar().value(), point.y() + editor.verticalScrollBar().value()
    )
    block = editor.cards.figure_at(editor.cursorForPosition(point.toPoint()).block(), at)
    if block is not None:
        editor.setTextCursor(QTextCursor(block))


def insert(editor: BlockText, entry: BlockEntry) -> None:
    """Put a picture or table behind the paragraph under the cursor."""
    if isValid(editor):
        insert_at(editor, editor.textCursor(), entry)


def insert_at(editor: BlockText, place: QTextCursor, entry: BlockEntry) -> None:
    """Put a picture or table behind the paragraph of `place`; not if the editor is gone or locked by now."""
    if not isValid(editor) or editor.isReadOnly():
        return
    editor.finish_arrival()
    cursor = QTextCursor(place)
    cursor.setKeepPositionOnInsert(False)
    cursor.beginEditBlock()
    blocks.insert_object(cursor, entry)
    cursor.endEditBlock()
    editor.setTextCursor(cursor)


def replace(editor: QTextEdit, found: ObjectInText, entry: BlockEntry) -> None:
    """Let the object say something else: another caption, width or table."""
    cursor = QTextCursor(editor.document())
    cursor.setPosition(found.position)
    cursor.setPosition(found.position + 1, QTextCursor.MoveMode.KeepAnchor)
    if entry != found.entry and cursor.selectedText() == OBJECT:
        cursor.setCharFormat(object_format(entry))


def go_behind(editor: QTextEdit, found: ObjectInText) -> None:
    """Put the cursor into the paragraph behind an object; a new one where the text ends with it."""
    cursor = QTextCursor(editor.document())
    cursor.setPosition(found.position + 1)
    if not cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
        cursor.beginEditBlock()
        cursor.insertBlock()
        blocks.make_plain_block(cursor)
        cursor.endEditBlock()
    editor.setTextCursor(cursor)


def delete(editor: QTextEdit) -> None:
    """Take the current object out, with its paragraph; undo brings it back."""
    found = current(editor)
    if found is None:
        return
    cursor = editor.textCursor()
    cursor.beginEditBlock()
    blocks.remove_block(cursor)
    cursor.endEditBlock()
    editor.setTextCursor(cursor)
    editor.setFocus()


def move(editor: QTextEdit, *, up: bool) -> None:
    """Let the current object and the block of the narrative before or after it change places."""
    found = current(editor)
    document = editor.document()
    if found is None:
        return
    number = document.findBlock(found.position).blockNumber()
    spans = read_spans(document)
    here = next(i for i, span in enumerate(spans) if span.last >= number and span.entry == found.entry)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(spans):
        return
    entries = [span.entry for span in spans]
    entries[here], entries[there] = _changed_places(entries[here], entries[there])
    blocks.patch_document(document, [*entries])
    cursor = editor.textCursor()
    cursor.setPosition(document.findBlockByNumber(read_spans(document)[there].first).position())
    editor.setTextCursor(cursor)


def _changed_places(first: dict[str, Any], second: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands in the places of two blocks then; figures of a row stay in it."""
    if "image" not in first or "image" not in second:
        return second, first
    return _beside_as(second, first), _beside_as(first, second)


def _beside_as(figure: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """A figure, beside the one before it where `other` is."""
    kept = {key: value for key, value in figure.items() if key != "beside"}
    return kept | ({"beside": other["beside"]} if "beside" in other else {})


def step_out(editor: QTextEdit) -> None:
    """Before words are typed beside an object: give them a paragraph of their own."""
    found = current(editor)
    if found is None or editor.isReadOnly():
        return
    cursor = editor.textCursor()
    before = cursor.position() <= found.position and not cursor.hasSelection()
    cursor.beginEditBlock()
    cursor.setPosition(found.position + (0 if before else 1))
    cursor.insertBlock()
    if before:
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    blocks.make_plain_block(cursor)
    cursor.endEditBlock()
    editor.setTextCursor(cursor)
    editor.setCurrentCharFormat(cursor.blockCharFormat())


def _in_block(block: QTextBlock) -> ObjectInText | None:
    if OBJECT not in block.text():
        return None
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        entry = kept_entry(fragment.charFormat())
        if entry is not None:
            return ObjectInText(entry, fragment.position())
        iterator += 1
    return None
