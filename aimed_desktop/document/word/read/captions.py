"""Captions of pictures and tables in a Word file: their words, and the numbers that the author gave them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from aimed_desktop.application.values.narrative_table import one_line
from aimed_desktop.application.values.words import Words, cut, plain
from aimed_desktop.document.word.styles import STYLE_NAMES

Kind = Literal["图", "表"]
CAPTION_STYLES = {STYLE_NAMES["caption"], STYLE_NAMES["cell_caption"], "题注"}
_NUMBER = r"\s*([\d０-９]+(?:[-－.．][\d０-９]+)*)\s*[：:．.、]?\s*"
_NUMBERS: dict[Kind, re.Pattern[str]] = {"图": re.compile(f"图{_NUMBER}"), "表": re.compile(f"表{_NUMBER}")}
_LONGEST = 40  # characters of a line that is a caption by its words alone


def may_be_caption(words: Words, style: str) -> bool:
    """Whether a line in that style is short enough for a caption, or said to be one."""
    text = plain(words)
    return style in CAPTION_STYLES or (len(text) <= _LONGEST and not text.endswith("。"))


def is_numbered(words: Words, kind: Kind) -> bool:
    """Whether a line begins as 图1 does."""
    return _NUMBERS[kind].match(plain(words)) is not None


@dataclass(frozen=True, slots=True)
class _Given:
    at: int
    number: str
    place: str


@dataclass(slots=True)
class CaptionNumbers:
    """What the author numbered, to be compared with the numbers that the paper gives in order."""

    _given: dict[Kind, list[_Given]] = field(default_factory=lambda: {"图": [], "表": []})

    def taken(self, caption: Words, kind: Kind, at: int, place: str) -> Words:
        """The words of the caption behind its number, which belongs to the picture or table `at`."""
        found = _NUMBERS[kind].match(plain(caption))
        if found is None:
            return one_line(caption)
        self._given[kind].append(_Given(at, unicodedata.normalize("NFKC", found[1]), place))
        return one_line(cut(caption, found.end()))

    def other(self) -> Iterator[tuple[str, str]]:
        """Of each kind the first number (as 图3-2) and its place that the paper writes otherwise."""
        for kind, given in self._given.items():
            first = given[0] if given else None
            between = int(first.number) - first.at if first and first.number.isdecimal() else 0
            for one in given:
                if one.number != str(one.at + between):
                    yield f"{kind}{one.number}", one.place
                    break
