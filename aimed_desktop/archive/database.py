"""The encrypted SQLite file: opening by the raw key, transactions, the driver's faults in Chinese."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from aimed_desktop.archive.schema import MIGRATIONS
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.private_files import create_private, machine_problems
from aimed_desktop.stopping import checkpoint

Bindings = Sequence[Any] | Mapping[str, Any]
Rows = list[tuple[Any, ...]]

_SETTINGS = (
    "PRAGMA temp_store = MEMORY",  # sorting must leave no plain text in a temporary file
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a commit outlives a power cut, not only a crash
    "PRAGMA busy_timeout = 2000",
    "PRAGMA journal_size_limit = 16777216",
)
_STEPS = 100  # of SQLite's machine: a few rows


class Database:
    """One connection. Calls from several threads wait for each other; one process at a time holds it."""

    def __init__(self, path: Path, data_key: bytes, *, create: bool = False) -> None:
        """Open the file at `path`. UserProblem when it is damaged, newer than this program, or not ours."""
        self.path = path
        self._lock = threading.RLock()
        self._depth = 0
        if create:
            with machine_problems(path):
                create_private(path)  # SQLite gives -wal and -shm the mode of the main file
        with _user_problems(path):
            self._connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
            try:
                self._connection.execute("PRAGMA cipher = 'chacha20'")
                self._connection.execute(f"PRAGMA key = 'raw:{data_key.hex()}'", can_cache=False)
                for setting in _SETTINGS:
                    self._connection.execute(setting).fetchall()
                self._migrate()
            except BaseException:
                self._connection.close()
                raise

    def rows(self, sql: str, bindings: Bindings = ()) -> Rows:
        """Every row of one statement."""
        with self._lock, _user_problems(self.path):
            return self._connection.execute(sql, bindings).fetchall()

    def row(self, sql: str, bindings: Bindings = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        return next(iter(self.rows(sql, bindings)), None)

    def insert(self, sql: str, bindings: Bindings) -> int:
        """The row number that an INSERT made."""
        with self._lock:
            self.rows(sql, bindings)
            return self._connection.last_insert_rowid()

    @property
    def changes(self) -> int:
        """How many rows the last statement changed."""
        return self._connection.changes()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; a transaction inside one belongs to it."""
        with self._lock:
            if self._depth == 0:
                self.rows("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self.rows("COMMIT")
            except BaseException:
                if self._depth == 1:
                    self._roll_back()
                raise
            finally:
                self._depth -= 1

    def copy_to(self, path: Path) -> None:
        """A consistent copy under the same key into the empty file at `path`; reads every page."""
        with self._lock, self._stoppable():
            self.rows("VACUUM INTO ?", (str(path),))

    def damages(self) -> list[str]:
        """What SQLite finds wrong, in its own words: pages that do not decrypt, lost references."""
        self.rows("PRAGMA shrink_memory")  # judge the disk, not the cache
        try:
            with self._lock, self._stoppable():
                found = [str(text) for (text,) in self.rows("PRAGMA integrity_check(10)") if text != "ok"]
                found += [f"foreign key: {row[0]}" for row in self.rows("PRAGMA foreign_key_check")]
        except UserProblem as problem:
            return [problem.code]
        return found

    def close(self) -> None:
        """Bring the journal into the file and end. Safe to call twice."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _stoppable(self) -> Iterator[None]:
        """A long statement inside comes by a checkpoint now and then."""
        self._connection.set_progress_handler(_come_by, _STEPS)
        try:
            yield
        finally:
            self._connection.set_progress_handler(None)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:  # SQLite rolls back by itself after some faults, as a full disk
            self._connection.execute("ROLLBACK")
        with contextlib.suppress(apsw.Error):  # give the disk back what the failed write took
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)

    def _migrate(self) -> None:
        version = self._connection.pragma("user_version")
        if version > len(MIGRATIONS):
            raise UserProblem("archive_newer")
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            with self.transaction():
                self.rows(script)
                self.rows(f"PRAGMA user_version = {number}")


def _come_by() -> bool:
    checkpoint()
    return False


@contextmanager
def _user_problems(path: Path) -> Iterator[None]:
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
        raise UserProblem("target_unwritable", path=path, reason="打不开文件") from error
    except apsw.ReadOnlyError as error:
        raise UserProblem("target_unwritable", path=path, reason="磁盘是只读的") from error
    except apsw.IOError as error:
        raise UserProblem("target_unwritable", path=path, reason="磁盘读写出错") from error
