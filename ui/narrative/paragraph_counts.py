"""Counts a document paragraph by paragraph: a key costs the paragraphs that it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QTextBlock, QTextDocument

from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.counting import Count, beginning_of
from aimed_desktop.application.values.words import Look, plain
from ui.narrative.block_reading import block_entries
from ui.narrative.list_blocks import Steps
from ui.narrative.text_formats import ITEM, NO_LEVEL, OBJECT, list_depth, list_keys
from ui.narrative.text_looks import has_no_looks, looks_of

_AT_ONCE = 10
_Looks = tuple[str, int, bool, str, str]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    looks: _Looks
    length: int  # UTF-16 units, its end included
    entries: list[dict[str, Any]]  # as `block_entries` tells them
    count: Count
    printed: int  # blocks of the paper that it becomes


class BlockCounts:
    """The counts of every paragraph of `document`, in order, and their `total`."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._paragraphs: list[_Paragraph] = []
        self._length = 0
        self.total = Count()
        self.recount()

    def entries(self) -> list[list[dict[str, Any]]]:
        """What each paragraph says, as `block_entries` tells it; nothing has to be read again for it."""
        return [paragraph.entries for paragraph in self._paragraphs]

    def printed_before(self, number: int) -> int:
        """How many blocks of the paper the paragraphs before that of this number become."""
        return sum(paragraph.printed for paragraph in self._paragraphs[:number])

    def recount_steps(self) -> Steps:
        """`recount` a few paragraphs at a time, behind a change of which nothing was told."""
        known = {paragraph.looks: paragraph for paragraph in self._paragraphs}
        new: list[_Paragraph] = []
        block = self._document.begin()
        while block.isValid():
            new.append(_paragraph(block, known))
            block = block.next()
            if len(new) % _AT_ONCE == 0:
                yield
        self._paragraphs = new
        self.total = _sum(new, Count(), 1)
        self._length = sum(paragraph.length for paragraph in new)

    def recount(self) -> bool:
        """Look at everything, count what looks otherwise than before; whether anything does."""
        return self._replace(0, len(self._paragraphs), self._document.begin(), self._document.blockCount())

    def update(self, position: int, removed: int, added: int) -> bool:
        """Count what a change touched, as `QTextDocument.contentsChange` tells of it.

        Whether any words or the kind of a paragraph differ: a composition changes nothing.
        """
        end_of_all = self._document.characterCount() - 1
        first = self._document.findBlock(position)
        last = self._document.findBlock(min(position + added, end_of_all))  # Qt counts one end more there
        if removed < 0 or not first.isValid() or not last.isValid():
            return self.recount()
        start, end = first.blockNumber(), last.blockNumber() + 1
        old_end = max(end - self._document.blockCount() + len(self._paragraphs), start)
        is_changed = self._replace(start, old_end, first, end - start)
        # WORKAROUND(Qt 6.9): where changes were made, or undone, together, the place that is told may be
        # too short. Then the lengths do not add up, or the next paragraph is not the one that was known.
        if self._length != self._document.characterCount() or not self._is_known(last.next(), end):
            return self.recount() or is_changed
        return is_changed

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

    def _replace(self, start: int, end: int, block: QTextBlock, number: int) -> bool:
        """Let `number` paragraphs from `block` on stand for those from `start` to `end`."""
        old = self._paragraphs[start:end]
        known = {paragraph.looks: paragraph for paragraph in old}
        new: list[_Paragraph] = []
        for _ in range(number):
            new.append(_paragraph(block, known))
            block = block.next()
        self._paragraphs[start:end] = new
        self.total = _sum(new, _sum(old, self.total, -1), 1)
        self._length += sum(p.length for p in new) - sum(p.length for p in old)
        return old != new

    def _is_known(self, block: QTextBlock, number: int) -> bool:
        return not block.isValid() or _looks(block) == self._paragraphs[number].looks


def _paragraph(block: QTextBlock, known: Mapping[_Looks, _Paragraph]) -> _Paragraph:
    looks = _looks(block)
    if (found := known.get(looks)) is not None:
        return found
    entries = block_entries(block)
    return _Paragraph(looks, block.length(), entries, narrative.count(entries), _printed(entries))


def _printed(entries: list[dict[str, Any]]) -> int:
    """How many blocks of the paper a paragraph becomes: a line of its own is one, and so is an item."""
    if len(entries) == 1:
        (entry,) = entries
        if entry.keys() == {"text"}:
            return sum(bool(line.strip()) for line in plain(entry["text"]).split("\n"))
        if "heading" in entry:
            return 1
        match entry.get("items"):
            case [str(item)]:
                return bool(item.strip())
    return len(narrative.blocks(entries))


def _looks(block: QTextBlock) -> _Looks:
    """All that `block_entries` tells, quicker to read: two paragraphs of the same looks say the same."""
    text = block.text()
    stands = block.blockFormat()
    listing = block.textList()
    kept = listing.format() if listing is not None else None
    kind = repr((list_keys(kept), list_depth(kept), stands.property(ITEM))) if kept is not None else ""
    looks: list[Any] = block_entries(block) if OBJECT in text else _places_of_looks(block)
    return text, stands.headingLevel(), bool(stands.property(NO_LEVEL)), kind, repr(looks) if looks else ""


def _places_of_looks(block: QTextBlock) -> list[tuple[int, Look]]:
    """The lengths of the spans of a paragraph that has any look."""
    spans = [] if has_no_looks(block) else looks_of(block)
    return [(len(text), look) for text, look in spans] if any(look for _, look in spans) else []


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
    return len(beginning_of(text, most).encode("utf-16-le")) // 2
