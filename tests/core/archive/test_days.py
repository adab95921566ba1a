"""A clock that jumps purges nothing at once: things grow old by the days on which the archive was used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.days import (
    CONFIRMED_BY,
    DAY_MILLISECONDS,
    MOST_STEP,
    day_of,
    settled_day,
    time_by_days,
)
from aimed_desktop.archive.entries import Meta
from aimed_desktop.archive.keys import KdfParameters
from tests.core.archive.conftest import PASSPHRASE

START = datetime(2026, 6, 10, 9, 0).astimezone()
TODAY = 740_000
Use = Callable[[float], AbstractContextManager[Archive]]

steady = st.lists(st.integers(0, MOST_STEP), max_size=40).map(
    lambda steps: [TODAY + sum(steps[:count]) for count in range(len(steps) + 1)]
)


@given(steady)
def test_days_that_follow_one_another_are_believed(days: list[int]) -> None:
    assert settled_day(days) == days[-1]


@given(steady, st.integers(MOST_STEP + 1, 40_000), st.booleans(), st.lists(st.just(0), max_size=9))
def test_one_day_far_off_moves_nothing_however_often_it_is_seen(
    days: list[int], jump: int, forward: bool, again: list[int]
) -> None:
    far = days[-1] + (jump if forward else -jump)
    assert settled_day([*days, far, *(far for _ in again)]) == days[-1]
    assert settled_day([*days, far, days[-1] + 1]) == days[-1] + 1, "the clock was put right"


@given(steady, st.integers(MOST_STEP + 1, 40_000), st.booleans())
def test_days_far_off_are_believed_once_several_were_seen(days: list[int], jump: int, forward: bool) -> None:
    far = days[-1] + (jump if forward else -jump - CONFIRMED_BY)
    seen = [*days, *range(far, far + CONFIRMED_BY)]
    assert settled_day(seen[:-1]) == days[-1]
    assert settled_day(seen) == seen[-1]


@given(st.lists(st.integers(1, 3_000_000), min_size=1, max_size=60))
def test_whatever_was_seen_the_settled_day_is_one_of_them(days: list[int]) -> None:
    assert settled_day(days) in days


@given(st.integers(0, 10**12), st.integers(-400, 400))
def test_the_time_by_days_keeps_the_hour(now: int, off: int) -> None:
    assert time_by_days([day_of(now) + off], now) == now + off * DAY_MILLISECONDS


@pytest.fixture
def used(data_dir: Path, cheap: KdfParameters) -> Use:
    """Opens the archive so many days after START; made at START."""
    Archive.create(data_dir, PASSPHRASE, use_keyring=False, kdf=cheap, clock=lambda: START).close()

    @contextmanager
    def use(days: float) -> Iterator[Archive]:
        def clock() -> datetime:
            return START + timedelta(days=days)

        with Archive.open(data_dir, PASSPHRASE, use_keyring=False, clock=clock) as archive:
            yield archive

    return use


def binned(archive: Archive) -> int:
    return len(archive.bin.entries())


def test_the_recycle_bin_is_kept_for_thirty_days_of_use(used: Use, data: Callable[..., bytes]) -> None:
    with used(0) as archive:
        archive.bin.put(archive.add(data(), {}, {}, Meta("demo")))
    for day in range(5, 31, 5):
        with used(day) as archive:
            assert binned(archive) == 1
    with used(30.5) as archive:
        assert binned(archive) == 0


def test_a_jump_forward_empties_no_bin_on_one_start(used: Use, data: Callable[..., bytes]) -> None:
    with used(0) as archive:
        archive.bin.put(archive.add(data(), {}, {}, Meta("demo")))
    for day in (400, 400.1, 401, 1, 900, 2):
        with used(day) as archive:
            assert binned(archive) == 1, day
    for day in (500, 501):  # away for long, or the battery of a mainboard mended
        with used(day) as archive:
            assert binned(archive) == 1, day
    with used(502) as archive:
        assert binned(archive) == 0


@pytest.mark.parametrize("off", [-9000, 3000])
def test_what_was_deleted_while_the_clock_was_wrong_is_kept_as_long(
    used: Use, data: Callable[..., bytes], off: int
) -> None:
    with used(0) as archive:
        entry = archive.add(data(), {}, {}, Meta("demo"))
    with used(off) as archive:
        archive.bin.put(entry)
    for day in (1, 2, 3, 4, 8, 15, 22, 29):
        with used(day) as archive:
            assert binned(archive) == 1, day


def test_a_jump_forward_thins_no_history(used: Use, data: Callable[..., bytes]) -> None:
    with used(0) as archive:
        entry = archive.add(data(), {}, {}, Meta("demo"))
        for number in range(40):
            archive.save(entry, data(unit_name=str(number)))
    with used(400) as archive:
        for number in range(40):
            archive.save(entry, data(unit_name=f"later {number}"))
        assert len(archive.history(entry)) == 81
