"""Writes narrative blocks as the text of a document, losing nothing that it cannot show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from aimed_desktop.application.editing.common_ends import common_ends
from aimed_desktop.application.values import narrative_shape
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.application.values.words import has_looks, is_words, lines, plain, stripped
from ui.narrative.block_reading import BlockSpan, Known, read_spans, span_steps
from ui.narrative.list_blocks import Steps, is_shown_list, write_items
from ui.narrative.text_formats import (
    INDENT_PX,
    LEVELS,
    NO_LEVEL,
    OBJECT,
    BlockEntry,
    heading_format,
    object_block_format,
    object_format,
    paragraph_format,
    plain_format,
)
from ui.narrative.text_looks import are_kept, insert_words

_LARGE = 30_000  # characters, a paragraph being a hundred: a smaller value is shown at once
_PARAGRAPH = 100
_AT_ONCE = 50  # paragraphs that one step takes out
_SHOWN = ({"text"}, {"heading"}, {"heading", "level"})


def write_document(document: QTextDocument, value: Value) -> None:
    """Replace the text of `document` by the blocks of `value`; this cannot be undone."""
    cursor = emptied(document)
    cursor.beginEditBlock()
    exhaust(entries_steps(cursor, entries_of(value)))
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)


def emptied(document: QTextDocument) -> QTextCursor:
    """A cursor in `document`, which is empty and keeps no undo until it is told to again."""
    document.setUndoRedoEnabled(False)
    document.clear()
    document.setIndentWidth(INDENT_PX)
    cursor = QTextCursor(document)
    cursor.setBlockFormat(paragraph_format())
    return cursor


def entries_steps(cursor: QTextCursor, entries: Iterable[BlockEntry]) -> Steps:
    """Write blocks from the paragraph of the cursor on, which is empty and plain; a step a paragraph."""
    for index, entry in enumerate(entries):
        yield from _write_entry(cursor, entry, first=index == 0)


def patch_document(document: QTextDocument, value: Value) -> None:
    """Let `document` say `value`; only what differs is written, as one step that can be undone."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    exhaust(patch_steps(document, value, read_spans(document)))
    cursor.endEditBlock()


def patch_steps(document: QTextDocument, value: Value, old: Sequence[BlockSpan]) -> Steps:
    """`patch_document` in steps; `old` is what the document says."""
    new = entries_of(value)
    same, tail = common_ends([span.entry for span in old], new)
    gone, written = old[same : len(old) - tail], new[same : len(new) - tail]
    if not gone and not written:
        return
    cursor = QTextCursor(document)
    if gone:
        yield from _removed(cursor, gone[0].first, gone[-1].last)
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
    yield from entries_steps(cursor, written)
    if not written:
        remove_block(cursor)


def show_steps(document: QTextDocument, value: Value, known: Known, is_touched: Callable[[], bool]) -> Steps:
    """`patch_document` in steps that also read what the document says. `known`: as of `read_spans`.

    `is_touched`: whether anything else has changed the document since the first step.
    """
    old = yield from span_steps(document, known)
    if is_touched():
        old = read_spans(document)
    yield from patch_steps(document, value, old)


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
    exhaust(insert_steps(cursor, entries))


def insert_steps(cursor: QTextCursor, entries: Iterable[BlockEntry]) -> Steps:
    """`insert_entries` in steps."""
    cursor.removeSelectedText()
    if not cursor.atBlockStart():
        cursor.insertBlock(paragraph_format(), QTextCharFormat())
    if not cursor.atBlockEnd():
        cursor.insertBlock(cursor.blockFormat(), QTextCharFormat())
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    make_plain_block(cursor)
    yield from entries_steps(cursor, entries)


def is_large(value: Value) -> bool:
    """Whether to write all of `value` takes so long that it would be felt."""
    if not isinstance(value, list):
        return len(plain(value)) > _LARGE if isinstance(value, str) or has_looks(value) else False
    return are_large(entries_of(value))


def are_large(entries: Iterable[BlockEntry]) -> bool:
    """As `is_large`, of blocks."""
    size = 0
    for entry in entries:
        size += _PARAGRAPH + _size(entry)
        if size > _LARGE:
            return True
    return False


def _size(entry: BlockEntry) -> int:
    if "items" in entry:
        items = entry["items"]
        return sum(_PARAGRAPH + (_size(e) if isinstance(e, Mapping) else len(plain(e))) for e in items)
    words = entry.get("text", entry.get("heading"))
    return len(plain(words)) if is_words(words) else 0


def exhaust(steps: Steps) -> None:
    """Do all steps now."""
    for _ in steps:
        pass


def make_plain_block(cursor: QTextCursor) -> None:
    """The paragraph of the cursor is plain text from now on."""
    if (listing := cursor.currentList()) is not None:
        listing.remove(cursor.block())
    cursor.setBlockFormat(plain_format())
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
    if isinstance(value, str) or has_looks(value):
        return [{"text": line} for line in lines(value)]
    if not isinstance(value, list):
        return [] if value is None else [{"unknown": value}]
    return [
        {"text": e} if isinstance(e, str) else e if isinstance(e, Mapping) else {"unknown": e} for e in value
    ]


def _reach(cursor: QTextCursor, block: QTextBlock) -> None:
    cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)


def _removed(cursor: QTextCursor, first: int, last: int) -> Steps:
    """Take the words of the paragraphs from `first` to `last` out, the last first; one empty one is left."""
    document = cursor.document()
    while first < last:
        start = max(first, last - _AT_ONCE)
        block = document.findBlockByNumber(start)
        cursor.setPosition(block.position() + block.length() - 1)
        _reach(cursor, document.findBlockByNumber(last))
        cursor.removeSelectedText()
        last = start
        yield
    block = document.findBlockByNumber(first)
    cursor.setPosition(block.position())
    _reach(cursor, block)
    cursor.removeSelectedText()


def _write_entry(cursor: QTextCursor, entry: BlockEntry, *, first: bool) -> Steps:
    if not first:
        plain = plain_format()
        cursor.insertBlock(plain, QTextCharFormat())
        if (listing := cursor.currentList()) is not None:  # that of the paragraph before
            listing.remove(cursor.block())
            cursor.setBlockFormat(plain)
    if not _is_shown(entry):
        _write_object(cursor, entry)
    elif "text" in entry:
        insert_words(cursor, entry["text"])
    elif "heading" in entry:
        level = int(entry.get("level", 1))
        look = paragraph_format(level)
        if "level" not in entry:
            look.setProperty(NO_LEVEL, True)
        cursor.setBlockFormat(look)
        insert_words(cursor, entry["heading"], heading_format(level))
    else:
        yield from write_items(cursor, entry)
    yield


def _is_shown(entry: BlockEntry) -> bool:
    """Whether the document gives a block of words back as it is; another one is kept as an object."""
    if "items" in entry:
        is_list = "text" not in entry and bool(entry["items"]) and not narrative_shape.problem([entry])
        return is_list and is_shown_list(entry)
    words = entry.get("text", entry.get("heading"))
    return (
        set(entry) in _SHOWN
        and entry.get("level", 1) in LEVELS
        and is_words(words)
        and are_kept(words)
        and ("text" in entry or stripped(words) == words)
    )


def _write_object(cursor: QTextCursor, entry: BlockEntry) -> None:
    cursor.setBlockFormat(object_block_format())
    cursor.insertText(OBJECT, object_format(entry))
