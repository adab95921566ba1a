"""Where the archive's files stand in the data folder, and holding that folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aimed_desktop.archive.connection import PAGE_BYTES
from aimed_desktop.archive.lock import FolderLock
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.network_drives import refuse_network_drive
from aimed_desktop.files.private_files import own_folder
from aimed_desktop.files.workspace import remove_leftovers
from aimed_desktop.paths import ARCHIVE_KEYS_NAME, ARCHIVE_NAME, archive_exists

_JOURNALS = ("-wal", "-shm")  # of SQLite, beside the database
WAIT_SECONDS = 3.0  # a command that finds the window saving waits this long


@dataclass(frozen=True, slots=True)
class Places:
    """The files of the archive in `folder`."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / ARCHIVE_NAME

    @property
    def keys(self) -> Path:
        return self.folder / ARCHIVE_KEYS_NAME

    @property
    def lock(self) -> Path:
        return self.folder / "archive.lock"

    @property
    def journal(self) -> Path:
        """What SQLite has not brought into the database yet."""
        return _with_suffix(self.database, _JOURNALS[0])

    def remove_journals(self) -> None:
        """Before another database comes: SQLite would write the old journal into it."""
        for end in _JOURNALS:
            _with_suffix(self.database, end).unlink(missing_ok=True)

    def names_aside(self) -> list[tuple[Path, Path]]:
        """What stands of an archive, each with a name that nothing has yet: another archive is to come.

        Keys and journals without a database too: they may belong to one that somebody moved away.
        """
        return [(here, there) for here, there in self._free_names() if here.exists()]

    def _free_names(self) -> list[tuple[Path, Path]]:
        """What makes up the archive, each with a name that nothing has yet; the journals go with the file."""
        number = 1
        while True:
            database = self.folder / f"{self.database.stem}-{number}{self.database.suffix}"
            keys = self.folder / f"{self.keys.stem}-{number}{self.keys.suffix}"
            if not database.exists() and not keys.exists():
                break
            number += 1
        journals = [(_with_suffix(self.database, end), _with_suffix(database, end)) for end in _JOURNALS]
        return [(self.database, database), *journals, (self.keys, keys)]

    @property
    def has_pages(self) -> bool:
        """Whether the database holds more than its first page."""
        return self.database.stat().st_size > PAGE_BYTES

    def require_archive(self) -> None:
        """UserProblem where there is no archive, or only the keys of one."""
        if not self.database.exists():
            is_gone = archive_exists(self.folder)
            raise UserProblem("archive_gone" if is_gone else "archive_missing", path=self.folder)


def _with_suffix(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


@contextmanager
def hold_folder(places: Places, wait_seconds: float) -> Iterator[FolderLock]:
    """The folder's lock, kept when the block ends well and released when it fails."""
    refuse_network_drive(places.folder)
    own_folder(places.folder)
    with _kept(FolderLock(places.lock, wait_seconds)) as lock:
        remove_leftovers(places.folder)
        yield lock


@contextmanager
def hold_for_reading(places: Places, wait_seconds: float) -> Iterator[FolderLock | None]:
    """The same for a folder that cannot be written; None where it never had a lock."""
    refuse_network_drive(places.folder)
    if not places.lock.exists():
        yield None
        return
    with _kept(FolderLock(places.lock, wait_seconds, read_only=True)) as lock:
        yield lock


@contextmanager
def _kept(lock: FolderLock) -> Iterator[FolderLock]:
    try:
        yield lock
    except BaseException:
        lock.release()
        raise
