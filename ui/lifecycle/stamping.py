"""Serves the page 盖章扫描: the checklist with its ticks, the scans with what can be told of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from aimed_desktop.services.operation import Kind, Operation, Result
from aimed_desktop.services.rounds import Rounds
from aimed_desktop.services.stamping import (
    Checklist,
    ScansVerdict,
    StampedSet,
    judge_scans,
    left_ticks,
    stamp_checklist,
    stamped_set,
)
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.lifecycle.pile_matching import PileMatching
from ui.lifecycle.scan_files import ScanFiles
from ui.pages.scan_cards import THUMBNAIL_PX
from ui.pages.stamp_page import StampPage
from ui.widgets.progress import tasks_in

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application

_NOT_JUDGED: Final = "核对已取消，已添加的扫描件都还在。离开这一步再回来，会重新核对。"


class Stamping(QObject):
    """Reads when the version changes or a scan comes or goes; ticks are kept at once.

    `scans_known` tells the numbers of the scans that are kept.
    """

    scans_known = Signal(object)  # tuple of numbers

    def __init__(self, session: Session, controller: LifecycleController, page: StampPage) -> None:
        super().__init__(page)
        self._session, self._controller, self._page = session, controller, page
        self._rounds = Rounds()
        self._is_judged = True
        self._since: dict[tuple[int, int], bool] = {}  # ticks since it began
        controller.changed.connect(self.refresh)
        page.ticked.connect(self._on_ticked)
        self._piles = PileMatching(session, page, self.refresh)
        ScanFiles(session, controller, page).changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the archive holds for the version that is fixed; nothing is shown of a draft."""
        if not self._controller.standing.is_locked:
            return
        entry, desk, version = self._session.id, self._session.desk, self._controller.standing.version
        self._rounds.begin()
        self._piles.forget()
        self._is_judged = False
        self._since.clear()
        self._run(
            Kind.READS_ARCHIVE,
            "正在读取扫描件……",
            lambda: stamped_set(desk.archive, entry, version),
            self._list,
        )

    def go_on(self) -> None:
        """Judge the scans if that was cancelled: the page is shown again."""
        if (not self._is_judged or self._piles.is_left) and not tasks_in(self._page):
            self.refresh()

    def _list(self, kept: StampedSet) -> None:
        self.scans_known.emit(tuple(scan.number for scan, _content in kept.scans))
        app, notice, void = self._session.app.snapshot(), self._session.notice, self._controller.void

        def show(made: Checklist) -> None:
            ticks = left_ticks(kept.ticks, self._since)
            self._page.show_places(made.places, made.copies, ticks)
            self._page.show_customs(made.customs, made.note)
            self._judge(app, kept)

        work = partial(stamp_checklist, app, notice, kept.paper, void)
        self._run(Kind.COMPUTES, "正在列出盖章、签字的地方……", work, show)

    def _judge(self, app: Application, kept: StampedSet) -> None:
        def show(verdict: ScansVerdict) -> None:
            self._is_judged = True
            self._page.show_scans(verdict.scans, verdict.tone, verdict.words)
            self._piles.begin(app.version)

        work = partial(
            judge_scans, app, kept, self._controller.standing, self._controller.void, 2 * THUMBNAIL_PX
        )
        self._run(Kind.COMPUTES, "正在核对扫描件……", work, show)

    def _run(
        self, kind: Kind, words: str, work: Callable[[], Result], done: Callable[[Result], None]
    ) -> None:
        """A step of reading; nobody is told of it once a later reading has begun."""

        def show(result: Result) -> None:
            if self._controller.standing.is_locked:
                done(result)

        operation = Operation(
            kind,
            work,
            words=words,
            done=self._rounds.guarded(show),
            failed=self._session.failed,
            stopped=self._rounds.guarded(self._on_stopped),
            only_shows=True,
        )
        self._session.jobs.run(self._page, operation)

    def _on_stopped(self) -> None:
        self._page.show_pile(None)  # what was matched before need not hold of what is there now
        self._page.tell("warn", _NOT_JUDGED)

    def _on_ticked(self, place: int, copy: int, is_ticked: bool) -> None:
        entry, desk, version = self._session.id, self._session.desk, self._controller.standing.version
        self._since[place, copy] = is_ticked
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: desk.archive.lifecycle.set_tick(entry, version, place, copy, is_set=is_ticked),
            failed=self._session.failed,
        )
        self._session.jobs.run(self, operation)
