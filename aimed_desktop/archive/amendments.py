"""The supplementary notices that the clerk has recorded, kept for each notice."""

from __future__ import annotations

import json
from dataclasses import dataclass

from aimed_desktop.application.life.amendments import Amendment, amended_notice, amendment_of, checked
from aimed_desktop.archive.database import Database
from aimed_desktop.definition.model import Notice


@dataclass(frozen=True, slots=True)
class Recorded:
    """An amendment and the number under which it is kept."""

    number: int
    notice: str
    amendment: Amendment


class Amendments:
    """Those of an open archive, in the order in which they were recorded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Recorded]:
        """Every one that is recorded."""
        rows = self._database.rows("SELECT number, notice, data FROM amendments ORDER BY number")
        return [Recorded(number, notice, amendment_of(json.loads(data))) for number, notice, data in rows]

    def amended(self, notice: Notice) -> Notice:
        """The notice as the supplementary notices have changed it."""
        return amended_notice(notice, (each.amendment for each in self.all() if each.notice == notice.id))

    def add(self, notice_id: str, amendment: Amendment) -> int:
        """Keep an amendment; its number. UserProblem where it cannot stand."""
        data = json.dumps(checked(amendment).to_data())
        with self._database.transaction():
            sql = "INSERT INTO amendments (notice, data) VALUES (?, ?)"
            return self._database.insert(sql, (notice_id, data))

    def remove(self, number: int) -> None:
        """Take an amendment back: the notice stands again as it did before."""
        with self._database.transaction():
            self._database.rows("DELETE FROM amendments WHERE number = ?", (number,))
