"""Lines, numbers, days, quantities and ticks: brought into the form of their field, judged, printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from aimed_desktop.application.values import dates, words
from aimed_desktop.application.values.amounts import (
    fold_number,
    is_decimal,
    is_said_in_words,
    number_text,
    with_unit,
)
from aimed_desktop.application.values.cleaning import several_lines, single_line
from aimed_desktop.application.values.shapes import NONE_WORD, Group, Value, is_mapping
from aimed_desktop.application.values.words import cleaned, has_looks, is_words, stripped
from aimed_desktop.definition.fields import Field

Normaliser = Callable[[Field, Value], Value]
Judge = Callable[[Field, Value], str | None]  # a code of `sentences`, None where all is well
_TRUE = {"true", "yes", "y", "on", "1", "是", "√", "☑"}
_FALSE = {"false", "no", "n", "off", "0", "否"}


def line(field: Field, raw: Value) -> Value:
    """One line; the word of the field's list that lacks its last character alone, as 区 of 江汉区."""
    text = _as_text(raw)
    if not isinstance(text, str):
        return text
    typed = single_line(text)
    return next((word for word in field.complete if typed == word[:-1]), typed) or None


def long_text(field: Field, raw: Value) -> Value:
    """Lines without blank ones at the ends; words with looks stay so."""
    if has_looks(raw):
        return cast(Value, stripped(cleaned(raw, several_lines), "\n ")) or None
    text = _as_text(raw)
    return several_lines(text).strip("\n ") or None if isinstance(text, str) else text


def code(fold: Callable[[str], str], problem: Callable[[str], str | None]) -> tuple[Normaliser, Judge]:
    """A number or address: `fold` writes it in its usual form once `problem` finds nothing in it."""

    def normalise(field: Field, raw: Value) -> Value:
        typed = line(field, raw)
        return fold(typed) if isinstance(typed, str) and problem(typed) is None else typed

    return normalise, lambda field, value: problem(value) if isinstance(value, str) else "text_shape"


def number(field: Field, raw: Value) -> Value:
    """Digits as typed, without the unit."""
    folded: Value = fold_number(raw, field.unit)
    return (single_line(folded) or None) if isinstance(folded, str) else folded


def day(fold: Callable[[str], str | None]) -> Normaliser:
    """A day or month as ISO 8601 where `fold` can read it."""

    def normalise(field: Field, raw: Value) -> Value:
        if not isinstance(raw, str):
            return line(field, raw) if isinstance(raw, int | float) else raw
        return fold(raw) or single_line(raw) or None

    return normalise


def period(field: Field, raw: Value) -> Value:
    """`{from, to}`, from one text, too."""
    if isinstance(raw, str):
        pair = dates.iso_period(raw)
        return {"from": pair[0], "to": pair[1]} if pair else single_line(raw) or None
    if not is_mapping(raw):
        return raw
    return _filled({key: _end(part) if key in ("from", "to") else part for key, part in raw.items()})


def quantity(field: Field, raw: Value) -> Value:
    """`{amount, unit}`, from one text, too: 1月; words that are no number are the amount."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str | int | float):
        return _quantity_read(field, single_line(str(_as_text(raw))))
    if not is_mapping(raw):
        return raw
    made = dict(raw)
    if "amount" in made:
        made["amount"] = number(field, made["amount"])
    if isinstance(unit := made.get("unit"), str):
        made["unit"] = single_line(unit) or None
    return _filled(made)


def _quantity_read(field: Field, text: str) -> Value:
    for unit in field.units:
        amount = fold_number(text.removesuffix(unit)) if text.endswith(unit) else None
        if is_decimal(amount):
            return {"amount": amount, "unit": unit}
    return {"amount": fold_number(text)} if text else None


def truth(field: Field, raw: Value) -> Value:
    """true or false, from the words that people write for them."""
    if isinstance(raw, str):
        word = raw.strip().lower()
        return True if word in _TRUE else False if word in _FALSE else single_line(raw) or None
    return bool(raw) if raw in (0, 1) else raw


def text_problem(_field: Field, value: Value) -> str | None:
    return None if isinstance(value, str) else "text_shape"


def long_text_problem(_field: Field, value: Value) -> str | None:
    return None if is_words(value) else "text_shape"


def long_text_words(value: Value) -> str:
    """The plain characters of lines that may have looks; empty where `value` is none."""
    return words.plain(value) if is_words(value) else ""


def number_problem(fits: Callable[[Value], bool], shape: str) -> Judge:
    """Judges digits by `fits`; true words, as 未公开, are another thing than a wrong number."""
    return lambda field, value: None if fits(value) else "number_words" if is_said_in_words(value) else shape


def day_problem(judge: Callable[[str], str | None], shape: str) -> Judge:
    """Judges a day or month as it is kept by `judge`."""
    return lambda field, value: judge(value) if isinstance(value, str) else shape


def period_problem(_field: Field, value: Value) -> str | None:
    if not is_mapping(value):
        return "period_shape"
    start, end = value.get("from"), value.get("to")
    if start is None or end is None:
        return "period_part"
    if not (isinstance(start, str) and isinstance(end, str) and all(map(_is_day_or_month, (start, end)))):
        return "period_shape"
    length = min(len(start), len(end))
    return "period_order" if end[:length] < start[:length] else None


def quantity_problem(field: Field, value: Value) -> str | None:
    if not is_mapping(value):
        return "quantity_shape"
    amount, unit = value.get("amount"), value.get("unit")
    if amount is None:
        return "quantity_amount"
    if is_said_in_words(amount):
        return "quantity_words"
    if not is_decimal(amount):
        return "quantity_shape"
    if unit is None:
        return "quantity_unit" if field.units else None
    return None if unit in (field.units or (field.unit,)) else "quantity_unit_unknown"


def truth_problem(shape: str) -> Judge:
    return lambda field, value: None if isinstance(value, bool) else shape


def print_plain(field: Field, value: Value) -> str:
    """Words, digits with their unit, 是 or 否; nothing of what has another shape."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, str | int | float):
        return ""
    text = str(value)
    return with_unit(text, field.unit) if text != NONE_WORD else text


def print_day(field: Field, value: Value) -> str:
    """2026年6月10日."""
    is_written = isinstance(value, str | int | float) and not isinstance(value, bool)
    return dates.printed(str(value)) if is_written else print_plain(field, value)


def print_period(field: Field, value: Value) -> str:
    """2026年1月至2026年12月."""
    if not is_mapping(value):
        return print_plain(field, value)
    parts = (value.get("from"), value.get("to"))
    return "至".join(dates.printed(part) for part in parts if isinstance(part, str))


def print_quantity(field: Field, value: Value) -> str:
    """1月."""
    if not is_mapping(value):
        return print_plain(field, value)
    amount, unit = (str(value.get(key) or "") for key in ("amount", "unit"))
    return with_unit(amount, unit)


def _as_text(raw: Value) -> Value:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return number_text(raw) if isinstance(raw, int | float) else raw


def _end(raw: Value) -> Value:
    """One end of a period."""
    if not isinstance(raw, str):
        return raw
    return dates.iso_date(raw) or dates.iso_month(raw) or single_line(raw) or None


def _filled(parts: Group) -> Value:
    return {key: part for key, part in parts.items() if part is not None} or None


def _is_day_or_month(text: str) -> bool:
    return dates.date_problem(text) is None or dates.month_problem(text) is None
