"""Where the fixed version is stamped and signed, and what its scans show of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.application.life.lifecycle import LifeStanding
    from aimed_desktop.application.model import Application
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.archive.lifecycle_store import KeptScan
    from aimed_desktop.definition.model import Notice
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.void_pages import VoidPages

_MOST_THUMBNAILS: Final = 3


@dataclass(frozen=True, slots=True)
class StampedSet:
    """What the archive holds of a version: its paper, its ticks, scans with their content."""

    paper: FixedPaper
    ticks: frozenset[tuple[int, int]]  # number of a place, copy
    scans: tuple[tuple[KeptScan, bytes], ...]


@dataclass(frozen=True, slots=True)
class StampLine:
    """A line of the checklist. `number`: of the place, from 0; `again`: it stands on a page printed anew."""

    number: int
    act: str  # 盖章, 签字, 手填日期
    where: str
    label: str
    owner: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """Every place that is stamped or signed, in how many copies, and what is customary there."""

    places: tuple[StampLine, ...]
    customs: tuple[str, ...]
    copies: tuple[str, ...]  # what each is called
    note: str  # which number of a page is meant


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A scan as it is shown; `pictures` are its first pages, `tone` colours `words`."""

    number: int
    name: str
    pages: int | None
    tone: str
    words: str
    pictures: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class ScansVerdict:
    """Each scan with what can be told of it, and what they come to together."""

    scans: tuple[ScanLine, ...]
    tone: str
    words: str


def stamped_set(archive: Archive, entry: str, version: int) -> StampedSet:
    """What is kept of a version that was fixed, by its number: it may have been sent back since."""
    from aimed_desktop.archive.papers import current_paper, kept_paper

    lifecycle = archive.lifecycle
    scans = []
    for scan in lifecycle.scans(entry):
        checkpoint()
        scans.append((scan, lifecycle.scan_content(scan.number)))
    paper = kept_paper(archive, entry, version) or current_paper(archive, entry)
    assert paper is not None, "a version that was fixed keeps its paper"
    return StampedSet(paper, lifecycle.ticks(entry, version), tuple(scans))


def stamp_checklist(app: Application, notice: Notice, paper: FixedPaper, void: VoidPages | None) -> Checklist:
    """The places in the order of the paper; `void`: which pages were printed anew."""
    from aimed_desktop.packet.checklist import ACTS, checklist, copy_names, pages_note
    from aimed_desktop.packet.hand_places import stops
    from aimed_desktop.packet.routing import customs

    again = frozenset(void.stops) if void else frozenset()
    places = tuple(
        StampLine(
            line.number,
            ACTS[line.stop.kind],
            line.where,
            line.stop.label.strip().rstrip("："),
            "　".join(filter(None, (line.stop.unit, line.stop.who))),
            line.number in again,
        )
        for line in checklist(app, paper)
    )
    return Checklist(places, customs(stops(app)), copy_names(app, notice), pages_note(paper))


def judge_scans(
    app: Application, kept: StampedSet, standing: LifeStanding, void: VoidPages | None, thumbnail_px: int
) -> ScansVerdict:
    """The scans set against the printed pages, each with pictures of so many pixels across."""
    from aimed_desktop.document.judging.judge import draw_pages
    from aimed_desktop.packet.kept_scan_reports import PrintedPaper, pages_line, report_scan

    versions = {event.fingerprint: event.version for event in standing.events if event.fingerprint}
    printed = kept.paper.pdfs() if kept.scans else []
    paper = PrintedPaper(app, printed, kept.paper.page_count, versions, void)
    shown, reports = [], []
    for scan, content in kept.scans:
        report = report_scan(scan.name, content, scan.version, paper)
        pictures = tuple(draw_pages(content, thumbnail_px, _MOST_THUMBNAILS))
        reports.append(report)
        shown.append(ScanLine(scan.number, scan.name, report.pages, report.tone, report.words, pictures))
    return ScansVerdict(tuple(shown), *pages_line(reports, paper))


def left_ticks(
    kept: frozenset[tuple[int, int]], since: dict[tuple[int, int], bool]
) -> frozenset[tuple[int, int]]:
    """The ticks that were kept, as the clerk has changed them `since` they were read."""
    stay = {place for place in kept if since.get(place, True)}
    return frozenset(stay | {place for place, is_set in since.items() if is_set})
