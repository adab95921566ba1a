"""A printed page and its scan, drawn sharp enough that the words of both can be read beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.pile import PilePage, PrintedPage

_SHARP_PX: Final = 1200  # wide
_SCAN_PX: Final = 1400  # as a scan is drawn to be matched: its matrix speaks of these


@dataclass(frozen=True, slots=True)
class SharpPair:
    """JPEG of both; None where there is no such."""

    ours: bytes | None
    scanned: bytes | None


def draw_pair(
    archive: Archive, entry: str, version: int, printed: PrintedPage | None, scan: int | None, index: int
) -> SharpPair:
    """What differs is framed. `scan`: the number of a kept file, `index` the page in it."""
    from aimed_desktop.archive.papers import kept_paper
    from aimed_desktop.document.registration.pictures import small_sheet

    paper = kept_paper(archive, entry, version)
    assert paper is not None, "a version that was fixed keeps its paper"
    page = _page(archive, version, paper, scan, index)
    ours = None
    if printed is not None:
        ours = small_sheet(*_place(paper, printed), _SHARP_PX, page.boxes if page is not None else ())
    scanned = (
        _scanned(archive.lifecycle.scan_content(scan), page, paper, printed) if scan is not None else None
    )
    return SharpPair(ours, scanned)


def _page(archive: Archive, version: int, paper: FixedPaper, scan: int | None, index: int) -> PilePage | None:
    from aimed_desktop.archive.matched_scans import match_of
    from aimed_desktop.packet.kept_match import paper_mark
    from aimed_desktop.packet.pile import KnownPaper

    match = match_of(archive, scan, paper_mark(KnownPaper(version, paper))) if scan is not None else None
    pages = match.pages if match is not None else ()
    return next((page for page in pages if page.index == index), None)


def _scanned(
    content: bytes, page: PilePage | None, paper: FixedPaper, printed: PrintedPage | None
) -> bytes | None:
    from aimed_desktop.document.judging.judge import drawn_pages
    from aimed_desktop.document.registration.pictures import small_scan

    drawn = next(drawn_pages(content, _SCAN_PX, 1, page.index), b"") if page is not None else b""
    if page is None or not drawn:
        return None
    if printed is None or page.lie is None:
        return small_scan(drawn, None, (b"", 0), _SHARP_PX)
    return small_scan(drawn, page.lie, _place(paper, printed), _SHARP_PX, page.boxes)


def _place(paper: FixedPaper, printed: PrintedPage) -> tuple[bytes, int]:
    document = paper.document(printed.document)
    assert document is not None, "a page of this version"
    return paper.files[document.pdf], printed.page - 1
