"""Items of a Word file gathered into the lists of a narrative, with the labels that Word shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from aimed_desktop.application.values.labels import DEFAULT_LABELS
from aimed_desktop.application.values.narrative_shape import DEEPEST
from aimed_desktop.application.values.shapes import Block
from aimed_desktop.application.values.words import Words

_MOST_UNMARKED = 20
Reading = tuple[str, int]  # a pattern, and the number that it writes


@dataclass(frozen=True, slots=True)
class ItemMark:
    """What stands before an item. `level` counts from 0 and may leave out levels.

    `readings`: the patterns and numbers that write the label; empty for a bullet, None where nothing
    stands before the item and it belongs to whatever list is open.
    """

    level: int
    readings: tuple[Reading, ...] | None


@dataclass(slots=True)
class _OpenList:
    level: int
    holder: dict[str, Any]  # the block, or the item that holds the inner items
    readings: list[Reading]  # pattern and first number that fit all items so far; empty: bullets
    count: int = 0
    unmarked: int = 0  # items without a label: those that follow lag behind by so many

    @property
    def items(self) -> list[Any]:
        found: list[Any] = self.holder["items"]
        return found

    @property
    def is_numbered(self) -> bool:
        return bool(self.readings)

    @property
    def has_inner(self) -> bool:
        """Whether the last item already holds others."""
        return isinstance(self.items[-1], dict)

    def opened_item(self) -> dict[str, Any]:
        """The last item as one that holds others."""
        item = {"text": self.items[-1], "items": []}
        self.items[-1] = item
        return item

    def fitting(self, mark: ItemMark) -> list[Reading] | None:
        """The readings that also fit one more item, None where it belongs to another list."""
        if mark.readings is None:
            return self.readings
        if not self.readings or not mark.readings:
            return [] if not self.readings and not mark.readings else None
        numbers = range(self.count - self.unmarked, self.count + 1)
        fits = [
            (p, first) for p, first in self.readings if any((p, first + n) in mark.readings for n in numbers)
        ]
        return fits or None


@dataclass(slots=True)
class ListBuilder:
    """The list that is open: blocks are begun, and items put where they belong."""

    _open: list[_OpenList] = field(default_factory=list)

    def close(self) -> None:
        """Something else follows."""
        self._open.clear()

    def add(self, words: Words, mark: ItemMark) -> Block | None:
        """Take one item; answers with the new block where it goes on none.

        The item must have a place: see `has_place`.
        """
        while len(self._open) > 1 and self._open[-1].level > mark.level:
            self._open.pop()
        top = self._open[-1] if self._open else None
        if top is not None and (top.level == mark.level or mark.readings is None):
            fits = top.fitting(mark)
            if fits is not None:
                top.readings = fits
                top.unmarked += mark.readings is None
                self._append(words)
                return None
        elif top is not None and top.level < mark.level and not top.has_inner:
            self._open.append(_OpenList(mark.level, top.opened_item(), list(mark.readings or ())))
            self._append(words)
            return None
        block: dict[str, Any] = {"items": [], "numbered": False}
        self._open = [_OpenList(mark.level, block, list(mark.readings or ()))]
        self._append(words)
        return cast(Block, block)

    def has_place(self, level: int) -> bool:
        """Whether an item of that level is not too deep inside others."""
        return sum(opened.level < level for opened in self._open) < DEEPEST

    def _append(self, words: Words) -> None:
        last = self._open[-1]
        last.items.append(words)
        last.count += 1
        self._say_label()

    def _say_label(self) -> None:
        """Note in the innermost list how its items are marked, as far as it is not understood."""
        depth = len(self._open) - 1
        inner, holder = self._open[-1], self._open[-1].holder
        for key in ("numbered", "label", "start"):
            holder.pop(key, None)
        if not depth or self._open[-2].is_numbered != inner.is_numbered:
            holder["numbered"] = inner.is_numbered
        if inner.readings:
            pattern, first = inner.readings[0]
            if pattern != DEFAULT_LABELS[depth]:
                holder["label"] = pattern
            if first != 1:
                holder["start"] = first
