"""Wuxi 2026: every limit, option list and rule that the notice states finds what breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from aimed_desktop.application.model import Application
from aimed_desktop.packet.hand_places import stops
from aimed_desktop.packet.mail import write_letter
from tests.core.forms.examples import LIBRARY, Found, example, found, text_of

FORM = "wuxi-2026"
MEMBERS = ["张示例", "李示范", "王样例", "陈试用"]
MEMBER = {"name": "赵示例", "unit": "示例医院", "title": "医师", "phone": "13800000006", "duty": "标注"}
TRACK_ONE = {"option": "赛道一：医疗健康高质量数据集赛道"}


def test_the_example_has_nothing_to_mend() -> None:
    assert found(FORM) == set()


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"unit_kind": {"option": "企业"}}, ("company-leads", "unit_kind", "error", "export")),
        ({"unit_kind": None}, ("unit-kind-missing", "unit_kind", "warning", "pack")),
        (
            {"unit_kind": {"option": "其他", "note": "社会团体"}},
            ("unit-kind-other", "unit_kind", "warning", "pack"),
        ),
        (
            {"joint_units": [{"name": "无锡市示例医院"}]},
            ("joint-unit-same", "joint_units", "error", "export"),
        ),
        (
            {"development": {"option": "自主研发"}},
            ("self-developed-jointly", "development", "warning", "export"),
        ),
        ({"joint_units": None}, ("developed-jointly-alone", "development", "warning", "export")),
        ({"leader_name": "李示范"}, ("leader-first", "team", "error", "export")),
        ({"team.0.name": "赵示例"}, ("leader-first", "team", "error", "export")),
        ({"leader_phone": "13800000009"}, ("leader-phone", "team", "warning", "export")),
        ({"team.1.id_number": "320200197605120011"}, ("id_number", "team.1.id_number", "error", "export")),
        ({"team.1.id_number": "320200198209180026"}, ("id_number", "team.1.id_number", "error", "export")),
        ({"team": None}, ("rows", "team", "error", "export")),
        ({"third_party": None}, ("third-party-missing", "third_party", "warning", "pack")),
        ({"send_date": None}, ("send-date-missing", "send_date", "warning", "pack")),
        ({"send_date": "2026-03-18"}, ("late", "send_date", "error", "pack")),
        ({"send_date": "2026-03-10"}, ("early", "send_date", "warning", "export")),
        ({"registered": None}, ("confirm-registered", "registered", "warning", "pack")),
        ({"genuine": None}, ("confirm-genuine", "genuine", "warning", "pack")),
        ({"not_secret": None}, ("confirm-not-secret", "not_secret", "warning", "pack")),
        ({"track": TRACK_ONE}, ("confirm-dataset", "dataset_sound", "warning", "pack")),
        ({"honors": [{"option": "发明专利"}]}, ("leftover", "honors", "error", "export")),
        ({"honors": [{"option": "获得竞赛"}]}, ("leftover", "honors", "error", "export")),
        ({"development": {"option": "其他方式"}}, ("leftover", "development", "error", "export")),
        ({"stage": {"option": "全面推广"}}, ("option", "stage", "error", "export")),
        ({"track": {"option": "赛道四"}}, ("option", "track", "error", "export")),
    ],
)
def test_a_change_against_the_notice_is_found(changes: dict[str, Any], wanted: Found) -> None:
    assert wanted in found(FORM, changes)


@pytest.mark.parametrize(
    ("changes", "quiet"),
    [
        ({"send_date": "2026-03-17"}, "late"),
        ({"track": TRACK_ONE, "dataset_sound": True}, "confirm-dataset"),
        ({"joint_units": None, "development": {"option": "自主研发"}}, "self-developed-jointly"),
    ],
)
def test_what_the_notice_allows_is_left_alone(changes: dict[str, Any], quiet: str) -> None:
    assert quiet not in {rule for rule, *_ in found(FORM, changes)}


@pytest.mark.parametrize(
    ("path", "limit"),
    [("overview", 300), ("scene", 200), ("innovation", 500), ("deployment", 300), ("value", 300)],
)
def test_a_text_may_fill_its_limit_and_no_more(path: str, limit: int) -> None:
    def told(characters: int) -> bool:
        text = text_of(characters)
        value = text if path == "overview" else [{"text": text}]
        return ("limit", path, "error", "export") in found(FORM, {path: value})

    assert not told(limit)
    assert told(limit + 1)


def test_a_team_has_five_members_at_most() -> None:
    ids = ["320200199511300029", "32020019930303001X"]
    more = {f"team.{4 + n}": {**MEMBER, "name": f"赵示{n}", "id_number": ids[n]} for n in range(2)}
    five = dict(list(more.items())[:1])
    assert "rows" not in {rule for rule, *_ in found(FORM, five)}
    assert ("rows", "team", "error", "export") in found(FORM, more)


@pytest.mark.parametrize(
    ("slot", "changes", "wanted"),
    [
        ("evidence", {}, True),
        ("authorisation", {}, True),
        ("authorisation", {"third_party": False}, False),
        ("honors", {}, False),
        ("joint_pledge", {}, False),
    ],
)
def test_the_supporting_papers_that_must_go_along(slot: str, changes: dict[str, Any], wanted: bool) -> None:
    missing = ("material", f"materials.{slot}", "error", "pack")
    assert (missing in found(FORM, changes, without=slot)) is wanted


def test_the_options_are_those_of_the_paper() -> None:
    form = LIBRARY.form(FORM)
    listed = {path: [o.label for o in field.options] for path, field in form.walk() if field.options}
    assert listed["track"] == [
        "赛道一：医疗健康高质量数据集赛道",
        "赛道二：智慧医疗全场景应用赛道",
        "赛道三：前沿探索类场景应用赛道",
    ]
    assert listed["development"] == ["自主研发", "合作研发", "其他方式"]
    assert listed["stage"] == ["试点应用", "试点推广", "规模推广"]
    assert listed["honors"] == ["发明专利", "软件著作权", "发表论文", "获得竞赛", "其他"]
    honors = form.field("honors")
    assert honors is not None
    assert [option.after for option in honors.options] == ["项", "项", "篇", "等次", None]


def test_every_unit_seals_three_papers_and_every_member_signs_the_pledge() -> None:
    app = example(FORM)
    seals = [(stop.document[:3], stop.unit) for stop in stops(app) if stop.kind == "stamp"]
    units = ["无锡市示例医院", "江苏示例智能科技有限公司"]
    assert seals == [
        *(("附件1", unit) for unit in units),
        *(("附件2", unit) for unit in units),
        ("附件3", "无锡市示例医院"),
        *(("附件4", unit) for unit in units),
    ]
    assert [stop.who for stop in stops(app) if stop.kind == "sign"] == MEMBERS
    assert [stop.who for stop in stops(Application(app.form)) if stop.kind == "sign"] == ["所有参赛人员"]


def test_the_mail_goes_to_the_committee() -> None:
    letter = write_letter(example(FORM), LIBRARY.notice(FORM), ["附件1.pdf"], has_scan=True)
    assert letter.recipients == ("wuxiai2026health@163.com",)
    assert LIBRARY.notice(FORM).deadline == "2026-03-17 17:00"
