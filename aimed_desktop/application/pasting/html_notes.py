"""Footnotes and endnotes of pasted HTML: a mark and a text that lead to each other.

Word, WPS, LibreOffice, Google Docs and Pandoc all write so: `<a name=ref href=#note>[1]</a>` in the line, and
far below an element that is named `note`, with a link back to `#ref`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from aimed_desktop.application.pasting.html_looks import EMPTY_ELEMENTS
from aimed_desktop.application.pasting.html_parser import OfficeParser

_TAG = re.compile(r"<a\s[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(href|name|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_MARK = re.compile(r"[\[(（【〔]?(?:[0-9]{1,4}|[a-z]{1,5}|[*†‡§¶#①-⑳]{1,4})?[\])）】〕]?", re.IGNORECASE)
_HOLDERS = frozenset({"div", "li", "aside", "section", "dd"})
_PARAGRAPHS = frozenset({"p", *_HOLDERS})
_MOST_DEEP = 400
Position = tuple[int, int]  # line and column, as Python's parser counts them


@dataclass(frozen=True, slots=True)
class HtmlNotes:
    """By the places of their tags the names of notes; `texts` are the HTML of each."""

    marks: Mapping[Position, str] = field(default_factory=dict)
    holders: Mapping[Position, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    back: frozenset[str] = frozenset()  # where the links in notes lead that say nothing


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
    at: Position
    number: int


@dataclass(slots=True)
class _Note:
    """Where a note may be: its paragraph, and what holds this and perhaps more of it."""

    paragraph: Position
    holder: Position


class _Finder(OfficeParser):
    def __init__(self, targets: Mapping[str, str]) -> None:
        super().__init__()
        self._targets = targets
        self._open: list[_Element] = []
        self._tags: Counter[str] = Counter()
        self._number = 0
        self._marks: dict[str, _Element] = {}
        self._said: dict[str, str] = {}  # by note: the words of its mark
        self._mark = ""  # that is read now
        self._notes: dict[str, _Note] = {}
        self._ends: dict[Position, Position] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        names = {known.get("name", ""), known.get("id", "")}
        self._number += 1
        element = _Element(tag, self.getpos(), self._number)
        goal = known.get("href", "")[1:]
        if tag == "a" and goal not in self._marks and self._targets.get(goal, "") in names - {""}:
            self._marks[goal], self._said[goal], self._mark = element, "", goal
        for name in names:
            if name in self._marks and name not in self._notes:
                self._notes[name] = self._note(element, self._marks[name])
        if tag not in EMPTY_ELEMENTS and len(self._open) < _MOST_DEEP:
            self._open.append(element)
            self._tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._mark = ""
        while self._tags[tag]:
            closed = self._open.pop()
            self._tags[closed.tag] -= 1
            self._ends[closed.at] = self.getpos()
            if closed.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._mark:
            self._said[self._mark] += data.strip()

    def _note(self, element: _Element, mark: _Element) -> _Note:
        """The note that begins with `element`: what holds it was opened behind its mark."""
        around = [above for above in (*self._open, element) if above.number > mark.number]
        paragraph = next((above for above in reversed(around) if above.tag in _PARAGRAPHS), element)
        holder = next((above for above in reversed(around) if above.tag in _HOLDERS), paragraph)
        return _Note(paragraph.at, holder.at)

    def found(self, html: str) -> HtmlNotes:
        """What was found; a holder of several notes is none of theirs. Notes inside notes are read once."""
        shared = Counter(note.holder for note in self._notes.values())
        starts = [0]
        for line in html.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        marks: dict[Position, str] = {}
        texts: dict[str, str] = {}
        read = 0  # so far
        holders: dict[Position, str] = {}
        for name, note in self._notes.items():
            at = note.holder if shared[note.holder] == 1 else note.paragraph
            end = self._ends.get(at)
            if end is None or not _MARK.fullmatch(self._said[name]):
                continue
            begin = starts[at[0] - 1] + at[1]
            if begin < read:
                continue
            read = starts[end[0] - 1] + end[1]
            marks[self._marks[name].at] = name
            holders[at] = name
            texts[name] = html[begin:read]
        back = frozenset(self._targets[name] for name in texts)
        return HtmlNotes(marks, holders, texts, back)
