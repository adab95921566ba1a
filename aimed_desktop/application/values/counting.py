"""Counts a text as Word does: 字数, 字符数 without and with blanks, Han characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Radicals, 々, 〇, Suzhou numerals, extension A, the basic block, compatibility, the planes beyond.
_HAN = (
    "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
# Each of these is one 字; every other character is part of a run that is one 字 together.
_SINGLE = (
    _HAN
    + "“”‘’—…·℃№※★☆☐☑☒"
    + "\u2460-\u24ff"  # enclosed letters and digits
    + "\u25a0-\u25ff"  # geometric shapes
    + "\u3001-\u303f"  # CJK punctuation, without the ideographic space
    + "\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff"  # kana, bopomofo
    + "\u3200-\u33ff"  # enclosed Chinese characters and square units
    + "\ufe10-\ufe1f\ufe30-\ufe6f"  # vertical and small forms of punctuation
    + "\uff01-\uff9f\uffe0-\uffe6"  # full-width letters, digits, punctuation; half-width kana
)
_SINGLES = re.compile(f"[{_SINGLE}]+")
_NOT_HAN = re.compile(f"[^{_HAN}]+")
# Zero-width characters and variation selectors change how a character looks, not how many there are.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")
_BREAKS = re.compile("[\n\r\v\f\x85\u2028\u2029]+")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Count:
    """What Word's 字数统计 shows. Characters are UTF-16 units; breaks are no characters."""

    words: int = 0  # 字数
    chars_no_spaces: int = 0  # 字符数（不计空格）
    chars: int = 0  # 字符数（计空格）
    han: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.words + other.words,
            self.chars_no_spaces + other.chars_no_spaces,
            self.chars + other.chars,
            self.han + other.han,
        )


def count(text: str) -> Count:
    """The counts of `text`. A text's counts are the sum of those of its paragraphs."""
    return Count(
        words=words(text),
        chars_no_spaces=sum(map(_units, text.split())),
        chars=_units(_BREAKS.sub("", text)),
        han=len(_NOT_HAN.sub("", text)),
    )


def words(text: str) -> int:
    """Word's 字数 of `text`: Chinese characters and marks, plus runs of other characters."""
    visible = _INVISIBLE.sub("", text)
    singles = len(visible) - len(_SINGLES.sub("", visible))
    return singles + len(_SINGLES.sub(" ", visible).split())


def beginning_of(text: str, most: int) -> str:
    """As much of `text` as holds at most `most` words."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if words(text[:middle]) <= most:
            low = middle
        else:
            high = middle - 1
    return text[:low]


def total(paragraphs: Iterable[str]) -> Count:
    """The counts of several paragraphs together."""
    return sum(map(count, paragraphs), Count())


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.findall(text))
