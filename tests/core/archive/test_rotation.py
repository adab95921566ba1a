"""Which copies of the archive stay: 7 days, 4 weeks, 12 months, the last two, a fifth of the free space."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.archive.rotation import DAYS, LEAST, MONTHS, MOST_SHARE, WEEKS, superfluous, too_much

NOW = datetime(2026, 11, 30, 9, 0)
times = st.lists(st.datetimes(NOW - timedelta(days=900), NOW + timedelta(days=60)), max_size=80, unique=True)


def kept(made: list[datetime], now: datetime = NOW) -> list[datetime]:
    return sorted(set(made) - superfluous(made, now), reverse=True)


@given(times)
def test_the_last_of_each_kept_day_week_and_month_stays(made: list[datetime]) -> None:
    past = [time for time in made if time <= NOW]
    stays = set(kept(made))
    for most, period in ((DAYS, "%Y%m%d"), (WEEKS + 1, "%G%V"), (MONTHS + 1, "%Y%m")):
        newest = sorted({time.strftime(period) for time in past}, reverse=True)[:most]
        assert {max(t for t in past if t.strftime(period) == each) for each in newest} <= stays
    assert set(sorted(past)[-LEAST:]) <= stays
    assert {time for time in made if time > NOW} <= stays, "a wrong clock made them; they stand for no other"


@given(times)
def test_few_stay_and_thinning_again_takes_none(made: list[datetime]) -> None:
    stays = kept(made)
    assert len([time for time in stays if time <= NOW]) <= DAYS + WEEKS + MONTHS + 2
    assert superfluous(stays, NOW) == set()


def test_daily_copies_of_two_years_become_a_week_a_month_and_a_year() -> None:
    there: list[datetime] = []
    for day in range(730):
        now = NOW + timedelta(days=day)
        there = kept([*there, now], now)
    ages = [(there[0] - time).days for time in there]
    assert ages[:7] == list(range(7))
    assert len([age for age in ages if age <= 28]) >= 9
    assert 334 <= ages[-1] <= 366
    assert len(there) <= 24


@given(st.lists(st.datetimes(NOW - timedelta(days=400), NOW), max_size=60), st.integers(1, 5000))
def test_a_jump_forward_costs_only_what_one_more_day_costs(made: list[datetime], days: int) -> None:
    settled = kept(made)
    jumped = NOW + timedelta(days=days)
    assert len(superfluous([*settled, jumped], jumped)) <= 3, "a day, a week, a month"


sizes = st.lists(st.integers(1, 10**9), max_size=25)


@given(sizes, st.integers(0, 10**11), st.integers(0, 10**9))
def test_what_stays_takes_a_fifth_of_the_free_space_or_is_the_last_two(
    octets: list[int], free: int, reserve: int
) -> None:
    gone = too_much(octets, free, reserve)
    left, then_free = octets[gone:], free + sum(octets[:gone])
    assert len(left) >= min(LEAST, len(octets))
    assert len(left) <= LEAST or (sum(left) <= MOST_SHARE * then_free and then_free >= reserve)
    if gone:
        before = octets[gone - 1 :]
        free_before = free + sum(octets[: gone - 1])
        assert sum(before) > MOST_SHARE * free_before or free_before < reserve, "none goes without need"
