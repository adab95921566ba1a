"""The encrypted SQLite file while it is open: statements, transactions, its copies."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from aimed_desktop.archive.connection import connect, user_problems
from aimed_desktop.archive.file_presence import DatabaseStanding, standing_of
from aimed_desktop.archive.migration import check_schema
from aimed_desktop.archive.readable import copy_readable
from aimed_desktop.archive.schema import MIGRATIONS
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.modes import write_new
from aimed_desktop.stopping import checkpoint

SqlValues = Sequence[Any] | Mapping[str, Any]
SqlRows = list[tuple[Any, ...]]

_STEPS = 100  # of SQLite's machine: a few rows


class Database:
    """One connection. Calls from several threads wait for each other; one process at a time holds it."""

    def __init__(
        self, path: Path, data_key: bytes, *, read_only: bool = False, as_it_is: bool = False
    ) -> None:
        """Open the file at `path`. UserProblem when it is damaged, newer than this program, or not ours.

        One of an older schema keeps it (`is_of_today`). `as_it_is`: read it though it is cut off.
        """
        self.path = path
        self.is_read_only = read_only
        self._as_it_is = as_it_is
        self.is_open = True
        self.look: Callable[[], None] = lambda: None  # asked before and after each write
        self._data_key = data_key
        self._lock = threading.RLock()
        self._depth = 0
        self._connection = self._connected()
        self.standing = standing_of(path)

    def change(self) -> str | None:
        """What another program has done to the file since it was last written; None while it stands."""
        return self.standing.change(self.path)

    def standing_now(self) -> DatabaseStanding:
        """What stands under the names of its files now."""
        return standing_of(self.path)

    def reopen(self) -> None:
        """Let go of the file that is open, and open for writing what stands under its name now; UserProblem
        where that is of an older schema, which is not written.
        """
        with self._lock:
            was_read_only = self.is_read_only
            with contextlib.suppress(apsw.Error):
                self._connection.close()
            self.is_read_only = False
            try:
                self._connection = self._connected(of_today=True)
            except UserProblem:
                self.is_read_only = was_read_only
                self._connection = self._connected()
                raise
            self.standing = standing_of(self.path)

    def exchange(self, data_key: bytes, put: Callable[[], None]) -> None:
        """Let go of the file; `put` brings another to its name, under `data_key`, which is opened."""
        with self._lock:
            self._connection.close()
            try:
                put()
                self._data_key = data_key
            finally:
                self._connection = self._connected()
                self.standing = standing_of(self.path)

    @property
    def is_of_today(self) -> bool:
        """Whether it has the schema of this program; an older one is brought there by `schema_step`."""
        return bool(self._connection.pragma("user_version") == len(MIGRATIONS))

    def rows(self, sql: str, bindings: SqlValues = ()) -> SqlRows:
        """Every row of one statement."""
        with self._lock, user_problems(self.path):
            return self._connection.execute(sql, bindings).fetchall()

    def row(self, sql: str, bindings: SqlValues = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        return next(iter(self.rows(sql, bindings)), None)

    def insert(self, sql: str, bindings: SqlValues) -> int:
        """The row number that an INSERT made."""
        with self._lock:
            self.rows(sql, bindings)
            return self._connection.last_insert_rowid()

    @property
    def total_changes(self) -> int:
        """How many rows were changed since it was opened."""
        return self._connection.total_changes()

    @property
    def changes(self) -> int:
        """How many rows the last statement changed."""
        return self._connection.changes()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; a transaction inside one belongs to it."""
        with self._lock:
            if self._depth == 0:
                self.look()
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
                if self._depth == 0:
                    self._note_sizes()
            if self._depth == 0:
                self.look()

    @contextmanager
    def held(self) -> Iterator[apsw.Connection]:
        """The connection itself, for whoever reads around damaged pages."""
        with self._lock:
            self._connection.execute("PRAGMA shrink_memory")  # look at the disk, not at the cache
            yield self._connection

    def save_to(self, path: Path) -> bool:
        """Everything that can still be read into the empty file at `path`; whether that is all of it."""
        try:
            self.copy_to(path)
        except UserProblem as problem:
            if problem.code == "disk_full":
                raise
        else:
            return True
        write_new(path, b"")  # what a broken copy has left in it
        with self._lock:
            copy_readable(self._connection, path, self._data_key)
        return False

    def copy_to(self, path: Path) -> None:
        """A consistent copy under the same key into the empty file at `path`; reads every page."""
        with self._lock, self._stoppable():
            if self.is_read_only:  # the file itself is open for reading alone
                self.rows("PRAGMA query_only = OFF")
            self.rows("VACUUM INTO ?", (str(path),))

    def damages(self) -> list[str]:
        """What SQLite finds wrong, in its own words: pages that do not decrypt, lost references.

        By a connection of its own: the disk is judged, not the cache, and no save waits for it.
        """
        try:
            with contextlib.closing(self._connect()) as connection, user_problems(self.path):
                connection.set_progress_handler(_come_by, _STEPS)
                integrity = connection.execute("PRAGMA integrity_check(10)").fetchall()
                lost = connection.execute("PRAGMA foreign_key_check").fetchall()
        except UserProblem as problem:
            return [problem.code]
        return [str(text) for (text,) in integrity if text != "ok"] + [
            f"foreign key: {row[0]}" for row in lost
        ]

    def close(self) -> None:
        """Bring the journal into the file and end. Safe to call twice."""
        with self._lock:
            self.is_open = False
            self._connection.close()

    def _connected(self, *, of_today: bool = False) -> apsw.Connection:
        connection = self._connect()
        try:
            check_schema(connection, self.path, of_today=of_today)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(self) -> apsw.Connection:
        return connect(self.path, self._data_key, read_only=self.is_read_only, as_it_is=self._as_it_is)

    def _note_sizes(self) -> None:
        """What this connection itself has written is no change."""
        self.standing = self.standing.after_writing(standing_of(self.path))

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


def _come_by() -> bool:
    checkpoint()
    return False
