"""The schema of a database: an empty one is made, an older one that nobody has open brought to today's."""

from __future__ import annotations

from pathlib import Path

import apsw

from aimed_desktop.archive.connection import connect, connect_new, user_problems
from aimed_desktop.archive.file_presence import journal_of
from aimed_desktop.archive.schema import MIGRATIONS
from aimed_desktop.errors import UserProblem
from aimed_desktop.stopping import checkpoint


def make_database(path: Path, data_key: bytes) -> None:
    """A database with nothing in it in the empty file at `path`."""
    connection = connect_new(path, data_key)
    try:
        migrate(connection, path)
    finally:
        connection.close()
    _require_whole(path)


def bring_to_today(copy: Path, data_key: bytes) -> bool:
    """Bring a copy to today's schema; whether it was older. Never the archive: a kill leaves it half way."""
    connection = connect(copy, data_key)
    try:
        is_older = bool(connection.pragma("user_version") < len(MIGRATIONS))
        migrate(connection, copy)
    finally:
        connection.close()
    _require_whole(copy)
    return is_older


def check_schema(connection: apsw.Connection, path: Path, *, of_today: bool = False) -> None:
    """UserProblem where a newer program has made it, where it must be `of_today` and is older, or where there
    are no tables: such a file is no new archive, its pages are lost.
    """
    with user_problems(path):
        version = connection.pragma("user_version")
        if version > len(MIGRATIONS):
            raise UserProblem("archive_newer")
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    if version < 1 or not tables[0][0]:
        raise UserProblem("archive_damaged", path=path)
    if of_today and version < len(MIGRATIONS):
        raise UserProblem("archive_read_only", path=path, reason="它是旧版程序的格式，重新打开时才会更新")


def migrate(connection: apsw.Connection, path: Path) -> None:
    """Each step whole or not at all."""
    with user_problems(path):
        for number in range(connection.pragma("user_version"), len(MIGRATIONS)):
            checkpoint()
            with connection:
                connection.execute(MIGRATIONS[number]).fetchall()
                connection.execute(f"PRAGMA user_version = {number + 1}")


def _require_whole(path: Path) -> None:
    """UserProblem where a full disk has left something in the journal: it is missing where the file goes."""
    journal = journal_of(path)
    if journal.exists() and journal.stat().st_size:
        raise UserProblem("disk_full", path=path)
