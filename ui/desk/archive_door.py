"""Opens the archive for the window, makes the first one, and closes it; all of it beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from aimed_desktop.errors import UserProblem
from aimed_desktop.paths import archive_exists
from aimed_desktop.services.operation import Failure, Kind, Operation, Result, ignored
from ui.widgets.jobs import Jobs

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.archive.recovery import Recovery

_ABOUT_KEYS = (
    "wrong_passphrase",
    "recovery_code_mistyped",
    "file_missing",
    "file_unreadable",
    "passphrase_file_not_text",
)


class ArchiveState(NamedTuple):
    """What an attempt to open the archive came to. `postponed`: the keyring alone opens it so far;
    `needs_key`: a passphrase would open it; `is_new`: this attempt has made it.
    """

    is_open: bool
    exists: bool
    postponed: bool = False
    needs_key: bool = True
    is_new: bool = False


class ArchiveDoor(QObject):
    """Holds the archive while it is open. `unlocked` tells the ArchiveState after each attempt,
    `replaced` that another archive has taken its place.
    """

    unlocked = Signal(object)
    replaced = Signal()
    failed = Signal(object)  # an error that nobody else takes

    def __init__(
        self,
        data_dir: Path,
        jobs: Jobs,
        parent: QObject,
        passphrase_file: Path | None,
        use_keyring: bool,
        environ: Mapping[str, str],
    ) -> None:
        super().__init__(parent)
        self.archive: Archive | None = None
        self._data_dir = data_dir
        self._jobs = jobs
        self._passphrase_file = passphrase_file
        self._environ = environ
        self._use_keyring = use_keyring

    def unlock(self) -> None:
        """Try passphrase file, environment and keyring; a first archive is made where one suffices."""

        def failed(error: BaseException) -> None:
            about_keys = isinstance(error, UserProblem) and error.code in _ABOUT_KEYS
            self.failed.emit(error)
            self.unlocked.emit(self._state()._replace(needs_key=about_keys))

        self._run(Kind.WRITES_ARCHIVE, self._try_keys, self.unlocked.emit, failed)

    def unlock_with(self, passphrase: str, failed: Failure) -> None:
        """Open the archive, make the first one, or set the passphrase of one that is open."""
        self._run(Kind.WRITES_ARCHIVE, partial(self._try_passphrase, passphrase), self.unlocked.emit, failed)

    def replace_by(
        self, found: Recovery, secret: str, done: Callable[[Path | None], None], failed: Failure
    ) -> None:
        """Put the backup in place of the archive and open it; `done` is told where the one before is kept.
        Where that fails, the one that was open before is opened again.
        """

        def replaced(aside: Path | None) -> None:
            self.replaced.emit()
            done(aside)
            self.unlocked.emit(self._state())

        was_open = self.archive is not None

        def not_replaced(error: BaseException) -> None:
            failed(error)
            if was_open:
                self.unlock()

        self._run(Kind.REPLACES_ARCHIVE, partial(self._recover, found, secret), replaced, not_replaced)

    def make_recovery_code(self, done: Callable[[str], None]) -> None:
        """A new recovery code of the open archive, to be shown once."""
        if (archive := self.archive) is not None:
            self._run(Kind.WRITES_ARCHIVE, archive.make_recovery_code, done, self.failed.emit)

    def write_recovery_code(
        self, path: Path, code: str, done: Callable[[Path], None], failed: Failure
    ) -> None:
        """A text file to be printed, that Notepad reads too; `done` is told where it stands."""
        from aimed_desktop.services.archive_keys import write_recovery_code

        self._run(Kind.WRITES_FILES, partial(write_recovery_code, path, code), done, failed)

    def close(self) -> None:
        """Close the archive after what was given to the worker before; nothing unfinished is left."""
        self._run(Kind.REPLACES_ARCHIVE, self._close, ignored, self.failed.emit)

    def _run(
        self, kind: Kind, work: Callable[[], Result], done: Callable[[Result], None], failed: Failure
    ) -> None:
        self._jobs.run(self, Operation(kind, work, done=done, failed=failed))

    # In the thread of the archive, which alone changes which one is open:

    def _try_keys(self) -> ArchiveState:
        from aimed_desktop.services.archive_access import KnownKeys, open_by_known_keys

        keys = KnownKeys(self._passphrase_file, self._environ, self._use_keyring)
        existed = archive_exists(self._data_dir)
        if (archive := open_by_known_keys(self._data_dir, keys)) is not None:
            self._take(archive)
        return self._state(is_new=not existed)

    def _try_passphrase(self, passphrase: str) -> ArchiveState:
        from aimed_desktop.services.archive_access import open_by_passphrase

        existed = archive_exists(self._data_dir)
        if self.archive is not None:
            self.archive.set_passphrase(passphrase)
        else:
            opened = open_by_passphrase(self._data_dir, passphrase, use_keyring=self._use_keyring)
            self._take(opened)
        return self._state(is_new=not existed)

    def _recover(self, found: Recovery, secret: str) -> Path | None:
        from aimed_desktop.services.archive_access import open_recovered

        self._let_go()
        archive, aside = open_recovered(found, self._data_dir, secret, use_keyring=self._use_keyring)
        self._take(archive)
        return aside

    def _close(self) -> None:
        from aimed_desktop.services.archive_access import clear_unfinished

        self._let_go()
        clear_unfinished(self._data_dir)

    def _let_go(self) -> None:
        if self.archive is not None:
            self.archive.close()
            self.archive = None

    def _take(self, archive: Archive) -> None:
        """It is open from now on; that it can only be read is told."""
        archive.tell_by(self.failed.emit)
        self.archive = archive
        if (problem := archive.why_read_only) is not None:
            self.failed.emit(problem)

    def _state(self, *, is_new: bool = False) -> ArchiveState:
        archive = self.archive
        return ArchiveState(
            is_open=archive is not None,
            exists=archive_exists(self._data_dir),
            postponed=archive is not None and archive.postponed,
            is_new=is_new and archive is not None,
        )
