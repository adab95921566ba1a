"""Writes blocks and lines into a text step by step, and holds the line that tells about them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QScrollArea, QWidget

from aimed_desktop.application.values.words import Words
from ui.narrative import blocks
from ui.narrative.block_text import BlockText
from ui.narrative.list_blocks import Steps
from ui.narrative.text_formats import BlockEntry
from ui.narrative.text_looks import insert_words
from ui.widgets.bar import HOLDS_BAR, Bar


def insert_blocks(cursor: QTextCursor, entries: Sequence[BlockEntry], places: list[QTextCursor]) -> Steps:
    """Put blocks where the cursor stands; of {"picture": n} the place alone is noted in `places`."""
    cursor.removeSelectedText()
    for number, entry in enumerate(entries):
        if "picture" in entry:
            place = QTextCursor(cursor)
            place.setKeepPositionOnInsert(True)
            places.append(place)
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
