"""Which steps of a history age makes superfluous."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.archive.history import HistoryStep, superfluous

DAY = 86_400_000
NOW = 20_000 * DAY

STEPS = st.lists(
    st.tuples(st.integers(0, 60 * DAY), st.sampled_from([("草稿", 0), ("定稿", 1), ("草稿", 1)])), max_size=60
).map(
    lambda pairs: [
        HistoryStep(seq, NOW - age, state)
        for seq, (age, state) in enumerate(sorted(pairs, key=lambda p: -p[0]), 1)
    ]
)


@given(STEPS)
def test_the_last_step_each_day_and_each_status_survive(steps: list[HistoryStep]) -> None:
    gone = set(superfluous(steps, NOW))
    kept = [step for step in steps if step.seq not in gone]
    assert {step.time // DAY for step in kept} == {step.time // DAY for step in steps}
    assert kept[-1:] == steps[-1:]
    assert _runs(kept) == _runs(steps)
    assert all(step in kept for step in steps if NOW - step.time <= DAY / 24)


def test_a_clock_that_went_back_makes_no_step_old() -> None:
    before, back = NOW - DAY // 48, NOW - 5_000 * DAY
    steps = [
        HistoryStep(1, before, ("草稿", 0)),
        *(HistoryStep(2 + n, back + n, ("草稿", 0)) for n in range(20)),
    ]
    assert superfluous(steps, NOW) == []


@pytest.mark.large
def test_two_weeks_of_typing_stay_small() -> None:
    times = [day * DAY + second * 1000 for day in range(14) for second in range(0, 8 * 3600, 2)]
    steps = [HistoryStep(seq, time, ("草稿", 0)) for seq, time in enumerate(times)]
    assert len(steps) - len(superfluous(steps, times[-1])) < 3000


def _runs(steps: list[HistoryStep]) -> list[tuple[str, int]]:
    """The states in their order, each run once."""
    return [s.state for i, s in enumerate(steps) if i == 0 or steps[i - 1].state != s.state]
