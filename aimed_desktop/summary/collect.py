"""What one application says in a summary: the texts of its row, or of one row for each of its cases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import is_empty
from aimed_desktop.application.values.types import display
from aimed_desktop.definition.fields import Collect, Field, Text
from aimed_desktop.definition.model import Form

LONGEST_TEXT = 2_000  # characters of a cell: what a stranger's packet holds may be endless
MOST_ROWS = 500  # of one application

SummaryRow = dict[str, str]  # column → text; empty ones are left out


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two rows the same: unit and project, but for width and blanks."""

    unit: str
    project: str


def collected_rows(collect: Collect, app: Application) -> list[SummaryRow]:
    """The rows that `app` gives to the table; one at least."""
    rows = []
    for index in _indexes(collect, app):
        texts = {column: _text(pattern, app, collect.each, index) for column, pattern in collect.columns}
        rows.append({column: text for column, text in texts.items() if text})
    return rows


def was_cut(collect: Collect, app: Application, rows: Iterable[SummaryRow]) -> bool:
    """Whether the application held more than a table takes from one."""
    given = app.get(collect.each) if collect.each else None
    too_long = any(len(text) == LONGEST_TEXT and text.endswith("…") for row in rows for text in row.values())
    return too_long or (isinstance(given, list) and len(given) > MOST_ROWS)


def filled_text(pattern: Text, app: Application) -> str:
    """A pattern of the application's fields, filled in."""
    return _text(pattern, app, None, None)


def key_of(row: SummaryRow, columns: tuple[str, str]) -> Key | None:
    """The row's key by its unit and project columns; None where one of them is empty."""
    unit, project = (fold(row.get(column, "")) for column in columns)
    return Key(unit, project) if unit and project else None


def key_columns(field: Field, forms: Iterable[Form]) -> tuple[str, str] | None:
    """The columns of unit and project: those that take exactly these fields of a source form.

    In a table of one row for each case the first column from inside the case names the project.
    """
    if field.collect is None:
        return None
    columns = {column: pattern.source.strip("{}") for column, pattern in field.collect.columns}
    for form in forms:
        unit = next((column for column, path in columns.items() if path == form.unit_name), None)
        inside = f"{field.collect.each}."
        project = next(
            (
                column
                for column, path in columns.items()
                if (path.startswith(inside) if field.collect.each else path == form.project_name)
            ),
            None,
        )
        if unit and project:
            return unit, project
    return None


def fold(text: str) -> str:
    """`text` without blanks, full-width characters as their half-width ones."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


def _indexes(collect: Collect, app: Application) -> Iterator[int | None]:
    rows = app.get(collect.each) if collect.each else None
    filled = [index for index, row in enumerate(rows) if not is_empty(row)] if isinstance(rows, list) else []
    yield from filled[:MOST_ROWS] if filled else [None]


def _text(pattern: Text, app: Application, each: str | None, index: int | None) -> str:
    pieces = (
        piece if isinstance(piece, str) else _value(piece.path, app, each, index) for piece in pattern.pieces
    )
    text = "".join(pieces).strip()
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _value(path: str, app: Application, each: str | None, index: int | None) -> str:
    """The printed words of the field at `path`; several values of other rows joined by 、."""
    field = app.form.field(path)
    if field is None:
        return ""
    inside = f"{each}."
    if each and path.startswith(inside):
        values = [] if index is None else [app.get(f"{inside}{index}.{path.removeprefix(inside)}")]
    else:
        values = [app.get(real) for real in app.instances(path)]
    return "、".join(display(field, value) for value in values if value is not None)
