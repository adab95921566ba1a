"""The schema of the file that is open: an empty one is made, an older one brought to today's."""

from __future__ import annotations

from pathlib import Path

import apsw

from aimed_desktop.archive.connection import connect_new, user_problems
from aimed_desktop.archive.schema import MIGRATIONS
from aimed_desktop.errors import UserProblem


def make_database(path: Path, data_key: bytes) -> None:
    """A database with nothing in it in the empty file at `path`."""
    connection = connect_new(path, data_key)
    try:
        migrate(connection, path)
    finally:
        connection.close()


def check_schema(connection: apsw.Connection, path: Path) -> None:
    """UserProblem where a newer program has made it, or where there are no tables: such a file is no new
    archive, its pages are lost.
    """
    with user_problems(path):
        version = connection.pragma("user_version")
        if version > len(MIGRATIONS):
            raise UserProblem("archive_newer")
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    if version < 1 or not tables[0][0]:
        raise UserProblem("archive_damaged", path=path)


def migrate(connection: apsw.Connection, path: Path) -> None:
    """Bring the schema to today's, each step whole or not at all."""
    with user_problems(path):
        for number in range(connection.pragma("user_version"), len(MIGRATIONS)):
            with connection:
                connection.execute(MIGRATIONS[number]).fetchall()
                connection.execute(f"PRAGMA user_version = {number + 1}")
