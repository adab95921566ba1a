"""The labels that Word generates for paragraphs: ECMA-376 Part 1, 17.9, counted in document order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aimed_desktop.application.pasting.symbol_fonts import UNKNOWN, shown_text
from aimed_desktop.application.values.labels import label_pattern
from aimed_desktop.application.values.number_formats import number_text
from aimed_desktop.document.word.read.list_definitions import (
    LEVELS,
    ListDefinition,
    ListDefinitions,
    ListLevel,
    read_lists,
)
from aimed_desktop.document.word.read.word_styles import (
    WordStyles,
    is_on,
    number_of,
    read_styles,
    value_of,
)
from aimed_desktop.document.word.xml import NAMESPACES, Element

_PLACE = re.compile(r"%([1-9])")
_BULLET = "•"  # stands for a picture, and for a sign that no table knows


@dataclass(frozen=True, slots=True)
class ParagraphLabel:
    """What Word prints before a paragraph.

    `level` counts from 0, `number` is that of the own level; `pattern` is the label as values hold it, None
    where it has none (several numbers, a bullet, a format without a sample). `suffix` stands between label
    and words. `list_id` is the same for all paragraphs that Word counts together.
    """

    text: str
    level: int
    number: int
    pattern: str | None
    is_bullet: bool
    list_id: str
    suffix: str


def label_counter(numbering: Element | None, styles: Element | None) -> LabelCounter:
    """A counter for a story of the file with these `numbering.xml` and `styles.xml`."""
    read = read_styles(styles)
    return LabelCounter(read, read_lists(numbering, read))


@dataclass(slots=True)
class LabelCounter:
    """Counts the paragraphs of one story (the body, or the notes), given to it in document order."""

    _styles: WordStyles
    _lists: ListDefinitions
    _counted: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[int, int]] = field(default_factory=set)

    def label(self, properties: Element | None) -> ParagraphLabel | None:
        """The label of the paragraph with these `w:pPr`; None for one without a list.

        A paragraph whose mark was deleted is part of the next: no label, not counted. A hidden one counts:
        Word writes them, empty, to let a list go on with a higher number.
        """
        found = self._place(properties)
        mark = None if properties is None else properties.find("w:rPr", NAMESPACES)
        if found is None or _is_deleted(mark):
            return None
        listed, level = found
        numbers = self._count(listed, level)
        is_hidden = (
            self._styles.is_hidden(value_of(properties, "w:pStyle")) and is_on(mark, "w:vanish") is None
        )
        return None if is_hidden else _label(listed, level, numbers)

    def _place(self, properties: Element | None) -> tuple[ListDefinition, int] | None:
        """The list and level of a paragraph: its own, or those of its style and what that rests on."""
        chain = [(style, styled) for style, styled in self._styles.chain(value_of(properties, "w:pStyle"))]
        own = None if properties is None else properties.find("w:numPr", NAMESPACES)
        given = [own, *(styled.find("w:pPr/w:numPr", NAMESPACES) for _, styled in chain)]
        ids = [number_of(numbered, "w:numId") for numbered in given]
        at = next((place for place, num_id in enumerate(ids) if num_id is not None), None)
        listed = None if at is None else self._lists.find(ids[at] or 0)
        if at is None or listed is None:
            return None
        level = number_of(own, "w:ilvl")
        if level is None and at > 0:
            linked = (listed.level_of_style(style) for style, _ in chain[:at])
            level = next((found for found in linked if found is not None), None)
        if level is None:
            level = next(filter(lambda found: found is not None, (number_of(n, "w:ilvl") for n in given)), 0)
        return listed, min(max(level or 0, 0), LEVELS - 1)

    def _count(self, listed: ListDefinition, level: int) -> list[int]:
        """The numbers of all levels after one more paragraph at `level`.

        A higher level that was left out shows its start, and the next paragraph there has it.
        """
        counted = self._counted.setdefault(listed.abstract_id, [None] * LEVELS)
        before = counted[level]
        begins = level in listed.starts and (listed.num_id, level) not in self._begun
        counted[level] = listed.start(level) if begins or before is None else before + 1
        self._begun.add((listed.num_id, level))
        for below in listed.levels[level + 1 :]:
            if level < below.restarts_after:
                counted[below.number] = None
        return [listed.start(place) if number is None else number for place, number in enumerate(counted)]


def _is_deleted(mark: Element | None) -> bool:
    """Whether a tracked change took the mark of a paragraph away."""
    return mark is not None and any(
        mark.find(gone, NAMESPACES) is not None for gone in ("w:del", "w:moveFrom")
    )


def _label(listed: ListDefinition, place: int, numbers: list[int]) -> ParagraphLabel:
    level = listed.levels[place]
    text, pattern = _bullet(level) if level.is_bullet else _counted(listed, level, numbers), None
    if not (level.is_bullet or level.width or level.is_hidden):
        number_format = "decimal" if level.is_legal else level.number_format
        pattern = label_pattern(number_format, level.text, place, numbers[place])
    shown = "" if level.is_hidden else text
    return ParagraphLabel(
        shown, place, numbers[place], pattern, level.is_bullet, listed.abstract_id, level.suffix
    )


def _bullet(level: ListLevel) -> str:
    sign = _BULLET if level.is_picture else shown_text(level.text, level.font).text
    return sign.replace(UNKNOWN, _BULLET)


def _counted(listed: ListDefinition, level: ListLevel, numbers: list[int]) -> str:
    """The text of a level with the numbers of its own and higher levels in their places."""

    def written(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        return _number(listed.levels[other], numbers[other], level) if other <= level.number else ""

    return shown_text(_PLACE.sub(written, level.text), level.font).text


def _number(level: ListLevel, number: int, shown_in: ListLevel) -> str:
    if level.is_bullet or level.number_format == "none":
        return ""
    if level.width:
        return f"{number:0{level.width}}"
    return number_text("decimal" if shown_in.is_legal else level.number_format, number)
