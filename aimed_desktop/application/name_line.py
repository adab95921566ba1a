"""The names that a line of several names prints."""

from __future__ import annotations

from collections.abc import Iterator

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import NONE_WORD
from aimed_desktop.definition.layout import Names


def typed_names(names: Names, app: Application) -> Iterator[tuple[str, str]]:
    """The paths and the names that are typed, in the order of the line; 无 is no name."""
    for field in names.fields:
        for path in app.instances(field):
            name = app.text_of(path)
            if name and name != NONE_WORD:
                yield path, name


def line_of_names(names: Names, app: Application) -> str:
    """The line as it is printed."""
    typed = names.join.join(name + names.after for _, name in typed_names(names, app))
    return typed or names.blank.plain
