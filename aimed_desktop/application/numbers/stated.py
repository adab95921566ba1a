"""All numbers of an application in groups of one name; those whose places state different numbers first.

It lists, and judges nothing. Two places state different numbers when neither holds all that the other says:
准确率由85%提高到92% and a table row 85%, 92% agree, and so does 92% alone. A whole sentence, a row or
column of a table, and a column of rows are one such place each. A group agrees where one place says all
that any of its places say. 万元 and 元, minutes and hours, TB and GB are compared as what they are worth.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from aimed_desktop.application.model import Application
from aimed_desktop.application.numbers.naming import NOT_NAMED, Named, is_measured, key_of, names_in
from aimed_desktop.application.numbers.passages import Passage, Steps, passages
from aimed_desktop.application.numbers.reading import Reading, Worth, readings, whole_number
from aimed_desktop.application.numbers.sentence_words import CHANGE_FIRST
from aimed_desktop.application.numbers.units import Kind
from aimed_desktop.application.values.dates import printed

_AROUND = 24  # characters shown before and after a number
_SENTENCE_END = re.compile(r"[。！？；!?\n]")
_LONGEST_ANSWER = 20  # characters of a field that is answered by one number
_LONGEST_CELL = 14  # characters of a cell that has no words of its own for its number


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number as it stands from `start` to `end` of the text at `steps` of the value at `path`."""

    name: str  # empty where no words name it
    where: str  # where the thing is counted that the name names: 全院
    kind: Kind
    dimension: str
    worth: tuple[Worth, ...]
    written: str
    typed: str  # the same without raised digits
    unit: str  # that its label or heading names, where it names none itself
    path: str
    steps: Steps
    start: int
    end: int
    label: str
    before: str
    after: str
    said_in: tuple[object, ...]  # what is said as one has one key


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """The numbers of one name in the order of the paper."""

    name: str
    kind: Kind
    numbers: tuple[StatedNumber, ...]
    differs: bool  # its places state different numbers


def stated_numbers(app: Application) -> list[NumberGroup]:
    """The groups of all numbers, those that differ first, each part in the order of the paper."""
    numbers = list(numbers_of(app))
    keys = list(map(_key, numbers))
    homes = _homes(dict.fromkeys(keys))
    groups: dict[_Key, list[StatedNumber]] = {}
    for key, number in zip(keys, numbers, strict=True):
        groups.setdefault(homes[key], []).append(number)
    made = [
        NumberGroup(_shortest_name(found), found[0].kind, tuple(found), _differ(found))
        for found in groups.values()
    ]
    return sorted(made, key=lambda group: not group.differs)


def numbers_of(app: Application) -> Iterator[StatedNumber]:
    """Every number in the order of the paper."""
    for passage in passages(app):
        yield from _in_passage(passage)


def _in_passage(passage: Passage) -> Iterator[StatedNumber]:
    if passage.days:
        written = "至".join(map(printed, passage.days))
        day = Reading(0, len(written), "date", "date", passage.days)
        yield _stated(passage, written, day, Named(passage.name), (passage.path,))
        return
    text = passage.text
    alone = whole_number(text, passage.unit) if passage.is_short or len(text) < _LONGEST_CELL else None
    if alone is not None and (passage.is_short or alone.dimension):
        said_in = passage.together or (passage.path, passage.steps)
        yield _stated(passage, text, alone, Named(passage.name), said_in)
        return
    found = readings(text)
    ends = [end.start() for end in _SENTENCE_END.finditer(text)] if found else []
    for name, number in zip(_names(passage, text, found), found, strict=True):
        sentence = (passage.path, passage.steps, bisect_left(ends, number.start))
        yield _stated(passage, text, number, name, passage.together or sentence)


