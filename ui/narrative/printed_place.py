"""Where the cursor of a long text stands on paper, and where a place on paper stands in the text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextBlock

from aimed_desktop.application.values import narrative
from ui.narrative.block_reading import block_entries
from ui.narrative.editor import NarrativeEditor
from ui.narrative.long_text import LongText
from ui.narrative.positions import units, words_before
from ui.narrative.text_formats import OBJECT
from ui.narrative.text_looks import INNER_BREAK


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """A printed block of a narrative, counted from 0, and a character in it.

    A line of its own is a block, and so is each item of a list; a figure or table is one with its caption.
    """

    block: int
    character: int = 0


def place_of_caret(text: NarrativeEditor) -> PrintedPlace:
    """Where on paper the cursor stands; in an empty paragraph at the end of the block before."""
    cursor = text.textCursor()
    number = text.printed_before(cursor.blockNumber())
    block = cursor.block()
    if OBJECT in block.text():
        return PrintedPlace(number)
    lines = words_before(block, cursor.positionInBlock()).split(INNER_BREAK)
    number += sum(bool(line.strip()) for line in lines[:-1])
    if not block.text().strip():
        return PrintedPlace(max(number - 1, 0), _END)
    return PrintedPlace(number, len(lines[-1].lstrip()))


def put_caret_at(text: LongText, place: PrintedPlace) -> None:
    """Put the cursor of `text` at a place on paper; at the end where the text is shorter."""
    cursor = text.textCursor()
    left = place.block
    block = text.document().begin()
    while block.next().isValid() and left >= (printed := _printed(block)):
        left -= printed
        block = block.next()
    cursor.setPosition(block.position() + _inside(block.text(), left, place.character))
    text.setTextCursor(cursor)


_END = 1_000_000  # behind the last character of any block


def _printed(block: QTextBlock) -> int:
    """How many printed blocks a paragraph of the text becomes."""
    words = block.text()
    if OBJECT in words:
        return len(narrative.blocks(block_entries(block)))
    if block.textList() is not None or block.blockFormat().headingLevel():
        return bool(words.strip())
    return sum(bool(line.strip()) for line in words.split(INNER_BREAK))


def _inside(words: str, line: int, character: int) -> int:
    """The position (UTF-16) of a character in the printed line of that number of a paragraph."""
    start = 0
    for piece in words.split(INNER_BREAK):
        if piece.strip():
            if line == 0:
                blanks = len(piece) - len(piece.lstrip())
                return units(words[: start + min(blanks + character, len(piece))])
            line -= 1
        start += len(piece) + 1
    return units(words)
