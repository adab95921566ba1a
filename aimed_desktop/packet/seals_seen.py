"""Places of the route sheet on a scan: whether anything was stamped or written there, never what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from aimed_desktop.document.registration.marks import Marks
from aimed_desktop.document.registration.sheets import Sheet
from aimed_desktop.packet.fixed_paper import FixedPaper, PlaceOnPaper
from aimed_desktop.packet.hand_places import Stop
from aimed_desktop.packet.pile import PilePage, PrintedPage
from aimed_desktop.packet.seal_spots import MM, Border, Spot, border, spots

if TYPE_CHECKING:
    from aimed_desktop.document.registration.aligning import Laid

_LEAST_MM2: Final = {"stamp": 25.0, "sign": 3.0, "date": 1.5}
_CROSSING_MM2: Final = 0.5
_STRIP_MM: Final = 2.0
_LONGEST_SEAL_MM: Final = (
    48.0  # official seals are 38 to 45 mm across (国发〔1999〕25号); one that is longer is two
)
_UNSURE_MM: Final = 4.0  # a seal set so near to the middle between two places may be that of either
Whose: TypeAlias = Literal["own", "shared", "other"]


@dataclass(frozen=True, slots=True)
class SealSeen:
    """`place`: as the route sheet calls it; `page`: from 1, None where several come into question.

    `shared`: there is a mark, but it may be that of a place beside it.
    """

    place: str
    document: str
    page: int | None
    seen: bool
    shared: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"place": self.place, "document": self.document, "page": self.page, "seen": self.seen}


class Marked(NamedTuple):
    """Numbers of places: those that have a mark, and those that share one with others, whose it may be."""

    seen: tuple[int, ...] = ()
    shared: tuple[int, ...] = ()


def marked_places(
    sheet: Sheet, laid: Laid, stops: Sequence[Stop], paper: FixedPaper, pages: Sequence[PrintedPage]
) -> Marked:
    """The places that may stand on a scan and have a mark on it.

    `pages`: which pages of `paper` it may be.
    """
    on_it = [
        (number, stop)
        for number, (stop, standing) in enumerate(zip(stops, paper.places, strict=False))
        if any(_is_on(page, standing) for page in pages)
    ]
    if not any(stop.ours for _, stop in on_it):
        return Marked()
    marks, found = Marks(sheet, laid), tuple(spots(sheet, on_it))
    ours = {number for number, stop in on_it if stop.ours}
    marked = [spot for spot in found if _is_marked(marks, spot, found)]
    whose = {spot: _whose(marks, spot, marked) for spot in marked}
    seen = {spot.number for spot in marked if spot.is_own and whose[spot] == "own"}
    shared = {spot.number for spot in marked if not spot.is_own or whose[spot] == "shared"} - seen
    return Marked(tuple(sorted(seen & ours)), tuple(sorted(shared & ours)))


def seals_seen(
    stops: Sequence[Stop], paper: FixedPaper, pages: Iterable[PilePage]
) -> Iterator[tuple[int, SealSeen]]:
    """For each place that the unit stamps or signs, by its number: whether a mark is there.

    `pages`: those that are handed over, `Pile.in_order`.
    """
    good = list(pages)
    for number, (stop, standing) in enumerate(zip(stops, paper.places, strict=True)):
        if not stop.ours:
            continue
        on_it = [page for page in good if page.match is not None and _is_on(page.match, standing)]
        only = standing.pages[0] + 1 if len(standing.pages) == 1 else None
        seen = any(number in page.marked for page in on_it)
        shared = not seen and any(number in page.shared for page in on_it)
        yield number, SealSeen(f"{stop.part}：{stop.label}", standing.document, only, seen, shared)


def _is_on(page: PrintedPage, place: PlaceOnPaper) -> bool:
    return page.document == place.document and page.page - 1 in place.pages


def _is_marked(marks: Marks, spot: Spot, others: Sequence[Spot]) -> bool:
    """Whether there is enough on its side of the borders to other places."""
    zone = spot.reach
    for other in others if spot.is_own else ():
        with suppress(ValueError):
            if other.number != spot.number and (between := border(spot, other)) is not None:
                zone = between.cut(zone)
    return marks.area(zone, with_red=spot.kind == "stamp") / MM**2 >= _LEAST_MM2[spot.kind]


def _whose(marks: Marks, spot: Spot, marked: Sequence[Spot]) -> Whose:
    """Whose the mark at a place is: where it goes on at another one, it may be but one mark."""
    found: Whose = "own"
    for other in marked:
        if other.number == spot.number:
            continue
        try:
            between = border(spot, other)
        except ValueError:
            return "shared"
        if between is None:
            continue
        sides = (marks.area(side, with_red=spot.kind == "stamp") for side in between.beside(spot.reach))
        if any(area / MM**2 < _CROSSING_MM2 for area in sides):
            continue
        here = _where_it_stands(marks, spot, other, between) if spot.kind == "stamp" else "shared"
        if here == "shared":
            return here
        found = "other" if here == "other" else found
    return found


def _where_it_stands(marks: Marks, spot: Spot, other: Spot, between: Border) -> Whose:
    """Of seals that cross the line between two places: both are there where they are longer than one seal;
    one belongs to the place on whose side most of it stands.
    """
    first, last = (0, 2) if between.is_upright else (1, 3)
    mine, theirs = spot.reach, other.reach
    whole = [
        min(mine[0], theirs[0]),
        min(mine[1], theirs[1]),
        max(mine[2], theirs[2]),
        max(mine[3], theirs[3]),
    ]
    filled: list[tuple[float, int]] = []  # where each strip stands, and how much is in it
    at = whole[first]
    while at < whole[last]:
        strip = [*whole]
        strip[first], strip[last] = at, at + _STRIP_MM * MM - 1
        area = marks.area((strip[0], strip[1], strip[2], strip[3]), with_red=True)
        if area / MM**2 >= _CROSSING_MM2:
            filled.append((at + _STRIP_MM * MM / 2, area))
        at += _STRIP_MM * MM
    if not filled:
        return "shared"
    if (filled[-1][0] - filled[0][0]) / MM > _LONGEST_SEAL_MM:
        return "own"
    middle = sum(place * area for place, area in filled) / sum(area for _, area in filled)
    if abs(middle - between.at) / MM < _UNSURE_MM:
        return "shared"
    return "own" if (middle < between.at) == between.is_before else "other"