def _names(passage: Passage, text: str, found: list[Reading]) -> list[Named]:
    """The names in `text`; in a short cell what the headings say, with the change that it states."""
    if not passage.is_short or len(text) > _LONGEST_CELL:
        named = names_in(text, found)
        is_answer = not passage.steps and len(found) == 1 and len(text) <= _LONGEST_ANSWER
        return [Named(passage.name)] if is_answer and not named[0].words else named
    change = CHANGE_FIRST.match(text)
    name = passage.name + change["change"] if change and passage.name else passage.name
    return [Named(name) if name else NOT_NAMED] * len(found)


def _stated(
    passage: Passage, text: str, number: Reading, name: Named, said_in: tuple[object, ...]
) -> StatedNumber:
    before = text[max(number.start - _AROUND, 0) : number.start]
    if number.start > _AROUND:
        before = f"…{before}"
    after = text[number.end : number.end + _AROUND]
    return StatedNumber(
        name.words,
        f"{passage.where} {name.where}".strip(),
        number.kind,
        number.dimension,
        number.worth,
        text[number.start : number.end].strip(),
        (passage.typed or text)[number.start : number.end],
        _unit_of_label(passage, text, number),
        passage.path,
        passage.steps,
        number.start,
        number.end,
        passage.label,
        f"{passage.beside}：{before}" if passage.beside else before,
        f"{after}…" if number.end + _AROUND < len(text) else after,
        said_in,
    )


def _unit_of_label(passage: Passage, text: str, number: Reading) -> str:
    bare = text[number.start : number.end].strip()
    return passage.unit.written if passage.unit is not None and bare[-1:].isdecimal() else ""


class _Key(NamedTuple):
    """What the numbers of one group have in common; `alone` is the place of one that has no name."""

    words: str
    dimension: str
    alone: tuple[object, ...] = ()


def _key(number: StatedNumber) -> _Key:
    words = key_of(number.name)
    return _Key(words, number.dimension, () if words else (number.path, number.steps, number.start))


def _homes(keys: Iterable[_Key]) -> dict[_Key, _Key]:
    """The key of the group that each key belongs to.

    准确率 joins 问题检出准确率 where no other name ends so: then both can only mean the same.
    """
    endings: dict[tuple[str, str], set[_Key]] = {}
    for key in keys:
        for start in range(1, len(key.words) - 2):
            endings.setdefault((key.words[start:], key.dimension), set()).add(key)
    homes: dict[_Key, _Key] = {}
    for key in sorted(keys, key=lambda one: -len(one.words)):
        longer = {homes[one] for one in endings.get((key.words, key.dimension), ())}
        homes[key] = longer.pop() if len(longer) == 1 and is_measured(key.words) else key
    return homes


def _shortest_name(found: Iterable[StatedNumber]) -> str:
    return min((number.name for number in found), key=len)


def _differ(found: list[StatedNumber]) -> bool:
    """Whether the places of one name disagree.

    全国160家 and 示例区6家 do not; but what is said of no particular place must be said of one of them.
    """
    by_where: dict[str, list[StatedNumber]] = {}
    for number in found:
        by_where.setdefault(number.where, []).append(number)
    if any(map(_disagree, by_where.values())):
        return True
    anywhere = _worth(by_where.pop("", []))
    somewhere = _worth(one for numbers in by_where.values() for one in numbers)
    return bool(anywhere and somewhere) and not all(_holds(somewhere, worth) for worth in anywhere)


def _disagree(found: list[StatedNumber]) -> bool:
    """Whether no place says all that the places say."""
    places: dict[tuple[object, ...], set[Worth]] = {}
    for number in found:
        places.setdefault(number.said_in, set()).update(number.worth)
    said = _worth(found)
    if len(places) < 2 or len(said) < 2:
        return False
    return not any(all(_holds(place, worth) for worth in said) for place in places.values())


def _worth(found: Iterable[StatedNumber]) -> set[Worth]:
    return {worth for number in found for worth in number.worth}


def _holds(place: set[Worth], worth: Worth) -> bool:
    """Whether a place states a number; 2026年 is no other day than 2026年4月."""
    if isinstance(worth, Decimal) or worth in place:
        return worth in place
    return any(isinstance(one, str) and (one.startswith(worth) or worth.startswith(one)) for one in place)
