"""Brings typed and loaded values into the shape of their field, and judges whether they fit it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aimed_desktop.application.values import dates, identifiers, narrative, options, telephones
from aimed_desktop.application.values.amounts import fold_number, is_decimal, is_integer, number_text
from aimed_desktop.application.values.cleaning import several_lines, single_line
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.types import FieldType

NONE_WORD = "无"
_TRUE = {"true", "yes", "y", "on", "1", "是", "√", "☑"}
_FALSE = {"false", "no", "n", "off", "0", "否"}

_FOLDS: dict[FieldType, tuple[Callable[[str], str], Callable[[str], str | None]]] = {
    FieldType.PHONE: (telephones.fold_phone, telephones.phone_problem),
    FieldType.MOBILE: (telephones.fold_phone, telephones.mobile_problem),
    FieldType.EMAIL: (identifiers.fold_email, identifiers.email_problem),
    FieldType.USCC: (identifiers.fold_code, identifiers.uscc_problem),
    FieldType.ORG_CODE: (identifiers.fold_code, identifiers.org_code_problem),
    FieldType.ID_NUMBER: (identifiers.fold_code, identifiers.id_number_problem),
    FieldType.POSTCODE: (identifiers.fold_code, identifiers.postcode_problem),
}


CODES = frozenset(_FOLDS)  # numbers and addresses that are printed as typed, whatever their shape
_IMPOSSIBLE = ("id_number_check", "id_number_date", "id_number_rounded")  # nobody has such a number


def normalise(field: Field, raw: Any) -> Any:
    """`raw` in the field's own form, None when it is empty. What does not fit stays as it was."""
    if raw is None or raw in ("", [], {}):
        return None
    if field.offers_none and raw == NONE_WORD and not field.is_narrative:
        return raw
    return _NORMALISERS.get(field.type, _text)(field, raw)


