"""What the start page asks of the archive and the definitions; everything here runs beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.desk.application_service import ApplicationService
from ui.widgets.jobs import Jobs
from ui.widgets.operation import Failure, Kind, Operation, Result

if TYPE_CHECKING:
    from aimed_desktop.application.life.amendments import Amendment
    from aimed_desktop.application.life.progress import Progress
    from aimed_desktop.archive.amendments import Recorded
    from aimed_desktop.archive.entries import Overview
    from aimed_desktop.definition.model import Notice
    from aimed_desktop.services.operations import Produced as Restored


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form under its notice."""

    id: str
    title: str
    is_summary: bool
    has_example: bool


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A notice as the supplementary notices have changed it, with its forms."""

    notice: Notice
    forms: tuple[FormLine, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """The supporting papers of one form, or of several that ask for the same."""

    forms: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """An application in the list; `until` is its own deadline, else its notice's, None where none is known.

    `is_handed_in`: no days are left to be counted.
    """

    id: str
    form: str
    title: str
    form_title: str
    unit: str
    status: str
    version: int
    progress: Progress | None
    until: str | None
    changed: str  # local time, ISO 8601
    is_handed_in: bool


class StartWork(QObject):
    """Reads and writes for the start page; errors go to `failed`."""

    def __init__(self, desk: ApplicationService, jobs: Jobs, failed: Failure, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._failed = failed

    def cards(self, done: Callable[[list[NoticeCard]], None]) -> None:
        """The notices, the nearest deadline first; as published while the archive is closed."""
        self._run(Kind.IN_ORDER if self._desk.is_open else Kind.COMPUTES, self._cards, done)

    def papers(self, card: NoticeCard, done: Callable[[list[Papers]], None]) -> None:
        """The supporting papers that the forms of a notice ask for, forms that ask for the same together."""

        def work() -> list[Papers]:
            found: dict[tuple[str, ...], list[str]] = {}
            for line in card.forms:
                form = self._desk.library.form(line.id)
                papers = tuple(
                    material.title + ("" if material.required is True else "（视情况或可选）")
                    for material in form.materials
                )
                found.setdefault(papers, []).append(line.title)
            return [Papers(tuple(titles), papers) for papers, titles in found.items() if papers]

        self._run(Kind.COMPUTES, work, done)

    def lines(self, done: Callable[[list[ApplicationLine]], None], text: str = "") -> None:
        """The applications in which `text` stands, the last changed first."""
        self._run(Kind.IN_ORDER, lambda: self._lines(self._desk.archive.overview(text, self._titles())), done)

    def deleted(self, done: Callable[[list[ApplicationLine]], None]) -> None:
        """What lies in the recycle bin."""

        def work() -> list[ApplicationLine]:
            from aimed_desktop.archive.entries import Overview

            return self._lines([Overview(entry, 0, None) for entry in self._desk.archive.bin.entries()])

        self._run(Kind.IN_ORDER, work, done)

    def delete(self, entry: str, done: Callable[[], None]) -> None:
        """Put an application into the recycle bin."""
        self._write(lambda: self._desk.archive.bin.put(entry), done)

    def take_back(self, entry: str, done: Callable[[], None]) -> None:
        """Put it back into the list."""
        self._write(lambda: self._desk.archive.bin.take_back(entry), done)

    def write_out(self, entry: str, folder: Path, widget: QWidget, done: Callable[[Restored], None]) -> None:
        """The application as files in a folder of its own inside `folder`, told on the shelf of `widget`."""

        def work() -> Restored:
            from aimed_desktop.files.file_names import safe_file_name
            from aimed_desktop.files.renaming import next_free
            from aimed_desktop.services.operations import restore_application

            title = self._desk.archive.load(entry).meta.title
            return restore_application(self._desk.archive, entry, next_free(folder / safe_file_name(title)))

        words = "正在导出申报件文件……"
        operation = Operation(Kind.READS_ARCHIVE, work, words=words, done=done, failed=self._failed)
        self._jobs.run(widget, operation)

    def take_in(self, path: Path, widget: QWidget, done: Callable[[str], None], failed: Failure) -> None:
        """Keep an application file or a packet, told on the shelf of `widget`; its id."""

        def work() -> str:
            from aimed_desktop.application.file import read_application
            from aimed_desktop.services.operations import archive_application, archive_packet, is_packet

            if is_packet(path):
                return archive_packet(self._desk.archive, path)
            app = read_application(path, self._desk.library)
            return archive_application(self._desk.archive, app, self._desk.library.sources(app.form))

        words = f"正在导入“{path.name}”……"
        self._jobs.run(widget, Operation(Kind.WRITES_ARCHIVE, work, words=words, done=done, failed=failed))

    def amendments(self, notice: str, done: Callable[[list[Recorded]], None]) -> None:
        """The supplementary notices recorded for a notice, in their order."""

        def work() -> list[Recorded]:
            return [each for each in self._desk.archive.amendments.all() if each.notice == notice]

        self._run(Kind.IN_ORDER, work, done)

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

    def save_profile(self, values: dict[str, object], done: Callable[[], None]) -> None:
        """Keep these values of the unit profile beside the others."""

        def work() -> None:
            from aimed_desktop.application.profile.profile import Profile

            profile = Profile(self._desk.archive.profile())
            for key, value in values.items():
                profile.set(key, value)
            self._desk.archive.save_profile(profile.to_data())

        self._write(work, done)

    def _write(self, work: Callable[[], None], done: Callable[[], None]) -> None:
        self._run(Kind.WRITES_ARCHIVE, work, lambda _nothing: done())

    def _run(self, kind: Kind, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._jobs.run(self, Operation(kind, work, done=done, failed=self._failed))

    def _notice(self, notice_id: str) -> Notice:
        notice = self._desk.library.notice(notice_id)
        return self._desk.archive.amendments.amended(notice) if self._desk.is_open else notice

    def _cards(self) -> list[NoticeCard]:
        forms: dict[str, list[FormLine]] = {}
        for entry in self._desk.library.listing(all_=False):
            has_example = self._desk.library.example(entry.id) is not None
            line = FormLine(entry.id, entry.title, entry.kind == "summary", has_example)
            forms.setdefault(entry.notice, []).append(line)
        cards = [NoticeCard(self._notice(notice_id), tuple(lines)) for notice_id, lines in forms.items()]
        return sorted(cards, key=lambda card: (card.notice.deadline or "", card.notice.id), reverse=True)

    def _titles(self) -> dict[str, str]:
        """What each form and its notice are called."""
        listing = self._desk.library.listing(all_=True)
        notices = {name: self._notice(name) for name in {entry.notice for entry in listing}}
        words = {name: " ".join((notice.title, *notice.issuers)) for name, notice in notices.items()}
        return {entry.id: f"{entry.title} {words[entry.notice]}" for entry in listing}

    def _lines(self, overviews: list[Overview]) -> list[ApplicationLine]:
        from aimed_desktop.application.model import Status

        entries = {entry.id: entry for entry in self._desk.library.listing(all_=True)}
        deadlines = {name: self._notice(name).deadline for name in {e.notice for e in entries.values()}}
        handed_in = {Status.SUBMITTED, Status.ACCEPTED, Status.REJECTED}
        lines = []
        for overview in overviews:
            entry, form = overview.entry, entries.get(overview.entry.form)
            lines.append(
                ApplicationLine(
                    entry.id,
                    entry.form,
                    entry.title,
                    form.title if form else entry.form,
                    entry.unit,
                    entry.status,
                    overview.version,
                    overview.progress,
                    overview.due or (deadlines[form.notice] if form else None),
                    entry.changed,
                    entry.status in handed_in,
                )
            )
        return lines
