"""How tall a part will be before it is built, so that the scroll bar tells the truth from the start."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from aimed_desktop.definition.fields import Field, Text
from aimed_desktop.definition.layout import (
    Body,
    Cell,
    CellField,
    CellText,
    Cover,
    Narrative,
    Paragraphs,
    Signature,
    Title,
)
from aimed_desktop.definition.types import FieldType
from ui.widgets import theme

_LINE = 22  # px of a line of text
_FIELD = 32  # px of an editor of one line
_COUNTER = 18  # px of the counter under it
_FOOT = 30  # px of the tools and the counter under a long text
_CHARACTERS = 50  # on a line of a sheet
_OPTIONS = 4  # on a line of a cell
_COVER_LINE = 42


def body_height(body: Body) -> int:
    """The height of a part in px; a table says it itself, row by row."""
    height = theme.ROW_HEIGHT
    match body:
        case Cover(title=title, lines=lines, foot=foot):
            height = 80 + 40 * len(title) + _COVER_LINE * (len(lines) + 1) + _LINE * len(foot)
        case Narrative():
            height = theme.NARRATIVE_LINES * _LINE + _FOOT + 40
        case Signature(places=places):
            height = 34 * len(places)
        case Paragraphs(texts=texts):
            height = sum(_text_height(text) + 4 for text in texts)
        case Title(text=text):
            height = 34 * (1 + text.plain.count("\n"))
    return height


def cell_height(cell: Cell, field_of: Callable[[str], Field]) -> int:
    """The height of a cell of a table in px; `field_of` tells the field at a path in it."""
    height = 2 * theme.CELL_PADDING
    for part in cell.parts:
        if isinstance(part, CellField):
            height += field_height(field_of(part.path), is_list=part.flow == "list")
        elif isinstance(part, CellText):
            height += (1 + part.text.plain.count("\n")) * _LINE
        else:
            height += _LINE
    return max(height, theme.ROW_HEIGHT)


def field_height(field: Field, *, is_list: bool = False) -> int:
    """The height of an editor in px."""
    if field.is_long:
        return theme.LONG_TEXT_LINES * _LINE + _FOOT
    if field.has_options:
        heads = sum(1 for option in field.options if option.head)
        lines = len(field.options) if is_list else ceil(len(field.options) / _OPTIONS)
        return (lines + heads) * (_LINE + 6)
    if field.holds_fields:
        return (len(field.fields) + 2) * (_FIELD + 2)
    extra = _LINE * bool(field.note) + _LINE * bool(field.offer) + _COUNTER * (field.limit is not None)
    return _FIELD + extra + (_FIELD + 2) * (field.type is FieldType.PERIOD)


def _text_height(text: Text) -> int:
    return ceil(max(len(text.plain), 1) / _CHARACTERS) * _LINE
