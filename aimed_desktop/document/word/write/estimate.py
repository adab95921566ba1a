"""Estimates how high text will stand, where Word must be told before it has set a line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise

from aimed_desktop.document.plan.plan import Figure, FigureRow, Grid, GridCell, Paragraph, PlanBlock
from aimed_desktop.document.plan.styles import (
    BALANCED,
    CELL_PADDING_MM,
    CELL_PADDING_VERTICAL_MM,
    SHRINKABLE,
    STYLES,
    StyleName,
)
from aimed_desktop.document.plan.text import option_spans
from aimed_desktop.document.typeset.linebreak import Line, balanced_room, break_lines, shrinkable

POINTS = 72 / 25.4  # in a millimetre
_WIDE_FROM = "\u2000"  # Han, punctuation and boxes are an em wide, the rest about half of one
_NARROW = 0.56


def width_chars(text: str) -> float:
    """The width of a line of text in characters of its size."""
    return sum(_character_widths(text))


def one_line_size_pt(
    texts: Sequence[str], name: StyleName, room_mm: float, allowed: float = SHRINKABLE
) -> float | None:
    """The size at which texts that are a little too long for a line fit; None: the style's own."""
    style, room = STYLES[name], room_mm * POINTS
    widths = [width_chars(text) * style.size_pt for text in texts if "\n" not in text]
    too_wide = [width for width in widths if room < width <= room * allowed]
    return math.floor(style.size_pt * room / max(too_wide) * 2) / 2 if too_wide else None


def paragraph_size_pt(paragraph: Paragraph, room_mm: float) -> float | None:
    """The smaller size of a title, number or address that would else be cut; None: the style's own."""
    allowed = shrinkable(paragraph.text, is_answer=paragraph.style == "cell_answer")
    allowed = SHRINKABLE if paragraph.style == "title" else 1.0 if paragraph.indent_chars else allowed
    return one_line_size_pt([paragraph.text], paragraph.style, room_mm, allowed)


def centred_room_pt(paragraph: Paragraph, room_mm: float) -> float:
    """How much narrower the column must be that no line of a centred text is left with a single character.

    Titles and the answers on a cover are broken into lines of like length.
    """
    size, room = STYLES[paragraph.style].size_pt, room_mm * POINTS
    widths = [width * size for width in _character_widths(paragraph.text)]
    if paragraph.style in BALANCED:
        return room - balanced_room(paragraph.text, widths, room, size)
    lines = break_lines(paragraph.text, widths, room, size)
    if not _has_lone_character(lines) or room < 3 * size:
        return 0
    narrower = break_lines(paragraph.text, widths, room - size, size)
    return 0 if len(narrower) > len(lines) or _has_lone_character(narrower) else size


def option_line_starts(paragraph: Paragraph, room_mm: float) -> set[int]:
    """The runs, by their place, that begin a line so that options stay whole: Word knows no way to say so."""
    size, room = STYLES[paragraph.style].size_pt, room_mm * POINTS
    widths = [width * size for width in _character_widths(paragraph.text)]
    spans = option_spans(paragraph.runs, widths, room)
    starts = {line.start for line in break_lines(paragraph.text, widths, room, size, whole=spans)[1:]}
    places = accumulate((len(run.text) for run in paragraph.runs), initial=0)
    return {
        index
        for index, (run, place) in enumerate(zip(paragraph.runs, places, strict=False))
        if run.kind == "tick" and place in starts
    }


def _has_lone_character(lines: Sequence[Line]) -> bool:
    return any(
        below.stop - below.start == 1 and below.hard and not above.hard for above, below in pairwise(lines)
    )


def _character_widths(text: str) -> list[float]:
    return [1.0 if character >= _WIDE_FROM else _NARROW for character in text]


def line_count(text: str, size_pt: float, room_mm: float, indent_chars: float = 0) -> int:
    """The lines that the text takes in a column."""
    room_chars = max(room_mm * POINTS / size_pt, 1)
    return sum(
        max(1, math.ceil((width_chars(piece) + indent_chars) / room_chars)) for piece in text.split("\n")
    )


def grid_height_pt(grid: Grid) -> float:
    return sum(row_height_pt(row.cells, grid.widths_mm, row.min_height_mm) for row in grid.rows)


def row_height_pt(cells: tuple[GridCell, ...], widths_mm: tuple[float, ...], min_height_mm: float) -> float:
    """The height of a table row, by the cells that end in it."""
    heights = [min_height_mm * POINTS]
    for cell in cells:
        if cell.down == 1:
            room = sum(widths_mm[cell.column : cell.column + cell.span]) - 2 * CELL_PADDING_MM
            content = sum(_height_pt(block, room) for block in cell.blocks)
            heights.append(content + 2 * CELL_PADDING_VERTICAL_MM * POINTS)
    return max(heights)


def _height_pt(block: PlanBlock, room_mm: float) -> float:
    match block:
        case Paragraph():
            style = STYLES[block.style]
            lines = line_count(block.text, style.size_pt, room_mm, block.indent_chars or 0)
            return lines * style.line_pt
        case Figure():
            return block.height_mm * POINTS
        case FigureRow(figures=figures):
            return max(figure.height_mm for figure in figures) * POINTS
        case Grid():
            return grid_height_pt(block)
    return 0.0
