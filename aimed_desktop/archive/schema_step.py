"""An archive of an earlier schema is kept as it was, brought to today's beside itself, and put in place."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from aimed_desktop.archive.archive_files import Places
from aimed_desktop.archive.copying import make_copy
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.key_file import KeyFile
from aimed_desktop.archive.migration import bring_to_today
from aimed_desktop.archive.replacing import put_archive_in_place, put_database_in_place
from aimed_desktop.archive.sealed import check_database
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.private_files import machine_problems, temporary_beside

_MEGABYTE = 1024 * 1024


def open_of_today(places: Places, key_file: KeyFile, data_key: bytes, now: datetime) -> Database:
    """The archive, open for writing, of whatever schema it was. The caller holds the folder.

    UserProblem where one of an earlier schema cannot be brought to today's: it stays as it was.
    """
    database = Database(places.database, data_key)
    try:
        if not database.is_of_today:
            _step(database, places, key_file, data_key, now)
    except BaseException:
        database.close()
        raise
    return database


def _step(database: Database, places: Places, key_file: KeyFile, data_key: bytes, now: datetime) -> None:
    needed = 2 * (places.database.stat().st_size + database.standing.journal_size)
    try:
        with machine_problems(places.database), temporary_beside(places.database) as fresh:
            _write_anew(database, places, key_file, data_key, now, fresh)
    except UserProblem as problem:
        if problem.code in ("disk_full", "copy_no_room"):
            size = needed // _MEGABYTE + 1
            raise UserProblem("schema_step_no_room", path=places.database, size=size) from problem
        if problem.code not in ("backup_damaged", "backup_not_whole"):
            raise
        if database.damages():
            raise UserProblem("archive_damaged", path=places.database) from problem
        reason = "写到磁盘上的内容读回来不一样"
        raise UserProblem("target_unwritable", path=places.database, reason=reason) from problem


def _write_anew(
    database: Database, places: Places, key_file: KeyFile, data_key: bytes, now: datetime, fresh: Path
) -> None:
    """A verified copy that `recover` opens stands before anything is changed. Where only the keyring has the
    key none could be opened: there the old archive stays, with its keys, under a second name.
    """
    copy = None
    if key_file.is_portable:
        copy = make_copy(places, data_key, key_file, now)
    elif database.damages():
        raise UserProblem("archive_damaged", path=places.database)
    try:
        database.copy_to(fresh)
        bring_to_today(fresh, data_key)
        check_database(fresh, data_key, places.database)
        database.exchange(data_key, lambda: _put(places, key_file, fresh))
    except BaseException:
        if copy is not None and fresh.exists():  # nothing has changed, so nothing is to be kept
            with suppress(OSError):
                copy.path.unlink()
        raise


def _put(places: Places, key_file: KeyFile, fresh: Path) -> None:
    if key_file.is_portable:
        put_database_in_place(places, fresh)
    else:
        put_archive_in_place(places, key_file, fresh)
