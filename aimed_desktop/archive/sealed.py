"""An encrypted database and its wrapped keys in one zip: written whole, and read through before it counts."""

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

from aimed_desktop.archive.database import Database
from aimed_desktop.archive.key_file import MOST_BYTES, KeyFile, parse_key_file
from aimed_desktop.archive.migration import bring_to_today
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.modes import open_private
from aimed_desktop.files.private_files import machine_problems, temporary_beside
from aimed_desktop.files.reading import open_regular
from aimed_desktop.files.renaming import publish
from aimed_desktop.files.syncing import sync_file
from aimed_desktop.files.zips import ZIP_DAMAGE, GuardedFile, ZipRefused
from aimed_desktop.stopping import checkpoint

BACKUP, HANDOVER = "aimed-backup/1", "aimed-handover/1"
_DATABASE, _KEYS = "archive.db", "archive-keys.json"
_LISTINGS = {BACKUP: "backup.json", HANDOVER: "handover.json"}
_CHUNK = 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What was in such a file: its database in a file of its own, its keys, and the time that it tells."""

    copy: Path
    key_file: KeyFile
    data_key: bytes
    made: datetime | None


def publish_sealed(
    copy: Path, data_key: bytes, key_file: KeyFile, path: Path, made: datetime | None, kind: str
) -> None:
    """Check the database at `copy`, pack it with its keys, read the zip back, and give it its name.

    UserProblem `backup_not_whole` where the disk does not give back what was written.
    """
    with machine_problems(path), temporary_beside(path) as archive:
        try:
            check_database(copy, data_key, path)
            _write_zip(archive, copy, key_file.without_keyring().to_json(), made, kind)
            check_sums(archive, path, kind)
        except UserProblem as problem:
            if problem.code != "backup_damaged":
                raise
            raise UserProblem("backup_not_whole", path=path) from None
        publish(archive, path)


def check_sums(sealed: Path, shown: Path, kind: str = BACKUP) -> None:
    """UserProblem where what stands on the disk is not what its list says. `shown`: what messages call it."""
    with _open_sealed(sealed, kind) as archive:
        forget_cached(sealed)
        shas = _listing(archive, shown, kind)["sha256"]
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


@contextmanager
def unsealed(sealed: Path, beside: Path, secret: str, kind: str) -> Iterator[Unsealed]:
    """The file opened by its key, every page of it read. Its copy on the disk of `beside`, brought to today's
    schema, is gone afterwards unless it was renamed. UserProblem when the secret is wrong or anything is
    damaged.
    """
    with _open_sealed(sealed, kind) as archive:
        listing = _listing(archive, sealed, kind)
        key_file = _keys(archive, listing["sha256"], sealed)
        data_key = key_file.unlock(secret)
        with machine_problems(beside), temporary_beside(beside) as copy:
            _extract(archive, listing["sha256"], copy, sealed)
            check_database(copy, data_key, sealed)
            if bring_to_today(copy, data_key):
                check_database(copy, data_key, sealed)
            checkpoint()
            yield Unsealed(copy, key_file, data_key, _made(listing))


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


def is_sealed(path: Path, kind: str) -> bool:
    """Whether the file is one of that kind, as far as its list of contents tells."""
    try:
        with _open_sealed(path, kind) as archive:
            _listing(archive, path, kind)
    except UserProblem:
        return False
    return True


def _write_zip(archive: Path, database: Path, keys: bytes, made: datetime | None, kind: str) -> None:
    with open_private(archive) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as out:
            with database.open("rb") as source, out.open(_info(_DATABASE), "w", force_zip64=True) as target:
                sha = _copy(source, target)
            out.writestr(_info(_KEYS), keys)
            shas = {_DATABASE: sha, _KEYS: hashlib.sha256(keys).hexdigest()}
            listing = {"format": kind, "made": made.isoformat(timespec="seconds") if made else None}
            out.writestr(_info(_LISTINGS[kind]), json.dumps({**listing, "sha256": shas}, indent=1))
        sync_file(file)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def _open_sealed(path: Path, kind: str) -> Iterator[zipfile.ZipFile]:
    with open_regular(path) as file:
        yield _opened(file, path, kind)


def _opened(file: BinaryIO, path: Path, kind: str) -> zipfile.ZipFile:
    """The zip in `file`. It is our own: any size, but these entries alone, none of them packed."""
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
    if [entry.filename for entry in entries] != [_DATABASE, _KEYS, _LISTINGS[kind]] or not stored:
        raise UserProblem("backup_damaged", path=path)
    return archive


def _listing(archive: zipfile.ZipFile, path: Path, kind: str) -> dict[str, Any]:
    try:
        content = json.loads(_small(archive, _LISTINGS[kind]))
        if content["format"] == kind and set(content["sha256"]) == {_DATABASE, _KEYS}:
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


def _copy(source: IO[bytes], target: IO[bytes] | None) -> str:
    sha = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        checkpoint()
        sha.update(chunk)
        if target is not None:
            target.write(chunk)
    return sha.hexdigest()
