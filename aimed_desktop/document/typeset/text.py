"""Sets paragraphs: runs of text become lines of marks, justified, indented, underlined."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from aimed_desktop.application.values.words import Look
from aimed_desktop.document.fonts.fonts import Glyph, is_invisible, role_font
from aimed_desktop.document.plan.plan import Align, Paragraph, Run
from aimed_desktop.document.plan.styles import (
    BALANCED,
    LOWERED,
    RAISED,
    SHRINKABLE,
    SMALL_LOOK,
    STYLES,
    FontRole,
    StyleName,
    TextStyle,
)
from aimed_desktop.document.plan.text import item_gap_chars, option_spans, small_spans
from aimed_desktop.document.typeset.boxes import (
    GOES_ON,
    FieldRoom,
    HandSpot,
    PageMark,
    RuledLine,
    Strip,
    TextMark,
)
from aimed_desktop.document.typeset.linebreak import (
    Line,
    balanced_room,
    break_lines,
    classes,
    shrinkable,
    squeezable_marks,
)

_MIDDLE = 0.38  # of the size: from the base line to the middle of a Han character
_UNDERLINE_DROP = 0.16  # of the size, below the base line
_UNDERLINE_WIDTH = 0.6
# Wider gaps would come out as blanks when the text is copied: such a line stays ragged.
_WIDEST_GAP = 0.14  # of the size
_WIDEST_BLANK = 0.6
_FULL_WIDTH = 0.9  # of the size
_SMALL: tuple[Look, ...] = ("sup", "sub")
_SHIFT = {"sup": -RAISED, "sub": LOWERED}  # of the size, downwards
_WORD = re.compile("[wpqb]+|[^wpqb]+")


class SetCharacters(NamedTuple):
    """A text ready to be drawn: each character's glyph and width."""

    text: str
    glyphs: Sequence[Glyph]
    widths: Sequence[float]
    size: float
    squeezed: frozenset[int] = frozenset()  # marks that give up the blank half before the next mark
    looks: Sequence[Look] = ()  # of each character; empty where all are plain

    def look(self, at: int) -> Look:
        return self.looks[at] if self.looks else ""


def base_line(line_pt: float, size: float) -> float:
    """Depth of the base line below the top of a line."""
    return line_pt / 2 + _MIDDLE * size


def setting(text: str, role: FontRole, size: float, looks: Sequence[Look] = ()) -> SetCharacters:
    """`text` in the fonts of `role`; `looks` has as many as `text` has characters that print, or none."""
    font = role_font(role)
    text = printable(text)
    glyphs = [font[character] for character in text]
    scale = size / 1000
    widths = [glyph.width * scale for glyph in glyphs]
    for at, look in enumerate(looks):
        if look in _SMALL:
            widths[at] *= SMALL_LOOK
    squeezed = [at for at in squeezable_marks(text) if widths[at] > _FULL_WIDTH * size]
    for at in squeezed:
        widths[at] -= size / 2
    return SetCharacters(text, glyphs, widths, size, frozenset(squeezed), looks)


