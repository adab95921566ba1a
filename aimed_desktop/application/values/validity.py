"""How long a licence or certificate is good: a day, or 长期."""

from __future__ import annotations

from aimed_desktop.application.values.cleaning import single_line
from aimed_desktop.application.values.dates import date_problem, iso_date

FOR_EVER = "长期"
_WORDS = ("长期", "长期有效", "永久", "永久有效", "无固定期限")
_LEADING = ("有效期至", "有效期", "至", "：", ":")
LONGEST = 60  # characters of what is neither


def normalised(typed: str) -> str | None:
    """`2027年6月30日` as `2027-06-30`, 长期有效 as 长期; None for nothing; what is neither stays as typed.

    Of a span, `2020年1月1日至2030年1月1日`, its end.
    """
    whole = single_line(typed)[:LONGEST].strip()
    text = whole.rpartition("至")[2].strip()
    for word in _LEADING:
        text = text.removeprefix(word).strip()
    if text in _WORDS:
        return FOR_EVER
    return iso_date(text) or whole or None


def is_understood(kept: str) -> bool:
    """Whether it is 长期 or a real day."""
    return kept == FOR_EVER or date_problem(kept) is None


def has_ended(kept: str, day: str) -> bool:
    """Whether it is over on `day`, 2026-06-10; what is not understood never is."""
    return kept != FOR_EVER and is_understood(kept) and kept < day
