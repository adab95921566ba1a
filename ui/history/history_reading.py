"""Reads the history of the open application for 历史版本, and brings earlier fields back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from aimed_desktop.application.editing.difference import take_over
from aimed_desktop.application.editing.undo_journal import Journal
from aimed_desktop.archive.earlier_states import Version, keep_files_of, versions
from aimed_desktop.services.histories import VersionPreview, fields_to_bring, preview_version
from aimed_desktop.services.operation import Kind, Operation, Result
from ui.desk.session import Session

LOCKED = "已定稿，内容不能改。要恢复，请先在“定稿打印”里“退回修改”。"


class HistoryReader(QObject):
    """Every question is answered beside the window."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def is_locked(self) -> bool:
        """Whether a version is fixed, so that nothing may be brought back."""
        return self._session.app.is_locked

    def read(self, before: int | None, done: Callable[[list[Version]], None]) -> None:
        """The versions before a step; None: from the latest on."""
        desk, entry, form = self._session.desk, self._session.id, self._session.app.form
        self._look(lambda: versions(desk.archive, entry, form, before), done)

    def preview(self, version: Version, done: Callable[[VersionPreview], None]) -> None:
        """What would change if a version came back."""
        desk, entry, now = self._session.desk, self._session.id, self._session.app.snapshot()
        self._look(lambda: preview_version(desk.archive, entry, version, now), done)

    def restore(
        self,
        preview: VersionPreview,
        tops: list[str],
        journal: Journal,
        done: Callable[[], None],
        failed: Callable[[], None],
    ) -> None:
        """Bring the named fields back as one step that can be undone, their pictures first.

        `failed`: nothing came back, by an error that was told or because a version was fixed meanwhile.
        """
        desk, opened = self._session.desk, self._session.opened
        tops = fields_to_bring(opened.app, preview, tops)

        def kept(_nothing: None) -> None:
            if self.is_locked:
                failed()
                return
            with journal.together():
                take_over(opened.app, preview.earlier, tops, self)
            done()

        def refused(error: BaseException) -> None:
            failed()
            self._session.failed(error)

        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: keep_files_of(desk.archive, opened.id, preview.earlier),
            done=kept,
            failed=refused,
        )
        self._session.jobs.run(self, operation)

    def _look(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        operation = Operation(Kind.READS_ARCHIVE, work, done=done, failed=self._session.failed)
        self._session.jobs.run(self, operation)
