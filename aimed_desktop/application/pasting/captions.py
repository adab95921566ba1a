"""Captions that an author typed for pictures and tables, and their numbers, which the paper replaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from aimed_desktop.application.pasting.html_blocks import Pasted
from aimed_desktop.application.pasting.losses import Losses
from aimed_desktop.application.values.narrative_table import one_line
from aimed_desktop.application.values.words import Words, cut, plain

Kind = Literal["图", "表"]
_NUMBER = r"\s*([\d０-９]+(?:[-－.．][\d０-９]+)*)\s*[：:．.、]?\s*"
_NUMBERS: dict[Kind, re.Pattern[str]] = {"图": re.compile(f"图{_NUMBER}"), "表": re.compile(f"表{_NUMBER}")}
_LONGEST = 40  # characters of a line that is a caption by its words alone


def may_be_caption(words: Words) -> bool:
    """Whether a line is no sentence, and short enough."""
    text = plain(words)
    return len(text) <= _LONGEST and not text.endswith("。")


def is_numbered(words: Words, kind: Kind) -> bool:
    """Whether a line begins as 图1 does."""
    return _NUMBERS[kind].match(plain(words)) is not None


def with_table_captions(pasted: Pasted) -> Pasted:
    """What was pasted, a line as 表1 人员 being the caption of the table below it.

    Captions of pictures keep their numbers: they stay as words until the picture is there.
    """
    numbers = CaptionNumbers()
    entries: list[dict[str, Any]] = []
    tables = pictures = 0
    for entry in pasted.entries:
        tables, pictures = tables + ("table" in entry), pictures + ("picture" in entry)
        if "picture" in entry and "caption" in entry:
            numbers.taken(entry["caption"], "图", pictures, "")
        above = entries[-1] if entries else {}
        if "table" in entry and set(above) == {"text"} and _is_of_table(above["text"]):
            entries[-1] = entry | {"caption": numbers.taken(above["text"], "表", tables, "")}
        else:
            entries.append(entry)
    losses = Losses()
    for number, _ in numbers.other():
        losses.add("caption_number", number)
    return replace(pasted, entries=tuple(entries), losses=pasted.losses + losses.sentences())


def without_number(caption: Words, kind: Kind) -> Words:
    """The words of a caption behind its number."""
    return CaptionNumbers().taken(caption, kind, 1, "")


def _is_of_table(words: Words) -> bool:
    return may_be_caption(words) and is_numbered(words, "表")


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
