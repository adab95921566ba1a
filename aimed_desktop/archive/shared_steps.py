"""The states of an application that somebody else has, too: each hand-over by its mark."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from aimed_desktop.archive.database import Database
from aimed_desktop.archive.entries import local_time

_MARK_BYTES = 16


@dataclass(frozen=True, slots=True)
class SharedStep:
    """A state that was handed over. `seq`: its step of the history here, 0 where there is none; `time`:
    local, ISO 8601; `who` gave it, empty of what was kept beside one that came; `is_own`: from here.
    """

    seq: int
    mark: str
    time: str
    who: str
    is_own: bool


class SharedSteps:
    """Those of an open archive. A step that is noted here is never thinned away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, application: str) -> list[SharedStep]:
        """The hand-overs of an application, oldest first; none of an earlier schema, which is but read."""
        if not self._database.is_of_today:
            return []
        sql = "SELECT seq, mark, time, who, own FROM shared WHERE application = ? ORDER BY number"
        rows = self._database.rows(sql, (application,))
        return [SharedStep(seq, mark, local_time(time), who, bool(own)) for seq, mark, time, who, own in rows]

    def last_giver(self) -> str:
        """Who has handed something over from here last; empty before anybody did."""
        sql = "SELECT who FROM shared WHERE own = 1 AND who != '' ORDER BY number DESC LIMIT 1"
        row = self._database.row(sql) if self._database.is_of_today else None
        return str(row[0]) if row is not None else ""

    def add(self, application: str, seq: int, mark: str, time: int, who: str) -> None:
        """Note a hand-over from here at `time`, in milliseconds since 1970."""
        sql = "INSERT INTO shared (application, seq, mark, time, who, own) VALUES (?, ?, ?, ?, ?, 1)"
        with self._database.transaction():
            self._database.rows(sql, (application, seq, mark, time, who))

    def remove(self, application: str, mark: str) -> None:
        """It was not handed over after all."""
        sql = "DELETE FROM shared WHERE application = ? AND mark = ?"
        with self._database.transaction():
            self._database.rows(sql, (application, mark))


def new_mark() -> str:
    """One that no other hand-over has."""
    return secrets.token_hex(_MARK_BYTES)
