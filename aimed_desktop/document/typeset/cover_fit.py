"""How a cover fits its page: the pitch of its lines gives way first, then the leading, then the size.

Word and PDF draw by this one decision, so that the cover of both is the same. Lengths in pt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from aimed_desktop.document.plan.plan import CoverPage, CoverRow, Paragraph, Run
from aimed_desktop.document.plan.styles import (
    COVER_FOOT_TOP_MM,
    COVER_ROW_PITCH_MM,
    COVER_ROWS_TOP_MM,
    COVER_SEAL_PITCH_MM,
    COVER_SUFFIX_GAP_MM,
    COVER_TITLE_TOP_MM,
    STYLES,
    StyleName,
)
from aimed_desktop.document.typeset.boxes import MM, Strip, stack_height
from aimed_desktop.document.typeset.linebreak import balanced_room, break_lines
from aimed_desktop.document.typeset.text import one_line_size, paragraph_strips, setting, text_width

_LINE = STYLES["cover_line"]
_LEAST_BLANK = 0.35  # of the blank around title and foot that a cover has where there is room


class CoverStep(NamedTuple):
    """One way to set the lines of a cover. `is_tight`: two seals stand 25 mm apart from middle to middle of
    their names, and a name without a label has the whole line.
    """

    pitch_mm: float
    line: float
    size: float
    is_tight: bool = True


_STEPS = (
    CoverStep(COVER_ROW_PITCH_MM, _LINE.line_pt, _LINE.size_pt, is_tight=False),
    *(CoverStep(pitch, _LINE.line_pt, _LINE.size_pt) for pitch in (14, 12.5, 11)),
    *(CoverStep(line * 0.36, line, _LINE.size_pt) for line in (28, 26, 24, 22)),
    *(CoverStep(line * 0.36, line, size) for size, line in ((15, 21), (14, 19.5), (12, 17), (10.5, 15))),
)


@dataclass(frozen=True, slots=True)
class SetRow:
    """A line of the cover as it stands: the blank above it, where its value begins and ends, its lines.

    `column` is the width in which the value is broken, `room` what it may take.
    """

    row: CoverRow
    above: float
    left: float
    right: float
    column: float
    lines: int
    height: float


@dataclass(frozen=True, slots=True)
class CoverFit:
    """The cover as it is set: the blank above title and rows, its lines. `fits`: all is on one page."""

    step: CoverStep
    rows: tuple[SetRow, ...]
    above_title: float
    above_rows: float
    fits: bool

    @property
    def right(self) -> float:
        """Where the longest value ends."""
        return max((row.right for row in self.rows), default=0)


def fit_cover(cover: CoverPage, width: float, height: float) -> CoverFit:
    """The roomiest way to set the cover on a page of `width` and `height`; the closest where none fits."""
    fixed = stack_height(cover_lines(cover.title, "cover_title", width))
    fixed += stack_height(cover_lines(cover.foot, "cover_foot", width))
    wanted = (COVER_TITLE_TOP_MM + COVER_ROWS_TOP_MM + COVER_FOOT_TOP_MM) * MM
    for step in _STEPS:
        rows = tuple(_set_rows(cover.rows, width, step))
        spare = height - fixed - sum(row.above + row.height for row in rows)
        if spare >= _LEAST_BLANK * wanted:
            break
    blank = min(1.0, max(spare, 0) / wanted)
    fits = spare >= 0
    return CoverFit(step, rows, COVER_TITLE_TOP_MM * MM * blank, COVER_ROWS_TOP_MM * MM * blank, fits)


def cover_lines(texts: tuple[str, ...], style: StyleName, width: float) -> list[Strip]:
    """Title or foot of a cover, all lines of one size."""
    size = one_line_size(texts, style, width)
    paragraphs = [Paragraph((Run(text),), style) for text in texts]
    return [strip for paragraph in paragraphs for strip in paragraph_strips(paragraph, width, size=size)]


def _set_rows(rows: tuple[CoverRow, ...], width: float, step: CoverStep) -> Iterator[SetRow]:
    """Every value starts at the same place; without a suffix its line is longer."""
    labels = [line for row in rows for line in row.label.split("\n")]
    left = max((_width(label, step.size) for label in labels), default=0) + 0.5 * step.size
    suffix = max((_width(row.suffix, step.size) for row in rows), default=0)
    right = width - (suffix + COVER_SUFFIX_GAP_MM * MM if suffix else 0)
    above: SetRow | None = None
    for row in rows:
        above = _set_row(row, left, right if row.suffix else width, above, step)
        yield above


def _set_row(row: CoverRow, left: float, right: float, above: SetRow | None, step: CoverStep) -> SetRow:
    lines, column = _lines(row.value, right - left, step.size)
    if step.is_tight and not row.label and lines > 1:
        whole_lines, whole_column = _lines(row.value, right, step.size)
        if whole_lines < lines:
            left, lines, column = 0, whole_lines, whole_column
    height = step.line * (lines + row.label.count("\n"))
    return SetRow(row, _blank_above(above, height, step), left, right, column, lines, height)


def _lines(value: str, room: float, size: float) -> tuple[int, float]:
    """How many lines the value takes, and the width in which they are of like length."""
    source = setting(value, _LINE.font, size)
    column = balanced_room(source.text, source.widths, room, size)
    return len(break_lines(source.text, source.widths, column, size)), column


def _blank_above(above: SetRow | None, height: float, step: CoverStep) -> float:
    pitch = step.pitch_mm * MM
    if above is None or not above.row.stamp:
        return max(pitch - step.line, 0)
    taken = (above.height + height) / 2 if step.is_tight else step.line
    return max(COVER_SEAL_PITCH_MM * MM - taken, pitch - step.line, 0)


def _width(text: str, size: float) -> float:
    return text_width(text, _LINE.font, size)
