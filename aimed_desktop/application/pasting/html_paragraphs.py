"""What a paragraph of pasted HTML is: a text, a heading, an item of Word's or of a list element."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aimed_desktop.application.pasting.css import Declarations
from aimed_desktop.application.pasting.html_lists import css_label

LISTS = frozenset({"ul", "ol", "menu", "dir"})
_HEADING = re.compile("h([1-6])")
_WORD_LIST = re.compile(r"(?!none|ignore)[a-z]\S*(?:\s+level([1-9]))?")
_NUMBER = re.compile(r"-?[0-9]{1,5}")
_LEVELS = 3


@dataclass(frozen=True, slots=True)
class ParagraphKind:
    """What the paragraph under way becomes: plain text where nothing is said."""

    level: int = 0  # of a heading
    is_item: bool = False
    is_of_word: bool = False  # its marker tells the label
    is_initial: bool = False  # a drop cap, the beginning of the next paragraph
    depth: int = 0
    label: str | None = None  # of an item of a list element: its pattern, "" for a bullet, None for none
    number: int = 1


@dataclass(slots=True)
class _OpenList:
    """A list element; `label` as of `ParagraphKind`."""

    label: str | None
    number: int = 1


@dataclass(slots=True)
class OpenLists:
    """The list elements around what is read, the innermost last."""

    _open: list[_OpenList] = field(default_factory=list)

    def begin(self, tag: str, known: Mapping[str, str], style: Declarations) -> None:
        """A list element begins."""
        named = style.get("list-style-type") or style.get("list-style", "").partition(" ")[0]
        label: str | None = ""
        if tag == "ol":
            label = css_label(named or known.get("type", "1"))
        elif named:
            label = css_label(named)
        self._open.append(_OpenList(label, _whole(known.get("start", "")) or 1))

    def end(self) -> None:
        """The innermost list element ends."""
        if self._open:
            self._open.pop()

    def kind_of(self, tag: str, known: Mapping[str, str], style: Declarations) -> ParagraphKind:
        """What the paragraph that begins with `tag` becomes; an item is counted."""
        of_word = _WORD_LIST.match(style.get("mso-list", ""))
        depth = int(of_word[1] or 1) - 1 if of_word else 0
        if level := _level(tag, style):
            return ParagraphKind(level, is_of_word=of_word is not None, depth=depth)
        if of_word:
            return ParagraphKind(is_item=True, is_of_word=True, depth=depth)
        if tag == "li" and self._open:
            return self._item(known, style)
        return ParagraphKind(is_initial=style.get("mso-element", "").startswith("dropcap"))

    def _item(self, known: Mapping[str, str], style: Declarations) -> ParagraphKind:
        inner = self._open[-1]
        number = _whole(known.get("value", ""))
        inner.number = inner.number if number is None else number
        named = style.get("list-style-type") or known.get("type", "")
        label = css_label(named) if named else inner.label
        inner.number += 1
        return ParagraphKind(is_item=True, depth=len(self._open) - 1, label=label, number=inner.number - 1)


def _level(tag: str, style: Declarations) -> int:
    outline = style.get("mso-outline-level", "")
    if found := _HEADING.fullmatch(tag):
        return min(int(found[1]), _LEVELS)
    return min(int(outline), _LEVELS) if re.fullmatch("[1-9]", outline) else 0


def _whole(words: str) -> int | None:
    return int(words) if _NUMBER.fullmatch(words) else None
