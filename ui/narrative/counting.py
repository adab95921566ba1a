"""Counts a document paragraph by paragraph: a key costs the paragraphs that it changed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextDocument

from aimed_desktop.application import narrative
from aimed_desktop.application.counting import Count, words
from ui.narrative.blocks import block_entries
from ui.narrative.looks import OBJECT, is_numbered

_Looks = tuple[str, int, bool | None, str]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    looks: _Looks
    count: Count


class BlockCounts:
    """The counts of every paragraph of `document`, in order, and their `total`."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._paragraphs: list[_Paragraph] = []
        self.total = Count()
        self.recount()

    def recount(self) -> None:
        """Count everything anew."""
        self._paragraphs = []
        self.total = Count()
        self.update(0, self._document.characterCount())

    def update(self, position: int, added: int) -> bool:
        """Count what a change at `position` touched, `added` characters standing there now.

        Whether any words or the kind of a paragraph differ: a composition changes nothing.
        """
        first = self._document.findBlock(position)
        first = first if first.isValid() else self._document.lastBlock()
        last = self._document.findBlock(position + added)
        last = last if last.isValid() else self._document.lastBlock()
        start, end = first.blockNumber(), last.blockNumber()
        old_end = end + 1 - self._document.blockCount() + len(self._paragraphs)
        old = self._paragraphs[start : max(old_end, start)]
        new = list(self._counted(first, end - start + 1, old))
        self._paragraphs[start : max(old_end, start)] = new
        self.total = _sum(new, _sum(old, self.total, -1), 1)
        return [p.looks for p in old] != [p.looks for p in new]

    def place_of(self, most: int) -> int | None:
        """The position (UTF-16) where the first word over `most` begins; None when there is none."""
        if self.total.words <= most:
            return None
        seen = 0
        for number, paragraph in enumerate(self._paragraphs):
            if seen + paragraph.count.words > most:
                block = self._document.findBlockByNumber(number)
                text = block.text()
                return block.position() + (0 if OBJECT in text else _fitting(text, most - seen))
            seen += paragraph.count.words
        return None

    def _counted(self, block: QTextBlock, length: int, old: list[_Paragraph]) -> list[_Paragraph]:
        known = {paragraph.looks: paragraph for paragraph in old}
        found: list[_Paragraph] = []
        for _ in range(length):
            looks = _looks(block)
            found.append(known.get(looks) or _Paragraph(looks, narrative.count(block_entries(block))))
            block = block.next()
        return found


def _looks(block: QTextBlock) -> _Looks:
    text = block.text()
    listing = block.textList()
    numbered = is_numbered(listing.format()) if listing is not None else None
    objects = repr(block_entries(block)) if OBJECT in text else ""
    return text, block.blockFormat().headingLevel(), numbered, objects


def _sum(paragraphs: list[_Paragraph], start: Count, sign: int) -> Count:
    total = start
    for paragraph in paragraphs:
        count = paragraph.count
        total = Count(
            total.words + sign * count.words,
            total.chars_no_spaces + sign * count.chars_no_spaces,
            total.chars + sign * count.chars,
            total.han + sign * count.han,
        )
    return total


def _fitting(text: str, most: int) -> int:
    """How many UTF-16 units of `text` hold at most `most` words."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if words(text[:middle]) <= most:
            low = middle
        else:
            high = middle - 1
    return len(text[:low].encode("utf-16-le")) // 2
