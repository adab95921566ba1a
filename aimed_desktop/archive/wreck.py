"""A damaged archive, read piece by piece: what stands on whole pages is given, the rest is None."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import apsw

from aimed_desktop.archive.entries import Meta, local_time, meta_from_json
from aimed_desktop.archive.readable import read_between, read_row, read_rows, row_numbers

_NAMED_IN: Final = ("history", "packets", "events", "versions", "scans")  # each with an index over these


@dataclass(frozen=True, slots=True)
class Remains:
    """What can be read of an application. `data`: its application.json; `step`: of the history, where that
    stands in for what was lost; `files`: its tree, None where even that is lost.
    """

    id: str
    meta: Meta
    data: bytes
    files: int | None
    step: int | None = None
    time: str = ""  # of that step


@dataclass(frozen=True, slots=True)
class Kept:
    """A tree of files kept with an application, and the folder in which they are to stand."""

    folder: str
    files: int


@dataclass(frozen=True, slots=True)
class _Step:
    seq: int
    row: int


class Wreck:
    """Reads a connection that its caller holds. Nothing here raises for a damaged page."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def applications(self) -> list[str]:
        """The id of every application that is named anywhere."""
        found = dict.fromkeys(self._rows_by_id)
        for row in read_between(self._connection, "SELECT id FROM applications", "id").rows:
            found.setdefault(row[0])
        for table in _NAMED_IN:
            sql = f"SELECT DISTINCT application FROM {table}"  # noqa: S608
            for row in read_between(self._connection, sql, "application").rows:
                found.setdefault(row[0])
        return sorted(found)

    @cached_property
    def deleted(self) -> tuple[frozenset[str], bool]:
        """Those in the recycle bin; whether these are all."""
        found = read_between(self._connection, "SELECT application FROM bin", "application")
        return frozenset(application for (application,) in found.rows), found.is_whole

    def remains(self, application: str) -> Remains | None:
        """The application as it stood, else as the last readable step of its history left it."""
        row = self._rows_by_id.get(application)
        if row is not None:
            (data,) = self._of_row("applications", "data", row) or (None,)
            if is_json(data):
                (meta,) = self._of_row("applications", "meta", row) or (None,)
                (files,) = self._of_row("applications", "files", row) or (None,)
                return Remains(application, _meta(meta, data), data, files)
        return self._last_step(application)

    @property
    def has_whole_history(self) -> bool:
        """Whether every step of every application's history can be read."""
        return self._history.is_whole and all(
            self._step(step) is not None for steps in self._history.steps.values() for step in steps
        )

    def beside(self, application: str) -> tuple[list[Kept], bool]:
        """What is kept with it: packets, scans, receipts, the very files that its fixed versions were printed
        from; whether that is all.
        """
        packets = self._kept("packets", "name, files", application, "报送包/{}")
        scans = self._kept("scans", "name, files", application, "扫描件")
        papers = self._kept("versions", "version, printed", application, "定稿/第{}版")
        receipts = self._kept("events", "number, files", application, "报送回执/{}")
        found = (packets, scans, papers, receipts)
        return [each for kept, _ in found for each in kept], all(is_whole for _, is_whole in found)

    def names(self, tree: int) -> tuple[dict[str, int], bool]:
        """The number of each file's content by its name; whether these are all."""
        found = read_between(
            self._connection, "SELECT name, blob FROM tree_files WHERE tree = ?", "name", (tree,)
        )
        names = {str(name): int(blob) for name, blob in found.rows}
        if not found.is_whole:
            names = self._other_names.get(tree, {}) | names
        known = read_row(self._connection, "SELECT 1 FROM trees WHERE id = ?", (tree,))
        return names, found.is_whole and known is not None

    def content(self, blob: int) -> bytes | None:
        """The content of a file, the very one that was put there."""
        row = read_row(self._connection, "SELECT content, sha FROM blobs WHERE id = ?", (blob,))
        if row is None or hashlib.sha256(row[0]).digest() != row[1]:
            return None
        return bytes(row[0])

    def profile(self) -> tuple[str | None, bool]:
        """The unit profile as JSON, None where there is none or it is lost; whether it is not lost."""
        found = read_rows(self._connection, "SELECT data FROM profile")
        return (found.rows[0][0] if found.rows else None), found.is_whole

    @cached_property
    def _rows_by_id(self) -> dict[str, int]:
        rows = {}
        for (number,) in row_numbers(self._connection, "applications").rows:
            if (found := self._of_row("applications", "id", number)) is not None:
                rows[str(found[0])] = int(number)
        return rows

    @cached_property
    def _history(self) -> _History:
        found = row_numbers(self._connection, "history")
        steps: dict[str, list[_Step]] = {}
        for (number,) in found.rows:
            if (row := self._of_row("history", "application, seq", number)) is not None:
                steps.setdefault(row[0], []).append(_Step(row[1], number))
        return _History(steps, found.is_whole)

    @cached_property
    def _other_names(self) -> dict[int, dict[str, int]]:
        """The same names by the other index, whose pages are others."""
        names: dict[int, dict[str, int]] = {}
        sql = "SELECT tree, name, blob FROM tree_files INDEXED BY tree_files_blob"
        for tree, name, blob in read_between(self._connection, sql, "blob, tree, name").rows:
            names.setdefault(tree, {})[name] = blob
        return names

    def _last_step(self, application: str) -> Remains | None:
        steps = sorted(self._history.steps.get(application, ()), key=lambda step: step.seq, reverse=True)
        for step in steps:
            if (data := self._step(step)) is not None:
                meta, files, time = self._of_row("history", "meta, files, time", step.row) or (None, None, 0)
                return Remains(application, _meta(meta, data), data, files, step.seq, local_time(time))
        return None

    def _step(self, step: _Step) -> bytes | None:
        row = self._of_row("history", "data", step.row)
        try:
            data = zlib.decompress(row[0]) if row else None
        except zlib.error:
            return None
        return data if is_json(data) else None

    def _of_row(self, table: str, columns: str, number: int) -> tuple[Any, ...] | None:
        """Some columns of a row: those before them may stand on pages of their own, which are lost."""
        sql = f"SELECT {columns} FROM {table} NOT INDEXED WHERE rowid = ?"  # noqa: S608
        return read_row(self._connection, sql, (number,))

    def _kept(self, table: str, columns: str, application: str, folder: str) -> tuple[list[Kept], bool]:
        sql = f"SELECT {columns}, rowid FROM {table} NOT INDEXED WHERE application = ?"  # noqa: S608
        found = read_between(self._connection, sql, "rowid", (application,))
        kept = [Kept(folder.format(name), files) for name, files, _ in found.rows if files is not None]
        return kept, found.is_whole


@dataclass(frozen=True, slots=True)
class _History:
    steps: dict[str, list[_Step]]
    is_whole: bool


def is_json(data: Any) -> bool:
    """Whether `data` is the bytes of JSON."""
    try:
        json.loads(data)
    except (TypeError, ValueError):
        return False
    return True


def _meta(text: str | None, data: bytes) -> Meta:
    """What the list showed; where that is lost, what the data itself says of its form."""
    try:
        return meta_from_json(text or "")
    except (ValueError, TypeError):
        content = json.loads(data)
        return Meta(str(content.get("form", "")) if isinstance(content, dict) else "")
