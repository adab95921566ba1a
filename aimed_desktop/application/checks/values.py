"""Checks of one value against its field: shape, options, limits, rows."""

from __future__ import annotations

from aimed_desktop.application.checks.report import FindingCollector
from aimed_desktop.application.checks.sentences import SENTENCES
from aimed_desktop.application.values import counting, identifiers, options
from aimed_desktop.application.values.amounts import decimal_places
from aimed_desktop.application.values.dates import date_problem
from aimed_desktop.application.values.filled import is_row_filled
from aimed_desktop.application.values.shapes import NONE_WORD, Value, is_mapping
from aimed_desktop.application.values.types import TYPES, is_doubt, problem
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import Severity
from aimed_desktop.definition.types import FieldType

_MONEY = "万元"


def check_missing(report: FindingCollector, field: Field, path: str) -> None:
    """A required field in which nothing stands."""
    if field.required:
        code = TYPES[field.type].missing
        report.error(path, "required_none" if field.offers_none and code == "required" else code)


def check_shape(report: FindingCollector, field: Field, path: str, value: Value) -> bool:
    """Whether the value can be printed as it is; else an error says why not.

    What the authority could not refuse, as a telephone number that we do not know how to read, is a warning.
    """
    code = problem(field, value)
    if code is None:
        _check_odd(report, field, path, value)
        return True
    if field.is_code:
        return _check_code(report, field, path, value, code)
    if isinstance(value, str) and identifiers.is_of_excel(value):
        code = "number_excel"
    misfit = options.first_misfit(field, value, code) if code.startswith("option_amount") else None
    severity: Severity = "warning" if is_doubt(field, code) else "error"
    report.add(
        severity,
        path,
        code,
        blocks="export",
        units="、".join(field.units),
        option=misfit.label if misfit else "",
    )
    return severity == "warning"


def _check_code(report: FindingCollector, field: Field, path: str, value: Value, code: str) -> bool:
    """A number or address in a shape that we do not know; whether it is a string, which prints as typed."""
    if isinstance(value, str) and identifiers.is_of_excel(value):
        report.warning(path, f"{SENTENCES[code].rule}_excel")
    elif code == "id_number_check" and isinstance(value, str) and identifiers.is_rounded(value):
        report.error(path, "id_number_rounded")
    elif not is_doubt(field, code) or not isinstance(value, str):
        report.error(path, code)
    else:
        report.warning(path, code)
    return isinstance(value, str)


def _check_odd(report: FindingCollector, field: Field, path: str, value: Value) -> None:
    """What is right by its standard and yet can hardly be."""
    if not isinstance(value, str) or value == NONE_WORD:
        return
    applied_on = report.app.text_of(report.app.form.apply_date)
    is_day = date_problem(applied_on) is None
    code = TYPES[field.type].doubt(value, applied_on if is_day else "")
    if code is not None:
        report.warning(path, code)


def check_fitting(report: FindingCollector, field: Field, path: str, value: Value) -> None:
    """What is asked of a value that has the right shape."""
    if field.has_options:
        _check_options(report, field, path, value)
    elif field.is_confirm and value is False:
        check_missing(report, field, path)
    elif field.is_number and _is_money(field) and decimal_places(value) > 2:
        report.warning(path, "decimal_places")
    elif field.limit is not None:
        _check_limit(report, field, path, value)


def check_row_numbers(report: FindingCollector, field: Field, path: str, rows: list[Value]) -> None:
    """How many rows are filled, and ID numbers that stand twice."""
    filled = sum(is_row_filled(field, row) for row in rows)
    if filled < field.min_rows:
        report.error(path, "rows_least", min=field.min_rows, count=filled)
    if field.max_rows is not None and filled > field.max_rows:
        report.error(path, "rows_most", max=field.max_rows, count=filled)
    for child in field.fields:
        if child.type is FieldType.ID_NUMBER:
            _check_twice(report, child, path, rows)


def _check_twice(report: FindingCollector, child: Field, path: str, rows: list[Value]) -> None:
    first: dict[str, int] = {}
    for index, row in enumerate(rows):
        number = row.get(child.id) if is_mapping(row) else None
        if isinstance(number, str) and first.setdefault(number, index) != index:
            report.error(f"{path}.{index}.{child.id}", "id_number_twice", row=first[number] + 1)


def _check_options(report: FindingCollector, field: Field, path: str, value: Value) -> None:
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


def _check_limit(report: FindingCollector, field: Field, path: str, value: Value) -> None:
    limit = field.limit
    if limit is None or value == NONE_WORD:
        return
    counted = counting.count(TYPES[field.type].text(value))
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
