"""Where the archive's files stand in the data folder, and holding that folder."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from aimed_desktop.archive.lock import FolderLock
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.network_drives import refuse_network_drive
from aimed_desktop.files.private_files import machine_problems, own_folder
from aimed_desktop.files.workspace import remove_leftovers
from aimed_desktop.paths import ARCHIVE_BEGUN_NAME, ARCHIVE_KEYS_NAME, ARCHIVE_NAME, archive_exists

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
    def begun(self) -> Path:
        """A new database before its keys are written."""
        return self.folder / ARCHIVE_BEGUN_NAME

    @property
    def lock(self) -> Path:
        return self.folder / "archive.lock"

    @contextmanager
    def set_aside(self, but: Collection[str] = ()) -> Iterator[Path | None]:
        """Keep the archive and its keys under other names, for another is about to take theirs; the new place
        of the database, None where there was none. When the block fails, all is as it was. Names in `but`
        are let go.

        The old files keep their own names as well until something replaces them: whoever is killed in
        between finds an archive at its place.
        """
        kept: list[tuple[Path, Path]] = []
        with machine_problems(self.folder):
            try:
                for here, there in self._free_names():
                    if here.exists() and here.name not in but:
                        _name_also(here, there)
                        kept.append((here, there))
                yield next((there for here, there in kept if here == self.database), None)
            except BaseException:
                for here, there in reversed(kept):
                    _give_back(there, here)
                raise

    def remove_journals(self) -> None:
        """Before another database comes: SQLite would write the old journal into it."""
        for end in _JOURNALS:
            _with_suffix(self.database, end).unlink(missing_ok=True)

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

    def require_archive(self) -> None:
        """UserProblem where there is no archive, or only the keys of one."""
        if not self.database.exists():
            is_gone = archive_exists(self.folder)
            raise UserProblem("archive_gone" if is_gone else "archive_missing", path=self.folder)

    def remove_begun(self) -> None:
        """Beside an archive that stands, what another making has left is nothing."""
        with suppress(OSError):
            self.begun.unlink(missing_ok=True)

    def set_orphans_aside(self) -> None:
        """Rename keys and journals without a database: they may belong to one that somebody moved away, and
        SQLite would write an old journal into a new database.
        """
        if self.begun.exists():  # the keys are those of a making that was cut short
            return
        with machine_problems(self.folder):
            for here, there in self._free_names():
                if here.exists():
                    here.rename(there)


def _name_also(here: Path, there: Path) -> None:
    """Give a file a second name; its only one where the disk (FAT) knows no links."""
    try:
        os.link(here, there)
    except OSError:
        here.rename(there)


def _give_back(there: Path, here: Path) -> None:
    if here.exists() and there.samefile(here):
        there.unlink()
    else:
        there.replace(here)


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
