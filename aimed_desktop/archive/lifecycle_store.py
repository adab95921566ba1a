"""What is kept of an application's life: events, the versions that were fixed, seals ticked off, scans."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aimed_desktop.application.life.lifecycle import Event
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.entries import local_time
from aimed_desktop.archive.file_sets import StoredFiles, put_tree, remove_unused
from aimed_desktop.archive.records import Records
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.fixed_paper import FixedPaper, paper_from_listing

MATCH_FILE = "逐页对上.json"  # beside a scan, whose own name ends as that of a picture or PDF
_HAS_PAPER = "SELECT 1 FROM pragma_table_info('versions') WHERE name = 'printed'"


@dataclass(frozen=True, slots=True)
class FixedVersion:
    """A version as 定稿 left it: its application.json, its files, and what became void by it, as JSON."""

    version: int
    data: bytes
    files: StoredFiles
    void: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class KeptScan:
    """A stamped scan. `version`: the one that was fixed when it came in; `time`: local, ISO 8601."""

    number: int
    name: str
    version: int
    time: str


class LifecycleStore:
    """Reads and writes these tables; every write is one transaction, or belongs to the one around it."""

    def __init__(self, database: Database, now: Callable[[], int]) -> None:
        """`now` gives milliseconds since 1970."""
        self._database = database
        self._records = Records(database)
        self._now = now

    def events(self, application: str) -> tuple[Event, ...]:
        """Everything that was done, oldest first."""
        return self._records.events(application)

    def add_event(
        self,
        application: str,
        event: Event,
        receipt: Mapping[str, bytes] | None = None,
        time: int | None = None,
    ) -> None:
        """Note what was done, now or at another `time` (milliseconds since 1970), and keep its receipt."""
        self._records.add(application, event, self._now() if time is None else time, receipt or {})

    def receipt(self, number: int) -> StoredFiles | None:
        """The files of the receipt of a record; None where it has none."""
        return self._records.receipt(number)

    def fix_version(self, application: str, version: int) -> None:
        """Keep the application as it stands in the archive as this version."""
        with self._database.transaction():
            sql = "SELECT data, files FROM applications WHERE id = ?"
            for data, tree in self._database.rows(sql, (application,)):
                self._database.rows(
                    "INSERT OR REPLACE INTO versions (application, version, files, data) VALUES (?, ?, ?, ?)",
                    (application, version, tree, zlib.compress(data)),
                )

    def set_void(self, application: str, version: int, void: dict[str, Any]) -> None:
        """Note what became void by this version."""
        self._database.rows(
            "UPDATE versions SET void = ? WHERE application = ? AND version = ?",
            (json.dumps(void), application, version),
        )

    def version(self, application: str, version: int) -> FixedVersion | None:
        """A version that was fixed; None where there is none of that number."""
        sql = "SELECT data, files, void FROM versions WHERE application = ? AND version = ?"
        row = self._database.row(sql, (application, version))
        if row is None:
            return None
        files = StoredFiles(self._database, lambda: int(row[1]))
        return FixedVersion(version, zlib.decompress(row[0]), files, json.loads(row[2]) if row[2] else None)

    @property
    def can_keep(self) -> bool:
        """Whether anything can be written; an archive that is only read may be of an older schema, too."""
        return not self._database.is_read_only

    def keep_paper(self, application: str, version: int, paper: FixedPaper) -> None:
        """Keep the files that a fixed version is printed from; those once kept stay."""
        with self._database.transaction():
            self._database.rows(
                "UPDATE versions SET printed = ?, paper = ?"
                " WHERE application = ? AND version = ? AND printed IS NULL",
                (put_tree(self._database, paper.files), json.dumps(paper.listing()), application, version),
            )

    def paper(self, application: str, version: int) -> FixedPaper | None:
        """The files that a fixed version is printed from, read when asked for; None where none are kept."""
        if not self.can_keep and not self._database.row(_HAS_PAPER):
            return None
        sql = "SELECT printed, paper FROM versions WHERE application = ? AND version = ? AND printed NOT NULL"
        row = self._database.row(sql, (application, version))
        if row is None:
            return None
        return paper_from_listing(json.loads(row[1]), StoredFiles(self._database, lambda: int(row[0])))

    def ticks(self, application: str, version: int) -> frozenset[tuple[int, int]]:
        """The places of this version that were ticked off: number of the place and copy, both from 0."""
        sql = "SELECT place, copy FROM ticks WHERE application = ? AND version = ?"
        return frozenset((place, copy) for place, copy in self._database.rows(sql, (application, version)))

    def set_tick(self, application: str, version: int, place: int, copy: int, *, is_set: bool) -> None:
        """Tick a place of one copy off, or not."""
        row = (application, version, place, copy)
        if is_set:
            self._database.rows("INSERT OR IGNORE INTO ticks VALUES (?, ?, ?, ?)", row)
        else:
            self._database.rows(
                "DELETE FROM ticks WHERE application = ? AND version = ? AND place = ? AND copy = ?", row
            )

    def scans(self, application: str) -> tuple[KeptScan, ...]:
        """The scans kept with an application, oldest first."""
        sql = "SELECT number, name, version, time FROM scans WHERE application = ? ORDER BY number"
        return tuple(
            KeptScan(number, name, version, local_time(time))
            for number, name, version, time in self._database.rows(sql, (application,))
        )

    def add_scan(self, application: str, name: str, version: int, content: bytes) -> int:
        """Keep a scan; its number."""
        with self._database.transaction():
            return self._database.insert(
                "INSERT INTO scans (application, version, time, name, files) VALUES (?, ?, ?, ?, ?)",
                (application, version, self._now(), name, put_tree(self._database, {name: content})),
            )

    def twin_of_scan(self, application: str, content: bytes) -> str | None:
        """The name of the kept scan that holds the same; None where there is none."""
        return next((s.name for s in self.scans(application) if self.scan_content(s.number) == content), None)

    def keep_match(self, number: int, content: bytes) -> None:
        """Keep what was found of a scan beside it, in place of what was kept before.

        The set of files before stays until something is taken out: somebody may be reading it.
        """
        with self._database.transaction():
            row = self._database.row("SELECT files FROM scans WHERE number = ?", (number,))
            if row is not None:
                tree = put_tree(self._database, {MATCH_FILE: content}, int(row[0]))
                self._database.rows("UPDATE scans SET files = ? WHERE number = ?", (tree, number))

    def match_of(self, number: int) -> bytes | None:
        """What `keep_match` was given; None where a scan was not matched, or is no longer kept."""
        row = self._database.row("SELECT files FROM scans WHERE number = ?", (number,))
        return StoredFiles(self._database, lambda: int(row[0])).get(MATCH_FILE) if row is not None else None

    def remove_scan(self, number: int) -> None:
        """Take a scan out."""
        with self._database.transaction():
            self._database.rows("DELETE FROM scans WHERE number = ?", (number,))
            remove_unused(self._database)

    def scan_content(self, number: int) -> bytes:
        """The file of a scan. UserProblem where it is no longer kept."""
        row = self._database.row("SELECT name, files FROM scans WHERE number = ?", (number,))
        if row is None:
            raise UserProblem("unknown_scan")
        return StoredFiles(self._database, lambda: int(row[1])).read(row[0])
