"""Breaks Chinese and mixed text into lines: 禁则, whole Western words, half-width punctuation at the end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from aimed_desktop.document.plan.styles import SHRINKABLE

# Marks that begin no line: closing and pausing marks; —— and …… stay with what stands before them.
NO_START = frozenset(
    "，。、；：？！）》」』】〕〉〗〙〛”’…—―·・～％‰℃℉°¢％＇＂｝］＞｀〃々ー‐–｡､｣"
) | frozenset(")]},.;:!?%>")
# Marks that end no line: opening marks; a box stays with its label.
NO_END = frozenset("（《「『【〔〈〖〘〚“‘｛［＜＄￥￡〝｢□☑☐") | frozenset("([{<$#￥¥£")

_CLOSING, _OPENING = "，。、；：）》」』】〕〉〗”’｝］", "（《「『【〔〈〖“‘｛［"
_SQUEEZABLE = frozenset(_CLOSING)  # ink in the left half of a full-width body
_CROWDED = re.compile(rf"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|[{_OPENING}](?=[{_OPENING}])")

_SHORT_ANSWER, _NAME = 8, 24  # characters
_TO_SIZE_FIVE = 12 / 10.5  # from 小四 to 五号
_EPSILON = 0.01
_NUMBER_AND_UNIT = re.compile(r"(?<=[0-9]) (?=[A-Za-zµμΩ°%/]{1,4}(?![A-Za-z]))")
_BREAK = re.compile(r"(?<=[hcs])(?=[howp])|(?<=[wq])(?=[ho])")
_OPEN_SPACE = re.compile(r"(?<=[opb])s+")
_WESTERN_MARKS = frozenset("°±×÷µ§©®¼½¾")


class Line(NamedTuple):
    """`text[start:end]` of the broken text; `stop` is its end without trailing blanks.

    `width` is what is seen, a squeezed last mark counted as half; `hard`: the paragraph or a `\\n` ends it.
    """

    start: int
    stop: int
    end: int
    width: float
    hard: bool


class _Classes(dict[int, str]):
    """Class of a character code: h Han and the like, w Western, s blank, o/p opening, c/q closing, b both.

    p and q are the Western ones of o and c, part of a word when they stand inside it.
    """

    def __missing__(self, code: int) -> str:
        found = self[code] = _class_of(chr(code))
        return found


def _class_of(character: str) -> str:
    if character in " \t\u3000":
        return "s"
    if character in "\"'\xa0\u2060\ufeff":
        return "b"
    western = character < "\u2000" and (character.isalnum() or character.isascii())
    if character in NO_START:
        return "q" if western else "c"
    if character in NO_END:
        return "p" if western else "o"
    is_raised = "\u2070" <= character <= "\u209c"  # or lowered: part of 10⁻³, CO₂
    return "w" if western or is_raised or character in _WESTERN_MARKS else "h"


_CLASSES = _Classes()


def classes(text: str) -> str:
    """One class letter for each character of `text`; see `_Classes`."""
    found = text.translate(_CLASSES)
    if " " in text:
        for match in _NUMBER_AND_UNIT.finditer(text):
            found = f"{found[: match.start()]}w{found[match.end() :]}"
        found = _OPEN_SPACE.sub(lambda match: "o" * len(match[0]), found)
    return found


def break_lines(
    text: str,
    widths: Sequence[float],
    room: float,
    em: float,
    first_room: float | None = None,
    *,
    whole: Sequence[tuple[int, int]] = (),
    even: bool = False,
) -> list[Line]:
    """The lines of `text` whose characters are `widths` wide, in a column of `room` (same unit).

    `em` is the type size, `first_room` the room of the first line where it is indented. Together the lines
    hold the whole text; a `\\n` ends its line. A word wider than the column is broken where it must.
    `whole`: stretches that are not broken, like words. `even`: no last line of one character.
    """
    kinds = classes(text)
    if whole:
        changed = list(kinds)
        for first, last in whole:
            changed[first:last] = _joined(kinds[first:last])
        kinds = "".join(changed)
    lines: list[Line] = []
    start = 0
    first_line = room if first_room is None else first_room
    for piece in text.split("\n"):
        end = start + len(piece)
        column = _Column(room, room if lines else first_line, em)
        lines.extend(_paragraph_lines(piece, kinds[start:end], widths[start:end], start, column, even))
        start = end + 1
    return lines


def shrinkable(text: str, *, is_answer: bool) -> float:
    """How much too wide a text may be to be set smaller rather than be broken; 1 where it is broken.

    A number, code or address and a short answer hold together; a name ends better in 五号 than in a lone 司.
    """
    kinds = set(classes(text))
    if not kinds or "\n" in text:
        return 1.0
    if kinds <= set("wpq"):
        return SHRINKABLE
    if not is_answer or " " in text or len(text) > _NAME:
        return 1.0
    return SHRINKABLE if len(text) <= _SHORT_ANSWER else _TO_SIZE_FIVE


def balanced_room(text: str, widths: Sequence[float], room: float, em: float) -> float:
    """The narrowest column (and half a character) where a centred text takes as many lines as in `room`."""
    count = len(break_lines(text, widths, room, em))
    if count == 1 or "\n" in text:
        return room
    narrow = room
    while narrow > 2 * em and len(break_lines(text, widths, narrow - em / 2, em)) == count:
        narrow -= em / 2
    return min(room, narrow + em / 2)


def squeezable_marks(text: str) -> Iterator[int]:
    """Where a full-width mark stands before another and gives up half of its body, as in 》， and （“."""
    return (match.start() for match in _CROWDED.finditer(text))


class _Column(NamedTuple):
    room: float
    first_room: float
    em: float


def _joined(kinds: str) -> str:
    """Classes that allow no break inside; the ends still keep to the marks beside them."""
    last = kinds[-1:] if kinds[-1:] in ("c", "q", "b") else "w"
    return kinds[:1].replace("h", "w") + "w" * (len(kinds) - 2) + last if len(kinds) > 1 else kinds


def _paragraph_lines(
    text: str, kinds: str, widths: Sequence[float], offset: int, column: _Column, even: bool
) -> list[Line]:
    size, em = len(text), column.em
    before = [0.0, *accumulate(widths)]
    breaks = [match.start() for match in _BREAK.finditer(kinds)]
    breaks.append(size)
    stops = [_without_blanks(kinds, at) for at in breaks]
    fits = [before[stop] - _squeeze(text, widths, stop, em) for stop in stops]
    lines: list[Line] = []
    start, index = 0, 0
    while start < size or not lines:
        limit = before[start] + (column.room if lines else column.first_room) + _EPSILON
        found = bisect_right(fits, limit, index) - 1
        if found >= index:
            end, stop = breaks[found], max(stops[found], start)
            index = found + 1
        else:
            end = stop = _forced_break(kinds, before, start, limit, breaks[index])
            index += end == breaks[index]
        width = before[stop] - before[start]
        if before[start] + width > limit:
            width -= _squeeze(text, widths, stop, em)
        lines.append(Line(offset + start, offset + stop, offset + end, width, end == size))
        start = end
    return _evened(lines, breaks, stops, before, offset) if even else lines


def _evened(
    lines: list[Line], breaks: list[int], stops: list[int], before: Sequence[float], offset: int
) -> list[Line]:
    """`lines` with a lone last character joined by what stands before it."""
    if len(lines) < 2 or lines[-1].stop - lines[-1].start != 1:
        return lines
    first, last = lines[-2], lines[-1]
    index = bisect_left(breaks, last.start - offset) - 1
    if index < 0 or stops[index] <= first.start - offset:
        return lines
    at, stop = breaks[index], stops[index]
    end = last.stop - offset
    return [
        *lines[:-2],
        first._replace(
            stop=offset + stop, end=offset + at, width=before[stop] - before[first.start - offset]
        ),
        last._replace(start=offset + at, width=before[end] - before[at]),
    ]


def _without_blanks(kinds: str, end: int) -> int:
    while end and kinds[end - 1] == "s":
        end -= 1
    return end


def _squeeze(text: str, widths: Sequence[float], stop: int, em: float) -> float:
    """How much narrower the mark before `stop` may be at the end of a line."""
    if stop and text[stop - 1] in _SQUEEZABLE and widths[stop - 1] > 0.9 * em:
        return widths[stop - 1] / 2
    return 0.0


def _forced_break(kinds: str, before: Sequence[float], start: int, limit: float, latest: int) -> int:
    """Where to cut a word that is wider than the line; at a place allowed for marks if there is one."""
    end = min(max(bisect_right(before, limit, start) - 1, start + 1), latest)
    for at in range(end, max(start, end - 8), -1):
        if at == latest or (kinds[at] not in "cq" and kinds[at - 1] not in "op"):
            return at
    return end
