"""Lists as the paper counts them: one that was interrupted begins anew, and `1.` typed begins one."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextList

from ui.narrative.text_formats import is_numbered

_BULLETS = ("-", "•", "·", "*")
_NUMBER = re.compile(r"([1-9][0-9]?)[.．、]")


def part_interrupted(document: QTextDocument) -> None:
    """The items of a list behind another paragraph are a list of their own, as on the paper."""
    seen: set[int] = set()
    open_list: QTextList | None = None
    block = document.begin()
    while block.isValid():
        found = block.textList()
        if found is None:
            open_list = None if block.text().strip() else open_list
        elif open_list is None or found.objectIndex() != open_list.objectIndex():
            if found.objectIndex() in seen:
                found = _begin_again(block, found)
            open_list = found
            seen.add(found.objectIndex())
        block = block.next()


def join_around(cursor: QTextCursor) -> bool:
    """Take the empty paragraph of the cursor out of the middle of two lists of a kind: they are one then."""
    block = cursor.block()
    before, after = block.previous(), block.next()
    if block.text() or block.textList() is not None or not before.isValid() or not after.isValid():
        return False
    first, second = before.textList(), after.textList()
    if first is None or second is None or is_numbered(first.format()) != is_numbered(second.format()):
        return False
    if second.itemNumber(after) != 0:
        return False
    items = [second.item(number) for number in range(second.count())]
    cursor.beginEditBlock()
    for item in items:
        first.add(item)
    end = before.position() + before.length() - 1
    cursor.deletePreviousChar()
    cursor.setPosition(end)
    cursor.endEditBlock()
    return True


def kind_typed(cursor: QTextCursor) -> bool | None:
    """Whether `1.` (True) or a bullet (False) stands alone before the cursor in a plain paragraph.

    Another number counts where it goes on with the list above.
    """
    block = cursor.block()
    if cursor.hasSelection() or block.textList() is not None or block.blockFormat().headingLevel():
        return None
    typed = block.text()[: cursor.positionInBlock()]
    if typed in _BULLETS:
        return False
    found = _NUMBER.fullmatch(typed)
    return True if found and int(found[1]) == _next_number(block) else None


def _next_number(block: QTextBlock) -> int:
    listing = block.previous().textList() if block.previous().isValid() else None
    return listing.count() + 1 if listing is not None and is_numbered(listing.format()) else 1


def _begin_again(block: QTextBlock, listing: QTextList) -> QTextList:
    """`block` and the items of `listing` behind it as a new list."""
    cursor = QTextCursor(block)
    cursor.joinPreviousEditBlock()
    items = [listing.item(number) for number in range(listing.itemNumber(block), listing.count())]
    made = cursor.createList(listing.format())
    for item in items[1:]:
        made.add(item)
    cursor.endEditBlock()
    return made
