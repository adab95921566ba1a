"""Lists in a document: each list of a narrative, and each one inside an item, is one `QTextList` or more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextList, QTextListFormat

from aimed_desktop.application.values.narrative import label_of
from aimed_desktop.application.values.words import is_words, stripped
from ui.narrative import list_parts
from ui.narrative.text_formats import ITEM, is_numbered, item_format, list_depth, list_format, list_keys
from ui.narrative.text_looks import are_kept, insert_words, words_of

Steps = Iterator[None]  # work that may stop after each of its steps, to go on later
_KEYS = {"items", "numbered", "label", "start"}


def is_shown_list(holder: Mapping[str, Any]) -> bool:
    """Whether a document gives a list, or the one inside an item, back as it is. Its shape is a list's."""
    return set(holder) <= _KEYS | {"text"} and all(map(_is_shown_item, holder["items"]))


def write_items(
    cursor: QTextCursor,
    holder: Mapping[str, Any],
    depth: int = 0,
    within: QTextListFormat | None = None,
) -> Steps:
    """Write the items of a list, which counts as the one `within` does, a step an item; a list that stands
    in none begins in the paragraph of the cursor.
    """
    keys = {key: value for key, value in holder.items() if key not in ("text", "items")}
    counts = within is not None and is_numbered(within)
    label = label_of({"numbered": counts, **holder}, depth)
    look = list_format(keys, label, depth, within)
    if len(holder["items"]) > list_parts.MOST:
        look = list_parts.parted(look)
    listing: QTextList | None = None
    for number, item in enumerate(holder["items"]):
        inner = item if isinstance(item, Mapping) else None
        stands = item_format(_beside_words(item))
        if listing is not None and number % list_parts.MOST:
            stands.setObjectIndex(listing.objectIndex())  # one change: to `add` it would be a second
            cursor.insertBlock(stands, QTextCharFormat())
        else:
            if depth or number:
                cursor.insertBlock(stands, QTextCharFormat())
            else:
                cursor.setBlockFormat(stands)
            listing = cursor.createList(look)
        insert_words(cursor, item if inner is None else inner["text"])
        yield
        if inner is not None and inner.get("items"):
            yield from write_items(cursor, inner, depth + 1, look)


def item_of(block: QTextBlock) -> Any:
    """What an item holds, the list inside it left out; None where it says nothing."""
    words = stripped(words_of(block))
    kept = block.blockFormat().property(ITEM)
    if kept is None:
        return words or None
    beside = json.loads(kept)
    return words if beside is False else {"text": words, **beside}


@dataclass(frozen=True, slots=True)
class _Level:
    """A list whose items go on."""

    identity: int
    depth: int
    items: list[Any]


class ListReader:
    """Puts the items of neighbouring paragraphs together: lists, and lists inside their items."""

    def __init__(self) -> None:
        self._open: list[_Level] = []

    def close(self) -> None:
        """What comes next begins a list of its own."""
        self._open.clear()

    def add(self, listing: QTextList, item: Any) -> dict[str, Any] | None:
        """Put `item` where it belongs; the new block that it begins, if it begins one."""
        index, look = list_parts.identity(listing), listing.format()
        known = next((n for n, level in enumerate(self._open) if level.identity == index), None)
        depth = list_depth(look)
        if known is not None:
            del self._open[known + 1 :]
        else:
            while self._open and self._open[-1].depth > depth:
                self._open.pop()
        if self._open and (known is not None or (self._open[-1].depth == depth and depth)):
            self._open[-1].items.append(item)
            return None
        if self._open and self._open[-1].depth < depth:
            inner = _list_in_last(self._open[-1].items, list_keys(look))
            inner.append(item)
            self._open.append(_Level(index, depth, inner))
            return None
        entry = {**list_keys(look), "items": [item]}
        self._open = [_Level(index, depth, entry["items"])]
        return entry


def _list_in_last(items: list[Any], keys: dict[str, Any]) -> list[Any]:
    """The list inside the last of `items`, made where there is none."""
    holder = items[-1] if isinstance(items[-1], dict) else {"text": items[-1]}
    if not holder.get("items"):
        holder = {**holder, **keys, "items": []}
    items[-1] = holder
    inner: list[Any] = holder["items"]
    return inner


def _beside_words(item: Any) -> object:
    """What is kept with the paragraph of an item; False where an item without words is but a text."""
    if not isinstance(item, Mapping):
        return None if stripped(item) else False
    if not item.get("items"):
        return {key: value for key, value in item.items() if key != "text"}
    return None if stripped(item["text"]) else {}


def _is_shown_item(item: Any) -> bool:
    if not isinstance(item, Mapping):
        return is_words(item) and are_kept(item) and stripped(item) == item
    return _is_shown_item(item["text"]) and is_shown_list({"items": [], **item})
