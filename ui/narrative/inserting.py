"""Writes blocks and lines into a text step by step, and holds the line that tells about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QScrollArea, QWidget

from aimed_desktop.application.values.words import Words
from ui.narrative import blocks
from ui.narrative.block_text import BlockText
from ui.narrative.list_blocks import Steps
from ui.narrative.text_formats import BlockEntry
from ui.narrative.text_looks import insert_words
from ui.widgets.bar import HOLDS_BAR, Bar


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """Where a picture is to stand; its caption stands there as words, from `caption` on, until it is there.

    `follows`: no words but captions part it from the picture before.
    """

    at: QTextCursor
    entry: BlockEntry
    follows: bool
    caption: QTextCursor | None = None


def insert_blocks(cursor: QTextCursor, entries: Sequence[BlockEntry], places: list[PicturePlace]) -> Steps:
    """Put blocks where the cursor stands; of {"picture": n} the place is noted in `places`."""
    cursor.removeSelectedText()
    for number, entry in enumerate(entries):
        if "picture" in entry:
            place = QTextCursor(cursor)
            place.setKeepPositionOnInsert(True)
            follows = number > 0 and "picture" in entries[number - 1]
            caption = None
            if "caption" in entry:
                yield from blocks.insert_steps(cursor, [{"text": entry["caption"]}])
                caption = QTextCursor(cursor.block())
            places.append(PicturePlace(place, entry, follows, caption))
        elif number == 0 and set(entry) == {"text"}:  # goes on in the paragraph of the cursor
            insert_words(cursor, entry["text"])
        else:
            yield from blocks.insert_steps(cursor, [entry])


def insert_lines(cursor: QTextCursor, lines: Sequence[Words], *, begins_anew: bool = False) -> Steps:
    """Put lines of words where the cursor stands, the first into its paragraph unless it `begins_anew`."""
    cursor.removeSelectedText()
    for number, words in enumerate(lines):
        if number or begins_anew:
            cursor.insertBlock()
        insert_words(cursor, words)
        yield


def bar_of(editor: BlockText) -> Bar:
    """The line that offers something about what was pasted, over the page that the editor stands on."""
    page: QWidget | None = editor.parentWidget()
    while page is not None and not (
        isinstance(page, QScrollArea) or page.property(HOLDS_BAR) or page.isWindow()
    ):
        page = page.parentWidget()
    if editor.bar is None or editor.bar.parent() is not page:
        editor.bar = Bar(page or editor)
    return editor.bar
