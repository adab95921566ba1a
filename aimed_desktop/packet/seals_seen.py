"""Places of the route sheet on a scan: whether anything was stamped or written there, never what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aimed_desktop.document.registration.marks import Box, Marks
from aimed_desktop.document.registration.sheets import SHARP_DPI, Sheet
from aimed_desktop.packet.fixed_paper import FixedPaper, PlaceOnPaper
from aimed_desktop.packet.hand_places import Stop
from aimed_desktop.packet.pile import PilePage, PrintedPage

if TYPE_CHECKING:
    from aimed_desktop.document.registration.aligning import Laid

_MM = SHARP_DPI / 25.4
_LEAST_MM2 = {"stamp": 25.0, "sign": 3.0, "date": 1.5}
# how far a place reaches beyond its printed words, in mm: left, above, right, below
_REACH = {"stamp": (25.0, 28.0, 75.0, 28.0), "sign": (2.0, 9.0, 75.0, 9.0), "date": (30.0, 7.0, 40.0, 7.0)}


@dataclass(frozen=True, slots=True)
class SealSeen:
    """`place`: as the route sheet calls it; `page`: from 1, None where several come into question."""

    place: str
    document: str
    page: int | None
    seen: bool

    def to_json(self) -> dict[str, Any]:
        return {"place": self.place, "document": self.document, "page": self.page, "seen": self.seen}


def marked_places(
    sheet: Sheet, laid: Laid, stops: Sequence[Stop], paper: FixedPaper, pages: Sequence[PrintedPage]
) -> Iterator[int]:
    """The numbers of the places that may stand on a scan and have a mark on it.

    `pages`: which pages of `paper` it may be.
    """
    on_it = [
        (number, stop)
        for number, (stop, standing) in enumerate(zip(stops, paper.places, strict=False))
        if stop.ours and any(_is_on(page, standing) for page in pages)
    ]
    if on_it:
        marks = Marks(sheet, laid)
        yield from (number for number, stop in on_it if _is_marked(sheet, marks, stop))


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
        yield number, SealSeen(f"{stop.part}：{stop.label}", standing.document, only, seen)


def _is_on(page: PrintedPage, place: PlaceOnPaper) -> bool:
    return page.document == place.document and page.page - 1 in place.pages


def _is_marked(sheet: Sheet, marks: Marks, stop: Stop) -> bool:
    left, above, right, below = (side * _MM for side in _REACH[stop.kind])
    for box in _words(sheet, stop.label):
        around = (box[0] - left, box[1] - above, box[2] + right, box[3] + below)
        if marks.area(around, with_red=stop.kind == "stamp") / _MM**2 >= _LEAST_MM2[stop.kind]:
            return True
    return False


def _words(sheet: Sheet, label: str) -> Iterator[Box]:
    """Where the words of a place stand: left, top, right, bottom; else the whole page."""
    wanted = "".join(label.split())
    text = "".join(glyph.character for glyph in sheet.glyphs)
    at = text.find(wanted) if wanted else -1
    if at < 0:
        yield 0, 0, sheet.image.width, sheet.image.height
    while at >= 0:
        run = sheet.glyphs[at : at + len(wanted)]
        yield (
            min(each.left for each in run),
            min(each.top for each in run),
            max(each.right for each in run),
            max(each.bottom for each in run),
        )
        at = text.find(wanted, at + 1)
