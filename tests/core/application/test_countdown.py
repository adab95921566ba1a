"""Days left are counted in Beijing, to the minute where the notice prints one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aimed_desktop.application.life.countdown import BEIJING, countdown


@pytest.mark.parametrize(
    ("until", "now", "days", "is_over"),
    [
        ("2026-06-15 17:00", datetime(2026, 6, 10, 23, 59, tzinfo=BEIJING), 5, False),
        ("2026-06-15 17:00", datetime(2026, 6, 15, 16, 59, tzinfo=BEIJING), 0, False),
        ("2026-06-15 17:00", datetime(2026, 6, 15, 17, 0, tzinfo=BEIJING), 0, True),
        ("2026-06-15", datetime(2026, 6, 15, 23, 59, 30, tzinfo=BEIJING), 0, False),
        ("2026-06-15", datetime(2026, 6, 16, 0, 0, tzinfo=BEIJING), -1, True),
        ("2026-06-15 17:00", datetime(2026, 6, 14, 16, 30, tzinfo=UTC), 0, False),  # the 15th in Beijing
    ],
)
def test_days_left(until: str, now: datetime, days: int, is_over: bool) -> None:
    left = countdown(until, now)
    assert (left.days, left.is_over) == (days, is_over)
