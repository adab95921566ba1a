"""Characters that stand on one base line become lines; what is small and rises or falls becomes a look."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from aimed_desktop.application.values.words import Look, Span
from aimed_desktop.document.pdf.text.marks import Glyph, Rule

WIDE_GAP = "\u3000"  # between the cells of a row without lines
_SAME_LINE = 0.2  # of the size: base lines that are one
_SMALL = 0.86  # of the size of its neighbour: what is raised or lowered is no larger
_RISE = (0.08, 0.85)  # of the size of its neighbour
_FALL = (0.06, 0.5)
_BESIDE = (-0.3, 0.45)  # of the size: from the neighbour's edge
_APART = 1.6  # of the size: a gap that parts cells or columns
_TYPED_APART = 4.0  # the same where blanks were typed
_WORD_GAP = 0.19  # of the size, between Western characters
_SEEN_GAP = 0.1  # the same where pdfium sees a gap, too
_LONGEST_SCRIPT = 14  # characters that are raised or lowered together
_AIRY = frozenset("，。、；：！？）》」』】”’")
_OTHER_GAP = 0.45  # beside a Chinese one: less is only the air around Western words
_MOST_AIR = 0.4  # of the size, between all characters of a line that is spread to the edge
_NEAR_ROWS = 8  # above and below, where what is raised may belong
_WESTERN = re.compile("[!-~\u00a1-\u024f\u0370-\u04ff]")


class Letter(NamedTuple):
    """A character of a line with its look and what stands between it and the one before."""

    glyph: Glyph
    look: Look = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Letters from left to right. `is_row`: cells side by side, which belong to no paragraph.

    `has_end_blank`: a blank was typed after the last of them.
    """

    letters: tuple[Letter, ...]
    base: float
    size: float
    right: float  # where it ends
    is_row: bool = False
    has_end_blank: bool = False

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.letters[0].glyph.left

    @property
    def text(self) -> str:
        """Its plain words."""
        return "".join(letter.before + letter.glyph.text for letter in self.letters)

    def spans(self, *, keeps_bold: bool) -> list[Span]:
        """Its words by their look; a blank has that of neither side."""
        found = []
        for letter in self.letters:
            found += [Span(letter.before)] if letter.before else []
            look: Look = letter.look or ("bold" if keeps_bold and letter.glyph.is_bold else "")
            found.append(Span(letter.glyph.text, look))
        return found

    def share(self, *, bold: bool) -> float:
        """How many of its characters are bold, or of the family of 黑体."""
        marked = [letter.glyph.is_bold if bold else letter.glyph.is_hei for letter in self.letters]
        return sum(marked) / len(marked)


def lines_of(glyphs: Sequence[Glyph], rules: Iterable[Rule] = ()) -> list[Line]:
    """The lines of `glyphs` from top to bottom; on one base line a wide gap or an upright rule parts them."""
    rows = _with_scripts(_rows(glyphs))
    upright = sorted((rule for rule in rules if not rule.is_level), key=lambda rule: rule.at)
    found = [line for row in rows for line in _parted(row, upright)]
    return sorted(found, key=lambda line: (line.base, line.left))


def side_by_side(lines: Sequence[Line]) -> Line:
    """Lines of one base line as one, a wide blank between them."""
    first, *others = lines
    letters = list(first.letters)
    for line in others:
        head, *rest = line.letters
        letters += [head._replace(before=WIDE_GAP), *rest]
    return replace(first, letters=tuple(letters), right=lines[-1].right, is_row=True, has_end_blank=False)


@dataclass(slots=True)
class _Row:
    base: float
    glyphs: list[Letter]
    size: float = 0.1  # that of most characters


def _rows(glyphs: Sequence[Glyph]) -> list[_Row]:
    """Characters by their base line, the blank ones with the others."""
    rows: list[_Row] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.left)):
        near = next((row for row in reversed(rows[-6:]) if _is_of(glyph, row)), None)
        if near is None:
            rows.append(_Row(glyph.base, [Letter(glyph)]))
        else:
            near.glyphs.append(Letter(glyph))
    for row in rows:
        row.glyphs.sort(key=lambda letter: letter.glyph.left)
        row.size = max(median(letter.glyph.size for letter in row.glyphs), 0.1)
    return [row for row in rows if not all(letter.glyph.is_blank for letter in row.glyphs)]


def _is_of(glyph: Glyph, row: _Row) -> bool:
    other = row.glyphs[0].glyph.size
    larger, smaller = max(glyph.size, other), min(glyph.size, other)
    reach = _SAME_LINE * (larger if smaller > _SMALL * larger else smaller)
    return abs(glyph.base - row.base) <= reach


def _with_scripts(rows: list[_Row]) -> list[_Row]:
    """What is small beside a character and stands higher or lower goes into that one's row."""
    for place, row in sorted(enumerate(rows), key=lambda numbered: numbered[1].size):
        near = rows[max(0, place - _NEAR_ROWS) : place + _NEAR_ROWS + 1]
        for piece in _pieces(row.glyphs):
            found = _host(piece, row, near) if len(piece) <= _LONGEST_SCRIPT else None
            if found is None:
                continue
            host, look = found
            gone = set(map(id, piece))
            row.glyphs = [letter for letter in row.glyphs if id(letter) not in gone]
            host.glyphs += [letter._replace(look=look) for letter in piece]
            host.glyphs.sort(key=lambda letter: letter.glyph.left)
    return [row for row in rows if any(not letter.glyph.is_blank for letter in row.glyphs)]


