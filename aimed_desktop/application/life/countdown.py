"""How far a deadline is. A deadline is Beijing time; a date alone means the end of that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")  # without summer time since 1991
_END_OF_DAY = "23:59"


@dataclass(frozen=True, slots=True)
class Countdown:
    """`days` on the calendar from today to the deadline's day: 0 today, below 0 past; `is_over`: too late."""

    until: datetime
    days: int
    is_over: bool
    has_hour: bool


def countdown(until: str, now: datetime) -> Countdown:
    """What is left at `now` (any zone) of a route's `until`: `2026-06-15` or `2026-06-15 17:00`."""
    day, _, hour = until.partition(" ")
    end = datetime.strptime(f"{day} {hour or _END_OF_DAY}", "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)
    here = now.astimezone(BEIJING)
    last = end if hour else end + timedelta(minutes=1)
    return Countdown(end, (end.date() - here.date()).days, here >= last, bool(hour))
