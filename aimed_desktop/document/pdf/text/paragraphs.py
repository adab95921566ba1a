"""Lines in reading order become paragraphs: a line that had no more room goes on in the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from aimed_desktop.application.values.words import Span, Words, of, stripped
from aimed_desktop.document.pdf.text.lines import Letter, Line
from aimed_desktop.document.pdf.text.order import Edges, begins_item, label_length

_ENDS = "。！？；：.!?;:…”」）)"
_SENTENCE_ENDS = "。！？；!?;"
_CLOSERS = "，。、；：！？）》」』】”’…—%％℃°"
_HYPHENS = "-\u2010"
_FEWEST_LINES = 3
_MOST_SAME = 0.6  # of the lines of a block
_LONG_LINE = 20  # of the size: shorter lines may end at one place by chance
_INDENT = 0.9  # of the size
_SAME_PLACE = 0.6
_OTHER_SIZE = 0.07
_FAR = 1.45  # of the usual pitch
_ROOM = 0.8  # of the size: more than the air that justifying leaves
_CELL_ROOM = 0.1
_WESTERN = re.compile("[!-~\u00a1-\u024f\u0370-\u04ff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_WORD_END, _WORD_START = re.compile(r"([A-Za-z]+)\S$"), re.compile(r"[A-Za-z]+")
_LEADERS = re.compile(r"[.…·]{4,}\s*[0-9ivxlc]{1,4}$")  # before the page number of a contents list
_BLANKS = " \u3000"


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with the edges of its column, its page and the column's number on all pages.

    `is_in_cell`: of a table, where words may stand in the middle and nothing is spread to fill a line.
    """

    line: Line
    edges: Edges
    page: int
    column: int
    is_in_cell: bool = False


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph."""

    lines: list[PlacedLine] = field(default_factory=list)

    @property
    def first(self) -> PlacedLine:
        """Where it begins."""
        return self.lines[0]

    @property
    def size(self) -> float:
        """That of its characters."""
        return self.first.line.size

    @property
    def text(self) -> str:
        """Its plain words, line by line."""
        return "".join(placed.line.text for placed in self.lines)

    def share(self, *, bold: bool) -> float:
        """How many of its characters are bold, or of the family of 黑体."""
        return sum(placed.line.share(bold=bold) for placed in self.lines) / len(self.lines)

    def words(self, known: frozenset[str], *, keeps_bold: bool) -> Words:
        """Its words, lines joined; `known` are the words of the whole file, which tell what a hyphen is."""
        spans: list[Span] = []
        for place, placed in enumerate(self.lines):
            if place:
                spans = _jointed(spans, self.lines[place - 1].line, placed.line, known)
            spans += placed.line.spans(keeps_bold=keeps_bold)
        return stripped(of(spans), _BLANKS)


def paragraphs_of(lines: Sequence[PlacedLine]) -> Iterator[Paragraph]:
    """The paragraphs of lines between two tables."""
    pitch = _pitch(lines)
    lines = _with_own_edges(lines, pitch)
    made = Paragraph()
    for place, placed in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if made.lines and not _goes_on(made, placed, following, pitch):
            yield made
            made = Paragraph()
        made.lines.append(placed)
    if made.lines:
        yield made


def _with_own_edges(lines: Sequence[PlacedLine], pitch: dict[float, float]) -> list[PlacedLine]:
    """Lines that stand together and end earlier than their column, at one place, have edges of their own."""
    made: list[PlacedLine] = []
    block: list[PlacedLine] = []
    for placed in lines:
        if block and not _stand_together(block[-1], placed, pitch):
            made += _own_edges(block)
            block = []
        block.append(placed)
    return made + _own_edges(block)


def _stand_together(one: PlacedLine, other: PlacedLine, pitch: dict[float, float]) -> bool:
    is_one_column = one.column == other.column and not one.is_in_cell
    return is_one_column and _is_of_size(one.line, other.line) and not _is_far(one.line, other.line, pitch)


def _own_edges(block: list[PlacedLine]) -> list[PlacedLine]:
    if len(block) < _FEWEST_LINES:
        return block
    size = block[0].line.size
    right = median(placed.line.right for placed in block)
    left = min(placed.line.left for placed in block)
    same = sum(abs(placed.line.right - right) <= _SAME_PLACE * size for placed in block)
    is_inside = right < block[0].edges.right - size and max(p.line.right for p in block) <= right + size
    if same < _MOST_SAME * len(block) or not is_inside or right - left < _LONG_LINE * size:
        return block
    return [replace(placed, edges=Edges(placed.edges.left, right)) for placed in block]


def words_in(lines: Sequence[Line]) -> frozenset[str]:
    """The Western words that stand within lines."""
    return frozenset(word.lower() for line in lines for word in _WORD.findall(line.text)[:-1])


def _pitch(lines: Sequence[PlacedLine]) -> dict[float, float]:
    """For each size the usual distance of two lines, of the size."""
    found: dict[float, list[float]] = {}
    for one, other in pairwise(lines):
        step = other.line.base - one.line.base
        if one.column == other.column and step > 0 and _is_of_size(one.line, other.line):
            found.setdefault(round(one.line.size, 0), []).append(step / one.line.size)
    return {size: median(sorted(steps)[: max(1, len(steps) * 3 // 4)]) for size, steps in found.items()}


def _goes_on(
    made: Paragraph, line: PlacedLine, following: PlacedLine | None, pitch: dict[float, float]
) -> bool:
    before = made.lines[-1]
    one, other = before.line, line.line
    if one.is_row or other.is_row or not _is_of_size(one, other) or _is_other_kind(one, other):
        return False
    if _LEADERS.search(one.text):
        return False
    if before.column == line.column and _is_far(one, other, pitch):
        return False
    if _room(before, line) >= _needed(line) or _leaves_hanging(made, line):  # the first word would have fit
        return False
    if begins_item(other.text) and (one.text[-1:] in _ENDS or _is_new_label(made, line)):
        return False
    return _hangs(made, line) or not _is_indented(made, line, following)


def _leaves_hanging(made: Paragraph, line: PlacedLine) -> bool:
    """Whether an item whose lines hang behind its label is followed by a line that does not."""
    first, *others = made.lines
    near = _SAME_PLACE * line.line.size
    hangs = others and all(other.line.left > first.line.left + near for other in others)
    return bool(hangs) and begins_item(first.line.text) and line.line.left < others[-1].line.left - near


def _is_indented(made: Paragraph, line: PlacedLine, following: PlacedLine | None) -> bool:
    """Whether a line begins further inside than those around it, as the first of a paragraph does."""
    before = made.lines[-1]
    other = line.line
    inside = (other.left - line.edges.left) / other.size
    if _is_centred(before, line):
        return False
    if before.column != line.column:
        return inside > _INDENT
    lefts = [before.line.left]
    if following is not None and following.column == line.column and _is_of_size(other, following.line):
        lefts.append(following.line.left)
    step, near = (other.left - min(lefts)) / other.size, _SAME_PLACE * other.size
    ends = before.line.text[-1:] in _SENTENCE_ENDS
    if step > _INDENT:
        hangs = other.left - lefts[0] > _INDENT * other.size  # further inside than the line before
        goes_on = hangs and (before.line.text[-1:] not in _ENDS or abs(lefts[-1] - other.left) <= near)
        return ends or len(made.lines) > 1 or not goes_on
    is_alone = len(made.lines) == 1 and abs(before.line.left - other.left) <= near
    return is_alone and ends and inside > _INDENT


def _hangs(made: Paragraph, line: PlacedLine) -> bool:
    """Whether a line stands under the words of an item, whose label stands out."""
    first = made.first.line
    at = label_length(first.text)
    if not at:
        return False
    start = _letter_at(first, at).glyph.left
    is_inside = line.line.left > first.left + 0.3 * first.size
    return is_inside and abs(line.line.left - start) <= _SAME_PLACE * first.size


def _letter_at(line: Line, place: int) -> Letter:
    """The letter at a place of the line's text, blanks before it counted."""
    at = 0
    for letter in line.letters:
        at += len(letter.before) + len(letter.glyph.text)
        if at > place:
            return letter
    return line.letters[-1]


