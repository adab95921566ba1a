"""Finds the numbers in one text: with their unit, their range, and what they are worth for comparison.

It costs a time that grows with the length of the text alone: every number is looked at once, and no further
than a unit and one more number behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from aimed_desktop.application.numbers.dates_written import dates_in
from aimed_desktop.application.numbers.numerals import FORMAL, NUMERALS, han_number
from aimed_desktop.application.numbers.units import PLAIN, Kind, Unit, listed, unit_at

Worth = Decimal | str  # a day is `2026-04-30`

_HALF: dict[int, int | str] = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？（）"
}
_HALF |= {ord("−"): "-", ord("－"): "-", ord("～"): "~", ord("﹪"): "%", ord("．"): "."}
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_TO_RAISED = str.maketrans("0123456789-−", _RAISED + "⁻")
_FROM_RAISED = str.maketrans(_RAISED, "0123456789-")
_NUMBER = re.compile(
    r"\d+(?:[,， \u2009\u202f\xa0]\d{3}(?!\d)){0,7}(?:\.\d+)?"
    r"(?:\s?[×xX*]\s?10(?P<power>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\^-?\d{1,2}))?"
)
_LOOSELY_PARTED = re.compile(r"[， \u2009\u202f\xa0]")  # thousands
_BEFORE_POWER = re.compile(r"\s?[×xX*]")
_PARTING = re.compile(r"[,， \u2009\u202f\xa0]")
_HAN = re.compile(rf"[{NUMERALS}{FORMAL}]+")
_OF_HUNDRED = re.compile(rf"(?P<of>[百千万])分之(?P<number>[{NUMERALS}]{{1,12}}|\d{{1,6}}(?:\.\d{{1,6}})?)")
_TENTHS = re.compile(r"(?P<number>[一二三四五六七八九])成(?=半|以[上下]|左右|多|[，。、；）)]|$)")
_PER_CENT = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}
_BETWEEN = re.compile(r"\s?(?:[-–—~至到/]|±|\+/?-)\s?(?=\d)")
_SIGN = re.compile(r"[≥≤><≈≧≦]\s?$")
_LOOK_BACK = 14  # characters before a number that may change what it is
_NO_NUMBER_BEFORE = re.compile(r"(?:[第图表附]|附件|附表|附图|版本|[Vv]ersion|No\.?|公式|方向)\s?$")
_CODE_BEFORE = re.compile(r"(?:[A-Za-z_@#]|[A-Za-z]-|\d[.:/-]|[A-Za-z]/)$")
_MEASURE_BEFORE = re.compile(r"(?:AUC|mAP|Dice|IoU|Kappa|kappa|[^A-Za-z][PprRF])\s?[=<>≤≥为]?\s?$")
_MEANT_ALONE = re.compile(r"(?:为|是|达到?|[=＝<>≤≥:：约的至到于由]|共|计)\s?$")
_FROM = re.compile(r"[由从自]$")
_VALUE_BEFORE = re.compile(r"[值数率度子比分]\s?$")  # F1值0.92
_TIMES = re.compile(r"(?:\d{1,5}(?:\.\d{1,3})?\s?(?:mm|cm|m)?\s?[×xX*]\s?){1,2}$")  # 3×5mm
_LONGEST_BARE = 6  # digits; longer ones without unit are telephones and the like
_GOES_ON = re.compile(r"\.\d|:\d|-[A-Za-z0-9]|_|/[A-Za-z]?\d")
_BEHIND_ONE_NUMERAL = listed("例 名 人 台 张 家 所 元 小时 分钟 个月 周 年 天 种")  # 三年, not 三级
_NO_HAN_BEHIND = listed("第 数 几")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number from `start` to `end` of its text. Numbers of one `dimension` can be compared by `worth`."""

    start: int
    end: int
    kind: Kind
    dimension: str
    worth: tuple[Worth, ...]


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int  # of number and unit
    digits_end: int
    amount: Decimal
    unit: Unit


def raised(digits: str) -> str:
    """Digits that stand raised, as characters that say so; as many as before."""
    return digits.translate(_TO_RAISED)


def readings(text: str) -> list[Reading]:
    """The numbers in `text`, in order; none of them overlap.

    Left out are numbers that only name something: codes and versions, 第3章, 表1, digits without unit that
    nothing says to be a result.
    """
    folded = text.translate(_HALF)
    found = sorted(
        chain(_dates(folded), _parts(folded), _arabic(folded), _han(folded)), key=lambda one: one.start
    )
    made: list[Reading] = []
    for one in found:
        if not made or one.start >= made[-1].end:
            made.append(one)
        elif one.kind == "date" and one.end > made[-1].end:
            made[-1] = one
    return made


def whole_number(text: str, unit: Unit | None) -> Reading | None:
    """`text` as one number and nothing else, in `unit` where it names none itself."""
    folded = text.translate(_HALF)
    start = len(folded) - len(folded.lstrip())
    body = folded.strip()
    sign = re.match(r"[-+≥≤><≈~]?\s?", body)
    at = start + (sign.end() if sign else 0)
    number = _number_at(folded, at)
    if number is None:
        return None
    first, last = number, _range_end(folded, number) or number
    if folded[last.end :].strip():
        return None
    named = last.unit if last.unit is not PLAIN else first.unit
    meant = (unit or PLAIN) if named is PLAIN else named
    ends = list(dict.fromkeys((first, last)))
    worth = [one.amount * (meant if one.unit is PLAIN else one.unit).factor for one in ends]
    if body.startswith("-"):
        worth[0] = -worth[0]
    return Reading(start, last.end, meant.kind, meant.dimension, tuple(worth))


