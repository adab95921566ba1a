"""One connection to the encrypted file: its key, its settings, the driver's faults in Chinese."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import apsw

from aimed_desktop.archive.file_presence import journal_of
from aimed_desktop.errors import UserProblem

SETTINGS: Final = (
    "PRAGMA temp_store = MEMORY",  # sorting must leave no plain text in a temporary file
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",  # a write-ahead log: readers and one writer beside one another
    "PRAGMA synchronous = FULL",  # a commit outlives a power cut, not only a crash
    "PRAGMA busy_timeout = 2000",
    "PRAGMA journal_size_limit = 16777216",
)
_READING: Final = (
    # First: with it the index of the journal stands in memory, so that nothing is written beside the file.
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA query_only = ON",
)
_AS_IT_IS: Final = ("PRAGMA writable_schema = ON",)  # so SQLite overlooks what is cut off at the end
# Without the locks of the operating system, which a file that may only be read does not give.
_READING_VFS: Final = f"multipleciphers-{'win32' if sys.platform == 'win32' else 'unix'}-none"
PAGE_BYTES: Final = 4096  # SQLite's own; no archive was ever made with another
_FULL_BELOW_BYTES: Final = 256 * 1024  # the journal and its index need that much to begin


def connect(
    path: Path, data_key: bytes, *, read_only: bool = False, as_it_is: bool = False
) -> apsw.Connection:
    """The database at `path`, which must hold one: a file too short for a page, or a folder, is damaged.

    `as_it_is`, for reading alone: also one that is shorter than its first page tells.
    """
    with user_problems(path):
        if path.is_dir() or path.stat().st_size < PAGE_BYTES:
            raise UserProblem("archive_damaged", path=path)
        if read_only:
            return _prepared(_reading(path), data_key, (*_READING, *(_AS_IT_IS if as_it_is else ())))
        return _prepared(apsw.Connection(str(path), apsw.SQLITE_OPEN_READWRITE), data_key, SETTINGS)


def connect_new(path: Path, data_key: bytes) -> apsw.Connection:
    """A database in the empty file at `path`."""
    with user_problems(path):
        return _prepared(apsw.Connection(str(path), apsw.SQLITE_OPEN_READWRITE), data_key, SETTINGS)


def rekey(path: Path, old_key: bytes, new_key: bytes) -> None:
    """Write every page of the database at `path`, which nobody has open, under another key."""
    with user_problems(path):
        connection = apsw.Connection(str(path), apsw.SQLITE_OPEN_READWRITE)
        try:
            connection.execute("PRAGMA cipher = 'chacha20'")
            connection.execute(f"PRAGMA key = 'raw:{old_key.hex()}'", can_cache=False)
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()  # none is rekeyed under WAL
            connection.execute(f"PRAGMA rekey = 'raw:{new_key.hex()}'", can_cache=False).fetchall()
        finally:
            connection.close()


def _reading(path: Path) -> apsw.Connection:
    """With the journal that stands beside it; where there is none, none is begun either."""
    journal = journal_of(path)
    if journal.exists() and journal.stat().st_size:
        return apsw.Connection(str(path), apsw.SQLITE_OPEN_READONLY, _READING_VFS)
    unchanging = f"{path.absolute().as_uri()}?immutable=1"
    return apsw.Connection(unchanging, apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)


def _prepared(connection: apsw.Connection, data_key: bytes, settings: tuple[str, ...]) -> apsw.Connection:
    try:
        connection.execute("PRAGMA cipher = 'chacha20'")
        connection.execute(f"PRAGMA key = 'raw:{data_key.hex()}'", can_cache=False)
        for setting in settings:
            connection.execute(setting).fetchall()
        connection.pragma("user_version")  # the first look at a page: is this the key, is there a page?
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def user_problems(path: Path) -> Iterator[None]:
    """Turns what the driver and the machine say about the file at `path` into a UserProblem."""
    try:
        yield
    except (apsw.NotADBError, apsw.CorruptError) as error:
        raise UserProblem("archive_damaged", path=path) from error
    except apsw.FullError as error:
        raise UserProblem("disk_full", path=path) from error
    except apsw.TooBigError as error:
        raise UserProblem("file_too_large") from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise UserProblem("archive_locked", path=path.parent) from error
    except (apsw.CantOpenError, apsw.PermissionsError) as error:
        raise _unwritable(path, "打不开文件") from error
    except apsw.ReadOnlyError as error:
        raise _unwritable(path, "磁盘是只读的") from error
    except (apsw.IOError, OSError) as error:
        raise _unwritable(path, "磁盘读写出错") from error


def _unwritable(path: Path, otherwise: str) -> UserProblem:
    """Why SQLite could not write: it tells a full disk and one that may not be written alike."""
    folder = path.parent
    try:
        if sys.platform != "win32" and os.statvfs(folder).f_flag & os.ST_RDONLY:
            return UserProblem("target_unwritable", path=path, reason="磁盘是只读的")
        if shutil.disk_usage(folder).free < _FULL_BELOW_BYTES:
            return UserProblem("disk_full", path=path)
        if not (os.access(folder, os.W_OK) and os.access(path, os.W_OK)):
            return UserProblem("target_unwritable", path=path, reason="没有权限")
    except OSError:
        pass
    return UserProblem("target_unwritable", path=path, reason=otherwise)
