"""倒排计划: counted back in working days, each day the clerk's own where set, done as the life tells."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.file import application_from_data, to_json
from aimed_desktop.application.life.back_plan import Milestone, back_plan, set_planned_day
from aimed_desktop.application.model import Application, Status
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.services import start_words
from aimed_desktop.services.plan_words import doubt_words, plan_told

LIBRARY = default_library(None)


@pytest.fixture
def app() -> Application:
    return begin(LIBRARY, "wuhan-2026-1")


def days(app: Application, until: str) -> list[str]:
    return [planned.day for planned in back_plan(app, until)]


def test_days_are_counted_back_over_weekends(app: Application) -> None:
    # 2026-06-15 is a Monday
    assert days(app, "2026-06-15 17:00") == [
        "2026-06-08",
        "2026-06-09",
        "2026-06-11",
        "2026-06-12",
        "2026-06-15",
    ]
    assert days(app, "2026-06-14")[-1] == "2026-06-12", "nobody takes it on a Sunday"


def test_a_day_of_the_clerks_own_moves_what_comes_before_it_and_can_be_given_back(app: Application) -> None:
    before, mark = days(app, "2026-06-15"), fingerprint(app)
    set_planned_day(app, Milestone.SEAL, "2026-06-04")
    assert days(app, "2026-06-15") == ["2026-06-01", "2026-06-02", "2026-06-04", "2026-06-12", "2026-06-15"]
    assert fingerprint(app) == mark
    again = application_from_data(json.loads(to_json(app)), LIBRARY)
    assert days(again, "2026-06-15") == days(app, "2026-06-15")
    set_planned_day(again, Milestone.SEAL, "")
    assert days(again, "2026-06-15") == before


def test_a_day_before_what_it_waits_for_is_told(app: Application) -> None:
    set_planned_day(app, Milestone.DELIVER, "2026-06-10")
    set_planned_day(app, Milestone.BIND, "2026-06-12")
    told = doubt_words(back_plan(app, "2026-06-15"), "2026-06-15")
    assert told == "送达（6月10日（周三））排在装订（6月12日（周五））之前。"
    set_planned_day(app, Milestone.BIND, "2026-06-10")
    assert doubt_words(back_plan(app, "2026-06-15"), "2026-06-15") == "", "both on one day"
    set_planned_day(app, Milestone.DELIVER, "2026-06-16")
    told = doubt_words(back_plan(app, "2026-06-15"), "2026-06-15")
    assert told == "送达（6月16日（周二））晚于期限 6月15日（周一）。"


def test_done_is_what_the_life_tells_and_overdue_what_is_not_done(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = LIBRARY.notice(app.form.notice_id)
    app.set("district_deadline", "2026-06-15")
    now = datetime.fromisoformat("2026-06-11T09:00:00+08:00")
    monkeypatch.setattr(start_words, "beijing_now", lambda: now)
    told = plan_told(app, notice)
    assert told is not None and "告知本单位的时间" in told.whence
    assert [(item.words, item.role) for item in told.items] == [
        ("定稿 6月8日（周一）已过", "bad"),
        ("内审 6月9日（周二）已过", "bad"),
        ("盖章 6月11日（周四）就是今天", "warn"),
        ("装订 6月12日（周五）", ""),
        ("送达 6月15日（周一）", ""),
    ]
    app.status, app.version = Status.STAMPED, 1
    stamped = plan_told(app, notice)
    assert stamped is not None
    assert [item.words for item in stamped.items][:3] == ["定稿 ✓", "内审 ✓", "盖章 ✓"]
    app.status = Status.SUBMITTED
    assert plan_told(app, notice) is None
