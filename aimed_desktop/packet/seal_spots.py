"""Where the words of each place to stamp, sign or date stand on a printed page, and how far each reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from aimed_desktop.document.registration.marks import Box
from aimed_desktop.document.registration.sheets import SHARP_DPI, Glyph, Sheet
from aimed_desktop.packet.hand_places import Stop

MM: Final = SHARP_DPI / 25.4
# how far a place reaches beyond its printed words, in mm: left, above, right, below
_REACH = {"stamp": (25.0, 28.0, 75.0, 28.0), "sign": (2.0, 9.0, 75.0, 9.0), "date": (30.0, 7.0, 40.0, 7.0)}
_BEFORE_MM = 2.0  # a signature comes as near to the words of the next one
_BESIDE_MM = 4.0  # so far on either side of a border a mark that crosses it is looked for
_TOUCHING = 0.3  # of a character's width: what stands nearer belongs to the same word


class Spot(NamedTuple):
    """A place by its number. `words`: their box; `is_own`: they are surely its own, and of no other one."""

    number: int
    kind: str
    words: Box
    is_own: bool

    @property
    def reach(self) -> Box:
        """Where its mark may be, other places left aside."""
        left, above, right, below = (side * MM for side in _REACH[self.kind])
        box = self.words
        return box[0] - left, box[1] - above, box[2] + right, box[3] + below


class Border(NamedTuple):
    """Between two places: a line at `at` px, across the page or (`is_upright`) down it; `is_before`: the
    first of the two is on its left or above it."""

    at: float
    is_upright: bool
    is_before: bool

    def cut(self, box: Box) -> Box:
        """What of a box is on the side of the first place."""
        first, last = (0, 2) if self.is_upright else (1, 3)
        sides = [*box]
        if self.is_before:
            sides[last] = min(sides[last], self.at)
        else:
            sides[first] = max(sides[first], self.at)
        return sides[0], sides[1], sides[2], sides[3]

    def beside(self, box: Box) -> tuple[Box, Box]:
        """The narrow strips on both sides of the line, as long as a box."""
        near = _BESIDE_MM * MM
        if self.is_upright:
            return (self.at - near, box[1], self.at, box[3]), (self.at, box[1], self.at + near, box[3])
        return (box[0], self.at - near, box[2], self.at), (box[0], self.at, box[2], self.at + near)


def spots(sheet: Sheet, places: Sequence[tuple[int, Stop]]) -> Iterator[Spot]:
    """The spots of places that may stand on one page; several of one where it cannot be told which."""
    groups: dict[str, list[tuple[int, Stop]]] = {}
    for number, stop in places:
        groups.setdefault("".join(stop.label.split()), []).append((number, stop))
    for label, members in groups.items():
        found = list(_words(sheet.glyphs, label))
        if len(found) == len(members):
            yield from (
                Spot(number, stop.kind, box, True) for (number, stop), box in zip(members, found, strict=True)
            )
            continue
        whole: Box = (0, 0, sheet.image.width, sheet.image.height)
        yield from (
            Spot(number, stop.kind, box, False) for number, stop in members for box in found or [whole]
        )


def border(one: Spot, other: Spot) -> Border | None:
    """Between two places of one kind whose marks may come in each other's way; None of others.

    ValueError where their words lie over each other.
    """
    if one.kind != other.kind or not _meet(one.reach, other.reach):
        return None
    mine, theirs = one.words, other.words
    if _meet(mine, theirs):
        raise ValueError("one spot")
    is_upright = mine[1] < theirs[3] and theirs[1] < mine[3]  # both on one line
    first, last = (0, 2) if is_upright else (1, 3)
    is_before = mine[last] <= theirs[first]
    upper, lower = (mine, theirs) if is_before else (theirs, mine)
    at = (upper[last] + lower[first]) / 2
    if is_upright and one.kind != "stamp":
        at = lower[first] - _BEFORE_MM * MM
    return Border(at, is_upright, is_before)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _words(glyphs: Sequence[Glyph], label: str) -> Iterator[Box]:
    """Where a label stands: as whole words, else wherever its characters stand."""
    runs = list(_runs(glyphs, label))
    whole = [run for run in runs if _is_whole(glyphs, *run)]
    for first, end in whole or runs:
        run = glyphs[first:end]
        yield (
            min(each.left for each in run),
            min(each.top for each in run),
            max(each.right for each in run),
            max(each.bottom for each in run),
        )


def _runs(glyphs: Sequence[Glyph], label: str) -> Iterator[tuple[int, int]]:
    text = "".join(glyph.character for glyph in glyphs)
    at = text.find(label) if label else -1
    while at >= 0:
        yield at, at + len(label)
        at = text.find(label, at + 1)


def _is_whole(glyphs: Sequence[Glyph], first: int, end: int) -> bool:
    """Whether no word goes on before or behind."""
    around = (glyphs[max(0, first - 1) : first + 1], glyphs[end - 1 : end + 1])
    return not any(_is_one_word(*pair) for side in around for pair in pairwise(side))


def _is_one_word(one: Glyph, other: Glyph) -> bool:
    is_near = other.left - one.right < _TOUCHING * max(one.right - one.left, other.right - other.left)
    on_one_line = one.top < other.bottom and other.top < one.bottom and one.left < other.left
    return is_near and on_one_line and one.character.isalnum() and other.character.isalnum()
