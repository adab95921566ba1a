"""The types of fields, one record each: how printed words are read back; the inverse of the planner."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from aimed_desktop.application.values import options
from aimed_desktop.application.values.shapes import Ticked, Value
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType

_UNTIL = re.compile(r"\s*(?:至|到|～|~|—+|－|--)\s*")
_AMOUNT = re.compile(r"\s*([\d０-９,，.．]+)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecord:
    """What reading back must know of a type."""

    raw: Callable[[Field, str], Value]  # the words as a value that is still to be normalised
    has_digits: bool = False  # words without a digit are those of the blank paper, as 年  月  日
    has_none: bool = True  # 无 alone is the word that the field offers


def _words(field: Field, words: str) -> Value:
    return words.removesuffix(field.unit) if field.unit else words


def _period(_field: Field, words: str) -> Value:
    start, *end = _UNTIL.split(words, maxsplit=1)
    return {"from": start, "to": end[0]} if end else {"from": start}


def _quantity(_field: Field, words: str) -> Value:
    amount = _AMOUNT.fullmatch(words)
    if amount is None:
        return {"amount": words}
    unit = amount[2].strip()
    return {"amount": amount[1], "unit": unit} if unit else {"amount": amount[1]}


def _ticked(field: Field, words: str) -> list[Ticked]:
    """Options that are printed as their words, without boxes; a label may hold 、 itself."""
    entries: list[Ticked] = []
    for piece in words.split("、"):
        found = _known(field, piece)
        if found is None and entries:
            entries[-1]["option"] += f"、{piece}"
        else:
            entries.append({"option": found or piece})
    return entries


def _known(field: Field, piece: str) -> str | None:
    label = options.known_label(field, piece.strip())
    begins = any(option.label.startswith(label) for option in field.options)
    return label if field.option(label) is not None or begins else None


def _choices(field: Field, words: str) -> Value:
    return [*_ticked(field, words)]


def _choice(field: Field, words: str) -> Value:
    entries = _ticked(field, words)
    return entries[0] if len(entries) == 1 else [*entries]


_WORDS = ReadRecord(raw=_words)
_DAY = ReadRecord(raw=_words, has_digits=True)
_TRUTH = ReadRecord(raw=_words, has_none=False)
READS: dict[FieldType, ReadRecord] = {
    FieldType.TEXT: _WORDS,
    FieldType.MULTILINE: _WORDS,
    FieldType.NARRATIVE: _WORDS,
    FieldType.INTEGER: _WORDS,
    FieldType.DECIMAL: _WORDS,
    FieldType.QUANTITY: ReadRecord(raw=_quantity),
    FieldType.DATE: _DAY,
    FieldType.MONTH: _DAY,
    FieldType.PERIOD: ReadRecord(raw=_period, has_digits=True),
    FieldType.PHONE: _WORDS,
    FieldType.MOBILE: _WORDS,
    FieldType.EMAIL: _WORDS,
    FieldType.URL: _WORDS,
    FieldType.USCC: _WORDS,
    FieldType.ORG_CODE: _WORDS,
    FieldType.ID_NUMBER: _WORDS,
    FieldType.POSTCODE: _WORDS,
    FieldType.CHOICE: ReadRecord(raw=_choice, has_none=False),
    FieldType.CHOICES: ReadRecord(raw=_choices, has_none=False),
    FieldType.YES_NO: _TRUTH,
    FieldType.CONFIRM: _TRUTH,
    FieldType.ROWS: _WORDS,
    FieldType.GROUP: _WORDS,
}
