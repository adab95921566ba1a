"""The whole archive in one file, still encrypted, and its way back on another machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aimed_desktop.archive.archive_files import WAIT_SECONDS, Places, hold_folder
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.key_file import KeyFile, read_key_file
from aimed_desktop.archive.replacing import put_archive_in_place
from aimed_desktop.archive.sealed import BACKUP, publish_sealed, unsealed
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.private_files import machine_problems, temporary_beside
from aimed_desktop.files.temporaries import clear_leftovers

_CONTENTS = "SELECT count(*), max(changed) FROM applications WHERE id NOT IN (SELECT application FROM bin)"
_BEYOND_USE = ("archive_damaged", "keys_damaged", "keys_missing")


@dataclass(frozen=True, slots=True)
class BackupContents:
    """What a backup holds. `made`: None where an earlier version wrote it; `changed`: its last change."""

    applications: int
    made: datetime | None
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class ReadBackup:
    """A backup that was read through: its database in a file of its own, and its keys."""

    copy: Path
    key_file: KeyFile
    contents: BackupContents


def write_backup(
    places: Places,
    data_key: bytes,
    key_file: KeyFile,
    path: Path,
    made: datetime | None = None,
    *,
    read_only: bool = False,
) -> None:
    """A zip of a consistent copy and its wrapped keys at the new `path`; `made` is the time it tells.

    `read_only`: the disk of the archive cannot be written, so that the copy first stands beside the zip.

    The archive may be open and goes on saving: the copy is read by a connection of its own. Every page of
    it is read back before it gets its name. UserProblem while only this desktop's keyring holds the key:
    such a backup could not be opened.
    """
    if not key_file.is_portable:
        raise UserProblem("backup_needs_passphrase")
    clear_leftovers(path.parent)  # also where the killed one has come to its end
    if path.exists():
        raise UserProblem("target_exists", path=path)
    beside = path if read_only else places.database
    with machine_problems(beside), temporary_beside(beside) as copy:
        _copy_database(places.database, data_key, copy, read_only=read_only)
        publish_sealed(copy, data_key, key_file, path, made, BACKUP)


def recover(backup: Path, data_dir: Path, secret: str, *, wait_seconds: float = WAIT_SECONDS) -> Path | None:
    """Put a backup's archive into a data folder that has none, by its passphrase or recovery code; or one
    that is damaged for certain, which is kept under another name: that of its database, else None.

    The keys are tried and every page is read before anything gets its name.
    """
    places = Places(data_dir)
    clear_leftovers(data_dir)  # a recovery that was cut short may have come to its end
    is_there = places.database.exists()
    try:
        with hold_folder(places, 0 if is_there else wait_seconds) as lock:
            if places.database.exists() and not _is_beyond_use(places, secret):
                raise UserProblem("archive_exists", path=data_dir)
            with read_backup(backup, places, secret) as read:
                aside = put_archive_in_place(places, read.key_file, read.copy)
            lock.release()
    except UserProblem as problem:
        if is_there and problem.code == "archive_locked":  # somebody has it open, so it is of use
            raise UserProblem("archive_exists", path=data_dir) from None
        raise
    return aside


def _is_beyond_use(places: Places, secret: str) -> bool:
    """Whether the archive that stands cannot be opened or not wholly read; nothing is written to it.

    One that `secret` does not open may be as good as any.
    """
    try:
        data_key = read_key_file(places.keys).unlock(secret)
        database = Database(places.database, data_key, read_only=True)
    except UserProblem as problem:
        return problem.code in _BEYOND_USE or not places.has_pages
    try:
        return bool(database.damages())
    finally:
        database.close()


@contextmanager
def read_backup(backup: Path, places: Places, secret: str) -> Iterator[ReadBackup]:
    """The backup opened by its key, every page of it read; its copy beside the archive, brought to today's
    schema, is gone afterwards unless it was renamed. UserProblem when the secret is wrong or anything is
    damaged.
    """
    with unsealed(backup, places.database, secret, BACKUP) as found:
        applications, changed = _look_into(found.copy, found.data_key)
        yield ReadBackup(found.copy, found.key_file, BackupContents(applications, found.made, changed))


def _copy_database(path: Path, data_key: bytes, copy: Path, *, read_only: bool) -> None:
    database = Database(path, data_key, read_only=read_only)
    try:
        database.copy_to(copy)
    finally:
        database.close()


def _look_into(copy: Path, data_key: bytes) -> tuple[int, datetime | None]:
    """How many applications there are and when the last one was changed."""
    database = Database(copy, data_key)
    try:
        count, changed = database.rows(_CONTENTS)[0]
    finally:
        database.close()
    return count, datetime.fromtimestamp(changed / 1000).astimezone() if changed is not None else None
