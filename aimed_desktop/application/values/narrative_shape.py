"""The shape in which a narrative is kept: what fits it, and how a typed value is brought into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from aimed_desktop.application.values.amounts import is_number, number_text
from aimed_desktop.application.values.cleaning import several_lines, single_line
from aimed_desktop.application.values.labels import is_pattern
from aimed_desktop.application.values.words import cleaned, has_looks, is_words, lines, plain

DEEPEST = 3  # how deep items nest
_KINDS = ("text", "heading", "items", "image", "table")
_TEXT_KEYS = ("text", "heading", "caption")
_FLAGS = ("numbered", "beside")
_NUMBERS = ("start", "header_rows", "span", "down")
_NEW_KEYS = ("label", "start", "header_rows", "widths", "beside")  # not in the first format of files


def normalise(raw: Any) -> Any:
    """`raw` as a list of clean blocks; a bare string is one paragraph a line. Unknown blocks stay."""
    if is_number(raw):
        raw = number_text(raw)
    if isinstance(raw, Mapping):
        raw = [raw]
    if not isinstance(raw, str | list):
        return raw
    kept = [_clean(entry) for entry in entries(raw)]
    return [entry for entry in kept if not _says_nothing(entry)] or None


def problem(value: Any) -> str | None:
    """`narrative_shape` when the value is no list of blocks, `narrative_block` for an unknown block."""
    if not isinstance(value, str | list):
        return "narrative_shape"
    for entry in entries(value):
        if not isinstance(entry, Mapping):
            return "narrative_shape"
        if sum(kind in entry for kind in _KINDS) != 1 or not _fits(entry):
            return "narrative_block"
    return None


def is_plain(value: Any) -> bool:
    """Whether every block has a shape that the first format of files knows."""
    if has_looks(value):
        return False
    return all(map(_is_plain_block, value)) if isinstance(value, list) else True


def _is_plain_block(entry: Any) -> bool:
    if not isinstance(entry, Mapping):
        return True
    if any(key in entry for key in _NEW_KEYS) or any(isinstance(entry.get(key), list) for key in _TEXT_KEYS):
        return False
    rows = entry.get("table") if isinstance(entry.get("table"), list) else []
    cells = [cell for row in rows or [] if isinstance(row, list) for cell in row]
    items = entry.get("items") if isinstance(entry.get("items"), list) else []
    return all(isinstance(part, str) for part in [*cells, *(items or [])])


def entries(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [{"text": line} for line in several_lines(value).split("\n") if line.strip()]
    if not isinstance(value, list):
        return []
    if has_looks(value):
        return [{"text": line} for line in lines(value) if plain(line).strip()]
    return [{"text": entry} if isinstance(entry, str) else entry for entry in value]


def _fits(entry: Mapping[str, Any]) -> bool:
    if not is_words(entry.get("caption") or ""):
        return False
    if "items" in entry:
        return _are_items(entry["items"], DEEPEST) and _labels_fit(entry)
    if "table" in entry:
        return isinstance(entry["table"], list) and all(map(_is_row, entry["table"])) and _is_grid(entry)
    if "image" in entry:
        return isinstance(entry["image"], str) and entry["image"] != ""
    return is_words(entry["text"] if "text" in entry else entry["heading"])


def _are_items(items: Any, deepest: int) -> bool:
    if not isinstance(items, list) or not deepest:
        return False
    return all(
        is_words(item)
        or (
            isinstance(item, Mapping)
            and is_words(item.get("text"))
            and _labels_fit(item)
            and _are_items(item.get("items", []), deepest - 1)
        )
        for item in items
    )


def _labels_fit(entry: Mapping[str, Any]) -> bool:
    label, start = entry.get("label"), entry.get("start")
    return (label is None or (isinstance(label, str) and is_pattern(label))) and (
        start is None or whole(start) is not None
    )


def _is_row(row: Any) -> bool:
    return isinstance(row, list) and all(
        is_words(cell) or (isinstance(cell, Mapping) and is_words(cell.get("text"))) for cell in row
    )


def _is_grid(entry: Mapping[str, Any]) -> bool:
    widths = entry.get("widths")
    return widths is None or (isinstance(widths, list) and all(share(width) is not None for width in widths))


def whole(value: Any) -> int | None:
    """A number from 0 to 9999, as typed or as it is."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else None


def share(value: Any) -> float | None:
    try:
        share = float(value)
    except (TypeError, ValueError):
        return None
    return share if 0 < share <= 10_000 else None


def heading_level(value: Any) -> int:
    try:
        return min(max(int(value), 1), 3)
    except (TypeError, ValueError):
        return 1


def _clean(entry: Any) -> Any:
    """A block with clean texts and numbers of its own form; keys of a newer version stay."""
    if not isinstance(entry, Mapping):
        return entry
    clean = {key: _clean_part(key, value) for key, value in entry.items()}
    return {key: value for key, value in clean.items() if value is not None}


def _clean_part(key: str, value: Any) -> Any:
    if key in _FLAGS:
        return value in (True, "true")
    if key in _NUMBERS:
        return value if whole(value) is None else whole(value)
    if key == "items" and isinstance(value, list):
        return [_clean_item(item) for item in value]
    if key == "table" and isinstance(value, list):
        return [[_clean_item(cell) for cell in row] if isinstance(row, list) else row for row in value]
    if key in _TEXT_KEYS and is_number(value):
        return number_text(value)
    return _CLEANERS[key](value) if key in _CLEANERS else value


def _clean_item(value: Any) -> Any:
    """An item of a list or a cell of a table."""
    if isinstance(value, Mapping):
        clean = {key: _clean_part("heading" if key == "text" else key, inner) for key, inner in value.items()}
        return clean | ({"text": clean["text"] or ""} if "text" in clean else {})  # an empty cell may span
    if value is None:
        return ""
    if is_number(value):
        return number_text(value)
    return cleaned(value, single_line) if is_words(value) else value


def _says_nothing(entry: Any) -> bool:
    if isinstance(entry, Mapping) and set(entry) == {"text"} and is_words(entry["text"]):
        return not plain(entry["text"]).strip()
    return not entry


def _clean_words(value: Any, clean: Callable[[str], str]) -> Any:
    return cleaned(value, clean) if is_words(value) else value


def _number(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", value.strip()):
        return value
    number = float(value)
    return int(number) if number.is_integer() else number


_CLEANERS: dict[str, Callable[[Any], Any]] = {
    "text": lambda words: _clean_words(words, several_lines),
    "heading": lambda words: _clean_words(words, single_line) or None,
    "caption": lambda words: _clean_words(words, single_line) or None,
    "width_mm": _number,
    "level": heading_level,
}
