"""Figures that stand beside the one before: where that can be, and how it is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from aimed_desktop.application.values.figure_rows import widths_beside
from ui.narrative.text_formats import OBJECT, kept_entry, object_format

_PLACES = {2: "左右", 3: "左中右"}
_MOST = 3  # figures that one row of the paper has room for
_USUAL_ROOM_MM = 158.0
_NARROW_ROOM_MM = 120.0  # of what is put beside one another by hand, so that none becomes small
_ROOM = "figure_room_mm"


def set_room_mm(document: QTextDocument, room_mm: float) -> None:
    """Say how wide the column is on paper that the text of `document` is printed in."""
    document.setProperty(_ROOM, room_mm)


def room_mm(document: QTextDocument) -> float:
    """How wide that column is."""
    return float(document.property(_ROOM) or _USUAL_ROOM_MM)


def is_beside(block: QTextBlock) -> bool:
    """Whether a paragraph is a figure that is wanted beside the one before."""
    entry = figure_in(block)
    return entry is not None and bool(entry.get("beside")) and figure_in(block.previous()) is not None


def can_stand_beside(block: QTextBlock) -> bool:
    """Whether a figure has one before it in whose row there is room, or is wanted there already."""
    if figure_in(block) is None or figure_in(block.previous()) is None:
        return False
    return is_beside(block) or len(row_of(block.previous())) < _MOST


def row_of(block: QTextBlock) -> list[QTextBlock]:
    """The figures that stand in one row of the paper with a figure, itself among them; alone, it is all."""
    first = block
    while is_beside(first):
        first = first.previous()
    row = [first]
    while is_beside(row[-1].next()):
        following = row[-1].next()
        if row_widths_mm([*row, following]) is not None:
            row.append(following)
        elif block in row:
            break
        else:
            row = [following]
    return row


def row_widths_mm(row: list[QTextBlock]) -> tuple[float, ...] | None:
    """How wide the figures of a row are on paper; None where they do not fit."""
    entries = [figure_in(block) or {} for block in row]
    return widths_beside([entry.get("width_mm") for entry in entries], room_mm(row[0].document()))


def place_in_row(block: QTextBlock) -> str:
    """Where in its row a figure stands (左, 中, 右); empty where it has none beside it."""
    row = row_of(block)
    return _PLACES[len(row)][row.index(block)] if len(row) in _PLACES else ""


def is_near_figure(block: QTextBlock) -> bool:
    """Whether a change in a paragraph may change the row of a figure."""
    return any(figure_in(each) is not None for each in (block.previous(), block, block.next()))


def neighbours(block: QTextBlock) -> tuple[QTextBlock, QTextBlock]:
    """The first and last of the figures that follow one another around a paragraph, itself at least."""
    first = last = block
    while figure_in(first.previous()) is not None:
        first = first.previous()
    while figure_in(last.next()) is not None:
        last = last.next()
    return first, last


def set_beside(editor: QTextEdit, block: QTextBlock, *, beside: bool) -> None:
    """Let a figure stand beside the one before, or below it; one step to be undone.

    Figures that are too wide for one row leave their width to the layout.
    """
    entry = figure_in(block)
    if entry is None or not can_stand_beside(block):
        return
    changed = {key: value for key, value in entry.items() if key != "beside"}
    row = [*row_of(block.previous()), block] if beside else [block]
    made = [found for each in row[:-1] if (found := figure_in(each)) is not None]
    made.append(changed | {"beside": True} if beside else changed)
    room = min(room_mm(editor.document()), _NARROW_ROOM_MM)
    if beside and widths_beside([figure.get("width_mm") for figure in made], room) is None:
        made = [{key: value for key, value in figure.items() if key != "width_mm"} for figure in made]
    cursor = QTextCursor(editor.document())
    cursor.beginEditBlock()
    for each, figure in zip(row, made, strict=True):
        _replace(cursor, each, figure)
    cursor.endEditBlock()


def figure_in(block: QTextBlock) -> dict[str, Any] | None:
    """The figure that a paragraph is."""
    if not block.isValid() or block.text() != OBJECT:
        return None
    iterator = block.begin()
    entry = None if iterator.atEnd() else kept_entry(iterator.fragment().charFormat())
    return entry if entry is not None and "image" in entry else None


def _replace(cursor: QTextCursor, block: QTextBlock, entry: dict[str, Any]) -> None:
    cursor.setPosition(block.position())
    cursor.setPosition(block.position() + 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(object_format(entry))
