"""Where the fields stand on a set page, and where a page differs from what it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from aimed_desktop.document.typeset import Page, Sheet
from aimed_desktop.document.typeset_boxes import Area, Mark, Rule

_TOUCHING = 12.0  # pt between the lines of one field


@dataclass(frozen=True, slots=True)
class FieldArea:
    """A rectangle of a field on its page, in shares of the page's width and height."""

    path: str
    left: float
    top: float
    width: float
    height: float


def fields_on(page: Page) -> frozenset[str]:
    """The paths of the fields that stand on `page`."""
    marks = (mark for _, _, strip in page.placed for mark in strip.marks)
    return frozenset(mark.field for mark in marks if isinstance(mark, Area))


def areas_on(page: Page, sheet: Sheet) -> list[FieldArea]:
    """The areas of the page in reading order; the lines of a field under one another are one area."""
    last: dict[str, int] = {}
    found: list[FieldArea] = []
    for x, y, area in _areas(page):
        made = _shares(area, x, y, sheet)
        index = last.get(area.field)
        joined = _joined(found[index], made, sheet) if index is not None else None
        if index is not None and joined is not None:
            found[index] = joined
        else:
            last[area.field] = len(found)
            found.append(made)
    return found


def first_difference(before: Page, now: Page, sheet: Sheet) -> float | None:
    """How far down the page (0 to 1) the first mark stands that was not there before; None where all were."""
    for (y, mark), (old_y, old) in zip_longest(_marks(now), _marks(before), fillvalue=(0.0, None)):
        if (y, mark) != (old_y, old) and not isinstance(mark, Rule | Area):
            return (sheet.top + y + (mark.y if mark is not None else 0)) / sheet.height
    return None


def _areas(page: Page) -> Iterator[tuple[float, float, Area]]:
    for x, y, strip in page.placed:
        for mark in strip.marks:
            if isinstance(mark, Area):
                yield x, y, mark


def _marks(page: Page) -> Iterator[tuple[float, Mark | None]]:
    for _, y, strip in page.placed:
        for mark in strip.marks:
            yield y, mark


def _shares(area: Area, x: float, y: float, sheet: Sheet) -> FieldArea:
    return FieldArea(
        area.field,
        (sheet.left + x + area.x) / sheet.width,
        (sheet.top + y + area.y) / sheet.height,
        area.width / sheet.width,
        area.height / sheet.height,
    )


def _joined(above: FieldArea, below: FieldArea, sheet: Sheet) -> FieldArea | None:
    """Both as one where they lie under one another in the same column, or one within the other."""
    bottom, right = above.top + above.height, above.left + above.width
    apart = below.top - bottom > _TOUCHING / sheet.height or below.top < above.top - 0.001
    beside = below.left > right + 0.001 or below.left + below.width < above.left - 0.001
    if apart or beside:
        return None
    left, far = min(above.left, below.left), max(right, below.left + below.width)
    end = max(bottom, below.top + below.height)
    return replace(above, left=left, width=far - left, height=end - above.top)
