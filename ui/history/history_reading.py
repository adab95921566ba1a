"""Reads the history of the open application for 历史版本, and brings earlier fields back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from aimed_desktop.application.editing.difference import Difference, differences, take_over
from aimed_desktop.application.editing.journal import MATERIALS, Journal
from aimed_desktop.application.editing.word_marks import WordMark, marks, shortened
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.places import PaperOrder
from aimed_desktop.archive.earlier_states import Version, keep_files_of, state_at, versions
from aimed_desktop.services.operation import Kind, Operation, Result
from ui.desk.session import Session

MOST_DIFFERENCES = 60
LOCKED = "已定稿，内容不能改。要恢复，请先在“定稿打印”里“退回修改”。"


@dataclass(frozen=True, slots=True)
class FieldPreview:
    """One value as it would change. `title` names its top-level field, which is what can be ticked."""

    top: str
    title: str
    label: str
    marks: list[WordMark]


@dataclass(frozen=True, slots=True)
class VersionPreview:
    """An earlier state beside the one of today."""

    seq: int
    when: str
    words: str  # what the step changed
    earlier: Application
    fields: list[FieldPreview]
    more: int  # differences beyond those in `fields`


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

        def work() -> VersionPreview:
            earlier = state_at(desk.archive, entry, version.seq, now.form)
            found = differences(now, earlier)
            fields = [_field_preview(now, each) for each in found[:MOST_DIFFERENCES]]
            more = len(found) - len(fields)
            return VersionPreview(version.seq, _when(version), version.words, earlier, fields, more)

        self._look(work, done)

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
        shown = {field.top for field in preview.fields}
        if shown <= set(tops):  # the whole step, what was not shown too
            tops = [*tops, *({each.top for each in differences(opened.app, preview.earlier)} - shown)]

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

        keep = partial(keep_files_of, desk.archive, opened.id, preview.earlier)
        self._session.jobs.run(self, Operation(Kind.WRITES_ARCHIVE, keep, done=kept, failed=refused))

    def _look(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        operation = Operation(Kind.READS_ARCHIVE, work, done=done, failed=self._session.failed)
        self._session.jobs.run(self, operation)


def _field_preview(now: Application, difference: Difference) -> FieldPreview:
    title = "材料" if difference.top == MATERIALS else PaperOrder(now.form).label(difference.top)
    return FieldPreview(
        difference.top, title, difference.label, shortened(marks(difference.old, difference.new))
    )


def _when(version: Version) -> str:
    time = datetime.fromisoformat(version.time)
    return f"{time.month}月{time.day}日 {time:%H:%M}"
