"""Checks of one value against its field: shape, options, limits, rows."""

from __future__ import annotations

from typing import Any

from aimed_desktop.application import counting, narrative, options, values
from aimed_desktop.application.amounts import decimal_places
from aimed_desktop.application.check_report import Report
from aimed_desktop.application.scope import is_row_filled
from aimed_desktop.definition.fields import Field, FieldType

_REQUIRED = {
    FieldType.CHOICE: "required_choice",
    FieldType.CHOICES: "required_choice",
    FieldType.YES_NO: "required_choice",
    FieldType.CONFIRM: "required_confirm",
}
_MONEY = "万元"


def check_missing(report: Report, field: Field, path: str) -> None:
    """A required field in which nothing stands."""
    if field.required:
        plain = "required_none" if field.offers_none else "required"
        report.error(path, _REQUIRED.get(field.type, plain))


def check_shape(report: Report, field: Field, path: str, value: Any) -> bool:
    """Whether the value fits its field; else an error says why not."""
    code = values.problem(field, value)
    if code is None:
        return True
    misfit = options.first_misfit(field, value) if code == "option_amount_shape" else None
    report.error(path, code, units="、".join(field.units), option=misfit.label if misfit else "")
    return False


def check_fitting(report: Report, field: Field, path: str, value: Any) -> None:
    """What is asked of a value that has the right shape."""
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        _check_options(report, field, path, value)
    elif field.type is FieldType.CONFIRM and value is False:
        check_missing(report, field, path)
    elif field.type is FieldType.DECIMAL and _is_money(field) and decimal_places(value) > 2:
        report.warning(path, "decimal_places")
    elif field.limit is not None:
        _check_limit(report, field, path, value)


def check_row_numbers(report: Report, field: Field, path: str, rows: list[Any]) -> None:
    """How many rows are filled, and ID numbers that stand twice."""
    filled = sum(is_row_filled(field, row) for row in rows)
    if filled < field.min_rows:
        report.error(path, "rows_least", min=field.min_rows, count=filled)
    if field.max_rows is not None and filled > field.max_rows:
        report.error(path, "rows_most", max=field.max_rows, count=filled)
    for child in field.fields:
        if child.type is FieldType.ID_NUMBER:
            _check_twice(report, child, path, rows)


def _check_twice(report: Report, child: Field, path: str, rows: list[Any]) -> None:
    first: dict[str, int] = {}
    for index, row in enumerate(rows):
        number = row.get(child.id)
        if isinstance(number, str) and first.setdefault(number, index) != index:
            report.error(f"{path}.{index}.{child.id}", "id_number_twice", row=first[number] + 1)


def _check_options(report: Report, field: Field, path: str, value: Any) -> None:
    entries = list(options.ticked(value))
    if field.max is not None and len(entries) > field.max:
        if field.soft:
            report.warning(path, "option_many", max=field.max, count=len(entries))
        else:
            report.error(path, "option_too_many", max=field.max, count=len(entries))
    for entry in entries:
        option = field.option(entry["option"])
        if option is not None and options.is_note_missing(option, entry):
            report.error(path, "option_note", option=option.label)


def _check_limit(report: Report, field: Field, path: str, value: Any) -> None:
    limit = field.limit
    if limit is None or value == values.NONE_WORD:
        return
    counted = narrative.count(value) if field.type is FieldType.NARRATIVE else counting.count(str(value))
    words, most = counted.words, limit.max
    if limit.kind == "about":
        low, high = -(-most * 8 // 10), most * 12 // 10
        if words > high:
            report.warning(path, "limit_long", count=words, max=most, high=high)
        elif words < low:
            report.warning(path, "limit_short", count=words, max=most, low=low)
    elif words > most:
        report.error(path, "limit_cap", count=words, max=most, over=words - most)
    elif counted.chars_no_spaces > most:
        over = counted.chars_no_spaces - most
        report.warning(path, "limit_chars", count=counted.chars_no_spaces, max=most, over=over)


def _is_money(field: Field) -> bool:
    return field.unit == _MONEY or _MONEY in field.label
