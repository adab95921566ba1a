"""Whether two values of a field print the same, however they were typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


def layout_changes(first: Value, second: Value) -> tuple[str, ...]:
    """What alone differs between two long texts that say the same in the same blocks: 列宽, 表头, 并排."""
    both = [narrative.blocks(value) for value in (first, second)]
    said = [[piece for block in blocks for piece in _pieces(block)] for blocks in both]
    if said[0] != said[1]:
        return ()
    # block by block, but lists: two that are numbered on are the same as one
    told = [[block for block in blocks if not isinstance(block, narrative.ListBlock)] for blocks in both]
    pairs = list(zip(*told, strict=True))
    return tuple(
        name for name, tell in _LAYOUTS.items() if any(tell(one) != tell(other) for one, other in pairs)
    )


def print_mark(definition: Field, value: Value) -> str:
    """A short mark that two values of a field share when they print the same."""
    return sha256(repr(_comparable(definition, value)).encode()).hexdigest()[:_MARK_LENGTH]


def _comparable(definition: Field, value: Value) -> Any:
    value = normalise(definition, value)
    if definition.is_long and isinstance(value, str | list):
        return [(*piece, *_layout(block)) for block in narrative.blocks(value) for piece in _pieces(block)]
    if definition.has_options:
        labelled = {
            options.known_label(definition, entry["option"]): entry for entry in options.ticked(value)
        }
        return {
            label: _on_line(definition, label, entry)
            for label, entry in labelled.items()
            if definition.option(label) is not None
        } or value
    return value


def _on_line(definition: Field, label: str, entry: Ticked) -> tuple[Any, ...]:
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


def _layout(block: narrative.NarrativeBlock) -> Iterator[tuple[str, Any]]:
    """How a block is laid out otherwise than by itself; nothing of most, whose marks stay what they were."""
    for name, tell in _LAYOUTS.items():
        if told := tell(block):
            yield name, told


def _widths(block: narrative.NarrativeBlock) -> tuple[int, ...]:
    """In percent; none where all are alike."""
    widths = block.widths if isinstance(block, narrative.TableBlock) else ()
    shares = tuple(round(100 * width / sum(widths)) for width in widths)
    return shares if len(set(shares)) > 1 else ()


def _header(block: narrative.NarrativeBlock) -> str:
    rows = block.header_rows if isinstance(block, narrative.TableBlock) else None
    return "" if rows in (None, 1) else str(rows)


def _beside(block: narrative.NarrativeBlock) -> bool:
    return isinstance(block, narrative.ImageBlock) and block.beside


_LAYOUTS: dict[str, Callable[[narrative.NarrativeBlock], Any]] = {
    "列宽": _widths,
    "表头": _header,
    "并排": _beside,
}
