"""Rows that an author added by copying one: the same fields once more in the same table are a new row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from aimed_desktop.application.model import Application
from aimed_desktop.document.word.read.places import FieldKey, FieldPlace
from aimed_desktop.document.word.read.text import TABLE
from aimed_desktop.document.word.xml import Element, qualified

_ROW = qualified("w:tr")
_MOST_DIGITS = 9
_Copy = tuple[str, int, int]  # rows field, index of the row, number of its copy


def with_copied_rows(places: Iterable[FieldPlace], app: Application) -> list[FieldPlace]:
    """The places, those of copied rows under the paths of rows behind the last."""
    found = list(places)
    first_free = _first_free(found, app)
    table_rows: dict[tuple[Element, FieldKey], dict[Element, int]] = {}
    given: dict[_Copy, int] = {}
    made: list[FieldPlace] = []
    for place in found:
        split = _split(place.key.path, app)
        copy = 0 if split is None else _copy_number(place, table_rows)
        if split is None or not copy:
            made.append(place)
            continue
        rows, index, rest = split
        if (rows, index, copy) not in given:
            given[rows, index, copy] = first_free[rows]
            first_free[rows] += 1
        path = f"{rows}.{given[rows, index, copy]}.{rest}"
        made.append(replace(place, key=FieldKey(path, place.key.option)))
    return made


def _split(path: str, app: Application) -> tuple[str, int, str] | None:
    """The rows field, the index and the rest of a path inside a row."""
    rows, _, inner = path.partition(".")
    index, _, rest = inner.partition(".")
    field = app.form.field(rows)
    is_row = field is not None and field.is_rows and index.isdecimal() and len(index) <= _MOST_DIGITS and rest
    return (rows, int(index), rest) if is_row else None


def _first_free(places: Iterable[FieldPlace], app: Application) -> dict[str, int]:
    """By rows field: the index behind every filled row of the file and every row of the application."""
    free: dict[str, int] = {}
    for place in places:
        if (split := _split(place.key.path, app)) is not None:
            rows, index, _ = split
            typed = app.get(rows)
            here = len(typed) if isinstance(typed, list) else 0
            filled = index + 1 if place.text.strip(" _＿\u3000\n") and not place.is_box else 0
            free[rows] = max(free.get(rows, 0), filled, here)
    return free


def _copy_number(place: FieldPlace, table_rows: dict[tuple[Element, FieldKey], dict[Element, int]]) -> int:
    """0 where the field stands for the first time in its table, 1 in the next row that has it …"""
    node = place.shown[0].node if place.shown else None
    if node is None:
        return 0
    row = next(node.iterancestors(_ROW), None)
    table = next(node.iterancestors(TABLE), None)
    if row is None or table is None:
        return 0
    rows = table_rows.setdefault((table, place.key), {})
    return rows.setdefault(row, len(rows))