def _pieces(letters: list[Letter]) -> list[list[Letter]]:
    """Letters that stand close together."""
    found: list[list[Letter]] = []
    for letter in letters:
        if letter.look or letter.glyph.is_blank:
            continue
        last = found[-1][-1].glyph if found else None
        if last is not None and letter.glyph.left - last.right <= _BESIDE[1] * last.size:
            found[-1].append(letter)
        else:
            found.append([letter])
    return found


def _host(piece: list[Letter], row: _Row, rows: list[_Row]) -> tuple[_Row, Look] | None:
    size = max(letter.glyph.size for letter in piece)
    best: tuple[float, _Row, Look] | None = None
    for other in rows:
        if other is row or not other.glyphs or size > _SMALL * other.size:
            continue
        rise = (other.base - row.base) / other.size
        if (look := _look(rise)) and _is_beside(piece, other) and (best is None or abs(rise) < best[0]):
            best = (abs(rise), other, look)
    return None if best is None else best[1:]


def _look(rise: float) -> Look:
    if _RISE[0] <= rise <= _RISE[1]:
        return "sup"
    return "sub" if _FALL[0] <= -rise <= _FALL[1] else ""


def _is_beside(piece: list[Letter], row: _Row) -> bool:
    left, right = piece[0].glyph.left, piece[-1].glyph.right
    near = _BESIDE[0] * row.size, _BESIDE[1] * row.size
    others = [letter.glyph for letter in row.glyphs if not letter.look and not letter.glyph.is_blank]
    covered = sum(max(0.0, min(right, other.right) - max(left, other.left)) for other in others)
    touches = any(near[0] <= left - other.right <= near[1] for other in others)
    touches |= any(near[0] <= other.left - right <= near[1] for other in others)
    return touches and covered <= 0.3 * (right - left)


def _line(letters: list[Letter], base: float) -> Line:
    """The line of `letters`; what is small and stands a little higher or lower than the others has a look."""
    right = max(letter.glyph.right for letter in letters)
    glyphs = [letter.glyph for letter in letters if not letter.look]
    if not glyphs:
        return Line(tuple(letters), base, letters[0].glyph.size, right)
    largest = median(sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2 :])
    body = [glyph for glyph in glyphs if glyph.size > _SMALL * largest]
    base = median(glyph.base for glyph in body)
    made = [
        letter._replace(look=_look((base - letter.glyph.base) / largest))
        if not letter.look and letter.glyph.size <= _SMALL * largest
        else letter
        for letter in letters
    ]
    return Line(tuple(made), base, median(glyph.size for glyph in body), right)


def _parted(row: _Row, upright: list[Rule]) -> list[Line]:
    letters = [letter for letter in row.glyphs if not letter.glyph.is_blank]
    blanks = [letter.glyph for letter in row.glyphs if letter.glyph.is_blank]
    blanks = [blank for blank in blanks if blank.left >= letters[0].glyph.left]
    size = max(letter.glyph.size for letter in letters)
    gaps = [_gap(one, other) for one, other in pairwise(letters)]
    usual = min(max(0.0, median(gaps)), _MOST_AIR * size) if len(gaps) > 2 else 0.0
    parts: list[list[Letter]] = [[letters[0]]]
    waiting = deque(blanks)
    for (one, other), gap in zip(pairwise(letters), gaps, strict=True):
        typed = []
        while waiting and waiting[0].left < other.glyph.left:
            typed.append(waiting.popleft())
        apart = (_TYPED_APART if typed else _APART) * size + usual
        if gap > apart or (gap > 0 and _is_ruled(one, other, row.base, size, upright)):
            parts.append([other])
        else:
            parts[-1].append(other._replace(before=_between(one, other, gap - usual, typed)))
    ends = any(blank.left >= letters[-1].glyph.right - 0.1 * size for blank in blanks)
    lines = [_line(part, row.base) for part in parts]
    lines[-1] = replace(lines[-1], has_end_blank=ends)
    return lines


def _gap(one: Letter, other: Letter) -> float:
    return other.glyph.left - one.glyph.right


def _is_ruled(one: Letter, other: Letter, base: float, size: float, upright: list[Rule]) -> bool:
    middle = base - 0.4 * size
    return any(
        one.glyph.left < rule.at < other.glyph.right
        and rule.start <= middle <= rule.end
        and one.glyph.right - 0.2 * size <= rule.at <= other.glyph.left + 0.2 * size
        for rule in upright
    )


def _between(one: Letter, other: Letter, gap: float, typed: list[Glyph]) -> str:
    size = max(one.glyph.size, other.glyph.size)
    if any(blank.text == WIDE_GAP for blank in typed):
        return WIDE_GAP
    if typed:  # behind Chinese punctuation it is only air
        return "" if one.glyph.text in _AIRY and gap < size else " "
    if _WESTERN.match(one.glyph.text[-1]) and _WESTERN.match(other.glyph.text[0]):
        both_words = one.glyph.text[-1].isalnum() and other.glyph.text[0].isalnum()
        is_seen = other.glyph.is_apart and both_words and not (one.look or other.look)
        is_gap = gap > (_SEEN_GAP if is_seen else _WORD_GAP) * size
    else:
        is_gap = gap > _OTHER_GAP * size
    return " " if is_gap else ""
