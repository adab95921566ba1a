"""Serves the page 盖章扫描: the checklist with its ticks, the scans with what can be told of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from aimed_desktop.services.operation import Kind, Operation, Result
from aimed_desktop.stopping import checkpoint
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.lifecycle.scan_files import ScanFiles
from ui.pages.scan_cards import THUMBNAIL_PX, ScanLine
from ui.pages.stamp_page import StampLine, StampPage
from ui.widgets.progress import tasks_in

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.archive.lifecycle_store import KeptScan
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.scan_reports import PrintedPaper
    from aimed_desktop.packet.void_pages import VoidPages

_ACTS = {"stamp": "盖章", "sign": "签字", "date": "手填日期"}
_MOST_THUMBNAILS = 3
_NOT_JUDGED: Final = "核对已取消，已添加的扫描件都还在。离开这一步再回来，会重新核对。"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the archive holds: the paper of the version, its ticks, scans with their content."""

    paper: FixedPaper
    ticks: frozenset[tuple[int, int]]
    scans: tuple[tuple[KeptScan, bytes], ...]


@dataclass(frozen=True, slots=True)
class _Checklist:
    places: tuple[StampLine, ...]
    customs: tuple[str, ...]
    copies: int
    note: str  # which number of a page is meant


@dataclass(frozen=True, slots=True)
class _Verdict:
    scans: tuple[ScanLine, ...]
    tone: str
    words: str


class Stamping(QObject):
    """Reads when the version changes or a scan comes or goes; ticks are kept at once.

    `scans_counted` tells how many scans are kept.
    """

    scans_counted = Signal(int)

    def __init__(self, session: Session, controller: LifecycleController, page: StampPage) -> None:
        super().__init__(page)
        self._session, self._controller, self._page = session, controller, page
        self._round = 0  # of reading: what an earlier one still finds is outdated
        self._is_judged = True
        self._since: dict[tuple[int, int], bool] = {}  # ticks since it began
        controller.changed.connect(self.refresh)
        page.ticked.connect(self._on_ticked)
        ScanFiles(session, controller, page).changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the archive holds for the version that is fixed; nothing is shown of a draft."""
        if not self._controller.standing.is_locked:
            return
        entry, desk, version = self._session.id, self._session.desk, self._controller.standing.version
        self._round += 1
        self._is_judged = False
        self._since.clear()

        def read() -> _Kept:
            from aimed_desktop.archive.papers import current_paper, kept_paper

            lifecycle = desk.archive.lifecycle
            scans = []
            for scan in lifecycle.scans(entry):
                checkpoint()
                scans.append((scan, lifecycle.scan_content(scan.number)))
            # by its number: the version may have been sent back since
            paper = kept_paper(desk.archive, entry, version) or current_paper(desk.archive, entry)
            assert paper is not None, "a version that was fixed keeps its paper"
            return _Kept(paper, lifecycle.ticks(entry, version), tuple(scans))

        self._run(Kind.READS_ARCHIVE, "正在读取扫描件……", read, self._list)

    def go_on(self) -> None:
        """Judge the scans if that was cancelled: the page is shown again."""
        if not self._is_judged and not tasks_in(self._page):
            self.refresh()

    def _list(self, kept: _Kept) -> None:
        app, notice, void = self._session.app.snapshot(), self._session.notice, self._controller.void

        def work() -> _Checklist:
            from aimed_desktop.packet.checklist import pages_note, ticked_copies
            from aimed_desktop.packet.places import stops
            from aimed_desktop.packet.routing import customs

            columns, note = ticked_copies(app, notice), pages_note(kept.paper)
            return _Checklist(_places(app, kept.paper, void), customs(stops(app)), columns, note)

        def show(made: _Checklist) -> None:
            ticks = {place for place in kept.ticks if self._since.get(place, True)}
            ticks |= {place for place, is_set in self._since.items() if is_set}
            self._page.show_places(made.places, made.copies, frozenset(ticks))
            self._page.show_customs(made.customs, made.note)
            self._judge(app, kept)

        self._run(Kind.COMPUTES, "正在列出盖章、签字的地方……", work, show)

    def _judge(self, app: Application, kept: _Kept) -> None:
        events, void = self._controller.standing.events, self._controller.void
        marks = {event.fingerprint: event.version for event in events if event.fingerprint}

        def work() -> _Verdict:
            from aimed_desktop.packet.scan_reports import PrintedPaper

            printed = kept.paper.pdfs() if kept.scans else []
            return _judged(kept, PrintedPaper(app, printed, kept.paper.page_count, marks, void))

        def show(verdict: _Verdict) -> None:
            self._is_judged = True
            self._page.show_scans(verdict.scans, verdict.tone, verdict.words)
            self.scans_counted.emit(len(verdict.scans))

        self._run(Kind.COMPUTES, "正在核对扫描件……", work, show)

    def _run(
        self, kind: Kind, words: str, work: Callable[[], Result], done: Callable[[Result], None]
    ) -> None:
        """A step of reading; nobody is told of it once a later reading has begun."""
        begun = self._round

        def show(result: Result) -> None:
            if begun == self._round and self._controller.standing.is_locked:
                done(result)

        operation = Operation(
            kind,
            work,
            words=words,
            done=show,
            failed=self._session.failed,
            stopped=lambda: self._page.tell("warn", _NOT_JUDGED),
            only_shows=True,
        )
        self._session.jobs.run(self._page, operation)

    def _on_ticked(self, place: int, copy: int, is_ticked: bool) -> None:
        entry, desk, version = self._session.id, self._session.desk, self._controller.standing.version
        self._since[place, copy] = is_ticked

        def write() -> None:
            desk.archive.lifecycle.set_tick(entry, version, place, copy, is_set=is_ticked)

        operation = Operation(Kind.WRITES_ARCHIVE, write, failed=self._session.failed)
        self._session.jobs.run(self, operation)


def _places(app: Application, paper: FixedPaper, void: VoidPages | None) -> tuple[StampLine, ...]:
    from aimed_desktop.packet.checklist import checklist

    again = frozenset(void.stops) if void else frozenset()
    return tuple(
        StampLine(
            line.number,
            _ACTS[line.stop.kind],
            line.where,
            line.stop.label.strip().rstrip("："),
            "　".join(filter(None, (line.stop.unit, line.stop.who))),
            line.number in again,
        )
        for line in checklist(app, paper)
    )


def _judged(kept: _Kept, paper: PrintedPaper) -> _Verdict:
    from aimed_desktop.document.judging.judge import draw_pages
    from aimed_desktop.packet.scan_reports import pages_line, report_scan

    shown, reports = [], []
    for scan, content in kept.scans:
        report = report_scan(scan.name, content, scan.version, paper)
        pictures = tuple(draw_pages(content, 2 * THUMBNAIL_PX, _MOST_THUMBNAILS))
        reports.append(report)
        shown.append(ScanLine(scan.number, scan.name, report.pages, report.tone, report.words, pictures))
    return _Verdict(tuple(shown), *pages_line(reports, paper))
