"""Takes stamped scans into the archive and out of it again, and opens them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.given_files import read_given
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.problem_words import words_of
from aimed_desktop.stopping import checkpoint
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.pages.scan_cards import PAGE_PX, ScanDialog
from ui.pages.stamp_page import StampPage

_NONE_ADDED: Final = "已取消，没有添加扫描件。"


@dataclass(frozen=True, slots=True)
class _JudgedScans:
    """The scans (name, content) that can be kept, and why others are not."""

    scans: list[tuple[str, bytes]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


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

        def read() -> _JudgedScans:
            from aimed_desktop.document.judging.judge import judge
            from aimed_desktop.packet.judged import refusal, scan_problems

            taken = _JudgedScans()
            for path in paths:
                checkpoint()
                try:
                    content = read_given(path)
                except UserProblem as problem:
                    taken.refused.append(words_of(problem))
                    continue
                errors = [p for p in scan_problems(path.name, judge(content)) if p.severity == "error"]
                if errors:
                    taken.refused.append(str(refusal(errors[0], "扫描件")))
                else:
                    taken.scans.append((path.name, content))
            return taken

        operation = Operation(
            Kind.READS_FILES,
            read,
            words="正在读取扫描件……",
            done=lambda taken: self._on_read(taken, replaced),
            failed=self._session.failed,
            stopped=self._tell_stopped,
        )
        self._session.jobs.run(self._page, operation)

    def _on_read(self, taken: _JudgedScans, replaced: int | None) -> None:
        if taken.scans:
            self._keep(taken.scans, replaced)
        if taken.refused:
            self._session.failed(UserProblem("files_not_taken", lines="\n".join(taken.refused)))

    def _keep(self, scans: list[tuple[str, bytes]], replaced: int | None) -> None:
        """All of them or none; the one that is replaced goes when the new one is there."""
        entry, desk, version = self._session.id, self._session.desk, self._controller.standing.version

        def write() -> None:
            lifecycle = desk.archive.lifecycle
            with desk.archive.together():
                for name, content in scans:
                    if (twin := lifecycle.twin_of_scan(entry, content)) is not None:
                        raise UserProblem("scan_twin", name=name, twin=twin)
                    lifecycle.add_scan(entry, name, version, content)
                    checkpoint()
                if replaced is not None:
                    lifecycle.remove_scan(replaced)

        operation = Operation(
            Kind.WRITES_ARCHIVE,
            write,
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

        def work() -> tuple[str, list[bytes]]:
            from aimed_desktop.document.judging.judge import draw_pages

            lifecycle = desk.archive.lifecycle
            name = next((scan.name for scan in lifecycle.scans(entry) if scan.number == number), "扫描件")
            return name, draw_pages(lifecycle.scan_content(number), PAGE_PX)

        operation = Operation(
            Kind.READS_ARCHIVE,
            work,
            words="正在打开扫描件……",
            done=self._open,
            failed=self._session.failed,
            only_shows=True,
        )
        self._session.jobs.run(self._page, operation)

    def _open(self, found: tuple[str, list[bytes]]) -> None:
        ScanDialog(*found, self._page).open()
