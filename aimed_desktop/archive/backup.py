"""The whole archive in one file, still encrypted, and its way back on another machine."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from aimed_desktop.archive.archive_files import WAIT_SECONDS, Places, hold_folder
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.key_file import MOST_BYTES, KeyFile, parse_key_file, read_key_file
from aimed_desktop.archive.migration import bring_to_today
from aimed_desktop.archive.replacing import put_archive_in_place
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.modes import open_private
from aimed_desktop.files.private_files import machine_problems, temporary_beside
from aimed_desktop.files.reading import open_regular
from aimed_desktop.files.renaming import publish
from aimed_desktop.files.syncing import sync_file
from aimed_desktop.files.temporaries import clear_leftovers
from aimed_desktop.files.zips import ZIP_DAMAGE, GuardedFile, ZipRefused
from aimed_desktop.stopping import checkpoint

FORMAT = "aimed-backup/1"
_DATABASE, _KEYS, _LISTING = "archive.db", "archive-keys.json", "backup.json"
_ENTRIES = [_DATABASE, _KEYS, _LISTING]
_CONTENTS = "SELECT count(*), max(changed) FROM applications WHERE id NOT IN (SELECT application FROM bin)"
_BEYOND_USE = ("archive_damaged", "keys_damaged", "keys_missing")
_CHUNK = 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)


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
        _publish(copy, data_key, key_file, path, made)


def _publish(copy: Path, data_key: bytes, key_file: KeyFile, path: Path, made: datetime | None) -> None:
    """Check the copy, pack it with its keys, and give the zip its name."""
    with machine_problems(path), temporary_beside(path) as archive:
        try:
            check_database(copy, data_key, path)
            _write_zip(archive, copy, key_file.without_keyring().to_json(), made)
            check_sums(archive, path)
        except UserProblem as problem:
            if problem.code != "backup_damaged":
                raise
            raise UserProblem("backup_not_whole", path=path) from None
        publish(archive, path)


def check_sums(backup: Path, shown: Path) -> None:
    """UserProblem where what stands on the disk is not what its list says. `shown`: what messages call it."""
    with _open_backup(backup) as archive:
        forget_cached(backup)
        shas = _listing(archive, shown)["sha256"]
        _keys(archive, shas, shown)
        try:
            with archive.open(_DATABASE) as source:
                sha = _copy(source, None)
        except ZIP_DAMAGE:
            raise UserProblem("backup_damaged", path=shown) from None
        if sha != shas[_DATABASE]:
            raise UserProblem("backup_damaged", path=shown)


def forget_cached(path: Path) -> None:
    """Let what is read next come from the disk, where the system can be told so; the file is synced."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


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
    with _open_backup(backup) as archive:
        listing = _listing(archive, backup)
        shas = listing["sha256"]
        key_file = _keys(archive, shas, backup)
        data_key = key_file.unlock(secret)
        with machine_problems(places.database), temporary_beside(places.database) as copy:
            _extract(archive, shas, copy, backup)
            check_database(copy, data_key, backup)
            if bring_to_today(copy, data_key):
                check_database(copy, data_key, backup)
            applications, changed = _look_into(copy, data_key)
            checkpoint()
            yield ReadBackup(copy, key_file, BackupContents(applications, _made(listing), changed))


def _copy_database(path: Path, data_key: bytes, copy: Path, *, read_only: bool) -> None:
    database = Database(path, data_key, read_only=read_only)
    try:
        database.copy_to(copy)
    finally:
        database.close()


def _write_zip(archive: Path, database: Path, keys: bytes, made: datetime | None) -> None:
    with open_private(archive) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as out:
            with database.open("rb") as source, out.open(_info(_DATABASE), "w", force_zip64=True) as target:
                sha = _copy(source, target)
            out.writestr(_info(_KEYS), keys)
            shas = {_DATABASE: sha, _KEYS: hashlib.sha256(keys).hexdigest()}
            listing = {"format": FORMAT, "made": made.isoformat(timespec="seconds") if made else None}
            out.writestr(_info(_LISTING), json.dumps({**listing, "sha256": shas}, indent=1))
        sync_file(file)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def _open_backup(path: Path) -> Iterator[zipfile.ZipFile]:
    with open_regular(path) as file:
        yield _opened(file, path)


def _opened(file: BinaryIO, path: Path) -> zipfile.ZipFile:
    """The backup in `file`. It is our own: any size, but these entries alone, none of them packed."""
    try:
        archive = zipfile.ZipFile(GuardedFile(file))
    except (*ZIP_DAMAGE, ZipRefused):
        raise UserProblem("backup_damaged", path=path) from None
    entries = archive.infolist()
    # Stored entries cannot unpack to more than the file itself, so its own size bounds the reading.
    stored = all(
        entry.compress_type == zipfile.ZIP_STORED and entry.file_size == entry.compress_size
        for entry in entries
    )
    if [entry.filename for entry in entries] != _ENTRIES or not stored:
        raise UserProblem("backup_damaged", path=path)
    return archive


def _listing(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    try:
        content = json.loads(_small(archive, _LISTING))
        if content["format"] == FORMAT and set(content["sha256"]) == {_DATABASE, _KEYS}:
            return dict(content)
    except (*ZIP_DAMAGE, KeyError, TypeError):
        pass
    raise UserProblem("backup_damaged", path=path)


def _made(listing: dict[str, Any]) -> datetime | None:
    try:
        return datetime.fromisoformat(listing["made"])
    except (KeyError, TypeError, ValueError):  # written before backups told their time
        return None


def _keys(archive: zipfile.ZipFile, shas: dict[str, Any], path: Path) -> KeyFile:
    try:
        data = _small(archive, _KEYS)
        if hashlib.sha256(data).hexdigest() == shas[_KEYS]:
            return parse_key_file(data).without_keyring()
    except ZIP_DAMAGE:
        pass
    raise UserProblem("backup_damaged", path=path)


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(MOST_BYTES + 1)[: MOST_BYTES + 1]


def _extract(archive: zipfile.ZipFile, shas: dict[str, Any], target: Path, path: Path) -> None:
    try:
        with archive.open(_DATABASE) as source, open_private(target) as file:
            sha = _copy(source, file)
            sync_file(file)
    except OSError:
        raise  # of the disk that is written to
    except ZIP_DAMAGE:
        raise UserProblem("backup_damaged", path=path) from None
    if sha != shas[_DATABASE]:
        raise UserProblem("backup_damaged", path=path)


def check_database(copy: Path, data_key: bytes, path: Path) -> None:
    """Read every page of a copy, of whatever schema. `path`: what messages call it."""
    try:
        database = Database(copy, data_key)
        try:
            if database.damages():
                raise UserProblem("backup_damaged", path=path)
        finally:
            database.close()
    except UserProblem as problem:
        if problem.code != "archive_damaged":
            raise
        raise UserProblem("backup_damaged", path=path) from None


def _look_into(copy: Path, data_key: bytes) -> tuple[int, datetime | None]:
    """How many applications there are and when the last one was changed."""
    database = Database(copy, data_key)
    try:
        count, changed = database.rows(_CONTENTS)[0]
    finally:
        database.close()
    return count, datetime.fromtimestamp(changed / 1000).astimezone() if changed is not None else None


def _copy(source: IO[bytes], target: IO[bytes] | None) -> str:
    sha = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        checkpoint()
        sha.update(chunk)
        if target is not None:
            target.write(chunk)
    return sha.hexdigest()
