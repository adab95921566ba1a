"""A narrative value: paragraphs, headings, lists, pictures and small tables in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aimed_desktop.application.values.amounts import is_number, number_text
from aimed_desktop.application.values.cleaning import several_lines, single_line
from aimed_desktop.application.values.counting import Count, total

_KINDS = ("text", "heading", "items", "image", "table")
_TEXT_KEYS = ("text", "heading", "caption")
_BLANKS = " \t\u3000\xa0"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading of the author's own, level 1 to 3."""

    heading: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class ListBlock:
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class ImageBlock:
    """A picture by its relative file name; `width_mm` None: as wide as it fits."""

    image: str
    caption: str | None = None
    width_mm: float | None = None


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of plain cells, each row as long as the longest."""

    table: tuple[tuple[str, ...], ...]
    caption: str | None = None


NarrativeBlock = TextBlock | HeadingBlock | ListBlock | ImageBlock | TableBlock


def blocks(value: Any) -> tuple[NarrativeBlock, ...]:
    """The blocks of a narrative that say something; what has another shape is passed over."""
    return tuple(block for entry in _entries(value) for block in _block(entry))


def texts(value: Any) -> Iterator[str]:
    """Every piece of text, captions and table cells included, in order."""
    for block in blocks(value):
        match block:
            case TextBlock(text=text):
                yield text
            case HeadingBlock(heading=heading):
                yield heading
            case ListBlock(items=items):
                yield from items
            case TableBlock(table=table):
                for row in table:
                    yield from row
        if isinstance(block, ImageBlock | TableBlock) and block.caption:
            yield block.caption


def plain_text(value: Any) -> str:
    """The narrative as plain lines, captions and table cells included."""
    return "\n".join(texts(value))


def count(value: Any) -> Count:
    """The counts of the whole narrative, captions and table cells included."""
    return total(texts(value))


def normalise(raw: Any) -> Any:
    """`raw` as a list of clean blocks; a bare string is one paragraph a line. Unknown blocks stay."""
    if is_number(raw):
        raw = number_text(raw)
    if isinstance(raw, Mapping):
        raw = [raw]
    if not isinstance(raw, str | list):
        return raw
    kept = [_clean(entry) for entry in _entries(raw)]
    return [entry for entry in kept if not _says_nothing(entry)] or None


def problem(value: Any) -> str | None:
    """`narrative_shape` when the value is no list of blocks, `narrative_block` for an unknown block."""
    if not isinstance(value, str | list):
        return "narrative_shape"
    for entry in _entries(value):
        if not isinstance(entry, Mapping):
            return "narrative_shape"
        if sum(kind in entry for kind in _KINDS) != 1 or not _fits(entry):
            return "narrative_block"
    return None


def _entries(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [{"text": line} for line in several_lines(value).split("\n") if line.strip()]
    if not isinstance(value, list):
        return []
    return [{"text": entry} if isinstance(entry, str) else entry for entry in value]


def _fits(entry: Mapping[str, Any]) -> bool:
    if "items" in entry:
        return _is_list_of_texts(entry["items"])
    if "table" in entry:
        return isinstance(entry["table"], list) and all(map(_is_list_of_texts, entry["table"]))
    kind = next(kind for kind in _KINDS if kind in entry)
    return isinstance(entry[kind], str) and (kind != "image" or entry[kind] != "")


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _block(entry: Any) -> Iterator[NarrativeBlock]:
    if not isinstance(entry, Mapping) or problem([entry]):
        return
    caption = _line(entry.get("caption")) or None
    if "text" in entry:
        lines = (line.strip(_BLANKS) for line in several_lines(entry["text"]).split("\n"))
        yield from (TextBlock(line) for line in lines if line)
    elif "heading" in entry and _line(entry["heading"]):
        yield HeadingBlock(_line(entry["heading"]), _level(entry.get("level")))
    elif "items" in entry and (items := tuple(filter(None, map(_line, entry["items"])))):
        yield ListBlock(items, entry.get("numbered") in (True, "true"))
    elif "image" in entry:
        yield ImageBlock(entry["image"], caption, _millimetres(entry.get("width_mm")))
    elif "table" in entry and (columns := max(map(len, entry["table"]), default=0)):
        rows = (tuple(map(_line, row)) for row in entry["table"])
        yield TableBlock(tuple(row + ("",) * (columns - len(row)) for row in rows), caption)


def _line(value: Any) -> str:
    return single_line(value).strip(_BLANKS) if isinstance(value, str) else ""


def _level(value: Any) -> int:
    try:
        return min(max(int(value), 1), 3)
    except (TypeError, ValueError):
        return 1


def _millimetres(value: Any) -> float | None:
    """A width that fits on paper; anything else leaves the choice to the layout."""
    try:
        width = float(value)
    except (TypeError, ValueError):
        return None
    return width if 5 <= width <= 400 else None


def _clean(entry: Any) -> Any:
    """A block with clean texts and numbers of its own form; keys of a newer version stay."""
    if not isinstance(entry, Mapping):
        return entry
    clean = {key: _clean_part(key, value) for key, value in entry.items()}
    return {key: value for key, value in clean.items() if value is not None}


def _clean_part(key: str, value: Any) -> Any:
    if key == "numbered":
        return value in (True, "true")
    if key == "level":
        return _level(value)
    if key in {"items", "table"} and isinstance(value, list):
        return [_clean_cell(item) for item in value]
    if key in _TEXT_KEYS and is_number(value):
        return number_text(value)
    if isinstance(value, str) and key in _CLEANERS:
        return _CLEANERS[key](value)
    return value


def _clean_cell(value: Any) -> Any:
    if isinstance(value, list):
        return [_clean_cell(item) for item in value]
    if value is None:
        return ""
    if is_number(value):
        return number_text(value)
    return single_line(value) if isinstance(value, str) else value


def _number(text: str) -> int | float | str:
    if not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text.strip()):
        return text
    number = float(text)
    return int(number) if number.is_integer() else number


def _says_nothing(entry: Any) -> bool:
    if isinstance(entry, Mapping) and set(entry) == {"text"}:
        return not str(entry["text"]).strip()
    return not entry


_CLEANERS: dict[str, Callable[[str], Any]] = {
    "text": several_lines,
    "heading": lambda text: single_line(text) or None,
    "caption": lambda text: single_line(text) or None,
    "width_mm": _number,
}
