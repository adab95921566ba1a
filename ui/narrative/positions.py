"""Positions in a document count UTF-16 units, those in a text its characters."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock


def units(words: str) -> int:
    """How many UTF-16 units `words` take."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def words_before(block: QTextBlock, position: int) -> str:
    """The words of a paragraph before a position in it."""
    return block.text().encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "replace")
