"""How large an application from a file may be: beyond what people write, laying it out would not end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aimed_desktop.errors import UserProblem

MAX_ENTRIES = 5_000  # of one list: rows, blocks, items
MAX_TABLE_CELLS = 10_000  # of one table in a text, its short rows filled up
MAX_COLUMNS = 63  # Word's own
MAX_VALUES = 200_000


def check_size(data: Any, name: str) -> None:
    """UserProblem where the decoded data of a file, called `name`, are beyond the bounds."""
    count = 0
    pending: list[tuple[str, Any]] = [("", data)]
    while pending:
        where, value = pending.pop()
        count += 1
        if count > MAX_VALUES:
            raise _beyond(name, f"内容超过 {MAX_VALUES} 项")
        if isinstance(value, Mapping):
            _check_table(value.get("table"), where, name)
            pending += [(where if where not in ("", "values") else str(key), v) for key, v in value.items()]
        elif isinstance(value, list):
            if len(value) > MAX_ENTRIES:
                raise _beyond(name, f"“{where}”有 {len(value)} 项，最多 {MAX_ENTRIES} 项")
            pending += [(where, inner) for inner in value]


def _check_table(table: Any, where: str, name: str) -> None:
    if not isinstance(table, list):
        return
    columns = max((len(row) for row in table if isinstance(row, list)), default=0)
    if columns > MAX_COLUMNS:
        raise _beyond(name, f"“{where}”的一张表格有 {columns} 列，最多 {MAX_COLUMNS} 列")
    if columns * len(table) > MAX_TABLE_CELLS:
        raise _beyond(name, f"“{where}”的一张表格有 {columns * len(table)} 格，最多 {MAX_TABLE_CELLS} 格")


def _beyond(name: str, what: str) -> UserProblem:
    return UserProblem("application_beyond", path=name, what=what)
