"""Begins what the page 汇总 asks for: all of it runs beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from aimed_desktop.services.operation import Failure, Kind, Operation
from aimed_desktop.services.summary_choice import Wanted
from aimed_desktop.services.summary_tables import (
    Base,
    Collected,
    ReadSources,
    collect,
    keep_wanted,
    summary_bases,
    write_summary_files,
)
from ui.desk.application_service import ApplicationService
from ui.widgets.jobs import Jobs

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.services.produced import Produced


class SummaryWork:
    """Every packet is read once and kept while the page is open."""

    def __init__(self, desk: ApplicationService, jobs: Jobs, page: QWidget, failed: Failure) -> None:
        self._desk = desk
        self._jobs = jobs
        self._page = page
        self._failed = failed
        self._read = ReadSources(desk.data_dir / "tmp")
        self._asked = 0

    def collect(self, wanted: Wanted, done: Callable[[Collected], None], ended: Callable[[], None]) -> None:
        """The tables of what is `wanted` last; `ended` where it was stopped or failed."""
        self._asked += 1
        number = self._asked

        def collected(made: Collected) -> None:
            if number == self._asked:
                done(made)

        def failed(error: BaseException) -> None:
            ended()
            self._failed(error)

        operation = Operation(
            Kind.READS_ARCHIVE if wanted.base else Kind.READS_FILES,
            lambda: collect(wanted, self._read, self._desk.library, self._archive_of(wanted)),
            words="正在核对报送包……",
            done=collected,
            failed=failed,
            stopped=ended,
        )
        self._jobs.run(self._page, operation)

    def bases(self, form_id: str, done: Callable[[list[Base]], None]) -> None:
        """The kept summaries of a form, the last changed first."""
        if self._desk.is_open:
            operation = Operation(
                Kind.READS_ARCHIVE,
                lambda: summary_bases(self._desk.archive, form_id),
                done=done,
                failed=self._failed,
            )
            self._jobs.run(self._page, operation)

    def write(self, wanted: Wanted, folder: Path, done: Callable[[Produced], None], failed: Failure) -> None:
        """The summary as Excel, Word and PDF in `folder`."""
        desk = self._desk
        operation = Operation(
            Kind.READS_ARCHIVE if wanted.base else Kind.WRITES_FILES,
            lambda: write_summary_files(wanted, self._read, desk.library, self._archive_of(wanted), folder),
            words="正在生成汇总表……",
            done=done,
            failed=failed,
        )
        self._jobs.run(self._page, operation)

    def keep(self, wanted: Wanted, done: Callable[[str], None]) -> None:
        """Keep the summary as an application, to go on with by hand; its id: of its base, if a draft."""
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: keep_wanted(wanted, self._read, self._desk.library, self._desk.archive),
            done=done,
            failed=self._failed,
        )
        self._jobs.run(self._page, operation)

    def _archive_of(self, wanted: Wanted) -> Archive | None:
        """Where the base is kept: without one, no archive has to be open."""
        return self._desk.archive if wanted.base else None
