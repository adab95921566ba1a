"""Two versions of a long text as one: what both say once, what only one of them says at its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from aimed_desktop.application.editing.row_pairs import text_of
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.definition.fields import Field

Part = TypeVar("Part")


def can_join(field: Field | None, mine: Value, theirs: Value) -> bool:
    """Whether both are long texts of one shape: blocks, or lines."""
    if field is None or not field.is_long:
        return False
    return any(isinstance(mine, kind) and isinstance(theirs, kind) for kind in (list, str))


def joined(mine: Value, theirs: Value) -> Value:
    """All paragraphs of both in their order; where both have others, mine stand before theirs."""
    if isinstance(mine, str) and isinstance(theirs, str):
        return "\n".join(_joined(mine.split("\n"), theirs.split("\n"), str))
    if isinstance(mine, list) and isinstance(theirs, list):
        return _joined(mine, theirs, text_of)
    return mine


def _joined(mine: Sequence[Part], theirs: Sequence[Part], key: Callable[[Part], str]) -> list[Part]:
    made: list[Part] = []
    keys = [[key(part) for part in parts] for parts in (mine, theirs)]
    for kind, start, end, other_start, other_end in SequenceMatcher(
        None, keys[0], keys[1], autojunk=False
    ).get_opcodes():
        made += mine[start:end]
        if kind != "equal":
            made += theirs[other_start:other_end]
    return made
