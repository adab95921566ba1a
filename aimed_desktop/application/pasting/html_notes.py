"""Footnotes and endnotes of pasted HTML: a mark and a text that lead to each other.

Word, WPS, LibreOffice, Google Docs and Pandoc all write so: `<a name=ref href=#note>[1]</a>` in the line, and
far below an element that is named `note`, with a link back to `#ref`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from aimed_desktop.application.pasting.html_looks import EMPTY_ELEMENTS
from aimed_desktop.application.pasting.html_parser import OfficeParser

_TAG = re.compile(r"<a\s[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(href|name|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_MARK = re.compile(r"[\[(（【〔]?(?:[0-9]{1,4}|[a-z]{1,5}|[*†‡§¶#①-⑳]{1,4})?[\])）】〕]?", re.IGNORECASE)
_BRACKETS = "[](（）)【】〔〕.．、:："  # around a number
_SIGN = re.compile(
    r"[↩↑⇑⏎^\u21b5\ufe0e\ufe0f]*|(?:返回|回到|跳回)(?:正文|原文|文中|原处|页首|顶部)?|back|jump\s?up",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HOLDERS = frozenset({"div", "li", "aside", "section", "dd"})
_PARAGRAPHS = frozenset({"p", *_HOLDERS})
_MOST_DEEP = 400


@dataclass(frozen=True, slots=True)
class NoteText:
    """The HTML of a note; `silent` are the places in it of links back that say nothing."""

    html: str
    silent: frozenset[int]


@dataclass(frozen=True, slots=True)
class HtmlNotes:
    """By the places of their tags, in characters, the names of notes; what each of them says."""

    marks: Mapping[int, str] = field(default_factory=dict)
    holders: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[str, NoteText] = field(default_factory=dict)
    silent: frozenset[int] = frozenset()  # links back, where a note is read


def find_notes(html: str) -> HtmlNotes:
    """The notes of `html` of which both mark and text are there."""
    targets = _targets(html)
    if not targets:
        return HtmlNotes()
    finder = _Finder(targets)
    finder.feed(html)
    finder.close()
    return finder.found(html)


def _targets(html: str) -> dict[str, str]:
    """By the name of a possible note: that of its mark, to which some link leads."""
    links: list[tuple[str, str]] = []
    for tag in _TAG.finditer(html):
        said = {name.lower(): "".join(values) for name, *values in _ATTRIBUTE.findall(tag[0])}
        if (goal := said.get("href", "")).startswith("#"):
            links.append((goal[1:], said.get("name") or said.get("id", "")))
    goals = {goal for goal, _ in links}
    return {goal: name for goal, name in reversed(links) if name and name in goals and name != goal}


@dataclass(slots=True)
class _Element:
    tag: str
    at: int
    number: int


@dataclass(slots=True)
class _Note:
    """Where a note may be: its paragraph, and what holds this and perhaps more of it."""

    paragraph: int
    holder: int


class _Finder(OfficeParser):
    def __init__(self, targets: Mapping[str, str]) -> None:
        super().__init__()
        self._targets = targets
        self._sources = {source: name for name, source in targets.items()}  # where links back lead
        self._open: list[_Element] = []
        self._tags: Counter[str] = Counter()
        self._number = 0
        self._marks: dict[str, _Element] = {}
        self._said: dict[str, str] = {}  # by note: the words of its mark
        self._mark = ""  # that is read now
        self._back: list[str] = []  # the words of the link back that is read now
        self._back_at, self._back_of = 0, ""  # its place and its note
        self._silent: list[int] = []
        self._notes: dict[str, _Note] = {}
        self._ends: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        names = {known.get("name", ""), known.get("id", "")}
        self._number += 1
        element = _Element(tag, self.offset, self._number)
        goal = known.get("href", "")[1:]
        if tag == "a" and goal not in self._marks and self._targets.get(goal, "") in names - {""}:
            self._marks[goal], self._said[goal], self._mark = element, "", goal
        if tag == "a":
            self._end_link()
            self._back, self._back_at, self._back_of = [], element.at, self._sources.get(goal, "")
        for name in names:
            is_note = name in self._marks and name not in self._notes
            if is_note and not any(above.tag in _HEADINGS for above in (*self._open, element)):
                self._notes[name] = self._note(element, self._marks[name])
        if tag not in EMPTY_ELEMENTS and len(self._open) < _MOST_DEEP:
            self._open.append(element)
            self._tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._mark = ""
            self._end_link()
        while self._tags[tag]:
            closed = self._open.pop()
            self._tags[closed.tag] -= 1
            self._ends[closed.at] = self.offset
            if closed.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._mark:
            self._said[self._mark] += data.strip()
        if self._back_of:
            self._back.append(data)

    def _end_link(self) -> None:
        """A link back that is no more than its mark, or a sign, says nothing."""
        said = "".join("".join(self._back).split())
        mark = self._said.get(self._back_of, "")
        if self._back_of and (_SIGN.fullmatch(said) or said.strip(_BRACKETS) == mark.strip(_BRACKETS)):
            self._silent.append(self._back_at)
        self._back_of = ""

    def _note(self, element: _Element, mark: _Element) -> _Note:
        """The note that begins with `element`: what holds it was opened behind its mark."""
        around = [above for above in (*self._open, element) if above.number > mark.number]
        paragraph = next((above for above in reversed(around) if above.tag in _PARAGRAPHS), element)
        holder = next((above for above in reversed(around) if above.tag in _HOLDERS), paragraph)
        return _Note(paragraph.at, holder.at)

    def found(self, html: str) -> HtmlNotes:
        """What was found; a holder of several notes is none of theirs. Notes inside notes are read once."""
        shared = Counter(note.holder for note in self._notes.values())
        marks: dict[int, str] = {}
        texts: dict[str, NoteText] = {}
        read = 0  # so far
        holders: dict[int, str] = {}
        for name, note in self._notes.items():
            at = note.holder if shared[note.holder] == 1 else note.paragraph
            end = self._ends.get(at)
            if end is None or at < read or not _MARK.fullmatch(self._said[name]):
                continue
            read = end
            marks[self._marks[name].at] = name
            holders[at] = name
            texts[name] = NoteText(html[at:end], self._silent_within(at, end))
        return HtmlNotes(marks, holders, texts)

    def _silent_within(self, begin: int, end: int) -> frozenset[int]:
        """The places, from `begin`, of the silent links of a part."""
        first, last = bisect_left(self._silent, begin), bisect_left(self._silent, end)
        return frozenset(at - begin for at in self._silent[first:last])
