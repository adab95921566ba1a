"""Dates as they stand in a text: 2026年4月30日, 2023年3月至5月, 2018–2022年, 二〇二六年六月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from aimed_desktop.application.values.dates import iso_date, iso_month

_YEAR = r"(?:19|20)\d\d"
_HAN_YEAR = "[〇零○一二三四五六七八九]{4}"
_HAN_MONTH = "十?[一二三四五六七八九十]月"
_DAY = (
    rf"{_YEAR}\s?年(?:\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号])?)?"
    rf"|{_YEAR}(?:-\d{{1,2}}-|/\d{{1,2}}/|\.\d{{1,2}}\.)\d{{1,2}}"
    rf"|{_YEAR}[-/](?:0[1-9]|1[0-2])"
    rf"|{_YEAR}\.(?:0[1-9]|1[0-2])(?=\s?[至到–—~-]|[）)，。、；]|$)"
    rf"|{_HAN_YEAR}年(?:{_HAN_MONTH}(?:[一二三廿]?十?[一二三四五六七八九十][日号])?)?"
    r"|\d{1,2}月\d{1,2}[日号]|\d{1,2}月"
)
_BETWEEN = r"\s?(?:至|到|-|–|—{1,2}|~)\s?"
_DATES = re.compile(
    rf"(?<![\dA-Za-z.,/-])(?:{_YEAR}{_BETWEEN}(?={_YEAR}\s?年))?(?:{_DAY})(?:{_BETWEEN}(?:{_DAY}|今))?(?![-/.]?[\dA-Za-z])"
)
_PARTS = re.compile(rf"{_DAY}|{_YEAR}|今")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_NUMBERS = re.compile(r"\d+")


class WrittenDate(NamedTuple):
    """Where a date or period stands; each day is `2026-04-30`, `2026-04`, `2026`, `04-30` or 至今."""

    start: int
    end: int
    days: tuple[str, ...]


def dates_in(text: str) -> Iterator[WrittenDate]:
    """The dates in `text` (half-width) that can be."""
    for found in _DATES.finditer(text):
        days = [_day(part) for part in _PARTS.findall(found[0])]
        if all(days):
            yield WrittenDate(found.start(), found.end(), _with_years([day for day in days if day]))


def _day(written: str) -> str | None:
    if written == "今":
        return "至今"
    if made := iso_date(written) or iso_month(written):
        return made
    if written[-1] in "月日号" and written[0].isdecimal() and "年" not in written:
        numbers = [int(number) for number in _NUMBERS.findall(written)]
        real = iso_date("-".join(map(str, (2000, *numbers, 1)[:3])))
        return real[5 : 10 if len(numbers) > 1 else 7] if real else None
    year = written.removesuffix("年").strip().translate(_HAN_DIGITS)
    return year if year.isdecimal() and len(year) == 4 else None


def _with_years(days: list[str]) -> tuple[str, ...]:
    """The second day of a period with the year of the first where it names none."""
    made: list[str] = []
    for day in days:
        first = made[0].partition("-")[0] if made else ""
        if day == "至今" or len(first) != 4 or len(day.partition("-")[0]) == 4:
            made.append(day)
            continue
        in_its_year = f"{first}-{day}"
        is_next = in_its_year < made[0]  # 2025年12月30日至1月3日
        made.append(f"{int(first) + 1:04d}-{day}" if is_next else in_its_year)
    return tuple(made)
