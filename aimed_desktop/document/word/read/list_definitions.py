"""The lists of `numbering.xml`: levels, overrides, links to list styles (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from aimed_desktop.document.word.read.word_styles import WordStyles, is_on, number_of, value_of
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified

LEVELS = 9
_NO_LIST = 0
_MOST_TEXT = 255  # characters of a level's text
_PADDED = re.compile(r"(0*1)(?:,.*)?")  # 001, 002, 003, ...
_SUFFIXES = {"space": " ", "nothing": ""}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list. `restarts_after`: the levels whose use lets it begin anew are those below this."""

    number: int
    start: int = 0
    number_format: str = "decimal"
    width: int = 0  # of a number padded with zeros
    text: str = ""
    font: str = ""
    style: str = ""
    restarts_after: int = LEVELS
    is_legal: bool = False
    is_picture: bool = False
    is_hidden: bool = False
    suffix: str = "\t"

    @property
    def is_bullet(self) -> bool:
        return self.number_format == "bullet" or self.is_picture


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A `w:num` with its overrides, resting on the definition that counts it."""

    num_id: int
    abstract_id: str
    levels: tuple[ListLevel, ...]
    starts: Mapping[int, int]  # of levels that begin anew when this list is first used

    def start(self, level: int) -> int:
        return self.starts.get(level, self.levels[level].start)

    def level_of_style(self, style: str) -> int | None:
        return next((level.number for level in self.levels if style and level.style == style), None)


@dataclass(slots=True)
class ListDefinitions:
    """The lists of a file, each read when a paragraph first asks for it."""

    styles: WordStyles
    _nums: Mapping[str, Element]
    _abstracts: Mapping[str, Element]
    _read: dict[int, ListDefinition | None] = field(default_factory=dict)

    def find(self, num_id: int) -> ListDefinition | None:
        """The list with that `w:numId`; None for 0, which means none, and for one that is not defined."""
        if num_id == _NO_LIST:
            return None
        if num_id not in self._read:
            self._read[num_id] = self._definition(num_id)
        return self._read[num_id]

    def _definition(self, num_id: int) -> ListDefinition | None:
        num = self._nums.get(str(num_id))
        abstract = self._abstract(num, set())
        if num is None or abstract is None:
            return None
        levels = {level.number: level for level in _levels(abstract)}
        starts: dict[int, int] = {}
        for override in num.iterfind("w:lvlOverride", NAMESPACES):
            number = _level_number(override)
            levels |= {level.number: level for level in _levels(override)}
            start = number_of(override, "w:startOverride")
            if start is not None and number is not None:
                starts[number] = start
        known = tuple(levels.get(place) or ListLevel(place, number_format="none") for place in range(LEVELS))
        return ListDefinition(num_id, abstract.get(qualified("w:abstractNumId"), ""), known, starts)

    def _abstract(self, num: Element | None, seen: set[str]) -> Element | None:
        """The definition of a list; where that only names a list style, the definition of the style."""
        identity = value_of(num, "w:abstractNumId")
        abstract = self._abstracts.get(identity)
        style = value_of(abstract, "w:numStyleLink")
        if not style or identity in seen:
            return abstract
        linked = self._nums.get(value_of(self.styles.list_style(style), "w:pPr/w:numPr/w:numId"))
        return abstract if linked is None else self._abstract(linked, seen | {identity})


def read_lists(numbering: Element | None, styles: WordStyles) -> ListDefinitions:
    """The lists of `numbering.xml`; none where the part is missing."""
    return ListDefinitions(
        styles,
        _by_id(numbering, "w:num", "w:numId"),
        _by_id(numbering, "w:abstractNum", "w:abstractNumId"),
    )


def _by_id(numbering: Element | None, name: str, attribute: str) -> dict[str, Element]:
    nodes = [] if numbering is None else numbering.findall(name, NAMESPACES)
    return {node.get(qualified(attribute), ""): node for node in nodes}


def _levels(node: Element) -> Iterator[ListLevel]:
    for found in node.iterfind("w:lvl", NAMESPACES):
        number = _level_number(found)
        if number is None and node.tag == qualified("w:lvlOverride"):
            number = _level_number(node)
        if number is not None:
            yield _level(found, number)


def _level(node: Element, number: int) -> ListLevel:
    number_format, width = _format(node)
    restart = number_of(node, "w:lvlRestart")
    start = number_of(node, "w:start")
    return ListLevel(
        number,
        start=0 if start is None else start,  # 17.9.25
        number_format=number_format,
        width=width,
        text=value_of(node, "w:lvlText")[:_MOST_TEXT],
        font=_font(node),
        style=value_of(node, "w:pStyle"),
        restarts_after=LEVELS if restart is None else restart,
        is_legal=is_on(node, "w:isLgl") or False,
        is_picture=node.find("w:lvlPicBulletId", NAMESPACES) is not None,
        is_hidden=is_on(node.find("w:rPr", NAMESPACES), "w:vanish") or False,
        suffix=_SUFFIXES.get(value_of(node, "w:suff"), "\t"),
    )


def _font(level: Element) -> str:
    fonts = level.find("w:rPr/w:rFonts", NAMESPACES)
    names = () if fonts is None else (fonts.get(qualified("w:ascii")), fonts.get(qualified("w:hAnsi")))
    return next(filter(None, names), "")


def _format(level: Element) -> tuple[str, int]:
    """The number format of a level, and the width of one like 001 that Word keeps beside an older one."""
    for chosen in level.iterfind("mc:AlternateContent/mc:Choice/w:numFmt", NAMESPACES):
        padded = _PADDED.fullmatch(chosen.get(qualified("w:format"), "").strip())
        if padded:
            return "decimal", min(len(padded[1]), LEVELS)
    old = value_of(level, "mc:AlternateContent/mc:Fallback/w:numFmt")
    return value_of(level, "w:numFmt") or old or "decimal", 0


def _level_number(node: Element) -> int | None:
    typed = node.get(qualified("w:ilvl"), "")
    return int(typed) if len(typed) == 1 and typed in "012345678" else None