def printable(text: str) -> str:
    """`text` without characters that print nothing; line feeds stay."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or not is_invisible(c))


def text_width(text: str, role: FontRole, size: float) -> float:
    """Width of `text` on one line."""
    return sum(setting(text, role, size).widths)


def line_marks(
    source: SetCharacters,
    start: int,
    stop: int,
    x: float,
    y: float,
    slack: float = 0,
    *,
    hidden: bool = False,
) -> list[TextMark]:
    """The characters of one line from (x, y) on, `slack` spread over the gaps between them."""
    kinds = classes(source.text[start:stop])
    gap, blank = _gaps(kinds, slack, source.size)
    marks: list[TextMark] = []
    for first, last, stretched in _pieces(source, kinds, start):
        characters = source.text[first:last]
        spacing = gap if stretched else 0.0
        marks.append(_mark(source, first, x, y, characters, spacing, hidden))
        x += sum(source.widths[first:last]) + (gap * (last - first) if stretched else gap)
        if blank and characters.isspace():
            x += blank * (last - first)
    return marks


def _mark(
    source: SetCharacters, first: int, x: float, y: float, text: str, spacing: float, hidden: bool
) -> TextMark:
    """The characters of one look, raised or lowered from the base line `y`."""
    look = source.look(first)
    size = source.size * SMALL_LOOK if look in _SMALL else source.size
    y += source.size * _SHIFT.get(look, 0)
    return TextMark(x, y, source.glyphs[first].file, size, text, spacing, hidden, look == "bold")


def paragraph_strips(
    paragraph: Paragraph, room: float, *, keep_together: bool = False, size: float | None = None
) -> list[Strip]:
    """The lines of `paragraph` in a column of `room` pt; the first two and last two are not parted."""
    style = STYLES[paragraph.style]
    runs = [replace(run, text=printable(run.text)) for run in paragraph.runs]
    align = paragraph.align or style.align
    indent = (
        style.indent_chars if paragraph.indent_chars is None else paragraph.indent_chars
    ) * style.size_pt
    if align == "center":
        indent = 0 if paragraph.indent_chars is None else indent
    text = "".join(run.text for run in runs)
    if size is None:
        is_answer = paragraph.style == "cell_answer"
        allowed = 1.0 if indent else shrinkable(text, is_answer=is_answer)
        allowed = SHRINKABLE if paragraph.style == "title" else allowed
        size = one_line_size([text], paragraph.style, room, allowed)
    looks = [run.look for run in runs for _ in run.text] if any(run.look for run in runs) else []
    source = setting(text, style.font, size, looks)
    label = setting(paragraph.item, style.font, style.size_pt) if paragraph.item else None
    hang = _hang(label, style)
    left = indent + hang if label else 0.0
    first_room = room - indent - hang
    if paragraph.style in BALANCED:
        first_room = balanced_room(source.text, source.widths, room, source.size)
    lines = break_lines(
        source.text,
        source.widths,
        min(room - left, first_room) if paragraph.style in BALANCED else room - left,
        source.size,
        first_room,
        whole=[*option_spans(runs, source.widths, room), *small_spans(runs)],
        even=align == "center",
    )
    strips: list[Strip] = []
    for index, line in enumerate(lines):
        x = indent + hang if index == 0 else left
        marks = _aligned(source, line, x, room - x, align, style, runs)
        start = None if paragraph.begins is None else line.start if paragraph.begins else GOES_ON
        marks += _areas(source, line, marks, FieldRoom(0, 0, room, style.line_pt, "", start), runs)
        marks += _spots(line, runs, x)
        if index == 0 and label:
            marks = [
                *line_marks(label, 0, len(label.text), indent, base_line(style.line_pt, style.size_pt)),
                *marks,
            ]
        strips.append(Strip(style.line_pt, tuple(marks)))
    return _kept(strips, style, paragraph.keep_next or style.keep_next, keep_together)


def one_line_size(texts: Sequence[str], name: StyleName, room: float, allowed: float = SHRINKABLE) -> float:
    """The size at which texts that are a little too long for a line fit; all are set alike."""
    style = STYLES[name]
    widths = [text_width(text, style.font, style.size_pt) for text in texts if "\n" not in text]
    too_wide = [width for width in widths if room < width <= room * allowed]
    return math.floor(style.size_pt * room / max(too_wide) * 10) / 10 if too_wide else style.size_pt


def _hang(label: SetCharacters | None, style: TextStyle) -> float:
    if label is None:
        return 0.0
    return max(1.5 * style.size_pt, sum(label.widths) + item_gap_chars(label.text) * style.size_pt)


def _kept(strips: list[Strip], style: TextStyle, keep_next: bool, keep_together: bool) -> list[Strip]:
    last = len(strips) - 1
    return [
        strip._replace(
            keep_next=keep_next
            if index == last
            else keep_next or keep_together or index == 0 or index == last - 1,
            before=style.before_pt if index == 0 else 0,
            after=style.after_pt if index == last else 0,
        )
        for index, strip in enumerate(strips)
    ]


def _aligned(
    source: SetCharacters,
    line: Line,
    x: float,
    room: float,
    align: Align,
    style: TextStyle,
    runs: Sequence[Run],
) -> list[PageMark]:
    y = base_line(style.line_pt, style.size_pt)
    free = max(room - line.width, 0.0)
    x += free / 2 if align == "center" else free if align == "right" else 0
    slack = free if align == "justify" and not line.hard else 0
    marks: list[PageMark] = list(line_marks(source, line.start, line.stop, x, y, slack))
    ruled = list(_ruled_spans(runs, line))
    if not ruled:
        return marks
    return _with_rules(source, line, marks, ruled, y)


def _ruled_spans(runs: Sequence[Run], line: Line) -> Iterator[tuple[int, int, bool]]:
    """The parts of `line` that stand over a rule: start, end, whether they are blanks to fill in."""
    start = 0
    for run in runs:
        end = start + len(run.text)
        if (run.underline or run.kind == "blank") and start < line.stop and end > line.start:
            yield max(start, line.start), min(end, line.stop), run.kind == "blank"
        start = end


def _with_rules(
    source: SetCharacters, line: Line, marks: list[PageMark], ruled: list[tuple[int, int, bool]], y: float
) -> list[PageMark]:
    """`marks` with one unbroken rule for each span; the underscores of a blank are there to be read only."""
    places = _places(source, line, [mark for mark in marks if isinstance(mark, TextMark)])
    drop = y + _UNDERLINE_DROP * source.size
    result: list[PageMark] = []
    for mark in marks:
        blank = isinstance(mark, TextMark) and not mark.text.strip("_")
        result.append(mark._replace(hidden=True) if isinstance(mark, TextMark) and blank else mark)
    for start, end, _is_blank in ruled:
        result.append(
            RuledLine(places[start - line.start], drop, places[end - line.start], drop, _UNDERLINE_WIDTH)
        )
    return result


def _areas(
    source: SetCharacters, line: Line, marks: Sequence[PageMark], whole: FieldRoom, runs: Sequence[Run]
) -> list[FieldRoom]:
    """Where the fields of `runs` stand in the line: the `whole` of it where nothing else is printed there."""
    fields = {run.field for run in runs if run.field}
    others = any(run.kind == "label" and run.field is None and run.text.strip() for run in runs)
    if not fields:
        return []
    if len(fields) == 1 and not others:
        return [whole._replace(field=field) for field in fields]
    places = _places(source, line, [mark for mark in marks if isinstance(mark, TextMark)])
    areas: list[FieldRoom] = []
    start = 0
    for run in runs:
        end = start + len(run.text)
        if run.field and start <= line.stop and end >= line.start and (run.text or end == line.stop):
            left, right = (places[min(max(at, line.start), line.stop) - line.start] for at in (start, end))
            width = right - left if run.text else whole.width - left
            areas.append(FieldRoom(left, 0, width, whole.height, run.field))
        start = end
    return [area for area in areas if area.width > 0]


def _spots(line: Line, runs: Sequence[Run], x: float) -> list[HandSpot]:
    """The places to sign, stamp or date whose words stand in the line."""
    found: dict[str, HandSpot] = {}
    start = 0
    for run in runs:
        end = start + len(run.text)
        if run.spot and start < line.stop and end > line.start:
            found.setdefault(run.spot, HandSpot(x, 0, run.spot))
        start = end
    return list(found.values())


def _places(source: SetCharacters, line: Line, marks: list[TextMark]) -> list[float]:
    """The x of every character of the line and of its end."""
    places: list[float] = []
    at = line.start
    x = 0.0
    for mark in marks:
        x = mark.x
        for _ in mark.text:
            places.append(x)
            x += source.widths[at] + mark.spacing
            at += 1
    return [*places, x, *([x] * (line.stop - line.start - len(places)))]


def _gaps(kinds: str, slack: float, size: float) -> tuple[float, float]:
    """The widening of each gap, and what each blank gets on top."""
    if slack <= 0.01:
        return 0.0, 0.0
    pieces = _WORD.findall(kinds)
    inner = sum(1 if piece[0] in "wpqb" else len(piece) for piece in pieces) - 1
    if inner < 1:
        return 0.0, 0.0
    gap = min(slack / inner, _WIDEST_GAP * size)
    blanks = kinds.count("s")
    rest = slack - gap * inner
    return gap, min(rest / blanks, _WIDEST_BLANK * size) if blanks and rest > 0.01 else 0.0


def _pieces(source: SetCharacters, kinds: str, start: int) -> Iterator[tuple[int, int, bool]]:
    """Runs of characters of one font file that are words (not stretched inside) or Han (stretched)."""
    at = start
    for match in _WORD.finditer(kinds):
        word = match[0][0] in "wpqb"
        end = start + match.end()
        keys = (
            (source.glyphs[i].file, source.text[i] == " ", source.text[i] == "_", source.look(i))
            for i in range(at, end)
        )
        for _key, group in groupby(keys):
            last = at + sum(1 for _ in group)
            for stop in (i + 1 for i in range(at, last) if i + 1 == last or i in source.squeezed):
                yield at, stop, not word
                at = stop
