"""The rows of one application going from one open archive into another, its files with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aimed_desktop.application.files import safe_name
from aimed_desktop.archive.database import Database
from aimed_desktop.errors import UserProblem
from aimed_desktop.stopping import checkpoint

Row = Mapping[str, Any]
_TREES: Final = ("definition", "files", "printed")  # columns that name a set of files


@dataclass(frozen=True, slots=True)
class _Table:
    """What is carried of a table, in the order of `by`, in which it is read again."""

    columns: tuple[str, ...]
    by: str


_LIFE: Final = ("time", "version", "deed", "status", "date", "who", "note", "fingerprint", "facts", "files")
TABLES: Final = {
    "history": _Table(("seq", "time", "meta", "definition", "files", "data"), "seq"),
    "packets": _Table(("name", "fingerprint", "time", "files"), "number"),
    "events": _Table((*_LIFE, "link"), "number"),
    "versions": _Table(("version", "files", "data", "void", "printed", "paper"), "version"),
    "ticks": _Table(("version", "place", "copy"), "version"),
    "scans": _Table(("version", "time", "name", "files"), "number"),
    "shared": _Table(("seq", "mark", "time", "who"), "number"),
    "progress": _Table(("filled", "total", "errors"), "application"),
}
_APPLICATION: Final = ("id", "changed", "meta", "definition", "files", "words", "data")


class Carrier:
    """Brings rows from `source` to `target`; files that the target has already are not brought again."""

    def __init__(self, source: Database, target: Database) -> None:
        self._source = source
        self._target = target
        self._trees: dict[int, int] = {}
        self._blobs: dict[int, int] = {}

    def application(self, application: str) -> None:
        """Everything of an application that the target does not have. UserProblem where there is none."""
        columns = ", ".join(_APPLICATION)
        sql = f"SELECT {columns} FROM applications WHERE id = ?"  # noqa: S608 - no word of the user
        row = self._source.row(sql, (application,))
        if row is None:
            raise UserProblem("unknown_entry", entry=application)
        with self._target.transaction():
            self._insert("applications", dict(zip(_APPLICATION, row, strict=True)))
            for table in TABLES:
                for found in self.rows(table, application):
                    self.put(table, application, found)

    def rows(self, table: str, application: str, *, of_target: bool = False) -> list[Row]:
        """The rows of an application in a table of `TABLES`."""
        known = TABLES[table]
        sql = f"SELECT {', '.join(known.columns)} FROM {table} WHERE application = ? ORDER BY {known.by}"  # noqa: S608
        database = self._target if of_target else self._source
        return [dict(zip(known.columns, row, strict=True)) for row in database.rows(sql, (application,))]

    def put(self, table: str, application: str, row: Row) -> None:
        """One of the source's rows into the target."""
        checkpoint()
        self._insert(table, {"application": application, **row})

    def put_missing(self, table: str, application: str, identity: Callable[[Row], object]) -> None:
        """Those of the source's rows beside the target's of which it has none of that identity."""
        known = {identity(row) for row in self.rows(table, application, of_target=True)}
        for row in self.rows(table, application):
            if identity(row) not in known:
                self.put(table, application, row)

    def tree(self, number: int) -> int:
        """The number that a set of files has in the target, where it is from now on."""
        if number not in self._trees:
            self._trees[number] = self._carried_tree(number)
        return self._trees[number]

    def _insert(self, table: str, row: Row) -> None:
        values = {
            key: self.tree(value) if key in _TREES and value is not None else value
            for key, value in row.items()
        }
        names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
        self._target.rows(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608

    def _carried_tree(self, number: int) -> int:
        row = self._source.row("SELECT sha FROM trees WHERE id = ?", (number,))
        if row is None:
            raise UserProblem("archive_damaged", path=self._source.path)
        known = self._target.row("SELECT id FROM trees WHERE sha = ?", row)
        if known is not None:
            return int(known[0])
        tree = self._target.insert("INSERT INTO trees (sha) VALUES (?)", row)
        for name, blob in self._source.rows("SELECT name, blob FROM tree_files WHERE tree = ?", (number,)):
            carried = tree, str(safe_name(name)), self._carried_blob(blob)
            self._target.rows("INSERT INTO tree_files (tree, name, blob) VALUES (?, ?, ?)", carried)
        return tree

    def _carried_blob(self, number: int) -> int:
        if number in self._blobs:
            return self._blobs[number]
        checkpoint()
        (sha,) = self._source.row("SELECT sha FROM blobs WHERE id = ?", (number,)) or (b"",)
        known = self._target.row("SELECT id FROM blobs WHERE sha = ?", (sha,))
        if known is not None:
            self._blobs[number] = int(known[0])
        else:
            (content,) = self._source.row("SELECT content FROM blobs WHERE id = ?", (number,)) or (b"",)
            if hashlib.sha256(content).digest() != sha:
                raise UserProblem("archive_damaged", path=self._source.path)
            sql = "INSERT INTO blobs (sha, content) VALUES (?, ?)"
            self._blobs[number] = self._target.insert(sql, (sha, content))
        return self._blobs[number]
