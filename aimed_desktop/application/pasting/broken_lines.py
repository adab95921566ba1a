"""Text whose every line was broken, as it comes from a PDF file: found out, and joined to paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise

_FEWEST_LINES = 3
_SHORTEST = 24  # half-widths of a line that was broken for its length
_FULL = 0.8  # of the longest line
_ENDS = "。！？；：.!?;:…”」"
_BEGINS = re.compile(
    r"[（(]?[0-9一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.、．]|[一二三四五六七八九十]{1,3}、|[•●◆■–-] ?"
)
_WESTERN = re.compile(r"[!-~]")


def is_broken(text: str) -> bool:
    """Whether most lines of `text` end in the middle of a sentence, where the line was full."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < _FEWEST_LINES:
        return False
    longest = _longest(lines)
    broken = sum(_goes_on(line, following, longest) for line, following in pairwise(lines))
    return broken * 2 >= len(lines) - 1


def joined(text: str) -> str:
    """`text` with one line for each paragraph; between Western words a blank takes the place of a break."""
    lines = [line.strip() for line in text.split("\n")]
    longest = _longest(lines)
    made: list[str] = []
    before = ""
    for line in lines:
        if before and line and _goes_on(before, line, longest):
            both_western = _WESTERN.match(made[-1][-1]) and _WESTERN.match(line[0])
            made[-1] += (" " if both_western else "") + line
        elif line:
            made.append(line)
        before = line
    return "\n".join(made)


def _goes_on(line: str, following: str, longest: int) -> bool:
    is_full = _width(line) >= max(longest * _FULL, _SHORTEST)
    return is_full and line[-1] not in _ENDS and not _BEGINS.match(following)


def _longest(lines: list[str]) -> int:
    return max(map(_width, lines), default=0)


def _width(line: str) -> int:
    """How wide a line is, a Chinese character being two."""
    return sum(1 if character.isascii() else 2 for character in line)
