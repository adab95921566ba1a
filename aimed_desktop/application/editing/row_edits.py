"""Adding, copying, moving and deleting rows: what the rows are afterwards, so that it is one change."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from aimed_desktop.application.values.shapes import Value, is_empty
from aimed_desktop.definition.fields import Field

RowValues = list[Value]


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row on the screen: the rows field at `path`, the place of the row, the rest of the path in it."""

    path: str
    index: int
    inside: str = ""

    def at(self, index: int) -> str:
        """The path of the same field in another row."""
        return ".".join(filter(None, (self.path, str(index), self.inside)))


def place_of(path: str) -> RowPlace | None:
    """The innermost row that a field path lies in: `cases.1.name` → `cases`, 1, `name`."""
    steps = path.split(".")
    for place in range(len(steps) - 1, 0, -1):
        if steps[place].isdigit():
            return RowPlace(".".join(steps[:place]), int(steps[place]), ".".join(steps[place + 1 :]))
    return None


def visible_rows(field: Field, value: Value) -> int:
    """How many rows stand on the screen: the filled ones, those that the paper prints, at least one."""
    return max(len(value) if isinstance(value, list) else 0, field.min_rows, field.least, 1)


def may_add(field: Field, value: Value) -> bool:
    """Whether one more row than are shown may be added."""
    return field.max_rows is None or visible_rows(field, value) < field.max_rows


def may_copy(field: Field, value: Value) -> bool:
    """Whether there is room for a copy: a row may be added, or the last printed one is empty."""
    rows = _padded(field, value)
    return may_add(field, value) or is_empty(rows[-1])


def may_delete(field: Field, value: Value, index: int) -> bool:
    """Whether the row may go: it holds something, or it is one more than the paper prints."""
    rows = _padded(field, value)
    return not is_empty(rows[index]) or len(rows) > max(field.min_rows, field.least, 1)


def added(field: Field, value: Value, index: int | None = None) -> RowValues:
    """The rows with an empty one at `index`, at the end by default."""
    rows = _padded(field, value)
    rows.insert(len(rows) if index is None else index, {})
    return rows


def copied(field: Field, value: Value, index: int) -> RowValues:
    """The rows with a copy of one behind it; an empty printed row at the end makes room for it."""
    rows = _padded(field, value)
    rows.insert(index + 1, deepcopy(rows[index]))
    if is_empty(rows[-1]):
        del rows[-1]
    return rows


def moved(field: Field, value: Value, index: int, to: int) -> RowValues:
    """The rows with one moved so that it stands at `to`."""
    rows = _padded(field, value)
    rows.insert(to, rows.pop(index))
    return _as_short(rows, value)


def deleted(field: Field, value: Value, index: int) -> RowValues:
    """The rows without one."""
    rows = _padded(field, value)
    del rows[index]
    return _as_short(rows, value)


def _padded(field: Field, value: Value) -> RowValues:
    rows = list(value) if isinstance(value, list) else []
    return rows + [{} for _ in range(visible_rows(field, value) - len(rows))]


def _as_short(rows: RowValues, value: Value) -> RowValues:
    """Without the empty rows at the end that were not kept before either."""
    kept = len(value) if isinstance(value, list) else 0
    while rows and len(rows) > kept and is_empty(rows[-1]):
        del rows[-1]
    return rows
