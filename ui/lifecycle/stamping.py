"""Serves the page 盖章扫描: the checklist with its ticks, the scans with what can be told of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.desk import read_file
from ui.lifecycle.course import Course
from ui.pages.scan_cards import PAGE_PX, THUMBNAIL_PX, ScanDialog, ShownScan
from ui.pages.stamp_page import ShownPlace, StampPage
from ui.session import Session

if TYPE_CHECKING:
    from aimed_desktop.archive.lives import KeptScan
    from aimed_desktop.packet.scan_reports import Paper

_ACTS = {"stamp": "盖章", "sign": "签字", "date": "手填日期"}
_MOST_COPIES = 6  # more are ticked off in one column
_MOST_THUMBNAILS = 3


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the archive holds: ticks of the version, scans with their content."""

    ticks: frozenset[tuple[int, int]]
    scans: tuple[tuple[KeptScan, bytes], ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    places: tuple[ShownPlace, ...]
    customs: tuple[str, ...]
    copies: int
    ticks: frozenset[tuple[int, int]]
    scans: tuple[ShownScan, ...]
    tone: str
    words: str


class Stamping(QObject):
    """Reads when the version changes or a scan comes or goes; ticks are kept at once.

    `scans_counted` tells how many scans are kept.
    """

    scans_counted = Signal(int)

    def __init__(self, session: Session, course: Course, page: StampPage) -> None:
        super().__init__(page)
        self._session, self._course, self._page = session, course, page
        course.changed.connect(self.refresh)
        page.ticked.connect(self._on_ticked)
        page.scans_chosen.connect(self._on_scans_chosen)
        page.scan_removed.connect(self._on_scan_removed)
        page.scan_replaced.connect(self._on_scan_replaced)
        page.scan_opened.connect(self._on_scan_opened)

    def refresh(self) -> None:
        """Show what the archive holds for the version that is fixed; nothing is shown of a draft."""
        if not self._course.standing.is_locked:
            return
        entry, desk, version = self._session.id, self._session.desk, self._course.standing.version

        def read() -> _Kept:
            lives = desk.archive.lives
            scans = tuple((scan, lives.scan_content(scan.number)) for scan in lives.scans(entry))
            return _Kept(lives.ticks(entry, version), scans)

        self._session.jobs.archive(self, read, self._judge, self._session.failed)

    def _judge(self, kept: _Kept) -> None:
        app, notice, course = self._session.app.snapshot(), self._session.notice, self._course
        marks = {event.fingerprint: event.version for event in course.standing.events if event.fingerprint}
        void = course.void

        def work() -> _Shown:
            from aimed_desktop.document.page_changes import set_documents
            from aimed_desktop.document.pdf import pages_as_pdf
            from aimed_desktop.packet.checklist import checklist
            from aimed_desktop.packet.places import stops
            from aimed_desktop.packet.routes import copies
            from aimed_desktop.packet.routing import customs
            from aimed_desktop.packet.scan_reports import Paper

            documents = set_documents(app)
            printed = [pages_as_pdf(each.plan, each.pages) for each in documents] if kept.scans else []
            paper = Paper(app, printed, sum(len(each.pages) for each in documents), marks, void)
            number = copies(app, notice) or 1
            again = frozenset(void.stops) if void else frozenset()
            places = tuple(
                ShownPlace(
                    line.number,
                    _ACTS[line.stop.kind],
                    line.where,
                    line.stop.label.strip().rstrip("："),
                    "　".join(filter(None, (line.stop.unit, line.stop.who))),
                    line.number in again,
                )
                for line in checklist(app, documents)
            )
            scans, tone, words = _judged(kept, paper)
            columns = number if number <= _MOST_COPIES else 1
            return _Shown(places, customs(stops(app)), columns, kept.ticks, scans, tone, words)

        self._session.jobs.run(self, work, self._show, self._session.failed)

    def _show(self, shown: _Shown) -> None:
        if self._course.standing.is_locked:
            self._page.show_places(shown.places, shown.copies, shown.ticks)
            self._page.show_customs(shown.customs)
            self._page.show_scans(shown.scans, shown.tone, shown.words)
            self.scans_counted.emit(len(shown.scans))

    def _on_ticked(self, place: int, copy: int, is_ticked: bool) -> None:
        entry, desk, version = self._session.id, self._session.desk, self._course.standing.version

        def write() -> None:
            desk.archive.lives.set_tick(entry, version, place, copy, is_set=is_ticked)

        self._session.jobs.archive(self, write, _nothing, self._session.failed)

    def _on_scans_chosen(self, paths: list[Path]) -> None:
        self._write(partial(self._keep, paths))

    def _on_scan_replaced(self, number: int, path: Path) -> None:
        def replace() -> None:
            self._keep([path])  # first: the old one stays where the new one cannot be used
            self._session.desk.archive.lives.remove_scan(number)

        self._write(replace)

    def _keep(self, paths: list[Path]) -> None:
        """In the thread of the archive. UserProblem, and none is kept, where one is no scan."""
        from aimed_desktop.packet.scans import check_beginning

        lives, version = self._session.desk.archive.lives, self._course.standing.version
        read = [(path.name, read_file(path)) for path in paths]
        for name, content in read:
            check_beginning(name, content[:8])
        for name, content in read:
            lives.add_scan(self._session.id, name, version, content)

    def _on_scan_removed(self, number: int) -> None:
        desk = self._session.desk
        self._write(lambda: desk.archive.lives.remove_scan(number))

    def _write(self, work: Callable[[], None]) -> None:
        self._session.jobs.archive(self, work, lambda _done: self.refresh(), self._session.failed)

    def _on_scan_opened(self, number: int) -> None:
        entry, desk = self._session.id, self._session.desk

        def work() -> tuple[str, list[bytes]]:
            from aimed_desktop.packet.scans import page_pictures

            lives = desk.archive.lives
            name = next((scan.name for scan in lives.scans(entry) if scan.number == number), "扫描件")
            return name, page_pictures(name, lives.scan_content(number), PAGE_PX)

        self._session.jobs.archive(self, work, self._open, self._session.failed)

    def _open(self, found: tuple[str, list[bytes]]) -> None:
        ScanDialog(*found, self._page).open()


def _judged(kept: _Kept, paper: Paper) -> tuple[tuple[ShownScan, ...], str, str]:
    from aimed_desktop.packet.scan_reports import pages_line, report_scan
    from aimed_desktop.packet.scans import page_pictures

    shown, reports = [], []
    for scan, content in kept.scans:
        report = report_scan(scan.name, content, scan.version, paper)
        pictures = tuple(page_pictures(scan.name, content, 2 * THUMBNAIL_PX, _MOST_THUMBNAILS))
        reports.append(report)
        shown.append(ShownScan(scan.number, scan.name, report.pages, report.tone, report.words, pictures))
    return tuple(shown), *pages_line(reports, paper)


def _nothing(_done: None) -> None:
    """Nothing has to be shown."""
