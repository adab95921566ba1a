"""Sets what is not running text: pictures, the cover page, signature lines."""

from __future__ import annotations

from aimed_desktop.document.plan.plan import CoverPage, Figure, FigureRow, Paragraph, SignatureBlock
from aimed_desktop.document.plan.styles import (
    BELOW_GRID_PT,
    COVER_SUFFIX_GAP_MM,
    FIGURE_BEFORE_PT,
    RULE_PT,
    SIGNATURE_LEFT_SHARE,
    STYLES,
)
from aimed_desktop.document.typeset.boxes import (
    MM,
    FieldRoom,
    PageMark,
    Picture,
    Placed,
    RuledLine,
    Strip,
    merged,
    stack_height,
    stacked,
)
from aimed_desktop.document.typeset.cover_fit import CoverFit, SetRow, cover_lines, fit_cover
from aimed_desktop.document.typeset.linebreak import break_lines
from aimed_desktop.document.typeset.text import base_line, line_marks, paragraph_strips, setting

_ROW_SPARE = 12.0  # pt that a row of figures leaves free of a page
_RULE_DROP = 0.3  # of the size, from the base line of a cover value to its rule


def figure_strips(figure: Figure, room: float, tallest: float) -> list[Strip]:
    """The picture, centred, and its caption below; shrunk where it would not fit a page."""
    width, height = figure.width_mm * MM, figure.height_mm * MM
    scale = min(1.0, room / width, tallest / height)
    width, height = width * scale, height * scale
    marks: list[PageMark] = [Picture((room - width) / 2, 0, width, height, figure.data)]
    if figure.field:
        marks.append(FieldRoom(0, 0, room, height, figure.field, 0))
    strips = [Strip(height, tuple(marks), figure.caption is not None, FIGURE_BEFORE_PT)]
    if figure.caption:
        strips.extend(paragraph_strips(figure.caption, room, keep_together=True))
    return strips


def figure_row_strip(row: FigureRow, tallest: float) -> Strip:
    """Pictures beside one another, standing on one line, and their captions below it; never cut."""
    columns: list[tuple[float, Strip, list[Strip]]] = []  # where it begins, its picture, its caption
    x = 0.0
    for figure, width in zip(row.figures, row.widths_mm, strict=True):
        captions = paragraph_strips(figure.caption, width * MM) if figure.caption else []
        picture, *below = figure_strips(figure, width * MM, tallest - stack_height(captions) - _ROW_SPARE)
        columns.append((x, picture, below))
        x += width * MM
    line = max(picture.height for _, picture, _ in columns)
    placed: list[Placed] = []
    for left, picture, below in columns:
        placed.append((left, line - picture.height, picture))
        placed.extend(stacked(below, left, line + (below[0].before if below else 0)))
    height = line + max((_blank_and_height(below) for _, _, below in columns), default=0.0)
    after = max((below[-1].after for _, _, below in columns if below), default=0.0)
    return merged(placed, height)._replace(before=FIGURE_BEFORE_PT, after=after + BELOW_GRID_PT)


def _blank_and_height(strips: list[Strip]) -> float:
    return strips[0].before + stack_height(strips) if strips else 0.0


def signature_strips(block: SignatureBlock, room: float) -> list[Strip]:
    """The lines to sign, one page's; each keeps its room free above and beside it for the seal."""
    left = room * SIGNATURE_LEFT_SHARE
    placed: list[Placed] = []
    y = 0.0
    for line in block.lines:
        strips = paragraph_strips(Paragraph(line.runs, "signature"), room - left)
        y += max(line.room_mm * MM - STYLES["signature"].line_pt, 0)
        for strip in strips:
            placed.append((left, y, strip))
            y += strip.height
    return [merged(placed, y)]


def cover_strips(cover: CoverPage, width: float, height: float) -> list[Strip]:
    """The cover page: title in the upper third, lines to fill, the foot at the bottom; all one strip.

    A cover that no step of `fit_cover` brings on one page runs on, so that nothing stands over another.
    """
    title = cover_lines(cover.title, "cover_title", width)
    foot = cover_lines(cover.foot, "cover_foot", width)
    fit = fit_cover(cover, width, height)
    rows = [_cover_row(row, fit) for row in fit.rows]
    if not fit.fits:
        blanks = [strip._replace(before=row.above) for strip, row in zip(rows, fit.rows, strict=True)]
        return [*title, *blanks, *foot]
    placed = stacked(title, 0, fit.above_title)
    y = fit.above_title + stack_height(title) + fit.above_rows
    for strip, row in zip(rows, fit.rows, strict=True):
        y += row.above
        placed.append((0, y, strip))
        y += strip.height
    placed.extend(stacked(foot, 0, height - stack_height(foot)))
    return [merged(placed, height)]


def _cover_row(row: SetRow, fit: CoverFit) -> Strip:
    style, size, line_height = STYLES["cover_line"], fit.step.size, fit.step.line
    value = setting(row.row.value, style.font, size)
    lines = break_lines(value.text, value.widths, row.column, size)
    y = base_line(line_height, size)
    *above, label = row.row.label.split("\n")
    marks: list[PageMark] = []
    for words in above:
        marks.extend(_words(words, 0, y, size))
        y += line_height
    marks.extend(_words(label, 0, y, size))
    for line in lines:
        x = row.left + max(row.right - row.left - line.width, 0) / 2
        marks.extend(line_marks(value, line.start, line.stop, x, y))
        marks.append(RuledLine(row.left, y + _RULE_DROP * size, row.right, y + _RULE_DROP * size, RULE_PT))
        y += line_height
    marks.extend(_words(row.row.suffix, row.right + COVER_SUFFIX_GAP_MM * MM, y - line_height, size))
    if row.row.field:
        marks.append(FieldRoom(row.left, 0, row.right - row.left, row.height, row.row.field))
    return Strip(row.height, tuple(marks))


def _words(text: str, x: float, y: float, size: float) -> list[PageMark]:
    source = setting(text, STYLES["cover_line"].font, size)
    return list(line_marks(source, 0, len(text), x, y))
