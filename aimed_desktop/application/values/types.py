"""The types of fields, one record each: how a value is normalised, judged, printed, compared, counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aimed_desktop.application.values import (
    dates,
    identifiers,
    narrative,
    narrative_shape,
    options,
    plain,
    readings,
    telephones,
    web_addresses,
)
from aimed_desktop.application.values.amounts import is_decimal, is_integer, to_decimal
from aimed_desktop.application.values.record import Compared, Doubt, ValueRecord, no_doubt
from aimed_desktop.application.values.shapes import NONE_WORD, Group, Value, is_mapping
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.types import FieldType

_TRUE_WORDS = ("number_words", "quantity_words", "option_amount_words")
_IMPOSSIBLE = ("id_number_check", "id_number_date", "id_number_rounded")  # nobody has such a number


def normalise(field: Field, raw: Value) -> Value:
    """`raw` in the field's own form, None when it is empty. What does not fit stays as it was."""
    if raw is None or raw in ("", [], {}):
        return None
    if field.offers_none and raw == NONE_WORD and not field.is_narrative:
        return raw
    return TYPES[field.type].normalise(field, raw)


def normalise_values(form: Form, values: Mapping[str, Value]) -> Group:
    """All values of an application; keys that the form does not know stay, earlier ids are renamed."""
    made = _mapping(form.fields, values)
    for field in form.fields:
        source = form.field(field.each) if field.each else None
        groups = made.get(field.id)
        if source is not None and is_mapping(groups):
            made[field.id] = {options.known_label(source, key): group for key, group in groups.items()}
    return made


def problem(field: Field, value: Value) -> str | None:
    """A code of `sentences` when the value does not fit its field, None when it does or is empty."""
    if value is None or (field.offers_none and value == NONE_WORD):
        return None
    return TYPES[field.type].problem(field, value)


def is_doubt(field: Field, code: str) -> bool:
    """Whether the problem `code` is only advice: the authority may take what we do not know how to read."""
    return code in _TRUE_WORDS or (field.is_code and code not in _IMPOSSIBLE)


def display(field: Field, value: Value) -> str:
    """The printed words of `value`; what does not fit its field is shown as it was typed."""
    return "" if value is None else TYPES[field.type].display(field, value)


def operand(field: Field, value: Value) -> Compared:
    """A fitting value as conditions compare it."""
    return TYPES[field.type].operand(value)


def _mapping(fields: tuple[Field, ...], values: Mapping[str, Value]) -> Group:
    """`values` with every known key normalised; empty ones are left out."""
    named = {name: field for field in fields for name in (*field.was, field.id)}
    made: Group = {}
    for key, raw in values.items():
        field = named.get(key)
        if field is None or (key != field.id and field.id in values):
            made[key] = raw
        elif (value := normalise(field, raw)) is not None:
            made[field.id] = value
    return made


def _rows(field: Field, raw: Value) -> Value:
    if not isinstance(raw, list):
        return raw
    return [{} if row is None else _mapping(field.fields, row) if is_mapping(row) else row for row in raw]


def _rows_problem(_field: Field, value: Value) -> str | None:
    return None if isinstance(value, list) and all(map(is_mapping, value)) else "rows_shape"


def _group(field: Field, raw: Value) -> Value:
    if not is_mapping(raw):
        return raw
    if field.each is None:
        return _mapping(field.fields, raw) or None
    return {key: _mapping(field.fields, group) if is_mapping(group) else group for key, group in raw.items()}


def _group_problem(field: Field, value: Value) -> str | None:
    fits = is_mapping(value) and (field.each is None or all(map(is_mapping, value.values())))
    return None if fits else "group_shape"


def _print_fields(field: Field, value: Value) -> str:
    """Rows and groups, each as its fields."""
    if is_mapping(value):
        rows = list(value.values()) if field.each else [value]
    elif isinstance(value, list):
        rows = value
    else:
        return plain.print_plain(field, value)
    return "；".join(filter(None, (_print_row(field, row) for row in rows)))


