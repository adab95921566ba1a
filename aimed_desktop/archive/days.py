"""The days on which the archive was used: by them things grow old, not by a clock that jumps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from aimed_desktop.archive.database import Database

MOST_STEP = 7  # days without the program that are believed at once
CONFIRMED_BY = 3  # different days, after a longer step or one back
DAY_MILLISECONDS = 24 * 60 * 60 * 1000


def settled_day(seen: Iterable[int]) -> int:
    """The day that the days seen, in the order in which they were noted, lead up to.

    A step of more than `MOST_STEP` days, or one as far back, counts once `CONFIRMED_BY` different days
    were seen there one after the other: until then nothing has grown older. ValueError where none was seen.
    """
    days = iter(seen)
    settled = next(days, None)
    if settled is None:
        raise ValueError("no day was seen")
    doubtful: list[int] = []
    for day in days:
        if abs(day - settled) <= MOST_STEP:
            settled, doubtful = max(day, settled), []
            continue
        if not doubtful or not 0 <= day - doubtful[-1] <= MOST_STEP:
            doubtful = []
        doubtful += [day] if day not in doubtful else []
        if len(doubtful) == CONFIRMED_BY:
            settled, doubtful = day, []
    return settled


def time_by_days(seen: Iterable[int], now: int) -> int:
    """`now`, milliseconds since 1970, moved to the settled day: what was written a while ago is as old as
    the smaller of the two says, and what is written now as young as the larger.
    """
    return now + (settled_day(seen) - day_of(now)) * DAY_MILLISECONDS


def day_of(now: int) -> int:
    """The local day, numbered."""
    return datetime.fromtimestamp(now / 1000).astimezone().toordinal()


def seen_days(database: Database, now: int) -> list[int]:
    """The days on which the archive was used; today is noted, and the last of them."""
    seen = [day for (day,) in database.rows("SELECT day FROM days ORDER BY number")]
    today = day_of(now)
    if not seen or seen[-1] != today:
        with database.transaction():
            database.rows("INSERT INTO days (day) VALUES (?)", (today,))
        seen.append(today)
    return seen


def ageing_time(database: Database, now: int) -> int:
    """The time by which what is kept grows old: never later than `now`, nor than the days seen say."""
    return min(now, time_by_days(seen_days(database, now), now))


def writing_time(database: Database, now: int) -> int:
    """The time of what is to be kept for a while: a clock that went back makes it no older."""
    return max(now, time_by_days(seen_days(database, now), now))
