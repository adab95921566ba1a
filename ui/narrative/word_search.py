"""Where words stand in a long text, in the order in which the core finds them in its value."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextDocument, QTextFragment

from aimed_desktop.application.editing.text_search import texts_of_block
from ui.narrative.positions import units
from ui.narrative.text_formats import OBJECT, kept_entry


def places(document: QTextDocument, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Positions (UTF-16) of what `pattern` finds; words inside a figure or table are the whole object."""
    found: list[tuple[int, int]] = []
    block = document.begin()
    while block.isValid():
        if OBJECT not in block.text():
            found += _in_words(block.position(), block.text(), pattern)
        else:
            iterator = block.begin()
            while not iterator.atEnd():
                found += _in_fragment(iterator.fragment(), pattern)
                iterator += 1
        block = block.next()
    return found


def _in_fragment(fragment: QTextFragment, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    entry = kept_entry(fragment.charFormat())
    if entry is None:
        return _in_words(fragment.position(), fragment.text(), pattern)
    inside = sum(len(pattern.findall(words)) for words in texts_of_block(entry))
    return [(fragment.position(), fragment.position() + 1)] * inside


def _in_words(start: int, text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    return [
        (start + units(text[: m.start()]), start + units(text[: m.end()])) for m in pattern.finditer(text)
    ]