def _print_row(field: Field, row: Value) -> str:
    if not is_mapping(row):
        return ""
    return "，".join(filter(None, (display(child, row.get(child.id)) for child in field.fields)))


def _itself(value: Value) -> Compared:
    return value if isinstance(value, str | bool) else None


def _nothing(_value: Value) -> Compared:
    return None


def _print_options(field: Field, value: Value) -> str:
    return options.words(field, value) if any(options.ticked(value)) else plain.print_plain(field, value)


def _code(
    sample: str,
    fold: Callable[[str], str],
    judge: Callable[[str], str | None],
    *,
    is_personal: bool = False,
    mask: Callable[[str], str] | None = None,
    places: tuple[int, ...] = (),
    beginning: Callable[[str], str | None] | None = None,
    doubt: Doubt = no_doubt,
    meant: readings.Readings = readings.none,
    how_to: str = "",
) -> ValueRecord:
    """A number or address of one line; `fold` writes it in its usual form once `judge` finds nothing."""
    normaliser, problem_of = plain.code(fold, judge)
    return ValueRecord(
        sample=sample,
        normalise=normaliser,
        problem=problem_of,
        operand=_itself,
        is_personal=is_personal,
        mask=mask,
        places=places,
        beginning=beginning,
        doubt=doubt,
        readings=meant,
        how_to=how_to,
    )


