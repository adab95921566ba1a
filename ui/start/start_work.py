"""What the start page asks of the archive and the definitions; everything here runs beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from aimed_desktop.application.values.shapes import Group
from aimed_desktop.services.archiving import take_in
from aimed_desktop.services.operation import Failure, Kind, Operation, Result
from aimed_desktop.services.profile_saving import add_to_profile
from aimed_desktop.services.restoring import write_out
from aimed_desktop.services.start_lists import (
    amendments_of,
    application_lines,
    deleted_lines,
    notice_cards,
    papers_of,
)
from ui.desk.application_service import ApplicationService
from ui.widgets.jobs import Jobs

if TYPE_CHECKING:
    from aimed_desktop.application.life.amendments import Amendment
    from aimed_desktop.archive.amendments import Recorded
    from aimed_desktop.services.produced import Produced
    from aimed_desktop.services.start_lists import ApplicationLine, NoticeCard, Papers


class StartWork(QObject):
    """Reads and writes for the start page; errors go to `failed`.

    Archive and library are asked for beside the window, where the first of it comes to be read.
    """

    def __init__(self, desk: ApplicationService, jobs: Jobs, failed: Failure, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._failed = failed

    def cards(self, done: Callable[[list[NoticeCard]], None]) -> None:
        """The notices, the nearest deadline first; as published while the archive is closed."""
        desk, is_open = self._desk, self._desk.is_open
        self._run(
            Kind.IN_ORDER if is_open else Kind.COMPUTES,
            lambda: notice_cards(desk.library, desk.archive if is_open else None),
            done,
        )

    def papers(self, card: NoticeCard, done: Callable[[list[Papers]], None]) -> None:
        """The supporting papers that the forms of a notice ask for, forms that ask for the same together."""
        desk = self._desk
        self._run(Kind.COMPUTES, lambda: papers_of(desk.library, card.forms), done)

    def lines(self, done: Callable[[list[ApplicationLine]], None], text: str = "") -> None:
        """The applications in which `text` stands, the last changed first."""
        desk = self._desk
        self._run(Kind.IN_ORDER, lambda: application_lines(desk.archive, desk.library, text), done)

    def deleted(self, done: Callable[[list[ApplicationLine]], None]) -> None:
        """What lies in the recycle bin."""
        desk = self._desk
        self._run(Kind.IN_ORDER, lambda: deleted_lines(desk.archive, desk.library), done)

    def delete(self, entry: str, done: Callable[[], None]) -> None:
        """Put an application into the recycle bin."""
        self._write(lambda: self._desk.archive.bin.put(entry), done)

    def take_back(self, entry: str, done: Callable[[], None]) -> None:
        """Put it back into the list."""
        self._write(lambda: self._desk.archive.bin.take_back(entry), done)

    def write_out(self, entry: str, folder: Path, widget: QWidget, done: Callable[[Produced], None]) -> None:
        """The application as files in a folder of its own inside `folder`, shown beside `widget`."""
        operation = Operation(
            Kind.READS_ARCHIVE,
            lambda: write_out(self._desk.archive, entry, folder),
            words="正在导出申报件文件……",
            done=done,
            failed=self._failed,
        )
        self._jobs.run(widget, operation)

    def take_in(self, path: Path, widget: QWidget, done: Callable[[str], None], failed: Failure) -> None:
        """Keep an application file or a packet, shown beside `widget`; its id."""
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: take_in(self._desk.archive, self._desk.library, path),
            words=f"正在导入“{path.name}”……",
            done=done,
            failed=failed,
        )
        self._jobs.run(widget, operation)

    def amendments(self, notice: str, done: Callable[[list[Recorded]], None]) -> None:
        """The supplementary notices recorded for a notice, in their order."""
        self._run(Kind.IN_ORDER, lambda: amendments_of(self._desk.archive, notice), done)

    def add_amendment(
        self, notice: str, amendment: Amendment, done: Callable[[], None], failed: Failure
    ) -> None:
        """Record a supplementary notice; `failed` is told why it cannot stand."""
        work = partial(self._desk.archive.amendments.add, notice, amendment)
        operation = Operation(Kind.WRITES_ARCHIVE, work, done=lambda _number: done(), failed=failed)
        self._jobs.run(self, operation)

    def remove_amendment(self, number: int, done: Callable[[], None]) -> None:
        """Take a supplementary notice back."""
        self._write(lambda: self._desk.archive.amendments.remove(number), done)

    def profile(self, done: Callable[[dict[str, object]], None]) -> None:
        """The unit profile."""
        self._run(Kind.IN_ORDER, self._desk.archive.profile, done)

    def save_profile(self, values: Group, done: Callable[[], None]) -> None:
        """Keep these values of the unit profile beside the others."""
        self._write(lambda: add_to_profile(self._desk.archive, values), done)

    def _write(self, work: Callable[[], None], done: Callable[[], None]) -> None:
        self._run(Kind.WRITES_ARCHIVE, work, lambda _nothing: done())

    def _run(self, kind: Kind, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._jobs.run(self, Operation(kind, work, done=done, failed=self._failed))
