"""How an open application says on every page what has to be done by which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final

from aimed_desktop.application.life.back_plan import Milestone, PlannedDay, back_plan, proposed_days
from aimed_desktop.application.life.countdown import BEIJING, countdown
from aimed_desktop.application.life.due import own_deadline
from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import HANDED_IN, Application, Status
from aimed_desktop.application.values.dates import printed, printed_moment
from aimed_desktop.definition.model import Notice
from aimed_desktop.services import start_words

_WEEKDAYS: Final = "一二三四五六日"
_REACHED: Final = {  # what the life of the application tells to be done
    Milestone.FINAL: Status.FINAL,
    Milestone.REVIEW: Status.STAMPED,
    Milestone.SEAL: Status.STAMPED,
    Milestone.BIND: Status.SUBMITTED,
    Milestone.DELIVER: Status.SUBMITTED,
}


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A milestone in words, and the role that colours it: done, overdue, today, still to come."""

    words: str
    role: str


@dataclass(frozen=True, slots=True)
class PlanTold:
    """`items`: one a milestone; `whence`: by which deadline the days are counted back."""

    items: tuple[PlanItem, ...]
    days: tuple[PlannedDay, ...]
    whence: str
    until: str = ""
    proposed: Mapping[Milestone, str] = field(default_factory=dict)  # without the clerk's own days


def plan_told(app: Application, notice: Notice) -> PlanTold | None:
    """None where no day is known, where it has passed, and once the application is handed in."""
    own = own_deadline(app)
    until = own or notice.deadline or ""
    if app.status in HANDED_IN or not until or countdown(until, start_words.beijing_now()).is_over:
        return None
    days = back_plan(app, until)
    standing = LifeStanding(app.status, app.version)
    items = tuple(_item(planned, standing) for planned in days)
    return PlanTold(items, days, _whence(app, own, until), until[:10], proposed_days(until))


def day_words(day: str) -> str:
    """6月12日（周五）."""
    return f"{printed(day).partition('年')[2]}（周{_WEEKDAYS[date.fromisoformat(day).weekday()]}）"


def doubt_words(days: tuple[PlannedDay, ...], until: str) -> str:
    """What speaks against these days: behind the deadline, out of order; empty where nothing does."""
    last = days[-1]
    if until and last.day > until:
        return f"{last.milestone}（{day_words(last.day)}）晚于期限 {day_words(until)}。"
    return _order_words(days)


def _order_words(days: tuple[PlannedDay, ...]) -> str:
    for before, after in pairwise(days):
        if after.day < before.day:
            earlier, later = (f"{each.milestone}（{day_words(each.day)}）" for each in (after, before))
            return f"{earlier}排在{later}之前。"
    return ""


def _whence(app: Application, own: str, until: str) -> str:
    whose = "告知本单位的时间" if own else "通知的截止时间"
    asks = not own and any(field.is_due for field in app.form.fields)
    other = "受理单位另给了时间的，请先在“报送归档”里填上。" if asks else ""
    return f"按{whose} {printed_moment(until)} 倒排，周六、周日不算，遇节假日请自己调。{other}"


def _item(planned: PlannedDay, standing: LifeStanding) -> PlanItem:
    words = f"{planned.milestone} {day_words(planned.day)}"
    if standing.reached(_REACHED[planned.milestone]):
        return PlanItem(f"{planned.milestone} ✓", "quiet")
    today = start_words.beijing_now().astimezone(BEIJING).date().isoformat()
    if planned.day < today:
        return PlanItem(f"{words}已过", "bad")
    return PlanItem(f"{words}就是今天", "warn") if planned.day == today else PlanItem(words, "")