TYPES: dict[FieldType, ValueRecord] = {
    FieldType.TEXT: ValueRecord(
        sample="示例医院",
        normalise=plain.line,
        problem=plain.text_problem,
        operand=_itself,
        doubt=lambda value, applied_on: "text_excel" if identifiers.is_of_excel(value) else None,
    ),
    FieldType.MULTILINE: ValueRecord(
        sample="第一行\n第二行",
        normalise=plain.long_text,
        problem=plain.long_text_problem,
        display=lambda field, value: plain.long_text_words(value) or plain.print_plain(field, value),
        text=plain.long_text_words,
        operand=lambda value: plain.long_text_words(value) or None,
    ),
    FieldType.NARRATIVE: ValueRecord(
        sample=[{"text": "第一段"}, {"heading": "小标题", "level": 1}],
        normalise=lambda field, raw: narrative_shape.normalise(raw),
        problem=lambda field, value: narrative_shape.problem(value),
        display=lambda field, value: narrative.plain_text(value),
        text=narrative.plain_text,
        operand=lambda value: narrative.plain_text(value) or None,
        how_to="一段一行，或写成由段落、标题、列表、图片、表格组成的列表",
    ),
    FieldType.INTEGER: ValueRecord(
        sample="1200",
        normalise=plain.number,
        problem=plain.number_problem(is_integer, "integer_shape"),
        operand=to_decimal,
        readings=readings.numbers,
    ),
    FieldType.DECIMAL: ValueRecord(
        sample="12.5",
        normalise=plain.number,
        problem=plain.number_problem(is_decimal, "decimal_shape"),
        operand=to_decimal,
        readings=readings.numbers,
    ),
    FieldType.QUANTITY: ValueRecord(
        sample={"amount": "1", "unit": "月"},
        normalise=plain.quantity,
        problem=plain.quantity_problem,
        display=plain.print_quantity,
        operand=lambda value: to_decimal(value.get("amount")) if is_mapping(value) else None,
        how_to="写 amount 和 unit 两项",
    ),
    FieldType.DATE: ValueRecord(
        sample="2026-06-10",
        normalise=plain.day(dates.iso_date),
        problem=plain.day_problem(dates.date_problem, "date_shape"),
        display=plain.print_day,
        operand=_itself,
        how_to="如 2026-06-10",
        readings=readings.days,
    ),
    FieldType.MONTH: ValueRecord(
        sample="2026-06",
        normalise=plain.day(dates.iso_month),
        problem=plain.day_problem(dates.month_problem, "month_shape"),
        display=plain.print_day,
        operand=_itself,
        how_to="如 2026-06",
    ),
    FieldType.PERIOD: ValueRecord(
        sample={"from": "2026-01", "to": "2026-12"},
        normalise=plain.period,
        problem=plain.period_problem,
        display=plain.print_period,
        operand=_nothing,
        how_to="写 from 和 to 两项，如 {from: 2026-01, to: 2026-12}",
        fills_cell=False,
    ),
    FieldType.PHONE: _code("027-65601234", telephones.fold_phone, telephones.phone_problem, is_personal=True),
    FieldType.MOBILE: _code(
        "13800000000", telephones.fold_phone, telephones.mobile_problem, is_personal=True, places=(11,)
    ),
    FieldType.EMAIL: _code(
        "name@example.com",
        identifiers.fold_email,
        identifiers.email_problem,
        is_personal=True,
        meant=readings.addresses,
    ),
    FieldType.URL: _code(
        "https://www.example.cn/case",
        web_addresses.fold_url,
        web_addresses.url_problem,
        meant=web_addresses.url_readings,
        how_to="如 www.example.cn",
    ),
    FieldType.USCC: _code(
        "12420100441627431B",
        identifiers.fold_code,
        identifiers.uscc_problem,
        places=(18,),
        beginning=identifiers.uscc_beginning,
        doubt=lambda value, applied_on: identifiers.uscc_doubt(value),
        meant=readings.codes,
    ),
    FieldType.ORG_CODE: _code(
        "44162743-1",
        identifiers.fold_code,
        identifiers.org_code_problem,
        places=(9, 18),
        beginning=identifiers.org_code_beginning,
        doubt=lambda value, applied_on: identifiers.uscc_doubt(value) if len(value) == 18 else None,
        meant=readings.codes,
    ),
    FieldType.ID_NUMBER: _code(
        "42010619900101001X",
        identifiers.fold_code,
        identifiers.id_number_problem,
        is_personal=True,
        mask=identifiers.mask_id,
        places=(18,),
        beginning=identifiers.id_number_beginning,
        doubt=identifiers.id_number_doubt,
        meant=readings.codes,
    ),
    FieldType.POSTCODE: _code("430030", identifiers.fold_code, identifiers.postcode_problem, places=(6,)),
    FieldType.CHOICE: ValueRecord(
        sample={"option": "甲"},
        normalise=options.normalise_choice,
        problem=options.problem,
        display=_print_options,
        operand=lambda value: next(iter(options.labels(value)), None),
        how_to="选一项，如 {option: 选项, note: 说明}",
        missing="required_choice",
    ),
    FieldType.CHOICES: ValueRecord(
        sample=[{"option": "甲"}],
        normalise=options.normalise_choices,
        problem=options.problem,
        display=_print_options,
        operand=options.labels,
        how_to="写成列表，如 [{option: 选项}, {option: 选项, note: 说明}]",
        missing="required_choice",
    ),
    FieldType.YES_NO: ValueRecord(
        sample=True,
        normalise=plain.truth,
        problem=plain.truth_problem("yes_no_shape"),
        operand=_itself,
        how_to="true 或 false",
        missing="required_choice",
    ),
    FieldType.CONFIRM: ValueRecord(
        sample=True,
        normalise=plain.truth,
        problem=plain.truth_problem("confirm_shape"),
        operand=_itself,
        how_to="确认写 true",
        missing="required_confirm",
    ),
    FieldType.ROWS: ValueRecord(
        sample=[{"name": "甲"}],
        normalise=_rows,
        problem=_rows_problem,
        display=_print_fields,
        operand=_nothing,
        how_to="每行以“- ”开头",
        fills_cell=False,
    ),
    FieldType.GROUP: ValueRecord(
        sample={"name": "甲"},
        normalise=_group,
        problem=_group_problem,
        display=_print_fields,
        operand=_nothing,
        fills_cell=False,
    ),
}
