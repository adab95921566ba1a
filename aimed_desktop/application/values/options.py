"""Ticked options: brought into one shape, judged against the printed ones, put into words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from aimed_desktop.application.values.amounts import (
    fold_number,
    is_decimal,
    is_integer,
    is_number,
    is_said_in_words,
    number_text,
    with_unit,
)
from aimed_desktop.application.values.cleaning import single_line
from aimed_desktop.application.values.shapes import Group, Ticked, Value, is_mapping, is_ticked
from aimed_desktop.definition.fields import Field, Option
from aimed_desktop.definition.types import FieldType

_WORDS = "option_amount_words"


def normalise_choice(field: Field, raw: Value) -> Value:
    """One option as `{option, note, amount}`; a list of one is that one."""
    while isinstance(raw, list) and len(raw) < 2:
        raw = raw[0] if raw else None
    if isinstance(raw, list):
        return [_entry(field, entry) for entry in raw]
    return _entry(field, raw)


def normalise_choices(field: Field, raw: Value) -> Value:
    """A list of options; one alone stands for a list of one."""
    entries = raw if isinstance(raw, list) else [raw]
    return [entry for raw_entry in entries if (entry := _entry(field, raw_entry)) is not None] or None


def known_label(field: Field, label: str) -> str:
    """The printed label that `label` means: an earlier one, or the same but for width and blanks."""
    if option := field.option(label):
        return option.label
    alike = [option.label for option in field.options if _fold(option.label) == _fold(label)]
    return alike[0] if len(alike) == 1 else label


def ticked(value: Value) -> Iterator[Ticked]:
    """The ticked entries of a choice or choices value, in the order of ticking."""
    for entry in value if isinstance(value, list) else [value]:
        if is_ticked(entry):
            yield entry


def labels(value: Value) -> tuple[str, ...]:
    """The ticked labels."""
    return tuple(entry["option"] for entry in ticked(value))


def problem(field: Field, value: Value) -> str | None:
    """A code of `sentences` for the first thing that does not fit, None when all does."""
    if isinstance(value, list) != (field.type is FieldType.CHOICES):
        return "option_single" if isinstance(value, list) else "option_shape"
    entries = value if isinstance(value, list) else [value]
    if len(list(ticked(value))) != len(entries):
        return "option_shape"
    if any(field.option(label) is None for label in labels(value)):
        return "option_unknown"
    if len(set(labels(value))) != len(entries):
        return "option_twice"
    found = [code for entry in ticked(value) if (code := _entry_problem(field, entry))]
    return next((code for code in found if code != _WORDS), found[0] if found else None)


def amount_problem(option: Option, entry: Ticked) -> str | None:
    """Why the blank beside the option, which takes a number, holds none: true words, or something odd."""
    amount = entry.get("amount")
    if amount is None or option.blank in (None, "text"):
        return None
    fits = is_integer(amount) if option.blank == "integer" else is_decimal(amount)
    return None if fits else _WORDS if is_said_in_words(amount) else "option_amount_shape"


def first_misfit(field: Field, value: Value, code: str) -> Option | None:
    """The first ticked option whose amount has the problem `code`."""
    for entry in ticked(value):
        option = field.option(entry["option"])
        if option is not None and amount_problem(option, entry) == code:
            return option
    return None


def is_note_missing(option: Option, entry: Ticked) -> bool:
    """Whether a blank printed beside the ticked option is still empty."""
    note, amount = entry.get("note"), entry.get("amount")
    if option.blank == "text":
        return not note and not amount
    return bool(option.note and not note) or bool(option.blank and not amount)


def words(field: Field, value: Value) -> str:
    """The ticked options as words: 其他（院前急救）、文本1.5TB."""
    return "、".join(_words(field, entry) for entry in ticked(value))


def _words(field: Field, entry: Ticked) -> str:
    label, note, amount = entry["option"], entry.get("note"), entry.get("amount")
    option = field.option(label)
    shown = f"{label}（{note}）" if note else label
    if amount:
        behind = (option.unit or "") + (option.after or "") if option else ""
        shown += with_unit(amount, behind)
    return shown


def _entry_problem(field: Field, entry: Ticked) -> str | None:
    option = field.option(entry["option"])
    beside = (entry.get("note"), entry.get("amount"))
    if not all(words is None or isinstance(words, str) for words in beside):
        return "option_shape"
    return amount_problem(option, entry) if option else "option_unknown"


def _entry(field: Field, raw: Value) -> Value:
    if is_number(raw):
        raw = number_text(raw)
    if isinstance(raw, str):
        raw = {"option": raw}
    if not is_mapping(raw):
        return raw
    made = {key: _part(field, raw, key) for key in raw}
    kept: Group = {key: value for key, value in made.items() if value is not None}
    return kept if set(kept) - {"note", "amount"} else None


def _part(field: Field, entry: Group, key: str) -> Value:
    value = entry[key]
    if key in ("option", "note") and is_number(value):
        value = number_text(value)
    if key == "option" and isinstance(value, str):
        return known_label(field, single_line(value)) or None
    if key == "note" and isinstance(value, str):
        return single_line(value) or None
    if key == "amount":
        option = field.option(str(entry.get("option")))
        folded: Value = fold_number(value, option.unit if option else None)
        return (single_line(folded) or None) if isinstance(folded, str) else folded
    return value


def _fold(label: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", label)).casefold()
