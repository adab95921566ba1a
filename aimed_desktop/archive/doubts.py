"""What speaks against a stamped set: seals not ticked off, scans of pages that were replaced since."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from aimed_desktop.application.life import lifecycle
from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Status
from aimed_desktop.archive.applications import open_application, open_with_notice
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.lifecycle import keep_event, standing, void_of
from aimed_desktop.archive.lifecycle_store import KeptScan
from aimed_desktop.archive.matched_scans import matched_pile
from aimed_desktop.archive.papers import current_paper, kept_paper
from aimed_desktop.packet.checklist import lines, ticked_copies
from aimed_desktop.packet.file_words import brief_name
from aimed_desktop.packet.hand_places import stops
from aimed_desktop.packet.kept_scan_reports import PrintedPaper, report_scan, scan_void_words
from aimed_desktop.packet.pile import Pile
from aimed_desktop.packet.pile_findings import pile_findings
from aimed_desktop.packet.void_pages import VoidPages, void_pages
from aimed_desktop.stopping import checkpoint


@dataclass(frozen=True, slots=True)
class Doubt:
    """`message` tells the clerk, `fact` whoever gets the packet; `fix` says how to do without a reason."""

    message: str
    fix: str
    fact: str


def doubts(
    archive: Archive, entry: str, scans: Sequence[bytes] | None = None, *, is_matched: bool = False
) -> tuple[Doubt, ...]:
    """What speaks against the fixed version's set, until it was explained; nothing of a draft.

    `scans`: the files in question, which whoever packs them judges by themselves, too, page by page where
    `is_matched`; None: every one that is kept. Once the version is marked as stamped its seals have been
    asked about.
    """
    now = standing(archive, entry)
    if not now.is_locked:
        return ()
    wrong = {} if scans is not None else _wrong(archive, entry, now)
    found = [*wrong.values()]
    if scans is None and (pile := matched_pile(archive, entry)) is not None:
        found += _of_pages(archive, entry, pile)
    elif not is_matched:
        found += _void(archive, entry, now.version, scans, wrong)
    if not now.reached(Status.STAMPED):
        found = [*_unticked(archive, entry), *found]
    return tuple(found)


def open_doubts(archive: Archive, entry: str) -> tuple[Doubt, ...]:
    """What is still to be explained before the version is marked as stamped."""
    known = lifecycle.explained_facts(standing(archive, entry))
    return tuple(doubt for doubt in doubts(archive, entry) if doubt.fact not in known)


def explain(archive: Archive, entry: str, facts: Sequence[str], why: str) -> None:
    """Note why something is done though each of `facts` speaks against it; what was explained stays so."""
    with archive.together():
        now = standing(archive, entry)
        for fact in facts:
            if fact not in lifecycle.explained_facts(now):
                keep_event(archive, entry, lifecycle.explained(now, fact, why))


def _unticked(archive: Archive, entry: str) -> Iterator[Doubt]:
    opened = open_with_notice(archive, entry)
    copies = ticked_copies(opened.app, opened.notice)
    wanted = {
        (line.number, copy) for line in lines(opened.app, None) if line.stop.ours for copy in range(copies)
    }
    left = len(wanted - archive.lifecycle.ticks(opened.id, opened.app.version))
    if left:
        message = f"盖章、签字的地方有 {left} 处没有打勾，共 {len(wanted)} 处。"
        yield Doubt(message, "请到“盖章扫描”里逐处核对、打勾。", "盖章、签字未逐处核对")


def _of_pages(archive: Archive, entry: str, pile: Pile) -> Iterator[Doubt]:
    paper = current_paper(archive, entry)
    assert paper is not None, "what was matched has its paper"
    app = open_application(archive, entry)
    for each in pile_findings(pile, paper, stops(app), app.version, None):
        if each.is_error and each.fact:
            yield Doubt(each.finding.message, each.finding.fix, each.fact)


def _wrong(archive: Archive, entry: str, now: LifeStanding) -> dict[int, Doubt]:
    """By their number the kept scans that are called wrong on sight: of another version, unreadable."""
    paper = current_paper(archive, entry)
    scans = archive.lifecycle.scans(entry)
    if paper is None or not scans:
        return {}
    marks = {event.fingerprint: event.version for event in now.events if event.fingerprint}
    void = void_of(archive, entry, now.version)
    against = PrintedPaper(open_application(archive, entry), paper.pdfs(), paper.page_count, marks, void)
    found = {}
    for scan in scans:
        checkpoint()
        report = report_scan(scan.name, archive.lifecycle.scan_content(scan.number), scan.version, against)
        if report.tone == "bad":
            message = f"盖章扫描件{_with_name(report.words, brief_name(scan.name))}"
            found[scan.number] = Doubt(message, "", "扫描件中有不是本版的或看不清的")
    return found


def _with_name(words: str, name: str) -> str:
    """`words` about a scan, its `name` once: many of them begin with it."""
    return words if words.startswith(f"“{name}”") else f"“{name}”{words}"


def _void(
    archive: Archive, entry: str, version: int, scans: Sequence[bytes] | None, known: Collection[int]
) -> Iterator[Doubt]:
    """Scans that came in for an earlier version of which pages look different now, without the `known`."""
    changed: dict[int, VoidPages | None] = {version: None}
    for scan in archive.lifecycle.scans(entry):
        checkpoint()
        if scan.number in known:
            continue
        if scan.version not in changed:
            changed[scan.version] = _changes_since(archive, entry, scan.version)
        void = changed[scan.version]
        if void is not None and void.is_any and _is_among(archive, scan, scans):
            message = f"盖章扫描件“{brief_name(scan.name)}”是{scan_void_words(scan.version, void)}"
            yield Doubt(message, f"请换成第{version}版的扫描件。", f"扫描件中有第{scan.version}版已作废的页")


def _changes_since(archive: Archive, entry: str, version: int) -> VoidPages | None:
    old, new = kept_paper(archive, entry, version), current_paper(archive, entry)
    if old is None or new is None:
        return None
    events = archive.lifecycle.events(entry)
    return void_pages(old, version, new, is_whole=lifecycle.is_made_whole_again(events, version))


def _is_among(archive: Archive, scan: KeptScan, scans: Sequence[bytes] | None) -> bool:
    return scans is None or archive.lifecycle.scan_content(scan.number) in scans
