"""A long list stands in several `QTextList`s, its parts: with each item that comes or goes, Qt lays out all
of a `QTextList` again.
"""

from __future__ import annotations

from itertools import count
from typing import Final

from PySide6.QtGui import QTextBlock, QTextCursor, QTextList, QTextListFormat

from ui.narrative.text_formats import PARTED

MOST: Final = 50  # items that are written into one part

_numbers = count(1)


def parted(look: QTextListFormat) -> QTextListFormat:
    """The format of the parts of a new list that looks like `look`."""
    made = QTextListFormat(look)
    made.setProperty(PARTED, next(_numbers))
    return made


def identity(listing: QTextList) -> int:
    """The same number for all parts of one list, and for nothing else in its document."""
    return -_parted(listing) or listing.objectIndex()


def parts_of(listing: QTextList) -> list[QTextList]:
    """All parts of the list that `listing` is one of, in order."""
    if not _parted(listing):
        return [listing]
    found: dict[int, QTextList] = {}
    block = listing.document().begin()
    while block.isValid():
        other = block.textList()
        if other is not None and identity(other) == identity(listing):
            found.setdefault(other.objectIndex(), other)
        block = block.next()
    return [*found.values()]


def set_format(listing: QTextList, look: QTextListFormat) -> None:
    """Let the whole list look like `look`."""
    made = QTextListFormat(look)
    if number := _parted(listing):
        made.setProperty(PARTED, number)
    else:
        made.clearProperty(PARTED)
    for part in parts_of(listing):
        part.setFormat(made)


def take_in(first: QTextList, second: QTextList) -> None:
    """Let the items of the list `second`, which follow those of `first`, be items of it."""
    if not _parted(second):
        for item in _items(second):
            first.add(item)
        return
    if not _parted(first):
        first.setFormat(parted(first.format()))
    for part in parts_of(second):
        part.setFormat(first.format())


def split(listing: QTextList, block: QTextBlock) -> QTextList:
    """`block` and the items of its list behind it as a list of their own."""
    look = listing.format()
    if _parted(listing):
        look = parted(look)
    later = [part for part in parts_of(listing) if part.item(0).position() > block.position()]
    items = _items(listing)[listing.itemNumber(block) :]
    made = QTextCursor(block).createList(look)
    for item in items[1:]:
        made.add(item)
    for part in later:
        part.setFormat(look)
    return made


def items_before(part: QTextList, known: dict[int, int]) -> int:
    """How many items of the list stand in the parts before this one. `known`: what was counted before."""
    passed: list[QTextList] = []
    here: QTextList | None = part
    while here is not None and here.objectIndex() not in known:
        passed.append(here)
        here = _part_before(here)
    counted = known[here.objectIndex()] + here.count() if here is not None else 0
    for each in reversed(passed):
        known[each.objectIndex()] = counted
        counted += each.count()
    return known[part.objectIndex()]


def _part_before(part: QTextList) -> QTextList | None:
    """What other items and empty paragraphs part from it still belongs to the list."""
    if not _parted(part):
        return None
    block = part.item(0).previous()
    while block.isValid():
        other = block.textList()
        if other is None and block.text().strip():
            return None
        if other is not None and identity(other) == identity(part):
            return other
        block = block.previous()
    return None


def _parted(listing: QTextList) -> int:
    """The number of a list that stands in parts; 0: it stands in one."""
    return int(listing.format().property(PARTED) or 0)


def _items(part: QTextList) -> list[QTextBlock]:
    return [part.item(number) for number in range(part.count())]
