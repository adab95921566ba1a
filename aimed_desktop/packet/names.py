"""What the files of a packet are called: the notice's patterns filled, made safe, never doubled."""

from __future__ import annotations

import re

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.types import display
from aimed_desktop.definition.model import Notice
from aimed_desktop.files.file_names import (
    fill_pattern,
    mask_id_numbers,
    one_line,
    safe_file_name,
    split_suffix,
)
from aimed_desktop.packet.entries import collision_key

__all__ = ["UniqueNames", "fill_pattern", "mask_id_numbers", "packet_name", "printed_value", "safe_file_name"]

_NUMBER_ROOM = len("-999.zip")


def printed_value(app: Application, path: str | None) -> str:
    """The value at `path` as one printed line; empty where nothing is typed."""
    field = app.form.field(path) if path else None
    value = app.get(path) if path else None
    return one_line(display(field, value)) if field is not None and value is not None else ""


def filled(app: Application, pattern: str) -> str:
    """A pattern of the notice with the application's values in it, as one line without ID numbers.

    `{unit}`, `{project}` and `{title}` are the unit's name, the project's name and the form's title.
    """
    form = app.form
    words = {
        "unit": printed_value(app, form.unit_name),
        "project": printed_value(app, form.project_name),
        "title": form.title,
    }
    return mask_id_numbers(
        fill_pattern(pattern, lambda path: words[path] if path in words else printed_value(app, path))
    )


def packet_name(app: Application, notice: Notice, suffix: str = "") -> str:
    """The packet folder's name by the notice's pattern, else unit, form and project; then `suffix`."""
    project = printed_value(app, app.form.project_name)
    name = filled(app, app.form.file_name or notice.file_name or "{unit}-{title}-{project}")
    return safe_file_name(name, suffix, project=project, reserve=_NUMBER_ROOM)


def own_name(stem: str, title: str) -> str:
    """A paper's own name without what an earlier packet put before it; empty where nothing is left."""
    before = re.compile(rf"(?:\d\d-)?{re.escape(safe_file_name(title))}(?:-(.*))?", re.DOTALL)
    while match := before.fullmatch(stem):
        stem = match[1] or ""
    return stem


class UniqueNames:
    """Hands out file names of one folder, each once: the second `a.pdf` becomes `a-2.pdf`."""

    def __init__(self, taken: tuple[str, ...] = ()) -> None:
        self._taken = {collision_key(name) for name in taken}

    def take(self, name: str) -> str:
        """`name`, numbered where it (or one that differs in case only) is taken."""
        stem, suffix = split_suffix(name)
        candidate, number = safe_file_name(stem, suffix, reserve=0), 2
        while collision_key(candidate) in self._taken:
            candidate = safe_file_name(stem, f"-{number}{suffix}", reserve=0)
            number += 1
        self._taken.add(collision_key(candidate))
        return candidate
