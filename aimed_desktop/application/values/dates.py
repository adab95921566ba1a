"""Dates as they are kept (2026-06-10, 2026-06) and as they are written and printed."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"(\d{4})(?:\s*[-/.年]\s*|\s+)(\d{1,2})(?:\s*[-/.月]\s*|\s+)(\d{1,2})\s*[日号]?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:\s*[-/.年]\s*|\s+)(\d{1,2})\s*月?")
_MONTH_DIGITS = re.compile(r"(\d{4})(\d{2})")
_YEARLESS = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_YEARLESS_MONTH = re.compile(r"(\d{1,2})\s*月")
_BETWEEN = re.compile(r"\s*(?:至|到|~|[-—–―]+)\s*")
_DASHES = re.compile("[‐-―−﹣－]+")
# What a spreadsheet, a calendar or a database writes behind the day.
_HOUR = re.compile(
    r"(?:(?<=\d)(?:T|\s+)|(?<=[日号一二三四五六天)])\s*)(?:[上下]午\s*)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
    r"\s*(?:Z|[+-]\d{2}:?\d{2}|[AaPp][Mm])?$"
)
_WEEKDAY = re.compile(r"\s*[(\[]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)\]]?$")
_NUMERALS = "〇一二三四五六七八九"
_ZEROS = str.maketrans("零○O0", "〇〇〇〇")
_CHINESE = re.compile(
    f"([{_NUMERALS}零○O0]{{4}})年(十?[{_NUMERALS[1:]}]|十)月"
    f"(?:((?:[二三]?十|廿)[{_NUMERALS[1:]}]?|[{_NUMERALS[1:]}])[日号]?)?"
)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO_MONTH = re.compile(r"\d{4}-\d{2}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def iso_date(text: str) -> str | None:
    """`2026年6月10日（星期三）`, `二〇二六年六月十日`, `2026/6/10 0:00`, `20260610` as `2026-06-10`; None
    when it is no real day.
    """
    plain = _read(text)
    match = _DATE.fullmatch(plain) or _DIGITS.fullmatch(plain)
    return _iso(*map(int, match.groups())) if match else None


def iso_month(text: str) -> str | None:
    """`2026年6月`, `202606` and the like as `2026-06`; None when it is no real month."""
    plain = _read(text)
    match = _MONTH.fullmatch(plain) or _MONTH_DIGITS.fullmatch(plain)
    day = _iso(int(match[1]), int(match[2]), 1) if match else None
    return day[:7] if day else None


def iso_period(text: str) -> tuple[str, str] | None:
    """`2026年1月至12月`, `2026.1.5-2026.3.1` as (from, to), both days or both months; else None."""
    plain = _plain(text)
    for between in _BETWEEN.finditer(plain):
        start, end = plain[: between.start()], plain[between.end() :]
        first = iso_date(start) or iso_month(start)
        if first is None:
            continue
        last = with_year(end, int(first[:4]))
        made = iso_date(last) or iso_month(last)
        if made and len(made) == len(first):  # 2026-1-5-6 may mean anything
            return first, made
    return None


def with_year(text: str, year: int) -> str:
    """`6月10日`, `6-10` and `6月` with the year that is meant; anything else as it is."""
    plain = _plain(text)
    if match := _YEARLESS.fullmatch(plain):
        return f"{year}-{match[1]}-{match[2]}"
    if match := _YEARLESS_MONTH.fullmatch(plain):
        return f"{year}-{match[1]}"
    return text


def date_problem(text: str) -> str | None:
    """`date_shape`, `date_month` or `date_unreal`, None for a date as it is kept."""
    if not ISO_DATE.fullmatch(text):
        plain = _read(text)
        if iso_month(plain):
            return "date_month"
        return "date_unreal" if _DATE.fullmatch(plain) or _DIGITS.fullmatch(plain) else "date_shape"
    return None if iso_date(text) == text else "date_unreal"


def month_problem(text: str) -> str | None:
    """`month_shape`, None for a month as it is kept."""
    return None if ISO_MONTH.fullmatch(text) and iso_month(text) == text else "month_shape"


def printed(text: str) -> str:
    """`2026年6月10日` or `2026年6月` without leading zeros; anything else as it is."""
    if ISO_DATE.fullmatch(text):
        return f"{text[:4]}年{int(text[5:7])}月{int(text[8:])}日"
    if ISO_MONTH.fullmatch(text):
        return f"{text[:4]}年{int(text[5:])}月"
    return text


def printed_moment(text: str) -> str:
    """`2026-06-15 17:00` as `2026年6月15日 17:00`; a day alone as `printed`."""
    return printed(text[:10]) + text[10:]


def months_before(day: str, months: int) -> str:
    """The day `months` before the day `day`; the last day of a month that is shorter."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return f"{year:04}-{month + 1:02}-{min(int(day[8:10]), last):02}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _read(text: str) -> str:
    """One day or month: half-width, in Arabic digits, without weekday and hour."""
    plain = _DASHES.sub("-", _plain(text))
    return _in_digits(_WEEKDAY.sub("", _HOUR.sub("", _WEEKDAY.sub("", plain))).strip())


def _in_digits(text: str) -> str:
    """`二〇二六年六月十日` as `2026年6月10日`; anything else as it is."""
    match = _CHINESE.fullmatch(text)
    if match is None:
        return text
    year = "".join(str(_NUMERALS.index(character)) for character in match[1].translate(_ZEROS))
    day = f"{_number(match[3])}日" if match[3] else ""
    return f"{year}年{_number(match[2])}月{day}"


def _number(numeral: str) -> int:
    """`六`, `十二`, `二十`, `三十一` as a number."""
    tens, ten, ones = numeral.replace("廿", "二十").rpartition("十")
    return (_NUMERALS.index(tens or "一") * 10 if ten else 0) + (_NUMERALS.index(ones) if ones else 0)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made.isoformat() if _FIRST_YEAR <= year <= _LAST_YEAR else None
