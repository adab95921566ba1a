"""Lists as the paper counts them: one that was interrupted begins anew, and `1.` typed begins one."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextList

from ui.narrative.list_parts import identity, items_before, set_format, split, take_in
from ui.narrative.text_formats import is_numbered, list_depth, list_format, list_keys, list_label

_BULLETS = ("-", "•", "·", "*")
_NUMBER = re.compile(r"([1-9][0-9]?)[.．、]")


def part_interrupted(document: QTextDocument) -> None:
    """The items of a list behind another paragraph are a list of their own, as on the paper.

    Inner lists that have become neighbours are one; none stands deeper than inside the item before it.
    """
    seen: set[int] = set()
    open_lists: list[QTextList] = []
    block = document.begin()
    while block.isValid():
        found = block.textList()
        if found is not None:
            _place(block, found, open_lists, seen)
        elif block.text().strip():
            open_lists.clear()
        block = block.next()


def _place(block: QTextBlock, found: QTextList, open_lists: list[QTextList], seen: set[int]) -> None:
    """Let an item stand in the list that it goes on with, and `open_lists` end with that one."""
    depth = list_depth(found.format())
    while open_lists and _depth(open_lists[-1]) > depth:
        open_lists.pop()
    innermost = open_lists[-1] if open_lists else None
    if innermost is not None and identity(innermost) == identity(found):
        return
    if innermost is not None and _depth(innermost) == depth:
        if depth:
            goes_on = innermost
            _change(block, lambda _cursor: goes_on.add(block))
            return
        open_lists.pop()
        innermost = None
    if identity(found) in seen:
        found = _begin_again(block, found)
    deepest = _depth(innermost) + 1 if innermost is not None else 0
    if depth > deepest:
        look = found.format()
        raised = list_format(
            list_keys(look), list_label(look), deepest, innermost.format() if innermost is not None else None
        )
        listing = found
        _change(block, lambda _cursor: set_format(listing, raised))
    open_lists.append(found)
    seen.add(identity(found))


def _depth(listing: QTextList) -> int:
    return list_depth(listing.format())


def _change(block: QTextBlock, change: Callable[[QTextCursor], object]) -> None:
    """Let what is put right be undone with the change before it."""
    cursor = QTextCursor(block)
    cursor.joinPreviousEditBlock()
    change(cursor)
    cursor.endEditBlock()


def join_around(cursor: QTextCursor) -> bool:
    """Take the empty paragraph of the cursor out of the middle of two lists of a kind: they are one then."""
    block = cursor.block()
    before, after = block.previous(), block.next()
    if block.text() or block.textList() is not None or not before.isValid() or not after.isValid():
        return False
    first, second = before.textList(), after.textList()
    if first is None or second is None or is_numbered(first.format()) != is_numbered(second.format()):
        return False
    if second.itemNumber(after) != 0 or identity(first) == identity(second):
        return False
    cursor.beginEditBlock()
    take_in(first, second)
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
    if listing is None or not is_numbered(listing.format()):
        return 1
    return items_before(listing, {}) + listing.count() + 1


def _begin_again(block: QTextBlock, listing: QTextList) -> QTextList:
    """`block` and the items of `listing` behind it as a new list."""
    cursor = QTextCursor(block)
    cursor.joinPreviousEditBlock()
    made = split(listing, block)
    cursor.endEditBlock()
    return made
