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
from ui.form.field_heights import FOOT, LINE
from ui.form.registry import WIDGETS
from ui.widgets import theme

_CHARACTERS = 50  # on a line of a sheet
_COVER_LINE = 42


def body_height(body: Body) -> int:
    """The height of a part in px; a table says it itself, row by row."""
    height = theme.ROW_HEIGHT
    match body:
        case Cover(title=title, lines=lines, foot=foot):
            height = 80 + 40 * len(title) + _COVER_LINE * (len(lines) + 1) + LINE * len(foot)
        case Narrative():
            height = theme.NARRATIVE_LINES * LINE + FOOT + 40
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
            field = field_of(part.path)
            height += WIDGETS[field.type].height(field, part.flow == "list")
        elif isinstance(part, CellText):
            height += (1 + part.text.plain.count("\n")) * LINE
        else:
            height += LINE
    return max(height, theme.ROW_HEIGHT)


def _text_height(text: Text) -> int:
    return ceil(max(len(text.plain), 1) / _CHARACTERS) * LINE
