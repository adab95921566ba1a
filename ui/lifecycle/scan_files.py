"""Takes stamped scans into the archive and out of it again, and opens them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.scanning import DrawnScan, ReadScans, draw_scan, keep_scans, read_scans
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.pages.scan_cards import PAGE_PX, ScanDialog
from ui.pages.stamp_page import StampPage

_NONE_ADDED: Final = "已取消，没有添加扫描件。"


class ScanFiles(QObject):
    """Does what the page asks for. `changed` tells that scans have come or gone."""

    changed = Signal()

    def __init__(self, session: Session, controller: LifecycleController, page: StampPage) -> None:
        super().__init__(page)
        self._session, self._controller, self._page = session, controller, page
        page.scans_chosen.connect(self._take_in)
        page.scan_removed.connect(self._on_scan_removed)
        page.scan_replaced.connect(lambda number, path: self._take_in([path], number))
        page.scan_opened.connect(self._on_scan_opened)

    def _take_in(self, paths: list[Path], replaced: int | None = None) -> None:
        """Read scans, judge them by their content and keep the good ones; why others are not is told."""
        operation = Operation(
            Kind.READS_FILES,
            partial(read_scans, paths),
            words="正在读取扫描件……",
            done=lambda taken: self._on_read(taken, replaced),
            failed=self._session.failed,
            stopped=self._tell_stopped,
        )
        self._session.jobs.run(self._page, operation)

    def _on_read(self, taken: ReadScans, replaced: int | None) -> None:
        if taken.scans:
            self._keep(taken.scans, replaced)
        if taken.refused:
            self._session.failed(UserProblem("files_not_taken", lines="\n".join(taken.refused)))

    def _keep(self, scans: Sequence[GivenFile], replaced: int | None) -> None:
        """All of them or none; the one that is replaced goes when the new one is there."""
        entry, desk, version = self._session.id, self._session.desk, self._controller.standing.version
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: keep_scans(desk.archive, entry, version, scans, replaced),
            words="正在保存扫描件……",
            done=self._on_kept,
            failed=self._session.failed,
            stopped=self._tell_stopped,
        )
        self._session.jobs.run(self._page, operation)

    def _on_kept(self, _nothing: None) -> None:
        self.changed.emit()

    def _tell_stopped(self) -> None:
        self._page.tell("quiet", _NONE_ADDED)

    def _on_scan_removed(self, number: int) -> None:
        desk = self._session.desk
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: desk.archive.lifecycle.remove_scan(number),
            done=self._on_kept,
            failed=self._session.failed,
        )
        self._session.jobs.run(self, operation)

    def _on_scan_opened(self, number: int) -> None:
        entry, desk = self._session.id, self._session.desk
        operation = Operation(
            Kind.READS_ARCHIVE,
            lambda: draw_scan(desk.archive, entry, number, PAGE_PX),
            words="正在打开扫描件……",
            done=self._open,
            failed=self._session.failed,
            only_shows=True,
        )
        self._session.jobs.run(self._page, operation)

    def _open(self, found: DrawnScan) -> None:
        ScanDialog(found.name, found.pages, self._page).open()
