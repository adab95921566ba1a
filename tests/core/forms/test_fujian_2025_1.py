"""Fujian 2025: every limit, option list and rule that the notice states finds what breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.plan.plan import Paragraph
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.packet.hand_places import stops
from aimed_desktop.packet.routes import copies, own_route, routes
from aimed_desktop.services.route_words import CopyBlocks, route_blocks
from tests.core.forms.examples import LIBRARY, Found, example, found, text_of

FORM = "fujian-2025-1"
CONFIRMED = {
    "registered": "confirm-registered",
    "good_credit": "confirm-good-credit",
    "lead_qualified": "confirm-lead",
    "real_scene": "confirm-real-scene",
    "standards": "confirm-standards",
    "real_data": "confirm-real-data",
    "three_years": "confirm-three-years",
    "own_funds": "confirm-own-funds",
    "not_promotion": "confirm-not-promotion",
    "secure": "confirm-secure",
}
OTHER = [{"option": "其他方向"}]
TWO = [{"option": "其他方向"}, {"option": "卫生便民服务方向"}]


def test_the_example_has_nothing_to_mend() -> None:
    assert found(FORM) == set()


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"unit_intro": text_of(201)}, ("limit", "unit_intro", "error", "export")),
        ({"team_intro": text_of(201)}, ("limit", "team_intro", "error", "export")),
        ({"uscc": "12350100MB9X00226F"}, ("uscc", "uscc", "warning", "export")),
        ({"contact_mobile": "0591-87550100"}, ("phone", "contact_mobile", "warning", "export")),
        ({"lead_mobile": "1390000000"}, ("phone", "lead_mobile", "warning", "export")),
        ({"lead_email": "lin.example.com"}, ("email", "lead_email", "warning", "export")),
        ({"contact_email": "keji"}, ("email", "contact_email", "warning", "export")),
        ({"unit_level": None}, ("level-missing", "unit_level", "warning", "export")),
        ({"direction": [{"option": "医学教育方向"}]}, ("option", "direction", "error", "export")),
        ({"direction": TWO, "other_direction": True}, ("option", "direction", "warning", "export")),
        ({"progress": {"option": "成熟阶段"}}, ("option", "progress", "error", "export")),
        ({"direction": OTHER}, ("confirm-other-direction", "other_direction", "warning", "pack")),
        ({"provincial": None}, ("provincial-missing", "provincial", "warning", "pack")),
        ({"city": None}, ("city-missing", "city", "warning", "pack")),
        ({"joint": None}, ("joint-missing", "joint", "warning", "pack")),
        ({"apply_date": "2025-12-30"}, ("apply-year", "apply_date", "error", "export")),
        ({"apply_date": "2027-01-01"}, ("apply-year", "apply_date", "error", "export")),
        ({"apply_date": "2026-01-26"}, ("apply-late-city", "apply_date", "error", "pack")),
        ({"apply_date": "2026-01-31"}, ("apply-late", "apply_date", "error", "pack")),
        (
            {"apply_date": "2026-02-16", "extended_deadline": "2026-02-15"},
            ("apply-late-extended", "apply_date", "error", "pack"),
        ),
        *(({path: None}, (rule, path, "warning", "pack")) for path, rule in CONFIRMED.items()),
        *(
            ({path: None}, ("required", path, "error", "export"))
            for path in (
                "unit_name", "uscc", "unit_intro", "contact_name", "contact_mobile", "contact_email",
                "lead_name", "lead_mobile", "lead_email", "team_intro", "project_name", "direction",
                "progress", "project_intro", "project_plan",
            )
        ),
    ],
)  # fmt: skip
def test_a_change_against_the_notice_is_found(changes: dict[str, Any], wanted: Found) -> None:
    assert wanted in found(FORM, changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"unit_intro": text_of(200), "team_intro": text_of(200)},
        {"apply_date": None},
        {"apply_date": "2026-01-30", "city_deadline": "2026-01-30"},
        {"apply_date": "2026-02-10", "city_deadline": None, "extended_deadline": "2026-02-15"},
        {"direction": OTHER, "other_direction": True},
        {"provincial": True, "city": None, "city_deadline": None},
    ],
)
def test_what_the_notice_allows_is_left_alone(changes: dict[str, Any]) -> None:
    assert found(FORM, changes) == set()


def test_joint_applicants_attach_their_agreement_and_others_need_not() -> None:
    missing = ("material", "materials.agreement", "error", "pack")
    assert missing in found(FORM, without="agreement")
    assert found(FORM, {"joint": False}, without="agreement") == set()


@pytest.mark.parametrize(
    ("other", "rules"),
    [
        ({"project_name": "另一个项目"}, {"leader-twice"}),
        ({"project_name": "另一个项目", "lead_name": "别人"}, set()),
        ({"lead_name": "别人"}, {"same-project"}),
    ],
)
def test_a_leader_with_an_open_project_may_not_apply_again(other: dict[str, Any], rules: set[str]) -> None:
    assert {rule for rule, *_ in found(FORM, others=[example(FORM, other)])} == rules


def test_a_provincial_unit_hands_two_copies_straight_to_the_province() -> None:
    notice = LIBRARY.notice("fujian-2025")
    ours, city = example(FORM, {"provincial": True}), example(FORM)
    assert (copies(ours, notice), copies(city, notice), copies(Application(city.form), notice)) == (2, 3, 3)
    assert [route.id for route in routes(ours, notice)] == ["province"]
    assert [route.id for route in routes(city, notice)] == ["city", "city_on"]
    route = own_route(ours, notice)
    assert route is not None and route.until == "2026-01-30"
    assert len(routes(Application(city.form), notice)) == 3  # not yet answered: all are shown


def test_a_provincial_unit_types_where_the_province_takes_its_papers_in_its_own_row() -> None:
    notice, ours = LIBRARY.notice("fujian-2025"), example(FORM, {"provincial": True})
    ((title, rows),) = route_blocks(ours, notice)
    words = {row.label: row.words for row in rows}
    assert title.startswith("省属单位 → 省卫健委规划处") and words["份数"].startswith("2")
    assert "直接报送省卫健委规划处" in words["说明"]
    assert {row.label: row.path for row in rows if row.path} == {
        "地点": "province_place",
        "邮箱": "province_mail",
    }
    ours.set("province_place", "规划处301室")
    ours.set("province_mail", "ghc@example.com")
    route = own_route(ours, notice)
    assert route is not None and (route.place, route.mail) == ("规划处301室", ("ghc@example.com",))
    assert not any(row.path and "province" in row.path for _, rows in city_blocks(notice) for row in rows)


def city_blocks(notice: Notice) -> CopyBlocks:
    return route_blocks(example(FORM), notice)


def test_the_authority_stamps_its_own_part_and_dates_it() -> None:
    places = [(stop.kind, stop.unit, stop.ours) for stop in stops(example(FORM, {"apply_date": None}))]
    unit = "示例市第一示例医院"
    assert places == [("stamp", unit, True), ("date", unit, True), ("stamp", "", False), ("date", "", False)]
    assert [stop.kind for stop in stops(example(FORM)) if stop.ours] == ["stamp"]  # the date is typed


def test_the_chapters_are_first_level_headings_with_their_hints_beside() -> None:
    blank, filled = chapters(Application(LIBRARY.form(FORM)), draft=True), chapters(example(FORM))
    assert [chapter.style for chapter in (*blank, *filled)] == ["heading1"] * 4
    assert [chapter.text[:10] for chapter in blank] == ["二、项目简介（包括智", "三、项目推进计划（包"]
    assert [chapter.text for chapter in filled] == ["二、项目简介", "三、项目推进计划"]


def chapters(app: Application, draft: bool = False) -> list[Paragraph]:
    blocks = [block for part in make_plans(app, draft)[0].parts for block in part.blocks]
    return [b for b in blocks if isinstance(b, Paragraph) and b.text.startswith(("二、", "三、"))]


def test_the_directions_and_stages_are_those_of_the_paper() -> None:
    form = LIBRARY.form(FORM)
    listed = {path: [o.label for o in field.options] for path, field in form.walk() if field.options}
    assert listed == {
        "direction": [
            "卫生便民服务方向", "基层能力提升方向", "高水平诊疗能力方向", "临床科学研究方向",
            "疾病预防控制方向", "卫生行业治理方向", "健康产业促进方向", "其他方向",
        ],
        "progress": ["创意谋划阶段", "内部立项阶段", "初步研发阶段", "场景初试阶段", "扩大试点阶段"],
    }  # fmt: skip


def test_the_guidance_holds_the_24_directions_under_their_seven_heads() -> None:
    text = next(g.text for g in LIBRARY.notice("fujian-2025").guidance if g.id == "directions")
    lines = text.splitlines()
    assert [line[0] for line in lines].count("（") == 7
    assert [line.split(".")[0] for line in lines if line[0] != "（"] == [str(n) for n in range(1, 25)]
