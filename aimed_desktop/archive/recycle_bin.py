"""Deleted applications: out of every list, to be taken back for thirty days."""

from __future__ import annotations

from collections.abc import Callable

from aimed_desktop.archive.database import Database
from aimed_desktop.archive.days import DAY_MILLISECONDS, ageing_time, writing_time
from aimed_desktop.archive.entries import ArchiveEntry, entry_of
from aimed_desktop.archive.file_sets import remove_unused
from aimed_desktop.errors import UserProblem

KEPT_DAYS = 30


class RecycleBin:
    """The bin of an open archive. Every write is one transaction. Times are milliseconds since 1970."""

    def __init__(self, database: Database, now: Callable[[], int]) -> None:
        self._database = database
        self._now = now

    def entries(self) -> list[ArchiveEntry]:
        """What lies in the bin, the last deleted first."""
        sql = """
            SELECT id, meta, changed FROM bin JOIN applications ON id = application
            ORDER BY time DESC, id DESC
        """
        return [entry_of(*row) for row in self._database.rows(sql)]

    def put(self, application: str) -> None:
        """Take an application out of the lists. UserProblem where there is none."""
        if not self._database.row("SELECT 1 FROM applications WHERE id = ?", (application,)):
            raise UserProblem("unknown_entry", entry=application)
        with self._database.transaction():
            time = writing_time(self._database, self._now())
            self._database.rows("INSERT OR REPLACE INTO bin VALUES (?, ?)", (application, time))

    def take_back(self, application: str) -> None:
        """Put it back into the lists, as it was."""
        with self._database.transaction():
            self._database.rows("DELETE FROM bin WHERE application = ?", (application,))

    def purge(self) -> None:
        """Delete for ever what has lain here for longer than `KEPT_DAYS`."""
        before = ageing_time(self._database, self._now()) - KEPT_DAYS * DAY_MILLISECONDS
        old = self._database.rows("SELECT application FROM bin WHERE time < ?", (before,))
        if not old:
            return
        with self._database.transaction():
            for (application,) in old:
                self._database.rows("DELETE FROM applications WHERE id = ?", (application,))
            remove_unused(self._database)
