"""What is said beside a field while it is typed: what is still missing, what to look at, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aimed_desktop.application.checks.sentences import SENTENCES
from aimed_desktop.application.values import identifiers, options
from aimed_desktop.application.values.shapes import NONE_WORD, Value
from aimed_desktop.application.values.types import TYPES, is_doubt, problem
from aimed_desktop.definition.fields import Field

RemarkTone = Literal["quiet", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Remark:
    """A few words, never the value. `tone`: quiet of what is still to come; else as the checks will judge:
    warn of what they advise, bad of what must be mended.
    """

    words: str
    tone: RemarkTone


def remark(field: Field, value: Value, *, is_left: bool) -> Remark | None:
    """What to say of `value` (in the field's own form) while it is typed, or after the field `is_left`.

    None while there is nothing to say. Codes are judged at every key; a phone, an address or a number
    only when the cursor has gone.
    """
    if value is None or (field.offers_none and value == NONE_WORD):
        return None
    if field.has_options:
        return _too_many(field, value) or (_wrong_amount(field, value) if is_left else None)
    if field.record.shape == "parts":
        code = problem(field, value)
        return _wrong(field, code) if code and (is_left or code == "period_order") else None
    return _of_line(field, value, is_left=is_left) if isinstance(value, str) else None


def _of_line(field: Field, value: str, *, is_left: bool) -> Remark | None:
    if identifiers.is_of_excel(value) and field.record.shape in ("line", "code", "number"):
        return Remark(_words("text_excel"), "bad" if field.is_number else "warn")
    is_judged_as_typed = TYPES[field.type].beginning is not None
    if is_judged_as_typed and (found := _of_code(field, value, is_left=is_left)):
        return found
    code = problem(field, value)
    if code == "id_number_check" and identifiers.is_rounded(value):
        code = "id_number_rounded"
    if code is None or not (is_left or code == "date_unreal" or is_judged_as_typed):
        return None
    return _wrong(field, code)


def _of_code(field: Field, value: str, *, is_left: bool) -> Remark | None:
    """What the beginning of a code shows already, and how many characters it lacks or has too many."""
    record = TYPES[field.type]
    if record.beginning is not None and (code := record.beginning(value)):
        return _wrong(field, code)
    length = len(identifiers.fold_code(value).replace("-", ""))
    missing = next((places - length for places in record.places if places >= length), 0)
    if missing > 0:
        return Remark(f"还差 {missing} 位", "warn" if is_left else "quiet")
    over = length - record.places[-1]
    return Remark(f"多了 {over} 位", "warn") if over > 0 else None


def _too_many(field: Field, value: Value) -> Remark | None:
    count = len(options.labels(value))
    if field.max is None or count <= field.max:
        return None
    sentence = SENTENCES["option_many" if field.soft else "option_too_many"]
    words = _after_label(sentence.message) + sentence.fix
    return Remark(words.format(max=field.max, count=count), "warn" if field.soft else "bad")


def _wrong_amount(field: Field, value: Value) -> Remark | None:
    """The first option beside which no number stands."""
    code = options.problem(field, value) or ""
    wrong = options.first_misfit(field, value, code)
    if wrong is None:
        return None
    words = _after_label(SENTENCES[code].message).format(option=wrong.label)
    return Remark(words.rstrip("。"), "warn" if is_doubt(field, code) else "bad")


def _wrong(field: Field, code: str) -> Remark:
    return Remark(_words(code), "warn" if is_doubt(field, code) else "bad")


def _words(code: str) -> str:
    return _after_label(SENTENCES[code].message).rstrip("。")


def _after_label(message: str) -> str:
    """A sentence of a finding without the label, which stands beside the field anyway."""
    return message.removeprefix("“{label}”").removeprefix("里").removeprefix("的")
