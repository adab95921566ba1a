"""The window's way to the applications and the definitions; everything here runs beside the window."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.operation import Failure, Kind, Operation
from ui.desk.archive_door import ArchiveDoor
from ui.widgets.jobs import Jobs

if TYPE_CHECKING:
    from aimed_desktop.application.life.progress import Progress
    from aimed_desktop.application.model import Application
    from aimed_desktop.application.others import Other
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.definition.library import Library
    from aimed_desktop.services.opening import Beginning, OpenedApplication
    from ui.desk.profile_store import ProfileStore


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
        from aimed_desktop.services.own_forms import own_problems

        work = partial(own_problems, self.data_dir)
        self._jobs.run(self, Operation(Kind.COMPUTES, work, done=done, failed=self.failed.emit))

    def begin(self, beginning: Beginning, done: Callable[[OpenedApplication], None], failed: Failure) -> None:
        """A new application, kept at once."""
        from aimed_desktop.services.opening import begin_application

        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: begin_application(self.archive, self.library, beginning),
            done=done,
            failed=failed,
        )
        self._jobs.run(self, operation)

    def open(self, entry: str, done: Callable[[OpenedApplication], None], failed: Failure) -> None:
        """The application kept under an id."""
        from aimed_desktop.services.opening import open_kept

        operation = Operation(Kind.IN_ORDER, lambda: open_kept(self.archive, entry), done=done, failed=failed)
        self._jobs.run(self, operation)

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

    def _forget_profile(self) -> None:
        """The unit profile of another archive is read anew; what was refused of the old one stays out."""
        store: ProfileStore | None = self.__dict__.pop("profile", None)
        if store is not None:
            store.deleteLater()
