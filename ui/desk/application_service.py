"""The window's way to the applications and the definitions; everything here runs beside the window."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.reading import read_regular
from ui.desk.archive_door import ArchiveDoor
from ui.widgets.jobs import Jobs
from ui.widgets.operation import Failure, Kind, Operation

if TYPE_CHECKING:
    from aimed_desktop.application.life.progress import Progress
    from aimed_desktop.application.model import Application
    from aimed_desktop.application.others import Other
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.definition.library import Library
    from aimed_desktop.definition.model import Notice
    from ui.desk.profile_store import ProfileStore

MOST_FILE_BYTES = 1024**3  # the archive takes no larger one


class OpenedApplication(NamedTuple):
    """An application that is kept in the archive, with the definition it began with.

    `step` is the step of its history that was opened.
    """

    id: str
    app: Application
    notice: Notice
    sources: dict[str, bytes]
    step: int = 0


class Beginning(NamedTuple):
    """What is begun: a form, blank, by its example, or with what the application `source` says.

    `with_materials`: the supporting papers of the source that are asked for here, too.
    """

    form: str
    example: bool = False
    source: str | None = None
    with_materials: bool = True


class ApplicationService(QObject):
    """Carries applications in and out of the archive behind `door`. Its work is done in the worker thread."""

    failed = Signal(object)  # an error that nobody else takes

    def __init__(
        self,
        data_dir: Path,
        jobs: Jobs,
        parent: QObject | None = None,
        passphrase_file: Path | None = None,
        use_keyring: bool = True,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        super().__init__(parent)
        self.data_dir = data_dir
        self._jobs = jobs
        self.door = ArchiveDoor(data_dir, jobs, self, passphrase_file, use_keyring, environ)
        self.door.failed.connect(self.failed)
        self.door.replaced.connect(self._forget_profile)

    @cached_property
    def library(self) -> Library:
        """The definitions: the built-in ones and the user's own."""
        from aimed_desktop.definition.library import default_library

        return default_library(self.data_dir)

    @cached_property
    def profile(self) -> ProfileStore:
        """The unit profile, shared by all that show or offer it."""
        from ui.desk.profile_store import ProfileStore

        store = ProfileStore(lambda: self.archive, self._jobs, self)
        store.failed.connect(self.failed)
        return store

    def flush(self) -> BaseException | None:
        """Write what the disk has refused of the unit profile once more; the error where it does again."""
        return self.profile.flush() if "profile" in self.__dict__ else None

    @property
    def is_open(self) -> bool:
        """Whether the archive is unlocked."""
        return self.door.archive is not None

    @property
    def archive(self) -> Archive:
        """The open archive, for work in the worker thread."""
        archive = self.door.archive
        if archive is None:
            raise UserProblem("archive_no_key")
        return archive

    def own_problems(self, done: Callable[[str], None]) -> None:
        """What is wrong with the definitions that this hospital has added; empty words where nothing is."""

        def work() -> str:
            from aimed_desktop.definition.library import user_problems
            from aimed_desktop.definition.reader import listed
            from aimed_desktop.messages import sentence

            problems = user_problems(self.data_dir)
            folder = self.data_dir / "forms"
            if not problems:
                return ""
            return sentence("own_forms_broken", path=folder, problems=listed(problems))

        self._jobs.run(self, Operation(Kind.COMPUTES, work, done=done, failed=self.failed.emit))

    def begin(self, beginning: Beginning, done: Callable[[OpenedApplication], None], failed: Failure) -> None:
        """A new application, kept at once."""

        def work() -> OpenedApplication:
            from aimed_desktop.application.beginning import begin
            from aimed_desktop.application.editing.copying import copied
            from aimed_desktop.archive.applications import open_application
            from aimed_desktop.services.operations import archive_application

            if beginning.source is None:
                app = begin(self.library, beginning.form, example=beginning.example)
            else:
                source = open_application(self.archive, beginning.source)
                form = self.library.form(beginning.form)
                app = copied(source, form, with_materials=beginning.with_materials)
            return self._load(archive_application(self.archive, app, self.library.sources(app.form)))

        self._jobs.run(self, Operation(Kind.WRITES_ARCHIVE, work, done=done, failed=failed))

    def open(self, entry: str, done: Callable[[OpenedApplication], None], failed: Failure) -> None:
        """The application kept under an id."""
        work = partial(self._load, entry)
        self._jobs.run(self, Operation(Kind.IN_ORDER, work, done=done, failed=failed))

    def keep_progress(self, entry: str, progress: Progress, failed: Failure) -> None:
        """Note how far an application is, for the list on the start page."""
        archive = self.door.archive
        if archive is not None:  # else the window is closing, and the last check came in too late
            work = partial(archive.keep_progress, entry, progress)
            self._jobs.run(self, Operation(Kind.WRITES_ARCHIVE, work, failed=failed))

    def others_of(self, entry: str, app: Application) -> list[Other]:
        """What the rules ask of the same unit's other applications, at once: for work beside the window."""
        from aimed_desktop.archive.applications import others_of

        return others_of(self.archive, app, entry)

    def keep_packet(self, entry: str, packet: Path) -> None:
        """Keep the files of a packet with its application, at once: for work beside the window."""
        from aimed_desktop.packet.verify import verify

        files = {
            path.relative_to(packet.parent).as_posix(): path.read_bytes()
            for path in packet.rglob("*")
            if path.is_file()
        }
        fingerprint = verify(packet).fingerprint or ""
        self.archive.add_packet(entry, packet.name, fingerprint, files)

    def _forget_profile(self) -> None:
        """The unit profile of another archive is read anew; what was refused of the old one stays out."""
        store: ProfileStore | None = self.__dict__.pop("profile", None)
        if store is not None:
            store.deleteLater()

    def _load(self, entry: str) -> OpenedApplication:
        from aimed_desktop.archive.applications import open_with_notice

        opened = open_with_notice(self.archive, entry)
        step = self.archive.latest_step(opened.id)
        return OpenedApplication(opened.id, opened.app, opened.notice, opened.sources, step)


def read_file(path: Path) -> bytes:
    """The whole file. UserProblem when it cannot be read."""
    return read_regular(path, MOST_FILE_BYTES)
