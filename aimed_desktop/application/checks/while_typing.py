"""What is said beside a field while it is typed: what is still missing, what to look at, what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from aimed_desktop.application.checks.sentences import SENTENCES
from aimed_desktop.application.values import identifiers, options, values
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType

_PLACES = {
    FieldType.USCC: (18,),
    FieldType.ID_NUMBER: (18,),
    FieldType.ORG_CODE: (9, 18),
    FieldType.POSTCODE: (6,),
    FieldType.MOBILE: (11,),
}
_JUDGED_AS_TYPED = (FieldType.USCC, FieldType.ID_NUMBER, FieldType.ORG_CODE)
_ONE_LINE = values.CODES | {FieldType.TEXT, FieldType.INTEGER, FieldType.DECIMAL}
_OF_PARTS = (FieldType.PERIOD, FieldType.QUANTITY)
_BEGINNINGS = {
    FieldType.USCC: (re.compile("[0-9A-HJ-NPQRTUWXY]*"), "uscc_alphabet"),
    FieldType.ID_NUMBER: (re.compile("(?:[1-9][0-9]*|[1-9][0-9]{16}X.*)?"), "id_number_alphabet"),
    FieldType.ORG_CODE: (re.compile("[0-9A-Z-]*"), "org_code_alphabet"),
}
_BIRTH_END = 14  # characters of an ID number up to the end of the date of birth


RemarkTone = Literal["quiet", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Remark:
    """A few words, never the value. `tone`: quiet of what is still to come; else as the checks will judge:
    warn of what they advise, bad of what must be mended.
    """

    words: str
    tone: RemarkTone


def remark(field: Field, value: Any, *, is_left: bool) -> Remark | None:
    """What to say of `value` (in the field's own form) while it is typed, or after the field `is_left`.

    None while there is nothing to say. Codes are judged at every key; a phone, an address or a number
    only when the cursor has gone.
    """
    if value is None or (field.offers_none and value == values.NONE_WORD):
        return None
    if field.has_options:
        return _too_many(field, value) or (_wrong_amount(field, value) if is_left else None)
    if field.type in _OF_PARTS:
        code = values.problem(field, value)
        return _wrong(field, code) if code and (is_left or code == "period_order") else None
    return _of_line(field, value, is_left=is_left) if isinstance(value, str) else None


def _of_line(field: Field, value: str, *, is_left: bool) -> Remark | None:
    if field.type in _ONE_LINE and identifiers.is_of_excel(value):
        is_number = field.type in (FieldType.INTEGER, FieldType.DECIMAL)
        return Remark(_words("text_excel"), "bad" if is_number else "warn")
    if field.type in _JUDGED_AS_TYPED and (found := _of_code(field, value, is_left=is_left)):
        return found
    code = values.problem(field, value)
    if code == "id_number_check" and identifiers.is_rounded(value):
        code = "id_number_rounded"
    if code is None or not (is_left or code == "date_unreal" or field.type in _JUDGED_AS_TYPED):
        return None
    return _wrong(field, code)


def _of_code(field: Field, value: str, *, is_left: bool) -> Remark | None:
    code = identifiers.fold_code(value)
    shape, reason = _BEGINNINGS[field.type]
    if not shape.fullmatch(code):
        return _wrong(field, reason)
    if field.type is FieldType.ID_NUMBER and len(code) >= _BIRTH_END and not _is_born(code):
        return _wrong(field, "id_number_date")
    missing = _missing(field, value)
    if missing > 0:
        return Remark(f"还差 {missing} 位", "warn" if is_left else "quiet")
    over = len(code.replace("-", "")) - _PLACES[field.type][-1]
    return Remark(f"多了 {over} 位", "warn") if over > 0 else None


def _missing(field: Field, value: str) -> int:
    """How many characters are still to come; 0 when the length is right or too great."""
    length = len(identifiers.fold_code(value).replace("-", ""))
    return next((places - length for places in _PLACES.get(field.type, ()) if places >= length), 0)


def _is_born(code: str) -> bool:
    filled = code[:_BIRTH_END].ljust(18, "0")
    return identifiers.id_number_problem(filled) != "id_number_date"


def _too_many(field: Field, value: Any) -> Remark | None:
    count = len(options.labels(value))
    if field.max is None or count <= field.max:
        return None
    sentence = SENTENCES["option_many" if field.soft else "option_too_many"]
    words = _after_label(sentence.message) + sentence.fix
    return Remark(words.format(max=field.max, count=count), "warn" if field.soft else "bad")


def _wrong_amount(field: Field, value: Any) -> Remark | None:
    """The first option beside which no number stands."""
    wrong = options.first_misfit(field, value)
    if wrong is None:
        return None
    words = _after_label(SENTENCES["option_amount_shape"].message).format(option=wrong.label)
    return Remark(words.rstrip("。"), "bad")


def _wrong(field: Field, code: str) -> Remark:
    return Remark(_words(code), "warn" if values.is_doubt(field, code) else "bad")


def _words(code: str) -> str:
    return _after_label(SENTENCES[code].message).rstrip("。")


def _after_label(message: str) -> str:
    """A sentence of a finding without the label, which stands beside the field anyway."""
    return message.removeprefix("“{label}”").removeprefix("里").removeprefix("的")
