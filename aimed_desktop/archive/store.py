"""Applications, their files, history and packets, and the unit profile, in an open database."""

from __future__ import annotations

import builtins
import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Any

from aimed_desktop.application.life.progress import Progress
from aimed_desktop.archive import crockford, history
from aimed_desktop.archive.amendments import Amendments
from aimed_desktop.archive.carrying import Carrier
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.entries import (
    ArchiveEntry,
    HistoryEntry,
    Meta,
    Overview,
    PacketEntry,
    Stored,
    entry_of,
    local_time,
    meta_from_json,
    to_milliseconds,
)
from aimed_desktop.archive.file_sets import StoredFiles, put_tree, remove_unused
from aimed_desktop.archive.lifecycle_store import LifecycleStore
from aimed_desktop.archive.recycle_bin import RecycleBin
from aimed_desktop.archive.searching import fold, search_terms, searchable_words
from aimed_desktop.archive.shared_steps import SharedSteps
from aimed_desktop.archive.units import OfUnit, of_unit
from aimed_desktop.errors import UserProblem

Clock = Callable[[], datetime]
_RANDOM_CHARACTERS = 5


class Store:
    """Every write is one transaction, on the disk when the method returns."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.lifecycle = LifecycleStore(database, self.now)

    def together(self) -> AbstractContextManager[None]:
        """Everything written inside the block is kept, or nothing of it."""
        return self._database.transaction()

    def add(
        self,
        data: bytes,
        files: Mapping[str, bytes],
        sources: Mapping[str, bytes],
        meta: Meta,
        *,
        application: str | None = None,
    ) -> str:
        """Keep a new application (its application.json, files and definition); its id, which may be given."""
        with self._database.transaction():
            application = application or self._new_id()
            self._database.rows(
                """
                INSERT INTO applications (id, changed, meta, definition, files, data, words)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                (
                    application,
                    self.now(),
                    meta.to_json(),
                    put_tree(self._database, sources),
                    put_tree(self._database, files),
                    data,
                    searchable_words(application, meta, data),
                ),
            )
            history.append(self._database, application, self.now())
        return application

    def save(
        self,
        application: str,
        data: bytes,
        *,
        meta: Meta | None = None,
        files: Mapping[str, bytes] | None = None,
        remove: Iterable[str] = (),
        sources: Mapping[str, bytes] | None = None,
    ) -> None:
        """Write the next step: `files` are put beside those kept, the names in `remove` taken away.

        What is left out stays as it was; saving the same again adds no step.
        """
        with self._database.transaction():
            old_meta, definition, tree, _ = self._current(application)
            if files or remove:
                tree = put_tree(self._database, files or {}, base=tree, remove=remove)
            if sources is not None:
                definition = put_tree(self._database, sources)
            self._write(application, data, meta or old_meta, definition, tree)

    def load(self, application: str, seq: int | None = None) -> Stored:
        """The application as it stands, or as the step `seq` of its history left it."""
        application = _folded(application)
        if seq is None:
            meta, definition, _, data = self._current(application)
            files = self.files(application)
        else:
            meta, definition, tree, data = self._step(application, seq)
            files = StoredFiles(self._database, lambda: tree)
        return Stored(application, data, files, StoredFiles(self._database, lambda: definition), meta)

    def restore(self, application: str, seq: int) -> None:
        """Make an earlier step the current one, files included; what stood there stays in the history.

        Status and version stay as they are. UserProblem while a version is fixed.
        """
        with self._database.transaction():
            now, *_ = self._current(application)
            if now.status != Meta("").status:
                raise UserProblem("application_locked", version=now.version)
            meta, definition, tree, data = self._step(application, seq)
            meta = replace(meta, status=now.status, version=now.version)
            self._write(application, data, meta, definition, tree)

    def add_step(self, application: str) -> None:
        """Put what stands there behind the history, where a step of somebody else is the latest."""
        with self._database.transaction():
            history.append(self._database, _folded(application), self.now())

    def delete(self, application: str) -> None:
        """Take an application out with its history and packets. It cannot be undone."""
        with self._database.transaction():
            self._current(application)
            self._database.rows("DELETE FROM applications WHERE id = ?", (_folded(application),))
            remove_unused(self._database)

    def list(self) -> builtins.list[ArchiveEntry]:
        """Every application, the last changed first."""
        return self.search("")

    def search(self, text: str) -> builtins.list[ArchiveEntry]:
        """The applications in which every word of `text` stands; one Chinese character is a word."""
        return [line.entry for line in self.overview(text)]

    def overview(self, text: str = "", titles: Mapping[str, str] | None = None) -> builtins.list[Overview]:
        """The same with version and progress, as the start page shows them. `titles`: by the id of a form
        what it and its notice are called, which is found, too.
        """
        terms = search_terms(text)
        named = {form: fold(title) for form, title in (titles or {}).items()}
        condition, words = "", []
        for term in terms:
            forms = [form for form, title in named.items() if term in title]
            marks = ", ".join("?" * len(forms))
            condition += f" AND (instr(words, ?) > 0 OR json_extract(meta, '$.form') IN ({marks}))"
            words += [term, *forms]
        sql = f"""
            SELECT id, meta, changed, filled, total, errors
            FROM applications LEFT JOIN progress ON application = id
            WHERE id NOT IN (SELECT application FROM bin){condition}
            ORDER BY changed DESC, applications.rowid DESC
        """  # noqa: S608 - the condition holds no word of the user
        return [_overview(*row) for row in self._database.rows(sql, words)]

    def of_unit(self, unit: str) -> builtins.list[OfUnit]:
        """The applications of a unit, however its name is spaced; the last changed first."""
        return of_unit(self._database, unit)

    def keep_progress(self, application: str, progress: Progress) -> None:
        """Note how far an application is; no step of its history."""
        self._current(application)
        with self._database.transaction():
            self._database.rows(
                "INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?)",
                (_folded(application), progress.filled, progress.total, progress.errors),
            )

    @property
    def bin(self) -> RecycleBin:
        """The applications that were deleted a short while ago."""
        return RecycleBin(self._database, self.now)

    @property
    def shared(self) -> SharedSteps:
        """The states of its applications that somebody else has, too."""
        return SharedSteps(self._database)

    def carrier_from(self, given: Database) -> Carrier:
        """What brings the rows of another open archive into this one."""
        return Carrier(given, self._database)

    @property
    def amendments(self) -> Amendments:
        """The supplementary notices that were recorded."""
        return Amendments(self._database)

    def files(self, application: str) -> StoredFiles:
        """The application's files, following its saves; fulfils `application.files.Files`."""
        self._current(application)
        return StoredFiles(self._database, lambda: self._current(application)[2])

    def history(self, application: str) -> builtins.list[HistoryEntry]:
        """The kept steps, oldest first."""
        self._current(application)
        return history.entries(self._database, _folded(application))

    def history_page(
        self, application: str, before: int | None = None, *, most: int = 50, span: int = 1
    ) -> builtins.list[HistoryEntry]:
        """At most `most` kept steps before the step `before`, the latest first.

        Of each `span` of milliseconds the last step stands for the others of the same status and version.
        """
        return history.page(self._database, _folded(application), before, most, span)

    def latest_step(self, application: str) -> int:
        """The number of the latest step of an application's history."""
        return history.latest(self._database, _folded(application))

    def add_packet(self, application: str, name: str, fingerprint: str, files: Mapping[str, bytes]) -> int:
        """Keep the files of a packet with its application; the packet's number."""
        with self._database.transaction():
            self._current(application)
            return self._database.insert(
                "INSERT INTO packets (application, name, fingerprint, time, files) VALUES (?, ?, ?, ?, ?)",
                (
                    _folded(application),
                    name,
                    fingerprint,
                    self.now(),
                    put_tree(self._database, files),
                ),
            )

    def packets(self, application: str) -> builtins.list[PacketEntry]:
        """The packets kept with an application, oldest first."""
        self._current(application)
        sql = "SELECT number, name, fingerprint, time FROM packets WHERE application = ? ORDER BY number"
        rows = self._database.rows(sql, (_folded(application),))
        return [
            PacketEntry(number, name, fingerprint, local_time(time))
            for number, name, fingerprint, time in rows
        ]

    def packet_files(self, number: int) -> StoredFiles:
        """The files of a kept packet."""
        row = self._database.row("SELECT files FROM packets WHERE number = ?", (number,))
        if row is None:
            raise UserProblem("unknown_entry", entry=number)
        return StoredFiles(self._database, lambda: int(row[0]))

    def profile(self) -> dict[str, Any]:
        """The unit profile, empty at first."""
        row = self._database.row("SELECT data FROM profile")
        return dict(json.loads(row[0])) if row else {}

    def save_profile(self, profile: Mapping[str, Any]) -> None:
        """Replace the unit profile."""
        data = json.dumps(dict(profile))
        with self._database.transaction():
            self._database.rows("INSERT OR REPLACE INTO profile (id, data) VALUES (1, ?)", (data,))

    def _write(self, application: str, data: bytes, meta: Meta, definition: int, tree: int) -> None:
        application = _folded(application)
        if (meta, definition, tree, data) == self._current(application):
            return
        now = self.now()
        self._database.rows(
            """
            UPDATE applications SET changed = ?, meta = ?, definition = ?, files = ?, data = ?, words = ?
            WHERE id = ?
            """,
            (
                now,
                meta.to_json(),
                definition,
                tree,
                data,
                searchable_words(application, meta, data),
                application,
            ),
        )
        history.append(self._database, application, now)

    def _current(self, application: str) -> tuple[Meta, int, int, bytes]:
        sql = "SELECT meta, definition, files, data FROM applications WHERE id = ?"
        row = self._database.row(sql, (_folded(application),))
        if row is None:
            raise UserProblem("unknown_entry", entry=application)
        return meta_from_json(row[0]), row[1], row[2], row[3]

    def _step(self, application: str, seq: int) -> tuple[Meta, int, int, bytes]:
        sql = "SELECT meta, definition, files, data FROM history WHERE application = ? AND seq = ?"
        row = self._database.row(sql, (_folded(application), seq))
        if row is None:
            raise UserProblem("unknown_step", entry=application, step=seq)
        return meta_from_json(row[0]), row[1], row[2], zlib.decompress(row[3])

    def _new_id(self) -> str:
        day = self._clock().strftime("%Y%m%d")
        while True:
            candidate = f"{day}-{crockford.random_text(_RANDOM_CHARACTERS)}"
            if not self._database.row("SELECT 1 FROM applications WHERE id = ?", (candidate,)):
                return candidate

    def now(self) -> int:
        """Milliseconds since 1970."""
        return to_milliseconds(self._clock())


def _overview(application: str, meta_text: str, changed: int, *progress: Any) -> Overview:
    known = None not in progress
    meta = meta_from_json(meta_text)
    return Overview(
        entry_of(application, meta_text, changed),
        meta.version,
        Progress(*progress) if known else None,
        meta.due,
        meta.supplement,
    )


def _folded(application: str) -> str:
    return application.strip().upper()