def _is_new_label(made: Paragraph, line: PlacedLine) -> bool:
    """Whether it begins where items begin: at the place of the paragraph's own first line."""
    starts = abs(line.line.left - made.first.line.left) <= _SAME_PLACE * line.line.size
    return starts and begins_item(made.first.line.text)


def _is_of_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _OTHER_SIZE * max(one.size, other.size)


def _is_other_kind(one: Line, other: Line) -> bool:
    """Whether one is wholly bold or 黑体 and the other not at all."""
    return any(abs(one.share(bold=bold) - other.share(bold=bold)) > 0.9 for bold in (True, False))


def _is_far(one: Line, other: Line, pitch: dict[float, float]) -> bool:
    step = (other.base - one.base) / one.size
    return step < 0.3 or step > _FAR * pitch.get(round(one.size, 0), step)


def _room(placed: PlacedLine, following: PlacedLine) -> float:
    """How much room was left at the end of a line; of words that stand in the middle at both ends."""
    before = placed.line.left - placed.edges.left if _is_centred(placed, following) else 0.0
    return before + placed.edges.right - placed.line.right


def _is_centred(one: PlacedLine, other: PlacedLine) -> bool:
    """Whether two lines of a cell stand in its middle."""
    middles = [(placed.line.left + placed.line.right) / 2 for placed in (one, other)]
    return one.is_in_cell and abs(middles[0] - middles[1]) < 0.3 * one.line.size


