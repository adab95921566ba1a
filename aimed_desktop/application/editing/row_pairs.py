"""Which row of one state of a table is which row of another: rows have no names of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from aimed_desktop.application.values.shapes import Value, is_empty, is_mapping

_ALIKE = 0.4  # of the cells that are filled, in the mean
_MOST_COMPARED = 10_000  # pairs of rows


def row_pairs(before: Sequence[Value], after: Sequence[Value]) -> dict[int, int]:
    """The place in `after` of each row of `before` that is there, changed or moved. Blank rows are
    nobody's.
    """
    olds = [index for index, row in enumerate(before) if not is_empty(row)]
    news = [index for index, row in enumerate(after) if not is_empty(row)]
    pairs = _in_order(before, olds, after, news)
    for old in olds:  # moved
        place = next((n for n in _free(news, pairs) if after[n] == before[old]), None)
        if old not in pairs and place is not None:
            pairs[old] = place
    rest = [old for old in olds if old not in pairs]
    free = list(_free(news, pairs))
    if len(rest) * len(free) <= _MOST_COMPARED:
        _pair_alike(before, rest, after, free, pairs)
    return pairs


def _in_order(
    before: Sequence[Value], olds: Sequence[int], after: Sequence[Value], news: Sequence[int]
) -> dict[int, int]:
    """The rows that stayed as they were, in their order."""
    old_texts, new_texts = (
        [text_of(rows[n]) for n in places] for rows, places in ((before, olds), (after, news))
    )
    pairs = {}
    for block in SequenceMatcher(None, old_texts, new_texts, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            pairs[olds[block.a + step]] = news[block.b + step]
    return pairs


def _pair_alike(
    before: Sequence[Value],
    rest: Sequence[int],
    after: Sequence[Value],
    free: Sequence[int],
    pairs: dict[int, int],
) -> None:
    """Pair the rows that were changed, those most alike first."""
    found = sorted(
        (-likeness, abs(old - new), old, new)
        for old in rest
        for new in free
        if (likeness := _likeness(before[old], after[new])) >= _ALIKE
    )
    taken = set(pairs.values())
    for _, _, old, new in found:
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)


def _free(places: Iterable[int], pairs: dict[int, int]) -> Iterable[int]:
    taken = set(pairs.values())
    return (place for place in places if place not in taken)


def _likeness(one: Value, other: Value) -> float:
    """How much of the filled cells of two rows is alike, from 0 to 1."""
    if not is_mapping(one) or not is_mapping(other):
        return 0.0
    keys = [key for key in {**one, **other} if not (is_empty(one.get(key)) and is_empty(other.get(key)))]
    return sum(_cell_likeness(one.get(key), other.get(key)) for key in keys) / len(keys)


def _cell_likeness(one: Value, other: Value) -> float:
    if one == other:
        return 1.0
    if isinstance(one, str) and isinstance(other, str):
        return SequenceMatcher(None, one, other, autojunk=False).ratio()
    return 0.0


def text_of(value: Value) -> str:
    """A text by which equal ones are told: the same for the same keys in another order."""
    if is_mapping(value):
        return repr(sorted((key, text_of(inner)) for key, inner in value.items()))
    return repr(value)