def normalise_values(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """All values of an application; keys that the form does not know stay, earlier ids are renamed."""
    made = _mapping(form.fields, values)
    for field in form.fields:
        source = form.field(field.each) if field.each else None
        if source is not None and isinstance(made.get(field.id), dict):
            made[field.id] = {
                options.known_label(source, key): group for key, group in made[field.id].items()
            }
    return made


def problem(field: Field, value: Any) -> str | None:
    """A code of `sentences` when the value does not fit its field, None when it does or is empty."""
    if value is None or (field.offers_none and value == NONE_WORD):
        return None
    return _PROBLEMS.get(field.type, _text_problem)(field, value)


def is_doubt(field: Field, code: str) -> bool:
    """Whether the problem `code` is only advice: the authority may take what we do not know how to read."""
    return field.type in CODES and code not in _IMPOSSIBLE


def is_empty(value: Any) -> bool:
    """Whether nothing has been typed: rows and groups of nothing but empty values are empty."""
    if isinstance(value, Mapping):
        return all(map(is_empty, value.values()))
    if isinstance(value, list):
        return all(map(is_empty, value))
    return value is None or (isinstance(value, str) and not value.strip())


def _mapping(fields: tuple[Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with every known key normalised; empty ones are left out."""
    named = {name: field for field in fields for name in (*field.was, field.id)}
    made: dict[str, Any] = {}
    for key, raw in values.items():
        field = named.get(key)
        if field is None or (key != field.id and field.id in values):
            made[key] = raw
        elif (value := normalise(field, raw)) is not None:
            made[field.id] = value
    return made


def _text(field: Field, raw: Any) -> Any:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int | float):
        raw = number_text(raw)
    if not isinstance(raw, str):
        return raw
    if field.type is FieldType.MULTILINE:
        return several_lines(raw).strip("\n ") or None
    line = single_line(raw)
    if field.type in _FOLDS:
        fold, judge = _FOLDS[field.type]
        line = fold(line) if judge(line) is None else line
    return _completed(field, line) or None


def _completed(field: Field, line: str) -> str:
    """The word of the field's list that lacks its last character alone, as 区 of 江汉区."""
    return next((word for word in field.complete if line == word[:-1]), line)


def _number(field: Field, raw: Any) -> Any:
    folded = fold_number(raw, field.unit)
    return (single_line(folded) or None) if isinstance(folded, str) else folded


def _date(field: Field, raw: Any) -> Any:
    if not isinstance(raw, str):
        return _text(field, raw) if isinstance(raw, int | float) else raw
    fold = dates.iso_month if field.type is FieldType.MONTH else dates.iso_date
    return fold(raw) or single_line(raw) or None


def _period(field: Field, raw: Any) -> Any:
    if isinstance(raw, str):
        pair = dates.iso_period(raw)
        return {"from": pair[0], "to": pair[1]} if pair else single_line(raw) or None
    if not isinstance(raw, Mapping):
        return raw
    made = {key: _period_part(part) if key in ("from", "to") else part for key, part in raw.items()}
    return {key: part for key, part in made.items() if part is not None} or None


def _period_part(raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    return dates.iso_date(raw) or dates.iso_month(raw) or single_line(raw) or None


def _quantity(field: Field, raw: Any) -> Any:
    if not isinstance(raw, Mapping):
        return raw
    made = dict(raw)
    if "amount" in made:
        made["amount"] = _number(field, made["amount"])
    if isinstance(made.get("unit"), str):
        made["unit"] = single_line(made["unit"]) or None
    return {key: part for key, part in made.items() if part is not None} or None


def _truth(field: Field, raw: Any) -> Any:
    if isinstance(raw, str):
        word = raw.strip().lower()
        return True if word in _TRUE else False if word in _FALSE else single_line(raw) or None
    return bool(raw) if raw in (0, 1) else raw


def _rows(field: Field, raw: Any) -> Any:
    if not isinstance(raw, list):
        return raw
    return [_mapping(field.fields, row or {}) if isinstance(row, Mapping | None) else row for row in raw]


def _group(field: Field, raw: Any) -> Any:
    if not isinstance(raw, Mapping):
        return raw
    if field.each is None:
        return _mapping(field.fields, raw) or None
    return {
        key: _mapping(field.fields, group) if isinstance(group, Mapping) else group
        for key, group in raw.items()
    }


def _text_problem(field: Field, value: Any) -> str | None:
    if not isinstance(value, str):
        return "text_shape"
    return _FOLDS[field.type][1](value) if field.type in _FOLDS else None


def _date_problem(field: Field, value: Any) -> str | None:
    judge = dates.month_problem if field.type is FieldType.MONTH else dates.date_problem
    return judge(value) if isinstance(value, str) else f"{field.type}_shape"


def _period_problem(field: Field, value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return "period_shape"
    start, end = value.get("from"), value.get("to")
    if start is None or end is None:
        return "period_part"
    if not all(isinstance(part, str) and _is_day_or_month(part) for part in (start, end)):
        return "period_shape"
    length = min(len(start), len(end))
    return "period_order" if end[:length] < start[:length] else None


def _is_day_or_month(text: str) -> bool:
    return dates.date_problem(text) is None or dates.month_problem(text) is None


def _quantity_problem(field: Field, value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return "quantity_shape"
    if value.get("amount") is None:
        return "quantity_amount"
    if not is_decimal(value["amount"]):
        return "quantity_shape"
    if value.get("unit") is None:
        return "quantity_unit" if field.units else None
    return None if value["unit"] in (field.units or (field.unit,)) else "quantity_unit_unknown"


def _truth_problem(field: Field, value: Any) -> str | None:
    return None if isinstance(value, bool) else f"{field.type}_shape"


def _rows_problem(field: Field, value: Any) -> str | None:
    fits = isinstance(value, list) and all(isinstance(row, Mapping) for row in value)
    return None if fits else "rows_shape"


def _group_problem(field: Field, value: Any) -> str | None:
    fits = isinstance(value, Mapping)
    if fits and field.each is not None:
        fits = all(isinstance(group, Mapping) for group in value.values())
    return None if fits else "group_shape"


_NORMALISERS: dict[FieldType, Callable[[Field, Any], Any]] = {
    FieldType.NARRATIVE: lambda field, raw: narrative.normalise(raw),
    FieldType.INTEGER: _number,
    FieldType.DECIMAL: _number,
    FieldType.QUANTITY: _quantity,
    FieldType.DATE: _date,
    FieldType.MONTH: _date,
    FieldType.PERIOD: _period,
    FieldType.CHOICE: options.normalise_choice,
    FieldType.CHOICES: options.normalise_choices,
    FieldType.YES_NO: _truth,
    FieldType.CONFIRM: _truth,
    FieldType.ROWS: _rows,
    FieldType.GROUP: _group,
}

_PROBLEMS: dict[FieldType, Callable[[Field, Any], str | None]] = {
    FieldType.NARRATIVE: lambda field, value: narrative.problem(value),
    FieldType.INTEGER: lambda field, value: None if is_integer(value) else "integer_shape",
    FieldType.DECIMAL: lambda field, value: None if is_decimal(value) else "decimal_shape",
    FieldType.QUANTITY: _quantity_problem,
    FieldType.DATE: _date_problem,
    FieldType.MONTH: _date_problem,
    FieldType.PERIOD: _period_problem,
    FieldType.CHOICE: options.problem,
    FieldType.CHOICES: options.problem,
    FieldType.YES_NO: _truth_problem,
    FieldType.CONFIRM: _truth_problem,
    FieldType.ROWS: _rows_problem,
    FieldType.GROUP: _group_problem,
}
