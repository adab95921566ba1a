"""Whether the files that a connection has open still stand under their names, or were taken away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

DELETED: Final = "被删除了"
REPLACED: Final = "被换成了另一个文件"
CUT_OFF: Final = "被截短了"
JOURNAL_LOST: Final = "旁边存着最近改动的文件被删除或改动了"


@dataclass(frozen=True, slots=True)
class FileId:
    """Which file stands under a name; `size` in bytes."""

    device: int
    number: int
    size: int

    def is_same(self, other: FileId | None) -> bool:
        """Whether both are one file, however long it was."""
        return other is not None and (self.device, self.number) == (other.device, other.number)


@dataclass(frozen=True, slots=True)
class DatabaseStanding:
    """The database and its journal as their own connection has left them."""

    database: FileId | None
    journal: FileId | None

    def change(self, path: Path) -> str | None:
        """What another program has done to them since, in Chinese; None while they stand as they did."""
        now = standing_of(path)
        if now.database is None or self.database is None:
            return DELETED
        if not self.database.is_same(now.database):
            return REPLACED
        if now.database.size < self.database.size:
            return CUT_OFF
        if self.journal is not None and (
            not self.journal.is_same(now.journal) or (now.journal or self.journal).size < self.journal.size
        ):
            return JOURNAL_LOST
        return None

    def after_writing(self, now: DatabaseStanding) -> DatabaseStanding:
        """What is to be expected after their own connection has written: another file is none of its doing,
        and the database never becomes shorter.
        """
        database, journal = self.database, self.journal
        if database is None or (database.is_same(now.database) and now.size >= database.size):
            database = now.database
        if journal is None or journal.is_same(now.journal):
            journal = now.journal
        return DatabaseStanding(database, journal)

    @property
    def size(self) -> int:
        """Of the database, in bytes."""
        return self.database.size if self.database is not None else 0

    @property
    def journal_size(self) -> int:
        """Of the journal, in bytes."""
        return self.journal.size if self.journal is not None else 0


def standing_of(path: Path) -> DatabaseStanding:
    """How the database at `path` stands now."""
    return DatabaseStanding(_id_of(path), _id_of(journal_of(path)))


def journal_of(database: Path) -> Path:
    """Where SQLite keeps what is not yet in the database itself."""
    return database.with_name(database.name + "-wal")


def _id_of(path: Path) -> FileId | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return FileId(found.st_dev, found.st_ino, found.st_size)
