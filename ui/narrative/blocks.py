"""Turns narrative blocks into the text of a document and back, losing nothing that it cannot show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from aimed_desktop.application.values.shapes import Value
from ui.narrative.text_formats import (
    KEPT,
    LEVELS,
    LIST_INDENT_PX,
    OBJECT,
    BlockEntry,
    heading_format,
    is_numbered,
    item_format,
    list_style,
    object_block_format,
    object_format,
    paragraph_format,
)

INNER_BREAK = "\u2028"
_SHOWN = ({"text"}, {"heading"}, {"heading", "level"}, {"items"}, {"items", "numbered"})


@dataclass(frozen=True, slots=True)
class BlockSpan:
    """A block of the narrative and the numbers of the first and the last paragraph that show it."""

    entry: dict[str, Any]
    first: int
    last: int


def write_document(document: QTextDocument, value: Value) -> None:
    """Replace the text of `document` by the blocks of `value`; this cannot be undone."""
    document.setUndoRedoEnabled(False)
    document.clear()
    document.setIndentWidth(LIST_INDENT_PX)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.setBlockFormat(paragraph_format())
    for index, entry in enumerate(entries_of(value)):
        _write_entry(cursor, entry, first=index == 0)
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)


def read_document(document: QTextDocument) -> list[dict[str, Any]]:
    """The blocks of `document` in order; empty paragraphs are none."""
    return [span.entry for span in read_spans(document)]


def read_spans(document: QTextDocument) -> list[BlockSpan]:
    """As `read_document`, each block with its place."""
    spans: list[BlockSpan] = []
    open_list = -1
    block, number = document.begin(), 0
    while block.isValid():
        listing = block.textList()
        for entry in block_entries(block):
            identity = listing.objectIndex() if listing is not None and "items" in entry else -1
            if identity >= 0 and identity == open_list:
                before = spans[-1]
                before.entry["items"] += entry["items"]
                spans[-1] = BlockSpan(before.entry, before.first, number)
            else:
                spans.append(BlockSpan(entry, number, number))
            open_list = identity
        block, number = block.next(), number + 1
    return spans


def block_entries(block: QTextBlock) -> list[dict[str, Any]]:
    """What one paragraph says, a list item as a list of its own; nothing when it is empty."""
    text = block.text()
    if OBJECT in text:
        return list(_pieces(block))
    if not text.strip():
        return []
    listing = block.textList()
    if listing is not None:
        return [{"items": [text.strip()], "numbered": is_numbered(listing.format())}]
    level = block.blockFormat().headingLevel()
    if level:
        return [{"heading": text.strip(), "level": level}]
    return [{"text": text.replace(INNER_BREAK, "\n")}]


def patch_document(document: QTextDocument, value: Value) -> None:
    """Let `document` say `value`; only what differs is written, as one step that can be undone."""
    new, old = entries_of(value), read_spans(document)
    same = _common(new, [span.entry for span in old])
    tail = _common(new[same:][::-1], [span.entry for span in old[same:]][::-1])
    gone, written = old[same : len(old) - tail], new[same : len(new) - tail]
    if not gone and not written:
        return
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    if gone:
        cursor.setPosition(document.findBlockByNumber(gone[0].first).position())
        _reach(cursor, document.findBlockByNumber(gone[-1].last))
        cursor.removeSelectedText()
        make_plain_block(cursor)
    elif same:
        before = document.findBlockByNumber(old[same - 1].last)
        cursor.setPosition(before.position() + before.length() - 1)
        cursor.insertBlock(paragraph_format(), QTextCharFormat())
        make_plain_block(cursor)
    elif old:
        cursor.insertBlock(cursor.blockFormat(), QTextCharFormat())
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        make_plain_block(cursor)
    for index, entry in enumerate(written):
        _write_entry(cursor, entry, first=index == 0)
    if not written:
        remove_block(cursor)
    cursor.endEditBlock()


def insert_object(cursor: QTextCursor, entry: BlockEntry) -> None:
    """Put a picture or table into a paragraph of its own, the cursor into one after it."""
    if cursor.block().text():
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock(paragraph_format(), QTextCharFormat())
    make_plain_block(cursor)
    _write_object(cursor, entry)
    following = cursor.block().next()
    if following.isValid() and not following.text():
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    else:
        cursor.insertBlock(paragraph_format(), QTextCharFormat())


def insert_entries(cursor: QTextCursor, entries: Iterable[BlockEntry]) -> None:
    """Put blocks where the cursor stands, the words behind it in a paragraph after them."""
    cursor.removeSelectedText()
    if not cursor.atBlockStart():
        cursor.insertBlock(paragraph_format(), QTextCharFormat())
    if not cursor.atBlockEnd():
        cursor.insertBlock(cursor.blockFormat(), QTextCharFormat())
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    make_plain_block(cursor)
    for index, entry in enumerate(entries):
        _write_entry(cursor, entry, first=index == 0)


def make_plain_block(cursor: QTextCursor) -> None:
    """The paragraph of the cursor is plain text from now on."""
    if (listing := cursor.currentList()) is not None:
        listing.remove(cursor.block())
    cursor.setBlockFormat(paragraph_format())
    cursor.setBlockCharFormat(QTextCharFormat())


def remove_block(cursor: QTextCursor) -> None:
    """Take the paragraph of the cursor out; those around it keep their looks."""
    block = cursor.block()
    cursor.setPosition(block.position())
    _reach(cursor, block)
    cursor.removeSelectedText()
    make_plain_block(cursor)
    if cursor.atEnd():
        cursor.deletePreviousChar()
    else:
        cursor.deleteChar()


def entries_of(value: Value) -> list[BlockEntry]:
    """The blocks of a value as the document holds them: a text is one paragraph a line."""
    if isinstance(value, str):
        return [{"text": line} for line in value.split("\n")]
    if not isinstance(value, list):
        return [] if value is None else [{"unknown": value}]
    return [
        {"text": e} if isinstance(e, str) else e if isinstance(e, Mapping) else {"unknown": e} for e in value
    ]


def _common(first: Sequence[BlockEntry], second: Sequence[BlockEntry]) -> int:
    """How many blocks both begin with."""
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length


def _reach(cursor: QTextCursor, block: QTextBlock) -> None:
    cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)


def _write_entry(cursor: QTextCursor, entry: BlockEntry, *, first: bool) -> None:
    if not first:
        cursor.insertBlock(paragraph_format(), QTextCharFormat())
        make_plain_block(cursor)
    if set(entry) not in _SHOWN or not _is_plain(entry):
        _write_object(cursor, entry)
    elif "text" in entry:
        cursor.insertText(entry["text"].replace("\n", INNER_BREAK), QTextCharFormat())
    elif "heading" in entry:
        level = int(entry.get("level", 1))
        cursor.setBlockFormat(paragraph_format(level))
        cursor.insertText(entry["heading"], heading_format(level))
    else:
        _write_items(cursor, entry["items"], numbered=entry.get("numbered") is True)


def _is_plain(entry: BlockEntry) -> bool:
    if "items" in entry:
        return bool(entry["items"]) and all(isinstance(item, str) for item in entry["items"])
    level = entry.get("level", 1)
    return isinstance(entry.get("text", entry.get("heading")), str) and level in LEVELS


def _write_items(cursor: QTextCursor, items: list[str], *, numbered: bool) -> None:
    cursor.setBlockFormat(item_format())
    cursor.createList(list_style(numbered=numbered))
    for index, item in enumerate(items):
        if index:
            cursor.insertBlock()
        cursor.insertText(item, QTextCharFormat())


def _write_object(cursor: QTextCursor, entry: BlockEntry) -> None:
    cursor.setBlockFormat(object_block_format())
    cursor.insertText(OBJECT, object_format(entry))


def _pieces(block: QTextBlock) -> Iterator[dict[str, Any]]:
    """The words and the kept blocks of a paragraph that holds any of these."""
    words = ""
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        kept = fragment.charFormat().property(KEPT)
        text = fragment.text()
        if kept and OBJECT in text:
            if words.strip():
                yield {"text": words}
            words = ""
            for _ in range(text.count(OBJECT)):
                yield json.loads(kept)
        else:
            words += text.replace(OBJECT, "").replace(INNER_BREAK, "\n")
        iterator += 1
    if words.strip():
        yield {"text": words}
