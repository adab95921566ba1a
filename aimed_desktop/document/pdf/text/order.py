"""The order in which a page is read: from top to bottom, columns of prose one after the other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aimed_desktop.application.values.labels import typed_label
from aimed_desktop.document.pdf.text.grids import Grid
from aimed_desktop.document.pdf.text.lines import Line, side_by_side

_FEWEST_LINES = 4  # of a column
_FULL = 0.7  # of the column's width: most lines of prose are as long
_MOST_FULL = 0.5  # of the lines
_GUTTER = 0.6  # of the size
_MOST_CROSSING = 0.6  # of the lines
_DEEPEST = 3
_SAME_LINE = 0.25  # of the size
_EDGE_LINES = 0.08  # of the lines end at an edge
_NUMBERS = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?=[ \u3000]+[^0-9])|\[[0-9]{1,3}\])")
_BULLETS = frozenset("•●◆■▪◦○–—-·➢✓☑□►▶")


@dataclass(frozen=True, slots=True)
class Edges:
    """Where the lines of a column begin and end."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or a table in its column. `columns`: how many stand side by side there."""

    item: Line | Grid
    edges: Edges
    columns: int = 1


def in_order(lines: Sequence[Line], grids: Sequence[Grid] = ()) -> list[Placed]:
    """Lines and tables as they are read; cells that stand side by side without lines are one line."""
    both: list[Line | Grid] = [*lines, *grids]
    items = sorted(both, key=_top)
    return list(_ordered(items, _edges(items), 1, 0)) if items else []


def _ordered(items: Sequence[Line | Grid], edges: Edges, columns: int, depth: int) -> Iterator[Placed]:
    at = _gutter(items) if depth < _DEEPEST else None
    if at is None:
        yield from (Placed(item, edges, columns) for item in _rows(items))
        return
    sides = (
        [item for item in items if _right(item) <= at + 1],
        [item for item in items if _left(item) >= at - 1],
    )
    widths = _edges(sides[0]), _edges(sides[1])
    band: list[Line | Grid] = []
    for item in [*items, None]:
        if item is not None and (_right(item) <= at + 1 or _left(item) >= at - 1):
            band.append(item)
            continue
        for side, width in zip(sides, widths, strict=True):
            inside = [one for one in band if any(one is other for other in side)]
            yield from _ordered(inside, width, columns + 1, depth + 1)
        band = []
        if item is not None:
            yield Placed(item, edges, columns)


def _gutter(items: Sequence[Line | Grid]) -> float | None:
    """Where prose is parted into two columns; None where it is not, or not clearly."""
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    best: tuple[int, float] | None = None
    for at in sorted({round(line.left, 0) - 1 for line in lines}):
        crossing = sum(_left(item) < at - 1 and _right(item) > at + 1 for item in items)
        if (
            (best is None or crossing < best[0])
            and crossing <= _MOST_CROSSING * len(lines)
            and _parts(lines, at)
        ):
            best = (crossing, at)
    return best[1] if best else None


def _parts(lines: Sequence[Line], at: float) -> bool:
    left = [line for line in lines if line.right <= at + 1]
    right = [line for line in lines if line.left >= at - 1]
    if len(left) < _FEWEST_LINES or len(right) < _FEWEST_LINES:
        return False
    one, other = _edges(left), _edges(right)
    size = max(line.size for line in left)
    if min(line.left for line in right) - max(line.right for line in left) < _GUTTER * size:
        return False
    tops = max(left[0].base, right[0].base), min(left[-1].base, right[-1].base)
    shorter = min(left[-1].base - left[0].base, right[-1].base - right[0].base)
    if tops[1] - tops[0] < 0.5 * shorter:
        return False
    return _is_prose(left, one) and (_is_prose(right, other) or _gutter(right) is not None)


def _is_prose(lines: Sequence[Line], edges: Edges) -> bool:
    width = edges.right - edges.left
    full = sum(line.right - line.left >= _FULL * width for line in lines)
    long = sum(len(line.letters) for line in lines) >= 8 * len(lines)
    return full >= _MOST_FULL * len(lines) and long


def _rows(items: Iterable[Line | Grid]) -> Iterator[Line | Grid]:
    """Lines of one base line as one; a label with its words goes on being prose."""
    row: list[Line] = []
    for item in [*items, None]:
        if isinstance(item, Line) and row and abs(item.base - row[-1].base) <= _SAME_LINE * row[-1].size:
            row.append(item)
            continue
        if row:
            yield _row(row)
        row = [item] if isinstance(item, Line) else []
        if isinstance(item, Grid):
            yield item


def _row(lines: list[Line]) -> Line:
    several = sorted(lines, key=lambda line: line.left)
    if len(several) == 1:
        return several[0]
    made = side_by_side(several)
    if len(several) == 2 and is_label(several[0].text):
        first = several[1].letters[0]._replace(before=" ")
        letters = (*several[0].letters, first, *several[1].letters[1:])
        return replace(several[1], letters=letters)
    return made


def is_label(text: str) -> bool:
    """Whether `text` is the label of an item and nothing else."""
    label = typed_label(text)
    return text.strip() in _BULLETS or (label is not None and label.words_at >= len(text.rstrip()))


def begins_item(text: str) -> bool:
    """Whether `text` begins with the label of an item or a bullet."""
    return label_length(text) > 0


def label_length(text: str) -> int:
    """How long the label or bullet is that `text` begins with, 0 where there is none."""
    if (label := typed_label(text)) is not None:
        return label.words_at
    if text[:1] in _BULLETS and text[1:2] != text[:1]:
        return 1
    numbers = _NUMBERS.match(text)
    return numbers.end(1) if numbers else 0


def _edges(items: Sequence[Line | Grid]) -> Edges:
    """Where at least a few lines begin and end; a single one that reaches out counts for nothing."""
    lines = [item for item in items if isinstance(item, Line)] or items
    least = max(2, round(_EDGE_LINES * len(lines)))
    size = max((line.size for line in lines if isinstance(line, Line)), default=10.0)
    lefts, rights = sorted(map(_left, lines)), sorted(-_right(line) for line in lines)
    return Edges(_shared(lefts, least, 0.6 * size), -_shared(rights, least, 0.6 * size))


def _shared(places: Sequence[float], least: int, near: float) -> float:
    """The first of sorted places that `least` of them are near to; the first of all where there is none."""
    several = (x for x in places if bisect_right(places, x + near) - bisect_left(places, x - near) >= least)
    return next(several, places[0])


def _left(item: Line | Grid) -> float:
    return item.left if isinstance(item, Line) else item.area.left


def _right(item: Line | Grid) -> float:
    return item.right if isinstance(item, Line) else item.area.right


def _top(item: Line | Grid) -> float:
    return item.base if isinstance(item, Line) else item.area.top
