"""Text whose every line was broken, as a PDF viewer copies it: found out, and joined to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from aimed_desktop.application.values.labels import typed_label
from aimed_desktop.application.values.words import Span, Words, of, plain, spans, stripped

_FEWEST_LINES = 3
_SHORTEST = 24  # half-widths of a line that was broken for its length
_SURELY_LONG = 50  # half-widths of a first line that one other line may go on from
_FULL = 0.8  # of the longest line
_NO_ROOM = 2  # half-widths: a line as near to the longest had no room for a Chinese character
_INDENT = 2  # blanks (or a wide one) before a line that begins a paragraph
_ENDS = "。！？；：.!?;:…”」"
_BULLETS = re.compile(r"[•●◆■▪➢–-] ?|\[[0-9]{1,3}\]|第[一二三四五六七八九十百0-9]{1,4}[章节条]")
_PAGE_NUMBER = re.compile(r"[—–-] ?[0-9]{1,4} ?[—–-]|第 ?[0-9]{1,4} ?页(?:[ ，,/]*共 ?[0-9]{1,4} ?页)?")
_WESTERN = re.compile(r"[!-~]")
_PARTED = re.compile(r"[A-Za-z]{2}-$")  # by a hyphen, where the next line goes on with a small letter
_BLANKS = " \t\u3000\xa0"


def is_broken(text: str) -> bool:
    """Whether most lines of `text` end in the middle of a sentence, where the line was full."""
    lines = [line for line in text.split("\n") if line.strip(_BLANKS) and not _is_page_number(line)]
    if len(lines) < _FEWEST_LINES and not (
        len(lines) > 1 and _width(lines[0].strip(_BLANKS)) >= _SURELY_LONG
    ):
        return False
    longest = _longest(lines)
    broken = sum(
        one.strip(_BLANKS)[-1] not in _ENDS and _goes_on(one, other, longest)
        for one, other in pairwise(lines)
    )
    return broken * 2 >= len(lines) - 1


def joined_lines(lines: Sequence[Words]) -> list[Words]:
    """One line for each paragraph; between Western words a blank takes the place of a break.

    Page numbers between the lines are left out, and the hyphens that part a word.
    """
    kept = [line for line in lines if not _is_page_number(plain(line))]
    longest = _longest([plain(line) for line in kept])
    made: list[list[Span]] = []
    before = ""
    for line in kept:
        words = stripped(line, _BLANKS)
        if before.strip(_BLANKS) and plain(words) and _goes_on(before, plain(line), longest):
            made[-1] = [*_ended(made[-1], before, plain(words)), *spans(words)]
        elif plain(words):
            made.append(list(spans(words)))
        before = plain(line)
    return [of(parts) for parts in made]


def page_numbers(text: str) -> int:
    """How many lines of `text` are page numbers, which joining leaves out."""
    return sum(map(_is_page_number, text.split("\n")))


def _goes_on(line: str, following: str, longest: int) -> bool:
    """Whether a paragraph goes on in the line that follows.

    A line that ends a sentence does so only where it had no room left for another character.
    """
    if _indent(following) > _indent(line) and _indent(following) >= _INDENT:
        return False
    first, second = line.strip(_BLANKS), following.strip(_BLANKS)
    width = _width(first)
    if width < max(longest * _FULL, _SHORTEST) or _begins_item(second):
        return False
    return first[-1] not in _ENDS or width >= max(longest - _NO_ROOM, _SURELY_LONG)


def _ended(parts: list[Span], line: str, following: str) -> list[Span]:
    """`parts` of a line with what stands between it and the next."""
    first = line.strip(_BLANKS)
    if _PARTED.search(first) and following[0].islower():
        return [*parts[:-1], Span(parts[-1].text[:-1], parts[-1].look)]
    both_western = _WESTERN.match(first[-1]) and _WESTERN.match(following[0])
    is_held = first[-1] in "-/" or following[0] in "/,.;:)%"
    return [*parts, Span(" ")] if both_western and not is_held else parts


def _begins_item(line: str) -> bool:
    return typed_label(line) is not None or _BULLETS.match(line) is not None


def _is_page_number(line: str) -> bool:
    return _PAGE_NUMBER.fullmatch(line.strip(_BLANKS)) is not None


def _indent(line: str) -> int:
    """Blanks before a line, a wide one being two."""
    inside = line[: len(line) - len(line.lstrip(_BLANKS))]
    return len(inside) + inside.count("\u3000")


def _longest(lines: Sequence[str]) -> int:
    return max((_width(line.strip(_BLANKS)) for line in lines), default=0)


def _width(line: str) -> int:
    """How wide a line is, a Chinese character being two."""
    return sum(1 if character.isascii() else 2 for character in line)