def _needed(placed: PlacedLine) -> float:
    """How wide the first word of a line is, with the air that its line may have had."""
    line = placed.line
    letters = line.letters
    end = 1
    while end < len(letters) and not letters[end].before and _is_held(letters[end - 1], letters[end]):
        end += 1
    return (
        letters[end - 1].glyph.right
        - letters[0].glyph.left
        + (_CELL_ROOM if placed.is_in_cell else _ROOM) * line.size
    )


def _is_held(one: Letter, other: Letter) -> bool:
    """Whether no line ends between two letters."""
    first, second = one.glyph.text, other.glyph.text
    both_western = (_WESTERN.match(first) or first in _CLOSERS) and _WESTERN.match(second)
    return bool(both_western or one.look or other.look or second in _CLOSERS)


def _jointed(spans: list[Span], one: Line, other: Line, known: frozenset[str]) -> list[Span]:
    """`spans` with what stands between two lines; a hyphen that only parts a word is taken away."""
    last, first = one.letters[-1].glyph.text, other.letters[0].glyph.text
    if last in _HYPHENS and len(one.letters) > 1 and first.isalpha() and not one.letters[-1].before:
        if one.letters[-2].glyph.text.isalpha() and _is_parted(one, other, known):
            return [*spans[:-1], Span(spans[-1].text[: -len(last)], spans[-1].look)]
        return spans
    both_western = _WESTERN.match(last[-1]) and _WESTERN.match(first[0])
    is_script = one.letters[-1].look or other.letters[0].look
    if both_western and not (last in "/-" or (is_script and not one.has_end_blank)):
        return [*spans, Span(" ")]
    is_typed = one.has_end_blank and (_WESTERN.match(last[-1]) or _WESTERN.match(first[0]))
    return [*spans, Span(" ")] if is_typed and not both_western and first not in _CLOSERS else spans


def _is_parted(one: Line, other: Line, known: frozenset[str]) -> bool:
    """Whether the hyphen came with the break: the file knows the word without it, or not both halves."""
    head, tail = _WORD_END.search(one.text), _WORD_START.match(other.text)
    if head is None or tail is None or (head[1] + tail[0]).lower() in known:
        return head is not None and tail is not None
    if not tail[0][0].islower() or head[1].isupper():
        return False
    return not (head[1].lower() in known and tail[0].lower() in known)
