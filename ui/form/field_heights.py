"""How tall the editor of a field will be before it is built, in px."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from aimed_desktop.definition.fields import Field
from ui.widgets import theme

LINE = 22  # px of a line of text
FOOT = 30  # px of the tools and the counter under a long text
_FIELD = 32  # px of an editor of one line
_COUNTER = 18  # px of the counter under it
_OPTIONS = 4  # on a line of a cell
Height = Callable[[Field, bool], int]  # True: its options stand one a line


def line(field: Field, _is_list: bool) -> int:
    """One line with what stands under it."""
    return _FIELD + LINE * bool(field.note) + LINE * bool(field.offer) + _COUNTER * (field.limit is not None)


def two_lines(field: Field, is_list: bool) -> int:
    """Two editors, one above the other."""
    return line(field, is_list) + _FIELD + 2


def long_text(_field: Field, _is_list: bool) -> int:
    return theme.LONG_TEXT_LINES * LINE + FOOT


def options(field: Field, is_list: bool) -> int:
    heads = sum(1 for option in field.options if option.head)
    lines = len(field.options) if is_list else ceil(len(field.options) / _OPTIONS)
    return (lines + heads) * (LINE + 6)


def fields(field: Field, _is_list: bool) -> int:
    """One row of the fields inside."""
    return (len(field.fields) + 2) * (_FIELD + 2)
