"""Items of pasted lists, as they were seen with their labels, joined to the lists of a narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aimed_desktop.application.values.labels import TypedLabel, is_pattern, label_text, typed_label
from aimed_desktop.application.values.narrative_shape import DEEPEST
from aimed_desktop.application.values.words import Words, joined

_DEFAULTS = ("{1}.", "（{1}）", "{①}")  # of numbered items, by their depth
_LAST_NUMBER = 9999
_BULLET = re.compile(r"[^\w()（）\[\]【】]{1,2}|[a-zA-Z]")  # a lone letter is of a symbol font
_CLOSED = "、）)．】]"
_OF_TYPE = {"1": "{1}.", "a": "{a}.", "A": "{A}.", "i": "{i}.", "I": "{I}."}
_OF_STYLE = {
    "decimal": "{1}.",
    "decimal-leading-zero": "{01}.",
    "lower-alpha": "{a}.",
    "lower-latin": "{a}.",
    "upper-alpha": "{A}.",
    "upper-latin": "{A}.",
    "lower-roman": "{i}.",
    "upper-roman": "{I}.",
    "cjk-ideographic": "{一}、",
    "cjk-decimal": "{一}、",
    "simp-chinese-informal": "{一}、",
    "trad-chinese-informal": "{一}、",
    "simp-chinese-formal": "{壹}、",
    "cjk-heavenly-stem": "{甲}、",
    "cjk-earthly-branch": "{子}、",
}
_BULLETS = frozenset({"disc", "circle", "square", "disclosure-open", "disclosure-closed", "-"})


@dataclass(frozen=True, slots=True)
class PastedItem:
    """One item; `label` is its pattern, None for a bullet."""

    words: Words
    depth: int
    label: str | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Marker:
    """What a label says: a bullet, a pattern with its number, or a text that no pattern writes."""

    label: TypedLabel | None
    text: str

    @property
    def is_bullet(self) -> bool:
        return self.label is None and _BULLET.fullmatch(self.text) is not None

    @property
    def is_label(self) -> bool:
        """Whether it is a bullet or a number, no words of their own."""
        return self.label is not None or self.is_bullet


def read_marker(text: str, previous: TypedLabel | None) -> Marker:
    """The label that Word wrote before an item; `previous` is the one before it in the list."""
    label = typed_label(text, previous)
    is_whole = label is not None and label.words_at == len(text) and _prints(label, text)
    return Marker(label if is_whole else None, text)


def before(label: str, words: Words) -> Words:
    """Words with a label as text before them; a blank where the label does not end by itself."""
    blank = "" if not label or label[-1] in _CLOSED else " "
    return joined([label + blank, words])


def css_label(kind: str) -> str | None:
    """The pattern of `list-style-type` or of the attribute `type`; "" for bullets, None for no label."""
    if kind in _OF_TYPE:
        return _OF_TYPE[kind]
    if kind == "none":
        return None
    return _OF_STYLE.get(kind, "") if kind not in _BULLETS else ""


@dataclass(slots=True)
class _Level:
    """An open list or inner list."""

    holder: dict[str, Any]
    label: str | None
    following: int


@dataclass(slots=True)
class ListJoiner:
    """Takes items in order and gives lists; an item that no list can hold becomes a text with its label."""

    _made: list[dict[str, Any]] = field(default_factory=list)
    _levels: list[_Level] = field(default_factory=list)

    def add(self, item: PastedItem) -> None:
        """Put an item behind the one before, into its list or under it."""
        depth = min(item.depth, len(self._levels), DEEPEST - 1)
        del self._levels[depth + 1 :]
        if depth < len(self._levels):
            if self._goes_on(self._levels[depth], item):
                self._levels[depth].holder["items"].append(item.words)
                self._levels[depth].following += 1
                return
            self._levels.clear()
            if depth:
                shown = plain_label(item.label, item.number)
                self._made.append({"text": before(shown, item.words)})
                return
        self._begin(item, depth)

    def blocks(self) -> Iterator[dict[str, Any]]:
        """The lists so far; nothing is left open."""
        yield from self._made
        self._made, self._levels = [], []

    def _goes_on(self, level: _Level, item: PastedItem) -> bool:
        return level.label == item.label and (item.label is None or item.number == level.following)

    def _begin(self, item: PastedItem, depth: int) -> None:
        is_numbered = item.label is not None
        if not depth:
            holder: dict[str, Any] = {"items": [item.words], "numbered": is_numbered}
            self._made.append(holder)
        else:
            above = self._levels[-1]
            holder = {"text": above.holder["items"][-1], "items": [item.words]}
            above.holder["items"][-1] = holder
            if is_numbered != (above.label is not None):
                holder["numbered"] = is_numbered
        if item.label is not None and item.label != _DEFAULTS[depth]:
            holder["label"] = item.label
        if item.label is not None and item.number != 1:
            holder["start"] = item.number
        self._levels.append(_Level(holder, item.label, item.number + 1))


def is_startable(pattern: str, number: int) -> bool:
    """Whether a list may begin with `number`."""
    return is_pattern(pattern) and 1 <= number <= _LAST_NUMBER


def plain_label(pattern: str | None, number: int) -> str:
    """A label as text."""
    return "•" if pattern is None else label_text(pattern, number)


def _prints(label: TypedLabel, text: str) -> bool:
    return label_text(label.pattern, label.number) == text
