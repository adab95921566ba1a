"""Whether two values of a field print the same, however they were typed."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from aimed_desktop.application.values import narrative, options
from aimed_desktop.application.values.shapes import Ticked, Value
from aimed_desktop.application.values.types import normalise
from aimed_desktop.definition.fields import Field

_MARK_LENGTH = 12  # hexadecimal digits


def prints_same(definition: Field, first: Value, second: Value) -> bool:
    """Whether the paper shows the same for both: not what it leaves out, as the level of a heading."""
    return bool(_comparable(definition, first) == _comparable(definition, second))


def print_mark(definition: Field, value: Value) -> str:
    """A short mark that two values of a field share when they print the same."""
    return sha256(repr(_comparable(definition, value)).encode()).hexdigest()[:_MARK_LENGTH]


def _comparable(definition: Field, value: Value) -> Any:
    value = normalise(definition, value)
    if definition.is_long and isinstance(value, str | list):
        return [piece for block in narrative.blocks(value) for piece in _pieces(block)]
    if definition.has_options:
        labelled = {
            options.known_label(definition, entry["option"]): entry for entry in options.ticked(value)
        }
        return {
            label: _beside(definition, label, entry)
            for label, entry in labelled.items()
            if definition.option(label) is not None
        } or value
    return value


def _beside(definition: Field, label: str, entry: Ticked) -> tuple[Any, ...]:
    option = definition.option(label)
    if option is None or (option.blank is None and not option.note):
        return ()
    if option.blank == "text":
        return (entry.get("note") or entry.get("amount"),)
    return (entry.get("note"), entry.get("amount"))


def _pieces(block: narrative.NarrativeBlock) -> Iterator[tuple[Any, ...]]:
    match block:
        case narrative.ListBlock(entries=items):
            yield from (("item", item.words, item.label, item.number, item.depth) for item in items)
        case narrative.HeadingBlock(words=words):
            yield ("heading", words)
        case narrative.ImageBlock(image=image, title=title):
            yield ("image", image, title)
        case narrative.TableBlock(cells=cells, title=title):
            yield ("table", cells, title)
        case narrative.TextBlock(words=words):
            yield ("text", words)
