"""The stamped scans of a packet: matched page by page, judged, and put into it as one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.packet.payload import MadeScan
from aimed_desktop.services.given_files import GivenFile, read_given

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.pile import Pile
    from aimed_desktop.packet.scan_findings import ScanFinding
    from aimed_desktop.settings import UserSettings


@dataclass(frozen=True, slots=True)
class PackedScans:
    """What goes into the packet, and what speaks against it."""

    files: tuple[Path | MadeScan, ...]
    findings: tuple[ScanFinding, ...]


def pile_in_archive(
    archive: Archive, entry: str, scans: Sequence[Path], settings: UserSettings
) -> Pile | None:
    """The pile of these scans: as it was matched before, else now. None where it cannot be matched."""
    from aimed_desktop.archive.applications import open_application
    from aimed_desktop.archive.matched_scans import is_all_kept, matched_pile
    from aimed_desktop.services.scan_matching import known_besides, match_scans, printed_in_archive

    given = [GivenFile(path.name, read_given(path)) for path in scans]
    if not given or all(_is_sealed_print(each) for each in given):
        return None
    if is_all_kept(archive, entry, [each.content for each in given]):
        pile = matched_pile(archive, entry)
        if pile is not None:
            return pile
    app, current = printed_in_archive(archive, entry, open_application(archive, entry), settings)
    besides = known_besides(archive, entry, app, current.version)
    return _known(match_scans(app, current, besides, given).pile)


def pile_of_file(app: Application, scans: Sequence[Path], settings: UserSettings) -> Pile | None:
    """The same of an application that no archive keeps, whose pages are known by itself alone."""
    from aimed_desktop.services.scan_matching import match_scans, printed_now

    given = [GivenFile(path.name, read_given(path)) for path in scans]
    if not given or all(_is_sealed_print(each) for each in given):
        return None
    return _known(match_scans(app, printed_now(app, settings), (), given).pile)


def packed_scans(
    app: Application, scans: Sequence[Path], paper: FixedPaper, pile: Pile | None = None
) -> PackedScans:
    """What is wrong with the scans; the very bytes of a printed file are none and stay out later.

    `pile`: their pages as they were matched; None: they are judged by their content alone.
    """
    from aimed_desktop.document.plan.fingerprint import fingerprint
    from aimed_desktop.packet.hand_places import stops
    from aimed_desktop.packet.pile_findings import pile_findings
    from aimed_desktop.packet.scan_findings import read_scans, scan_findings, scan_slot
    from aimed_desktop.services.one_scan import ONE_FILE, one_file

    judged, slot = read_scans(scans, paper.pdfs()), scan_slot(app)
    pages = paper.page_count if pile is None else None
    found = scan_findings(judged, pages, fingerprint(app), slot)
    if pile is None:
        return PackedScans(tuple(scans), found)
    more = pile_findings(pile, paper, stops(app), app.version, slot)
    every = tuple(sorted((*found, *more), key=lambda each: not each.is_error))
    given = [GivenFile(path.name, read_given(path)) for path in scans]
    if not pile.makes_a_file or any(_is_sealed_print(each) for each in given):  # a signature would be lost
        return PackedScans(tuple(scans), every)
    return PackedScans((MadeScan(ONE_FILE, one_file(paper, pile, given)),), every)


def _known(pile: Pile) -> Pile | None:
    return pile if pile.is_known else None


def _is_sealed_print(scan: GivenFile) -> bool:
    """Whether it is a PDF of this program that a seal was put on: it says itself of which version it is."""
    from aimed_desktop.packet.scan_findings import fingerprint_in

    return fingerprint_in(scan.content) is not None
