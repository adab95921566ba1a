"""Which copies of the archive stay: the last of 7 days, 4 weeks and 12 months, within a share of the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 4, 12
LEAST = 2  # copies that stay whatever room they take
MOST_SHARE = 0.2  # of the free space, for all copies together

_PERIODS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (DAYS, lambda made: made.date()),
    (WEEKS + 1, lambda made: made.isocalendar()[:2]),  # and the running one
    (MONTHS + 1, lambda made: (made.year, made.month)),
)


def superfluous(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """The copies that a newer one of the same day, week and month stands for, or 12 newer months.

    Periods without a copy do not count, so that a while without the program, or a clock that jumped, costs
    none. Copies from after `now` were made by a wrong clock: they stay, and stand for no other.
    """
    past = sorted({time for time in made if time <= now}, reverse=True)
    kept = set(past[:LEAST])
    for most, period in _PERIODS:
        last: dict[object, datetime] = {}
        for time in past:
            last.setdefault(period(time), time)
        kept |= set(list(last.values())[:most])
    return set(past) - kept


def too_much(sizes: Sequence[int], free: int, reserve: int = 0) -> int:
    """How many of the oldest copies must go, of which `sizes` tells the octets, the oldest first.

    What stays takes at most `MOST_SHARE` of the free space and leaves `reserve` of it free; at least
    `LEAST` stay.
    """
    gone = 0
    while len(sizes) - gone > LEAST:
        now_free = free + sum(sizes[:gone])
        if sum(sizes[gone:]) <= MOST_SHARE * now_free and now_free >= reserve:
            break
        gone += 1
    return gone
