"""Where the fields stand on a set page, and where a page differs from what it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from aimed_desktop.document.typeset.boxes import FieldRoom, HandSpot, PageMark, RuledLine
from aimed_desktop.document.typeset.typeset import Page, Sheet

_TOUCHING = 12.0  # pt between the lines of one field
Begun = Mapping[str, int]  # how many blocks of each narrative have begun before a page


@dataclass(frozen=True, slots=True)
class FieldArea:
    """A rectangle of a field on its page, in shares of the page's width and height.

    Of a narrative: which of its printed blocks stands there (from 0), each item of a list counting as one,
    and the character of that block at which each line begins.
    """

    path: str
    left: float
    top: float
    width: float
    height: float
    block: int | None = None
    lines: tuple[int, ...] = ()


def fields_on(page: Page) -> frozenset[str]:
    """The paths of the fields that stand on `page`."""
    marks = (mark for _, _, strip in page.placed for mark in strip.marks)
    return frozenset(mark.field for mark in marks if isinstance(mark, FieldRoom))


def blocks_begun(pages: list[Page]) -> list[Begun]:
    """For each page how many blocks of each narrative begin before it."""
    found: list[Begun] = []
    begun: Counter[str] = Counter()
    for page in pages:
        found.append(dict(begun))
        begun.update(area.field for _, _, area in _areas(page) if area.start == 0)
    return found


def areas_on(page: Page, sheet: Sheet, begun: Begun) -> list[FieldArea]:
    """The areas of the page in reading order; the lines of a field, or of one block of a narrative, under
    one another are one area.
    """
    last: dict[tuple[str, int | None], int] = {}
    found: list[FieldArea] = []
    count = Counter(begun)
    for x, y, area in _areas(page):
        count[area.field] += area.start == 0
        block = None if area.start is None else max(count[area.field] - 1, 0)
        made = _shares(area, x, y, sheet, block)
        index = last.get((area.field, block))
        joined = _joined(found[index], made, sheet) if index is not None else None
        if index is not None and joined is not None:
            found[index] = joined
        else:
            last[area.field, block] = len(found)
            found.append(made)
    return found


def first_difference(before: Page, now: Page, sheet: Sheet) -> float | None:
    """How far down the page (0 to 1) the first mark stands that was not there before; None where all were."""
    for (y, mark), (old_y, old) in zip_longest(_marks(now), _marks(before), fillvalue=(0.0, None)):
        if (y, mark) != (old_y, old) and not isinstance(mark, RuledLine | FieldRoom | HandSpot):
            return (sheet.top + y + (mark.y if mark is not None else 0)) / sheet.height
    return None


def _areas(page: Page) -> Iterator[tuple[float, float, FieldRoom]]:
    for x, y, strip in page.placed:
        for mark in strip.marks:
            if isinstance(mark, FieldRoom):
                yield x, y, mark


def _marks(page: Page) -> Iterator[tuple[float, PageMark | None]]:
    for _, y, strip in page.placed:
        for mark in strip.marks:
            yield y, mark


def _shares(area: FieldRoom, x: float, y: float, sheet: Sheet, block: int | None) -> FieldArea:
    return FieldArea(
        area.field,
        (sheet.left + x + area.x) / sheet.width,
        (sheet.top + y + area.y) / sheet.height,
        area.width / sheet.width,
        area.height / sheet.height,
        block,
        () if area.start is None else (area.start,),
    )


def _joined(above: FieldArea, below: FieldArea, sheet: Sheet) -> FieldArea | None:
    """Both as one where they lie under one another in the same column, or one within the other."""
    bottom, right = above.top + above.height, above.left + above.width
    apart = below.top - bottom > _TOUCHING / sheet.height or below.top < above.top - 0.001
    beside = below.left > right + 0.001 or below.left + below.width < above.left - 0.001
    if (apart or beside) and above.block is None:
        return None
    left, far = min(above.left, below.left), max(right, below.left + below.width)
    top, end = min(above.top, below.top), max(bottom, below.top + below.height)
    lines = above.lines + below.lines
    return replace(above, left=left, top=top, width=far - left, height=end - top, lines=lines)
