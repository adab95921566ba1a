"""Shows a changed narrative by rewriting only the paragraphs that differ, the cursor staying in its words."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from aimed_desktop.application.model import Value
from ui.form.narrative_text import (
    OBJECT,
    entries_in,
    insert_entries,
    pieces_in,
    read_document,
    write_document,
)

Span = tuple[int, int]  # first and last block of an entry


def patch_document(document: QTextDocument, value: Value) -> None:
    """Let `document` show `value`; whatever cannot be patched is written anew."""
    shown, wanted = read_document(document), [dict(entry) for entry in entries_in(value)]
    if shown == wanted:
        return
    spans = _spans(document)
    if len(spans) == len(shown) and shown and wanted:
        start, end = _middle(shown, wanted)
        _replace(document, spans[start : len(spans) - end], wanted[start : len(wanted) - end])
    if read_document(document) != wanted:
        write_document(document, value)


def _middle(shown: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> tuple[int, int]:
    """How many entries stay at the start and at the end; on both sides at least one lies between."""
    most = min(len(shown), len(wanted)) - 1
    start = 0
    while start < most and shown[start] == wanted[start]:
        start += 1
    end = 0
    while end < most - start and shown[-1 - end] == wanted[-1 - end]:
        end += 1
    return start, end


def _replace(document: QTextDocument, spans: list[Span], entries: list[dict[str, Any]]) -> None:
    last = document.findBlockByNumber(spans[-1][1])
    cursor = QTextCursor(document.findBlockByNumber(spans[0][0]))
    cursor.beginEditBlock()
    cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    insert_entries(cursor, entries)
    cursor.endEditBlock()


def _spans(document: QTextDocument) -> list[Span]:
    """Where each entry that `read_document` gives stands."""
    spans: list[Span] = []
    open_list = -1
    block = document.begin()
    while block.isValid():
        number, listing = block.blockNumber(), block.textList()
        if OBJECT in block.text():
            spans += [(number, number)] * len(list(pieces_in(block)))
            open_list = -1
        elif _says_something(block):
            if listing is not None and listing.objectIndex() == open_list:
                spans[-1] = spans[-1][0], number
            else:
                spans.append((number, number))
            open_list = -1 if listing is None else listing.objectIndex()
        block = block.next()
    return spans


def _says_something(block: QTextBlock) -> bool:
    return bool(block.text().strip())
