"""倒排计划: from the day on which an application must be there back to 定稿; each may be the clerk's own.

Days are proposed on working days, Saturdays and Sundays left out; public holidays and the days worked
instead are announced year by year and are not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from aimed_desktop.application.life.desk import on_desk, put_on_desk
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.dates import date_problem
from aimed_desktop.application.values.shapes import is_mapping

_KEY: Final = "back_plan"


class Milestone(StrEnum):
    """What has to be done, in its order."""

    FINAL = "定稿"
    REVIEW = "内审"
    SEAL = "盖章"
    BIND = "装订"
    DELIVER = "送达"


# How many working days each comes before the next.
_BEFORE: Final = {Milestone.FINAL: 1, Milestone.REVIEW: 2, Milestone.SEAL: 1, Milestone.BIND: 1}


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A milestone and its day, `2026-06-12`; `is_own`: the clerk has set it."""

    milestone: Milestone
    day: str
    is_own: bool = False


def back_plan(app: Application, until: str) -> tuple[PlannedDay, ...]:
    """The days of an application that must be there `until`, `2026-06-15` or `2026-06-15 17:00`."""
    return _counted_back(_own(app), until)


def proposed_days(until: str) -> dict[Milestone, str]:
    """The days as they are counted back where the clerk has set none."""
    return {planned.milestone: planned.day for planned in _counted_back({}, until)}


def _counted_back(own: Mapping[Milestone, str], until: str) -> tuple[PlannedDay, ...]:
    planned = list[PlannedDay]()
    day = _working_day(date.fromisoformat(until[:10]))
    for milestone in reversed(Milestone):
        day = _earlier(day, _BEFORE.get(milestone, 0))
        kept = own.get(milestone)
        if kept is not None:
            day = date.fromisoformat(kept)
        planned.insert(0, PlannedDay(milestone, day.isoformat(), kept is not None))
    return tuple(planned)


def set_planned_day(app: Application, milestone: Milestone, day: str) -> None:
    """The clerk's own day; an empty one gives it back to the plan."""
    own = _own(app) | {milestone: day}
    put_on_desk(app, _KEY, {str(name): kept for name, kept in own.items() if kept})


def _own(app: Application) -> dict[Milestone, str]:
    kept = on_desk(app, _KEY)
    if not is_mapping(kept):
        return {}
    days = {milestone: kept.get(str(milestone)) for milestone in Milestone}
    return {name: day for name, day in days.items() if isinstance(day, str) and not date_problem(day)}


def _earlier(day: date, working_days: int) -> date:
    for _ in range(working_days):
        day = _working_day(day - timedelta(days=1))
    return day


def _working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
