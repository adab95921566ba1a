"""Lists inside the items of lists: Tab at the start of an item takes it one level in, Shift+Tab one out."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor, QTextList, QTextListFormat

from aimed_desktop.application.values.narrative import label_of
from aimed_desktop.application.values.narrative_shape import DEEPEST
from ui.narrative.block_text import BlockText
from ui.narrative.list_parts import set_format
from ui.narrative.text_formats import (
    OBJECT,
    is_numbered,
    list_depth,
    list_format,
    list_keys,
    list_label,
    relabelled,
)


def shift(editor: BlockText, *, deeper: bool) -> bool:
    """Take the items under the cursor a level in or out, those inside them along; False: nothing to do.

    A cursor without a selection must stand at the start of an item: elsewhere Tab leaves the text.
    """
    cursor = editor.textCursor()
    heads = _items(editor, cursor)
    if not heads or not (cursor.atBlockStart() or len(heads) > 1):
        return False
    moved = [*heads, *_inside(heads[-1])]
    depths = [_depth(block) for block in moved]
    if deeper and (max(depths) + 1 >= DEEPEST or not _can_hold(heads[0])):
        return False
    if not deeper and depths[0] == 0:
        return False
    step = 1 if deeper else -1
    cursor.beginEditBlock()
    for number, (block, depth) in enumerate(zip(moved, depths, strict=True)):
        _put_at(block, max(depth + step, 0), is_new=number == 0)
    cursor.endEditBlock()
    editor.object_changed.emit()
    return True


def set_label(listing: QTextList, pattern: str | None) -> None:
    """Let the items of a list have labels of a pattern; None: bullets."""
    look = listing.format()
    kept = {key: value for key, value in list_keys(look).items() if key not in ("numbered", "label")}
    keys = {**kept, "numbered": pattern is not None}
    if pattern != label_of(keys, list_depth(look)):
        keys["label"] = pattern
    set_format(listing, relabelled(look, keys, pattern))


def _items(editor: BlockText, cursor: QTextCursor) -> list[QTextBlock]:
    """The items that the cursor touches; none where it touches anything else."""
    block = editor.document().findBlock(cursor.selectionStart())
    found = []
    while block.isValid() and block.position() <= cursor.selectionEnd():
        if block.textList() is None or OBJECT in block.text():
            return []
        found.append(block)
        block = block.next()
    return found


def _inside(holder: QTextBlock) -> list[QTextBlock]:
    """The items that stand inside an item."""
    depth = _depth(holder)
    found = []
    block = holder.next()
    while block.isValid() and block.textList() is not None and _depth(block) > depth:
        found.append(block)
        block = block.next()
    return found


def _can_hold(block: QTextBlock) -> bool:
    """Whether the item before `block` can hold it."""
    before = block.previous()
    return before.isValid() and before.textList() is not None and _depth(before) >= _depth(block)


def _depth(block: QTextBlock) -> int:
    listing = block.textList()
    return list_depth(listing.format()) if listing is not None else -1


def _put_at(block: QTextBlock, depth: int, *, is_new: bool) -> None:
    """Let an item stand at `depth`: in the list that is open there, or in one that begins with it.

    Such a list counts as the one around it does (`is_new`), else it keeps the labels that it had.
    """
    here = block.textList()
    assert here is not None
    old = here.format()
    before = block.previous()
    while before.isValid() and _depth(before) > depth:
        before = before.previous()
    listing = before.textList() if before.isValid() else None
    if listing is not None and _depth(before) == depth:
        listing.add(block)
        return
    within = listing.format() if listing is not None else None
    QTextCursor(block).createList(_beginning(old, within, depth, is_new=is_new))


def _beginning(
    old: QTextListFormat, within: QTextListFormat | None, depth: int, *, is_new: bool
) -> QTextListFormat:
    """How a list begins that is split from one of the format `old`."""
    if not is_new or within is None:
        return list_format(list_keys(old), list_label(old), depth, within)
    keys = {"numbered": is_numbered(within)}
    return list_format(keys, label_of(keys, depth), depth, within)
