"""Numbers as they are typed: digits kept as text, read as decimals only to compare and add."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any, TypeGuard

from aimed_desktop.application.values.decoding import TypedFloat

_INTEGER = re.compile(r"\d{1,18}|\d{1,3}(?:,\d{3}){1,5}")
_SPOILED = re.compile(r"\s*(?:[\d.,]+[eE][+-]?\d+\s*$|#)")  # by a spreadsheet: 4.2E+17, #N/A
_SLIP = re.compile(r"\d[A-Za-z]\d")  # 12O0 with a letter O
_DECIMAL = re.compile(r"-?(?:\d{1,18}|\d{1,3}(?:,\d{3}){1,5})(?:\.\d{1,12})?")


def fold_number(raw: Any, unit: str | None = None) -> Any:
    """Half-width digits without blanks (or a unit typed behind them); what is no number stays."""
    if is_number(raw):
        return number_text(raw)
    if not isinstance(raw, str):
        return raw
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", raw))
    if unit and text.endswith(unit):
        text = text.removesuffix(unit)
    return text if _DECIMAL.fullmatch(text) else raw


def is_number(raw: Any) -> TypeGuard[int | float]:
    """Whether JSON held a number there: true and false are none."""
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def number_text(number: int | float) -> str:
    """A JSON number in plain digits, never in powers of ten."""
    if isinstance(number, int):
        return str(number)
    if isinstance(number, TypedFloat) and re.fullmatch(r"-?\d{1,20}\.\d{1,20}", number.text):
        return format(Decimal(number.text), "f")
    return format(Decimal(repr(float(number))), "f").removesuffix(".0")


def is_integer(value: Any) -> bool:
    """Digits, with or without thousands commas; counts are never negative."""
    return isinstance(value, str) and _INTEGER.fullmatch(value) is not None


def is_decimal(value: Any) -> bool:
    """A plain decimal number."""
    return isinstance(value, str) and _DECIMAL.fullmatch(value) is not None


def is_said_in_words(value: Any) -> TypeGuard[str]:
    """Whether words stand where a number is asked: 未公开, 约1200. What a spreadsheet spoiled is none."""
    if not isinstance(value, str) or _SPOILED.match(value):
        return False
    return any(map(str.isalpha, value)) and not _SLIP.search(value)


def with_unit(amount: str, unit: str | None) -> str:
    """A number, or 约1200, with the unit that is printed behind it; words stand alone: 未公开."""
    return amount + (unit or "") if amount[-1:].isdecimal() or not is_said_in_words(amount) else amount


def to_decimal(value: Any) -> Decimal | None:
    """The number, None where the value is none."""
    return Decimal(value.replace(",", "")) if is_decimal(value) else None


def decimal_places(value: Any) -> int:
    """Digits behind the point."""
    return len(value.partition(".")[2]) if is_decimal(value) else 0
