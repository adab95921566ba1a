"""How the window says when something is due and when it was changed."""

from __future__ import annotations

from datetime import date, datetime

from aimed_desktop.application.life.countdown import countdown
from aimed_desktop.application.values.dates import printed, printed_moment

_NEAR_DAYS, _SOON_DAYS = 3, 10


def beijing_now() -> datetime:
    """The clock that deadlines are compared with; tests put another one here."""
    return datetime.now().astimezone()


def days_left(until: str | None) -> tuple[str, str]:
    """A short word for a table cell, and the role that colours it."""
    if until is None:
        return "未写明", "quiet"
    left = countdown(until, beijing_now())
    if left.is_over:
        return "已过", "quiet"
    words = f"今天 {until[11:] or '截止'}" if left.days == 0 else f"还有 {left.days} 天"
    return words, _role(left.days)


def deadline_words(until: str | None) -> tuple[str, str]:
    """The whole deadline and how far it is, with the role that colours it. Never a check."""
    if until is None:
        return "截止时间：通知没有写，请向受理单位确认", "quiet"
    left = countdown(until, beijing_now())
    when = f"截止 {printed_moment(until)}"
    if left.is_over:
        return f"{when}，已过（旧通知仍可填写）", "quiet"
    return f"{when}，{'就是今天' if left.days == 0 else f'还有 {left.days} 天'}", _role(left.days)


def changed_words(changed: str) -> str:
    """When it was changed: 今天 09:30, 昨天 17:05, 6月3日, 2025年6月3日."""
    moment, today = datetime.fromisoformat(changed), beijing_now()
    days = (today.date() - moment.date()).days
    if days in (0, 1):
        return f"{'昨天' if days else '今天'} {moment:%H:%M}"
    words = printed(moment.date().isoformat())
    return words.partition("年")[2] if _is_same_year(moment.date(), today.date()) else words


def begun_words(begun: str) -> str:
    """When it was begun, to the minute: 建于6月3日 09:30, 建于2025年6月3日 09:30."""
    moment = datetime.fromisoformat(begun)
    day = printed(moment.date().isoformat())
    if _is_same_year(moment.date(), beijing_now().date()):
        day = day.partition("年")[2]
    return f"建于{day} {moment:%H:%M}"


def _is_same_year(one: date, other: date) -> bool:
    return one.year == other.year


def _role(days: int) -> str:
    return "bad" if days <= _NEAR_DAYS else "warn" if days <= _SOON_DAYS else "good"
