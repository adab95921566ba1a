"""A hand-over: one application with everything that is kept of it, encrypted to its receiver, in one file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from aimed_desktop.archive.archive_files import Places
from aimed_desktop.archive.carrying import Carrier
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.key_file import new_key_file
from aimed_desktop.archive.keys import KdfParameters, new_data_key
from aimed_desktop.archive.migration import make_database
from aimed_desktop.archive.passphrase import check_passphrase
from aimed_desktop.archive.sealed import BACKUP, HANDOVER, is_sealed, publish_sealed, unsealed
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.private_files import machine_problems, temporary_beside
from aimed_desktop.files.temporaries import clear_leftovers

_SAID = {  # what messages about an archive or a backup say of a hand-over
    "backup_damaged": "handover_damaged",
    "archive_damaged": "handover_damaged",
    "archive_newer": "handover_newer",
    "wrong_passphrase": "handover_passphrase",
    "passphrase_not_set": "handover_damaged",
}


def write_handover(
    places: Places,
    data_key: bytes,
    application: str,
    path: Path,
    passphrase: str,
    made: datetime,
    kdf: KdfParameters,
) -> None:
    """The application as it stands on the disk, under a key of its own that `passphrase` opens, at the new
    `path`. The archive may be open and goes on saving. Every page is read back before the file gets its name.
    """
    check_passphrase(passphrase)
    clear_leftovers(path.parent)
    if path.exists():
        raise UserProblem("target_exists", path=path)
    key = new_data_key()
    with machine_problems(places.database), temporary_beside(places.database) as copy:
        make_database(copy, key)
        source = Database(places.database, data_key)
        try:
            source.rows("BEGIN")  # one state of it, whatever is saved meanwhile
            _carry(source, copy, key, application)
        finally:
            source.close()
        key_file = new_key_file().with_passphrase(key, passphrase, kdf)
        try:
            publish_sealed(copy, key, key_file, path, made, HANDOVER)
        except UserProblem as problem:
            if problem.code != "backup_not_whole":
                raise
            raise UserProblem("handover_not_whole", path=path) from None


@contextmanager
def open_handover(path: Path, places: Places, passphrase: str) -> Iterator[Database]:
    """What was handed over, read through, in a copy beside the archive that is gone afterwards."""
    with ExitStack() as stack:
        try:
            found = stack.enter_context(unsealed(path, places.database, passphrase, HANDOVER))
            database = Database(found.copy, found.data_key)
            stack.callback(database.close)
            _require_one(database)
        except UserProblem as problem:
            if problem.code == "backup_damaged" and is_sealed(path, BACKUP):
                raise UserProblem("handover_is_backup", path=path) from None
            if problem.code not in _SAID:
                raise
            raise UserProblem(_SAID[problem.code], path=path) from None
        yield database


def handed_over(database: Database) -> str:
    """The id of the one application in it."""
    (row,) = database.rows("SELECT id FROM applications")
    return str(row[0])


def _require_one(database: Database) -> None:
    """UserProblem where it is no hand-over of one application."""
    found = database.rows("SELECT id, (SELECT count(*) FROM shared WHERE application = id) FROM applications")
    if len(found) != 1 or not found[0][1]:
        raise UserProblem("archive_damaged", path=database.path)


def _carry(source: Database, copy: Path, key: bytes, application: str) -> None:
    target = Database(copy, key)
    try:
        Carrier(source, target).application(application)
    finally:
        target.close()
