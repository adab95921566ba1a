"""Carries pictures, tables, headings, lists and looks over the clipboard, beside their words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor, QTextDocument

from aimed_desktop.application.values.cleaning import storable
from aimed_desktop.application.values.words import Words, has_looks, is_words
from ui.narrative.block_reading import read_document
from ui.narrative.text_formats import OBJECT
from ui.narrative.text_looks import are_kept, words_of

_BLOCKS = "application/x-aimed-blocks"
_WORDS = "application/x-aimed-words"  # words with looks, from inside a paragraph


def blocks_of(cursor: QTextCursor, owner: str) -> QMimeData:
    """The selection as words for every program and as blocks for this one. `owner` keeps its files."""
    data = QMimeData()
    selected = cursor.selection()
    data.setText(selected.toPlainText().replace(OBJECT, ""))
    words = cursor.selectedText()
    if OBJECT in words or "\u2029" in words:
        document = QTextDocument()
        QTextCursor(document).insertFragment(selected)
        kept = {"owner": owner, "blocks": read_document(document)}
        data.setData(_BLOCKS, json.dumps(kept).encode())
    elif words:
        document = QTextDocument()
        QTextCursor(document).insertFragment(selected)
        if has_looks(copied := words_of(document.begin())):
            data.setData(_WORDS, json.dumps(copied).encode())
    return data


def words_in(data: QMimeData) -> Words | None:
    """The words with looks that were copied from inside a paragraph of this program."""
    if not data.hasFormat(_WORDS):
        return None
    try:
        words = storable(json.loads(bytes(data.data(_WORDS).data())))
    except (ValueError, RecursionError):
        return None
    return words if is_words(words) and are_kept(words) else None


def blocks_in(data: QMimeData, owner: str) -> list[Mapping[str, Any]] | None:
    """The blocks that were copied; no picture of another application, whose files are not here."""
    if not data.hasFormat(_BLOCKS):
        return None
    try:
        kept = storable(json.loads(bytes(data.data(_BLOCKS).data())))
        blocks: list[Mapping[str, Any]] = [block for block in kept["blocks"] if isinstance(block, dict)]
        return blocks if kept["owner"] == owner else [block for block in blocks if "image" not in block]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
