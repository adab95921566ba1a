"""The kept scans of a fixed version as one pile, as far as they were matched with its pages."""

from __future__ import annotations

from aimed_desktop.application.model import Status
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.papers import kept_paper
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.kept_match import KeptMatch, kept_match, kept_pile, paper_mark
from aimed_desktop.packet.pile import KnownPaper, Pile, PrintedPage


def match_of(archive: Archive, number: int, against: str) -> KeptMatch | None:
    """What was found of a scan; None where it was not matched with that paper."""
    content = archive.lifecycle.match_of(number)
    match = kept_match(content) if content is not None else None
    return match if match is not None and match.against == against else None


def matched_pile(archive: Archive, entry: str) -> Pile | None:
    """The pile of all kept scans; None of a draft, and where one of them was not matched with the version
    that is fixed, or no page of them is known."""
    meta = archive.load(entry).meta
    scans = archive.lifecycle.scans(entry)
    if Status(meta.status) is Status.DRAFT or not scans:
        return None
    paper = kept_paper(archive, entry, meta.version)
    if paper is None:
        return None
    against = paper_mark(KnownPaper(meta.version, paper))
    found = [match_of(archive, scan.number, against) for scan in scans]
    matches = [each for each in found if each is not None]
    pile = kept_pile(matches)
    return pile if len(matches) == len(found) and pile.is_known else None


def place_page(archive: Archive, number: int, index: int, page: PrintedPage | None, turn: int = 0) -> None:
    """Keep that a hand said which page the one at `index` of a scan is; None: that it is set aside."""
    match = _known_match(archive, number)
    archive.lifecycle.keep_match(number, match.placed(index, page, turn).to_bytes())


def put_page_back(archive: Archive, number: int, index: int) -> None:
    """Keep that a page which was set aside, or placed by hand, is what it was before."""
    archive.lifecycle.keep_match(number, _known_match(archive, number).put_back(index).to_bytes())


def kept_contents(archive: Archive, entry: str) -> list[bytes]:
    """The kept scans in the order of their pile."""
    return [archive.lifecycle.scan_content(scan.number) for scan in archive.lifecycle.scans(entry)]


def _known_match(archive: Archive, number: int) -> KeptMatch:
    content = archive.lifecycle.match_of(number)
    match = kept_match(content) if content is not None else None
    if match is None:
        raise UserProblem("unknown_scan")
    return match
