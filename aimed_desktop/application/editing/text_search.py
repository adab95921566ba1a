"""Finds and replaces words in everything that is typed in an application."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.application.values.words import Words, has_looks, is_words, plain, replaced
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import Shape

Steps = tuple[str | int, ...]

_IN_WORDS: tuple[Shape, ...] = ("line", "code", "number", "long", "blocks")
_IN_BLOCK = ("text", "heading", "items", "table", "caption")
_BLANKS = " \u3000\xa0"
_TO_FULL = 0xFEE0  # from ! to ~ as far as the full width of each
_FULL_WIDTH = frozenset(map(chr, range(0xFF01, 0xFF5F)))
_IN_OPTION = ("note", "amount")


@dataclass(frozen=True, slots=True)
class Match:
    """Words found in the field at `path`: in the text at `steps` of its value, from `start` to `end`.

    Positions count characters. `steps` is empty where the value is the text itself.
    """

    path: str
    steps: Steps
    start: int
    end: int


def find(app: Application, words: str, *, match_case: bool = False) -> list[Match]:
    """Every place where `words` stand, field after field in the order of the definition."""
    if not words:
        return []
    pattern = pattern_of(words, match_case=match_case)
    return [
        Match(path, steps, found.start(), found.end())
        for path, steps, text in _typed(app)
        for found in pattern.finditer(text)
    ]


def pattern_of(words: str, *, match_case: bool = False) -> re.Pattern[str]:
    """What finds `words` in one text: to the letter, or in either case and in full and half width alike."""
    if match_case:
        return re.compile(re.escape(words))
    return re.compile("".join(f"[{re.escape(_widths(letter))}]" for letter in words), re.IGNORECASE)


def _widths(letter: str) -> str:
    """A character in its own width and in the other one."""
    if letter in _BLANKS:
        return _BLANKS
    narrow = unicodedata.normalize("NFKC", letter) if letter in _FULL_WIDTH else letter
    return narrow + chr(ord(narrow) + _TO_FULL) if "!" <= narrow <= "~" else letter


def texts_of_block(entry: Mapping[str, Any]) -> list[str]:
    """The texts of a narrative's block in the order in which they are searched."""
    return [text for _, text in _in_value(entry, _IN_BLOCK)]


def replace(app: Application, matches: list[Match], by: str, originator: object | None = None) -> int:
    """Write `by` for each of `matches` that still fits; how many were written. One write for each field."""
    written = 0
    for path in dict.fromkeys(match.path for match in matches):
        value = app.get(path)
        inside = [match for match in matches if match.path == path]
        for steps in dict.fromkeys(match.steps for match in inside):
            places = sorted(((m.start, m.end) for m in inside if m.steps == steps), reverse=True)
            value, done = _replaced(value, steps, places, by)
            written += done
        app.set(path, value, originator)
    return written


def _replaced(value: Value, steps: Steps, places: list[tuple[int, int]], by: str) -> tuple[Value, int]:
    """A copy of `value` with the text at `steps` changed, and how many places were."""
    done = 0

    def change(text: Words) -> Words:
        nonlocal done
        length = len(plain(text))
        for start, end in places:
            if end <= length:
                text = replaced(text, start, end, by)
                done += 1
        return text

    return _changed(value, steps, change), done


def _changed(value: Value, steps: Steps, change: Callable[[Words], Words]) -> Value:
    if not steps:
        return cast("Value", change(value)) if is_words(value) else value
    step, rest = steps[0], steps[1:]
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return [*value[:step], _changed(value[step], rest, change), *value[step + 1 :]]
    if is_mapping(value) and step in value:
        return {**value, str(step): _changed(value[str(step)], rest, change)}
    return value


def _typed(app: Application) -> Iterator[tuple[str, Steps, str]]:
    for field in app.form.fields:
        yield from _in_field(field, field.id, app.values.get(field.id))


def _in_field(field: Field, path: str, value: Value) -> Iterator[tuple[str, Steps, str]]:
    if value is None:
        return
    if field.record.shape in _IN_WORDS:
        yield from ((path, steps, text) for steps, text in _in_value(value, _IN_BLOCK))
    elif field.has_options:
        yield from ((path, steps, text) for steps, text in _in_value(value, _IN_OPTION))
    elif field.is_rows and isinstance(value, list):
        for index, row in enumerate(value):
            yield from _in_group(field, f"{path}.{index}", row)
    elif field.is_group and is_mapping(value):
        if field.each is None:
            yield from _in_group(field, path, value)
        else:
            for key, group in value.items():
                yield from _in_group(field, f"{path}.{key}", group)


def _in_group(field: Field, path: str, value: Value) -> Iterator[tuple[str, Steps, str]]:
    if is_mapping(value):
        for child in field.fields:
            yield from _in_field(child, f"{path}.{child.id}", value.get(child.id))


def _in_value(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[Steps, str]]:
    """The texts inside a value, of an object only those under `keys`."""
    if isinstance(value, str):
        yield (), value
    elif has_looks(value):
        yield (), plain(value)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from (((index, *steps), text) for steps, text in _in_value(item, keys))
    elif isinstance(value, Mapping):
        for key in keys:
            if key in value:
                yield from (((key, *steps), text) for steps, text in _in_value(value[key], keys))