def _dates(text: str) -> Iterator[Reading]:
    for start, end, days in dates_in(text):
        yield Reading(start, end, "date", "date", days)


def _parts(text: str) -> Iterator[Reading]:
    for found in _OF_HUNDRED.finditer(text):
        amount = _amount(found["number"])
        if amount is not None:
            yield Reading(found.start(), found.end(), "percent", "%", (amount * _PER_CENT[found["of"]],))
    for found in _TENTHS.finditer(text):
        amount = _amount(found["number"])
        if amount is not None:
            yield Reading(found.start(), found.end(), "percent", "%", (amount * 10,))


def _amount(written: str) -> Decimal | None:
    if written == "百":  # 百分之百
        return Decimal(100)
    return Decimal(written) if written.isascii() else han_number(written)


def _arabic(text: str) -> Iterator[Reading]:
    at = 0
    while found := _NUMBER.search(text, at):
        at = found.end()
        before = text[max(found.start() - _LOOK_BACK, 0) : found.start()]
        number = None if _is_name(before, found[0]) else _number_at(text, found.start())
        if number is None:
            continue
        at = number.digits_end
        last = None if _FROM.search(before) else _range_end(text, number)
        if last is None and _GOES_ON.match(text, number.digits_end):
            continue
        if (made := _reading(text, before, number, last)) is not None:
            at = max(at, made.end)
            yield made


def _is_name(before: str, digits: str) -> bool:
    """Whether what stands before makes the digits part of a code or the number of a table."""
    if "." in digits and _MEASURE_BEFORE.search(f" {before}"):
        return False
    return bool(_NO_NUMBER_BEFORE.search(before) or _CODE_BEFORE.search(before))


def _number_at(text: str, at: int) -> _Number | None:
    found = _NUMBER.match(text, at)
    if found is None:
        return None
    digits, end = found[0], found.end()
    parted = _LOOSELY_PARTED.search(_BEFORE_POWER.split(digits)[0])
    if parted and not _is_one(text, parted.start(), end):
        end = at + parted.start()
        digits = text[at:end]
    power = 0
    if found["power"] and end == found.end():
        power = int(found["power"].lstrip("^").translate(_FROM_RAISED))
        digits = _BEFORE_POWER.split(digits)[0]
    counted = unit_at(text, end)
    if counted is None or len(digits) > 24:
        return None
    unit, unit_end, _is_about = counted
    amount = Decimal(_PARTING.sub("", digits)).scaleb(power)
    return _Number(at, unit_end, end, amount, unit)


def _is_one(text: str, first_part: int, end: int) -> bool:
    """Whether 1 200例 is one number; 2024，120例 is two, and so are 95 100 where no unit follows."""
    counted = unit_at(text, end)
    return first_part <= 3 and counted is not None and counted[0] is not PLAIN


def _range_end(text: str, first: _Number) -> _Number | None:
    """The second number of 30–50%, 6至24小时 and 12.3±4.5分钟; None where they belong to two things."""
    between = _BETWEEN.match(text, first.end)
    last = _number_at(text, between.end()) if between else None
    if last is None or between is None:
        return None
    if first.unit is not PLAIN and first.unit.dimension != last.unit.dimension:
        return None
    return last


def _reading(text: str, before: str, first: _Number, last: _Number | None) -> Reading | None:
    unit = first.unit if last is None or first.unit is not PLAIN else last.unit
    end = first.end if last is None else last.end
    start = first.start
    if (sign := _SIGN.search(before)) or (sign := _TIMES.search(before)):
        start -= len(before) - sign.start()
    if unit is PLAIN and not _is_meant(text, before, first, last):
        return None
    worth = [first.amount * unit.factor]
    if last is not None:
        worth.append(last.amount * last.unit.factor)
    return Reading(start, end, unit.kind, unit.dimension, tuple(dict.fromkeys(worth)))


def _is_meant(text: str, before: str, first: _Number, last: _Number | None) -> bool:
    """Whether digits without a unit are a result rather than a name: 为0.87, AUC 0.91, 样本量=1200."""
    digits = text[first.start : first.digits_end]
    has_point = "." in digits
    if last is not None and not has_point and "±" not in text[first.digits_end : last.start]:
        return False
    if has_point and (_MEASURE_BEFORE.search(f" {before}") or _VALUE_BEFORE.search(before)):
        return True
    if len(digits) > _LONGEST_BARE and digits.isdecimal():
        return False
    is_label = not has_point and text[first.end : first.end + 1] in tuple("、.．)）")
    return bool(_MEANT_ALONE.search(before)) and not is_label


def _han(text: str) -> Iterator[Reading]:
    for found in _HAN.finditer(text):
        written, start = found[0], found.start()
        amount = han_number(written)
        if amount is None or text[max(start - 1, 0) : start] in _NO_HAN_BEHIND:
            continue
        counted = unit_at(text, found.end())
        if counted is None or counted[0] is PLAIN:
            continue
        unit, end, is_about = counted
        is_single = len(written) == 1 and not (written == "十" and is_about)
        if is_single and (written in "〇零一" or unit.written not in _BEHIND_ONE_NUMERAL):
            continue
        yield Reading(start, end, unit.kind, unit.dimension, (amount * unit.factor,))
