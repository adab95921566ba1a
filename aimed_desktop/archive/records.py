"""What was done with an application, one record after the other, each linked to the one before by its hash.

A link is SHA-256 over the link before and the record as JSON. It shows that a record was changed, or taken
out between others. It does not show that the last ones were cut off, or that whoever has the key made all
links anew or took all of them off: records of an older program have none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from aimed_desktop.application.life.lifecycle import Deed, Event, HandedOver
from aimed_desktop.application.model import Status
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.entries import local_time
from aimed_desktop.archive.file_sets import StoredFiles, put_tree

_LINKED: Final = "number, time, version, deed, status, date, who, note, fingerprint"
_START: Final = b""
_IS_LINKED = "SELECT 1 FROM pragma_table_info('events') WHERE name = 'link'"


class Records:
    """Reads and adds records; nothing changes one, or takes one out, but the removal of its application."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def events(self, application: str) -> tuple[Event, ...]:
        """Everything that was done, oldest first."""
        more = "facts, files" if self._are_linked else "'', NULL"
        sql = f"SELECT {_LINKED}, {more} FROM events WHERE application = ? ORDER BY number"  # noqa: S608
        return tuple(_event(row) for row in self._database.rows(sql, (application,)))

    def add(self, application: str, event: Event, time: int, receipt: Mapping[str, bytes]) -> None:
        """Note what was done at `time`, in milliseconds since 1970."""
        with self._database.transaction():
            tree = put_tree(self._database, receipt) if receipt else None
            facts = json.dumps(asdict(event.handed_over), ensure_ascii=False) if event.handed_over else ""
            record = (
                time,
                event.version,
                event.deed.value,
                event.status.value,
                event.date,
                event.who,
                event.note,
                event.fingerprint,
                facts,
            )
            link = _link(self._last_link(application), application, record, self._digest(tree))
            self._database.rows(
                "INSERT INTO events (application, time, version, deed, status, date, who, note, fingerprint,"
                " facts, files, link) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (application, *record, tree, link),
            )

    def receipt(self, number: int) -> StoredFiles | None:
        """The files of the receipt of a record; None where it has none."""
        row = self._database.row("SELECT files FROM events WHERE number = ? AND files NOT NULL", (number,))
        return StoredFiles(self._database, lambda: int(row[0])) if row is not None else None

    def broken(self) -> Iterator[tuple[str, int]]:
        """Each application whose records do not follow one another, and the first that does not, from 1."""
        for (application,) in self._database.rows("SELECT DISTINCT application FROM events ORDER BY 1"):
            for place, (computed, kept) in enumerate(self._links(application), 1):
                if computed != kept:
                    yield application, place
                    break

    @property
    def _are_linked(self) -> bool:
        """False only of an archive of an earlier schema, which is but read."""
        return not self._database.is_read_only or self._database.row(_IS_LINKED) is not None

    def _last_link(self, application: str) -> bytes:
        links = [computed for computed, _ in self._links(application)]
        return links[-1] if links else _START

    def _links(self, application: str) -> Iterator[tuple[bytes, bytes]]:
        """Of each record the link that it should have, and the one that it has; before the first link that is
        kept stand the records of an older program, which wrote none.
        """
        sql = f"SELECT {_LINKED}, facts, files, link FROM events WHERE application = ? ORDER BY number"  # noqa: S608
        link, is_linked = _START, False
        for _, *record, tree, kept in self._database.rows(sql, (application,)):
            link = _link(link, application, record, self._digest(tree))
            is_linked = is_linked or kept is not None
            yield link, kept if is_linked else link

    def _digest(self, tree: int | None) -> str:
        if tree is None:
            return ""
        row = self._database.row("SELECT sha FROM trees WHERE id = ?", (tree,))
        return row[0].hex() if row is not None else "?"


def _link(before: bytes, application: str, record: Any, digest: str) -> bytes:
    told = json.dumps([application, *record, digest], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(before + told.encode()).digest()


def _event(row: tuple[Any, ...]) -> Event:
    number, time, version, deed, status, date, who, note, fingerprint, facts, files = row
    return Event(
        Deed(deed),
        Status(status),
        version,
        local_time(time),
        date,
        who,
        note,
        fingerprint,
        HandedOver(**json.loads(facts)) if facts else None,
        number,
        files is not None,
    )
