"""A supplementary notice moves a date, a mailbox or a place, says where it comes from, and can go again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.life.amendments import (
    Amendment,
    amended_form,
    amended_notice,
    changes_in,
    checked,
)
from aimed_desktop.application.values.dates import printed
from aimed_desktop.definition.library import default_library
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.mail import write_letter
from aimed_desktop.packet.routes import amendment_note

LIBRARY = default_library(None)
NOTICE = LIBRARY.notice("wuxi-2026")
ROUTE = NOTICE.routes[0].key


def later(**changes: str) -> Amendment:
    return Amendment(ROUTE, "关于延期的补充通知", "锡卫〔2026〕9号", "2026-03-15", **changes)


def test_a_later_date_is_the_deadline_everywhere_and_keeps_the_printed_one_beside_it() -> None:
    notice = amended_notice(NOTICE, [later(until="2026-03-24 12:00")])
    assert notice.deadline == "2026-03-24 12:00"
    note = amendment_note(notice.routes[0], "until")
    assert note == "按补充通知（关于延期的补充通知，锡卫〔2026〕9号，2026年3月15日），原为2026年3月17日 17:00"


def test_a_passage_that_still_says_what_was_changed_is_told_with_what_holds_now() -> None:
    notice = LIBRARY.notice("wuhan-2026")
    city = notice.routes[1].key
    amended = amended_notice(
        notice,
        [
            Amendment(city, "延期通知", until="2026-06-22 12:00", place="市民之家三楼"),
            Amendment(notice.routes[0].key, "区里来电", until="2026-06-12"),
        ],
    )
    texts = {guidance.id: guidance.text for guidance in amended.guidance}
    assert changes_in(texts["requirements"], notice) == []
    assert changes_in(texts["applicants"], amended) == []
    moved, place = changes_in(texts["requirements"], amended)
    assert moved == ("截止时间改为 2026年6月22日 12:00（按补充通知：延期通知；原为 2026年6月15日 17:00）")
    assert place.startswith("地点改为 市民之家三楼（按补充通知：延期通知；原为 市经信局412室")


def test_a_passage_that_says_a_later_month_or_another_mailbox_was_not_changed() -> None:
    route = replace(NOTICE.routes[0], until="2026-01-05", mail=("b@wuxi.example",))
    notice = amended_notice(
        replace(NOTICE, routes=(route,)), [later(until="2026-01-09", mail="c@wuxi.example")]
    )
    assert changes_in("请于11月5日前发至ab@wuxi.example", notice) == []
    assert len(changes_in("请于1月5日前发至b@wuxi.example", notice)) == 2


def test_the_checks_judge_by_the_moved_deadline_and_name_it() -> None:
    app = begin(LIBRARY, "wuxi-2026", example=True)
    app.set("send_date", "2026-03-20")
    assert ["2026年3月17日" in f.message for f in check(app) if f.rule == "late"] == [True]
    notice = amended_notice(NOTICE, [later(until="2026-03-24")])
    app.form = amended_form(app.form, notice)
    assert not [f for f in check(app) if f.rule == "late"]
    app.set("send_date", "2026-03-25")
    assert ["2026年3月24日" in f.message for f in check(app) if f.rule == "late"] == [True]


def test_what_is_said_of_a_date_that_is_missing_names_the_moved_deadline() -> None:
    app = begin(LIBRARY, "wuxi-2026", example=True)
    app.set("send_date", None)
    app.form = amended_form(app.form, amended_notice(NOTICE, [later(until="2026-03-24 12:00")]))
    said = [found.message for found in check(app) if found.rule == "send-date-missing"]
    assert ["3月24日" in words and "3月17日" not in words for words in said] == [True]


def test_no_message_of_a_form_names_the_printed_deadline_that_may_move() -> None:
    for entry in LIBRARY.listing(all_=True):
        form, notice = LIBRARY.form(entry.id), LIBRARY.notice(entry.notice)
        ends = {printed(route.until[:10]) for route in notice.routes if route.until}
        for rule in form.rules:
            assert not [day for day in ends if day in f"{rule.message}{rule.fix}"], (form.id, rule.id)


def test_the_letter_goes_to_the_changed_mailbox() -> None:
    app = begin(LIBRARY, "wuxi-2026", example=True)
    notice = amended_notice(NOTICE, [later(mail="a@wuxi.example； b@wuxi.example")])
    assert write_letter(app, notice, (), has_scan=True).recipients == ("a@wuxi.example", "b@wuxi.example")


def test_of_two_amendments_the_later_counts_and_the_printed_words_stay_the_original() -> None:
    notice = amended_notice(NOTICE, [later(until="2026-03-24"), later(until="2026-03-31")])
    change = notice.routes[0].amendment("until")
    assert (notice.deadline, change and change.printed) == ("2026-03-31", "2026-03-17 17:00")


@pytest.mark.parametrize(
    ("amendment", "code"),
    [
        (Amendment(ROUTE, " ", until="2026-03-24"), "amendment_without_source"),
        (Amendment(ROUTE, "电话通知", place="  "), "amendment_empty"),
        (Amendment(ROUTE, "电话通知", until="2026-02-30"), "amendment_date"),
        (Amendment(ROUTE, "电话通知", until="3月24日"), "amendment_date"),
        (Amendment(ROUTE, "电话通知", mail="not an address"), "amendment_mail"),
    ],
)
def test_what_cannot_stand_is_refused_with_a_sentence(amendment: Amendment, code: str) -> None:
    with pytest.raises(UserProblem) as told:
        checked(amendment)
    assert told.value.code == code
    assert str(told.value)
