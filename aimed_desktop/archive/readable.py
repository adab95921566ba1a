"""What can still be read of a database with damaged pages, around them and row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import apsw

from aimed_desktop.archive.connection import connect_new, user_problems
from aimed_desktop.archive.migration import migrate
from aimed_desktop.stopping import checkpoint

# A page that does not decrypt, is none, or that the disk does not give.
DAMAGE: Final = (apsw.CorruptError, apsw.NotADBError, apsw.IOError)
_LONGEST_GAP: Final = 20_000  # row numbers without a readable row, and none is looked for behind them
_TABLES: Final = "SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_schema WHERE type = 'table'"
_ORPHANS: Final = """
    DELETE FROM {table} WHERE application NOT IN (SELECT id FROM applications)
"""

RowValues = tuple[Any, ...]


class ReadRow(NamedTuple):
    """The rows that can be read, in the order asked for; whether these are all."""

    rows: list[RowValues]
    is_whole: bool


def read_rows(connection: apsw.Connection, sql: str, bindings: RowValues = ()) -> ReadRow:
    """The rows of a statement up to the first damage."""
    rows: list[RowValues] = []
    try:
        for row in connection.execute(sql, bindings):
            checkpoint()
            rows.append(row)
    except DAMAGE:
        return ReadRow(rows, is_whole=False)
    except apsw.SQLError:  # an archive of an earlier schema has no such table or column
        return ReadRow([], is_whole=True)
    return ReadRow(rows, is_whole=True)


def read_between(connection: apsw.Connection, sql: str, order: str, bindings: RowValues = ()) -> ReadRow:
    """The rows of a statement from both ends, so that a damage in between costs little."""
    found = read_rows(connection, f"{sql} ORDER BY {order}", bindings)
    if found.is_whole:
        return found
    backwards = ", ".join(f"{column} DESC" for column in order.split(", "))
    behind = read_rows(connection, f"{sql} ORDER BY {backwards}", bindings).rows
    seen = set(found.rows)
    return ReadRow(found.rows + [row for row in reversed(behind) if row not in seen], is_whole=False)


def row_numbers(connection: apsw.Connection, table: str) -> ReadRow:
    """The rowid of every row whose page can be reached, one in each tuple."""
    found = read_between(connection, f"SELECT rowid FROM {table} NOT INDEXED", "rowid")  # noqa: S608
    if found.is_whole:
        return found
    numbers = sorted({number for (number,) in found.rows})
    return ReadRow([(number,) for number in _with_gaps(connection, table, numbers)], is_whole=False)


def read_row(connection: apsw.Connection, sql: str, bindings: RowValues = ()) -> RowValues | None:
    """The first row, None where there is none or it cannot be read."""
    found = read_rows(connection, sql, bindings)
    return found.rows[0] if found.rows else None


def copy_readable(connection: apsw.Connection, path: Path, data_key: bytes) -> None:
    """Put every row that can be read into a new database in the empty file at `path`."""
    fresh = connect_new(path, data_key)
    try:
        with user_problems(path):
            migrate(fresh, path)
            fresh.execute("PRAGMA foreign_keys = OFF")
            with fresh:
                for table, has_no_rowid in read_rows(connection, _TABLES).rows:
                    _copy_table(connection, fresh, table, has_no_rowid)
                _remove_orphans(fresh)
    finally:
        fresh.close()


def _with_gaps(connection: apsw.Connection, table: str, numbers: list[int]) -> Iterator[int]:
    """`numbers` and what lies between and behind: an inner page of the tree may be lost, not its leaves."""
    last, misses = 0, 0
    end = (numbers[-1] if numbers else 0) + _LONGEST_GAP
    known, number = set(numbers), 0
    while (number := number + 1) <= end and misses < _LONGEST_GAP:
        sql = f"SELECT rowid FROM {table} NOT INDEXED WHERE rowid = ?"  # noqa: S608
        if number in known or read_row(connection, sql, (number,)) is not None:
            last, misses = number, 0
            yield last
        else:
            misses += 1


def _copy_table(source: apsw.Connection, target: apsw.Connection, table: str, has_no_rowid: int) -> None:
    columns = [row[1] for row in read_rows(source, f"PRAGMA table_info({table})").rows]
    if has_no_rowid:
        names, key = ", ".join(columns), ", ".join(_key_columns(source, table))
        rows = iter(read_between(source, f"SELECT {names} FROM {table}", key).rows)  # noqa: S608
    else:
        columns = ["rowid", *(name for name in columns)]
        names = ", ".join(columns)
        sql = f"SELECT {names} FROM {table} NOT INDEXED WHERE rowid = ?"  # noqa: S608
        numbers = row_numbers(source, table).rows
        rows = (row for number in numbers if (row := read_row(source, sql, number)) is not None)
    marks = ", ".join("?" * len(columns))
    for row in rows:
        target.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", row)  # noqa: S608


def _key_columns(connection: apsw.Connection, table: str) -> list[str]:
    rows = read_rows(connection, f"PRAGMA table_info({table})").rows
    return [row[1] for row in sorted(rows, key=lambda row: int(row[5])) if row[5]]


def _remove_orphans(fresh: apsw.Connection) -> None:
    """What belongs to an application that could not be read has nothing to stand under."""
    for table in ("history", "packets", "progress", "bin", "events", "versions", "ticks", "scans"):
        fresh.execute(_ORPHANS.format(table=table))
    fresh.execute("DELETE FROM tree_files WHERE blob NOT IN (SELECT id FROM blobs)")
