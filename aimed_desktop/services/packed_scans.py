"""The stamped scans of a packet: matched page by page, judged, and put into it as one file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aimed_desktop.packet.payload import MadeScan
from aimed_desktop.services.given_files import GivenFile

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.pile import KnownPaper, Pile
    from aimed_desktop.packet.scan_findings import ScanFinding


@dataclass(frozen=True, slots=True)
class ScanPile:
    """The pages of scans as they were matched, and the scans in the order of that pile."""

    pile: Pile
    scans: tuple[GivenFile, ...]


@dataclass(frozen=True, slots=True)
class PackedScans:
    """What goes into the packet, and what speaks against it.

    `pages`: of the one file that was made. `materials_at`: its page before which the supporting papers come;
    None where they are not bound in, or nothing was made.
    """

    files: tuple[MadeScan, ...]
    findings: tuple[ScanFinding, ...]
    materials_at: int | None = None
    pages: int = 0


def pile_in_archive(
    archive: Archive, entry: str, app: Application, scans: Sequence[GivenFile], paper: FixedPaper
) -> ScanPile | None:
    """The pile of these scans, matched with the `paper` that is packed: as it was before, else now.

    None where it cannot be matched.
    """
    from aimed_desktop.archive.matched_scans import kept_contents, matched_pile
    from aimed_desktop.services.scan_matching import known_besides

    if not _can_be_matched(scans, paper):
        return None
    ordered = _in_order_of(kept_contents(archive, entry), scans)
    pile = matched_pile(archive, entry) if ordered is not None else None
    if pile is not None and ordered is not None:
        return ScanPile(pile, ordered)
    return _matched(app, scans, paper, known_besides(archive, entry, app, max(1, app.version)))


def pile_of_file(app: Application, scans: Sequence[GivenFile], paper: FixedPaper) -> ScanPile | None:
    """The same of an application that no archive keeps, whose pages are known by itself alone."""
    return _matched(app, scans, paper, ()) if _can_be_matched(scans, paper) else None


def packed_scans(
    app: Application,
    scans: Sequence[GivenFile],
    paper: FixedPaper,
    matched: ScanPile | None = None,
    most_bytes: int | None = None,
) -> PackedScans:
    """What is wrong with the scans; the very bytes of a printed file are none and stay out later.

    `matched`: their pages as they were matched; None: they are judged by their content alone. `most_bytes`:
    how heavy the one file may be to be mailed, where that is less than usual.
    """
    from aimed_desktop.document.plan.fingerprint import fingerprint
    from aimed_desktop.packet.hand_places import stops
    from aimed_desktop.packet.pile_findings import pile_findings
    from aimed_desktop.packet.scan_findings import scan_findings, scan_of, scan_slot
    from aimed_desktop.services.filled_scans import filled_before, filled_finding
    from aimed_desktop.services.one_scan import ONE_FILE, one_file

    given = _handed_over(scans, matched)
    stamped, slot = _stamped(given, paper), scan_slot(app)
    judged = [scan_of(each.name, each.content) for each in stamped]
    pages = paper.page_count if matched is None else None
    found = scan_findings(judged, pages, fingerprint(app), slot)
    as_given = tuple(MadeScan(each.name, each.content) for each in given)
    if matched is None:
        return PackedScans(as_given, found)
    is_sealed = any(_is_sealed_print(each) for each in stamped)  # what signs it would be lost
    is_one = matched.pile.makes_a_file and not is_sealed
    more = pile_findings(matched.pile, paper, stops(app), app.version, slot, is_one_file=is_one)
    filled = filled_before(paper, matched.pile, matched.scans)
    if filled:
        more = (*more, filled_finding(filled, slot))
    every = tuple(sorted((*found, *more), key=lambda each: not each.is_error))
    if not is_one:
        return PackedScans(as_given, every)
    content = one_file(paper, matched.pile, matched.scans, most_bytes=most_bytes, filled=filled)
    made = MadeScan(ONE_FILE, content)
    good = _good_pages(matched.pile)
    return PackedScans((made,), every, _materials_at(paper, good), len(good))


def _good_pages(pile: Pile) -> set[tuple[str, int]]:
    """Document and place in it, from 0, of each page of the one file."""
    return {(page.match.document, page.match.page - 1) for page in pile.in_order() if page.match}


def _materials_at(paper: FixedPaper, good: set[tuple[str, int]]) -> int | None:
    """How many of the good pages come before the supporting papers."""
    before = 0
    for document in paper.documents:
        pages = [page for name, page in good if name == document.id]
        if document.materials_at is not None:
            return before + sum(page < document.materials_at for page in pages)
        before += len(pages)
    return None


def _handed_over(scans: Sequence[GivenFile], matched: ScanPile | None) -> tuple[GivenFile, ...]:
    """The files but for those of which every page was set aside."""
    if matched is None:
        return tuple(scans)
    left_out = matched.pile.left_out
    return tuple(each for at, each in enumerate(matched.scans) if at not in left_out)


def _matched(
    app: Application, scans: Sequence[GivenFile], paper: FixedPaper, besides: Iterable[KnownPaper]
) -> ScanPile | None:
    from aimed_desktop.packet.pile import KnownPaper
    from aimed_desktop.services.scan_matching import match_scans

    wanted = _stamped(scans, paper)
    pile = match_scans(app, KnownPaper(max(1, app.version), paper), besides, wanted).pile
    return ScanPile(pile, wanted) if pile.is_known else None


def _stamped(scans: Sequence[GivenFile], paper: FixedPaper) -> tuple[GivenFile, ...]:
    """The scans without those that are the print itself: nothing was stamped on it."""
    return tuple(each for each in scans if each.content not in paper.pdfs())


def _can_be_matched(scans: Sequence[GivenFile], paper: FixedPaper) -> bool:
    return not all(_is_sealed_print(each) for each in _stamped(scans, paper))


def _in_order_of(contents: Sequence[bytes], scans: Sequence[GivenFile]) -> tuple[GivenFile, ...] | None:
    """The scans in the order in which these contents are kept; None where they are not the same."""
    if sorted(contents) != sorted(each.content for each in scans):
        return None
    by_content = {each.content: each for each in scans}
    return tuple(by_content[content] for content in contents)


def _is_sealed_print(scan: GivenFile) -> bool:
    """Whether it is a PDF of this program that a seal was put on: it says itself of which version it is."""
    from aimed_desktop.packet.scan_findings import fingerprint_in

    return fingerprint_in(scan.content) is not None
