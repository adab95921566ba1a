"""A database whose first page or schema is lost, read by the schema pages of an empty one."""

from __future__ import annotations

from pathlib import Path

from aimed_desktop.archive.connection import PAGE_BYTES, connect, user_problems
from aimed_desktop.archive.file_presence import journal_of
from aimed_desktop.archive.migration import make_database
from aimed_desktop.files.modes import copy_private
from aimed_desktop.stopping import checkpoint

_SCHEMA_PAGES = "SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'"
_FILLER = "INSERT INTO blobs (sha, content) VALUES (x'00', zeroblob(?))"


def copy_with_fresh_schema(damaged: Path, data_key: bytes, copy: Path) -> None:
    """Put the database at `damaged` into the empty file at `copy`, its schema that of a new archive.

    The tables of an archive that today's program has made begin on the same pages as those of an empty
    one. Where an older program made it they do not: its rows then show themselves by their check sums.
    """
    copy_private(damaged, copy)
    if (journal := journal_of(damaged)).exists():
        copy_private(journal, journal_of(copy))
    empty = copy.with_name("empty.db")
    empty.touch(0o600)
    make_database(empty, data_key)
    with user_problems(empty):
        connection = connect(empty, data_key)
        try:
            # The first page tells how many there are: at least as many as the damaged file has.
            connection.execute(_FILLER, (damaged.stat().st_size,)).fetchall()
            pages = [number for (number,) in connection.execute(_SCHEMA_PAGES)]
        finally:
            connection.close()
    checkpoint()
    with empty.open("rb") as source, copy.open("r+b") as target:
        for number in pages:
            source.seek((number - 1) * PAGE_BYTES)
            target.seek((number - 1) * PAGE_BYTES)
            target.write(source.read(PAGE_BYTES))
