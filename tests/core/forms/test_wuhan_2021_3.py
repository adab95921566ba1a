"""Wuhan 2021: every limit, option list and rule that the notice states finds what breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from aimed_desktop.application.model import Application
from aimed_desktop.document.plan.plan import CoverPage, Paragraph
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.packet.hand_places import stops
from aimed_desktop.packet.mail import write_letter
from aimed_desktop.packet.routes import copies
from tests.core.forms.examples import LIBRARY, Found, example, found, text_of

FORM = "wuhan-2021-3"
PRODUCT = "方向1：智能辅助诊断产品"
DATABASE = "方向6：医学人工智能数据库"
TASK = f"tasks.{PRODUCT}"
TWO = [{"option": PRODUCT}, {"option": DATABASE}]
NO_JOINT = {"joint_units": "无", "joint_intro": "无"}
REQUIRED = (
    "recommender", "apply_date", "unit_name", "unit_code", "unit_address", "mail_address", "postcode",
    "lead_name", "lead_phone", "lead_title", "lead_mobile", "lead_fax", "lead_email", "contact_name",
    "contact_phone", "contact_title", "contact_mobile", "contact_fax", "contact_email", "unit_intro",
    "product_name", "directions", "product_intro", "joint_units.0.name", "joint_units.0.nature",
    "joint_units.0.code", f"{TASK}.name", f"{TASK}.scope", f"{TASK}.innovation", f"{TASK}.basis",
    f"{TASK}.progress", f"{TASK}.goal", f"{TASK}.plan", f"{TASK}.organisation", f"{TASK}.risks",
    f"{TASK}.others_said",
)  # fmt: skip


def two_tasks() -> dict[str, Any]:
    """Both directions, each with its 任务书."""
    tasks = example(FORM).get("tasks")
    return {"directions": TWO, "tasks": {**tasks, DATABASE: dict(tasks[PRODUCT])}}


def test_the_example_has_nothing_to_mend() -> None:
    assert found(FORM) == set()


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"unit_intro": text_of(501)}, ("limit", "unit_intro", "error", "export")),
        ({"joint_intro": text_of(1001)}, ("limit", "joint_intro", "error", "export")),
        ({"product_intro": text_of(1001)}, ("limit", "product_intro", "error", "export")),
        ({"unit_code": "12420100MB9X000158"}, ("uscc", "unit_code", "warning", "export")),
        ({"unit_code": "D21435691"}, ("org_code", "unit_code", "warning", "export")),
        ({"joint_units.0.code": "1234"}, ("org_code", "joint_units.0.code", "warning", "export")),
        (
            {"joint_units.0.code": "12420100MB9X000159"},
            ("joint-code-same", "joint_units", "warning", "export"),
        ),
        ({"joint_units.0.name": "武汉市示例医院"}, ("joint-unit-same", "joint_units", "warning", "export")),
        ({"postcode": "43000"}, ("postcode", "postcode", "warning", "export")),
        ({"lead_mobile": "无"}, ("phone", "lead_mobile", "warning", "export")),
        ({"lead_email": "zhang"}, ("email", "lead_email", "warning", "export")),
        ({"joint_intro": None}, ("joint-intro", "joint_intro", "error", "export")),
        ({"joint_intro": "无"}, ("joint-intro", "joint_intro", "error", "export")),
        ({"joint_units": None}, ("joint-intro-alone", "joint_units", "warning", "export")),
        ({"joint_units": None}, ("joint-empty", "joint_units", "warning", "export")),
        (
            {"joint_units": None, "joint_intro": None},
            ("joint-intro-empty", "joint_intro", "warning", "export"),
        ),
        ({"directions": [{"option": "方向9：其他"}]}, ("option", "directions", "error", "export")),
        (
            {"directions": [*TWO, {"option": "方向5：智能中医诊疗产品"}]},
            ("option", "directions", "error", "export"),
        ),
        (
            {"directions": [*TWO, {"option": "方向5：智能中医诊疗产品"}]},
            ("over-two-items", "directions", "error", "pack"),
        ),
        ({"directions": TWO}, ("required", f"tasks.{DATABASE}.goal", "error", "export")),
        ({f"{TASK}.name": "另一个名称"}, ("task-name", "tasks", "warning", "export")),
        ({"apply_date": "2022-01-01"}, ("apply-year", "apply_date", "error", "export")),
        ({"apply_date": "2020-12-31"}, ("apply-year", "apply_date", "error", "export")),
        ({"apply_date": "2021-11-30"}, ("apply-before-notice", "apply_date", "warning", "export")),
        ({"apply_date": "2021-12-11"}, ("apply-late", "apply_date", "error", "pack")),
        (
            {"apply_date": "2021-12-19", "extended_deadline": "2021-12-18"},
            ("apply-late-extended", "apply_date", "error", "pack"),
        ),
        ({"filed_online": None}, ("confirm-filed-online", "filed_online", "warning", "pack")),
        ({"own_rights": None}, ("confirm-own-rights", "own_rights", "warning", "pack")),
        ({"two_items": None}, ("confirm-two-items", "two_items", "warning", "pack")),
        *(({path: None}, ("required", path, "error", "export")) for path in REQUIRED),
    ],
)
def test_a_change_against_the_notice_is_found(changes: dict[str, Any], wanted: Found) -> None:
    assert wanted in found(FORM, changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"unit_intro": text_of(500), "joint_intro": text_of(1000), "product_intro": text_of(1000)},
        {"unit_code": "D2143569X"},
        NO_JOINT,
        {"lead_fax": "无", "contact_phone": "无", "lead_email": "无"},
        {"apply_date": "2021-12-10"},
        {"apply_date": "2021-12-17", "extended_deadline": "2021-12-18"},
        two_tasks(),
    ],
)
def test_what_the_notice_allows_is_left_alone(changes: dict[str, Any]) -> None:
    assert found(FORM, changes) == set()


@pytest.mark.parametrize(
    ("slot", "changes", "wanted"),
    [
        ("research_cost", {}, True),
        ("qualification", {}, True),
        ("innovation", {}, True),
        ("performance", {}, True),
        ("agreement", {}, True),
        ("agreement", NO_JOINT, False),
    ],
)
def test_the_papers_of_the_list_must_go_along(slot: str, changes: dict[str, Any], wanted: bool) -> None:
    missing = ("material", f"materials.{slot}", "error", "pack")
    assert (missing in found(FORM, changes, without=slot)) is wanted


def test_a_unit_applies_for_two_items_at_most() -> None:
    other = example(FORM, {"product_name": "另一产品"})
    too_many = ("over-two-items", "directions", "error", "pack")
    assert too_many not in found(FORM, others=[other])
    assert too_many in found(FORM, others=[other, other])
    assert too_many in found(FORM, two_tasks(), others=[other])
    assert {rule for rule, *_ in found(FORM, others=[example(FORM)])} == {"same-product"}


def paragraphs(app: Application, draft: bool = False) -> list[str]:
    plan = make_plans(app, draft)[0]
    return [block.text for part in plan.parts for block in part.blocks if isinstance(block, Paragraph)]


def test_each_ticked_direction_has_its_own_task_paper() -> None:
    assert paragraphs(example(FORM)).count("揭榜任务书") == 1
    assert paragraphs(example(FORM, two_tasks())).count("揭榜任务书") == 2


@pytest.mark.parametrize(("label", "asked"), [(PRODUCT, "攻关智能产品"), (DATABASE, "攻关支撑环境")])
def test_the_hints_are_those_of_a_product_or_of_a_supporting_environment(label: str, asked: str) -> None:
    app = example(FORM, {"directions": [{"option": label}], "tasks": None})
    hints = [text for text in paragraphs(app, draft=True) if text.startswith("攻关") and "或支撑" not in text]
    assert [text.startswith(asked) for text in hints[:3]] == [True] * 3
    assert len([text for text in hints if text.startswith(("攻关智能产品", "攻关支撑环境"))]) == 4


def test_the_eight_directions_stand_under_their_heads() -> None:
    field = LIBRARY.form(FORM).field("directions")
    assert field is not None
    assert [(option.head, option.label) for option in field.options] == [
        ("智能产品", "方向1：智能辅助诊断产品"),
        (None, "方向2：智能辅助治疗产品"),
        (None, "方向3：智能监护与生命支持产品"),
        (None, "方向4：智能康复理疗产品"),
        (None, "方向5：智能中医诊疗产品"),
        ("支撑环境", "方向6：医学人工智能数据库"),
        (None, "方向7：人工智能医疗器械临床试验中心"),
        (None, "方向8：人工智能医疗器械真实世界数据应用中心"),
    ]


def test_the_unit_seals_cover_form_and_pledge_and_the_recommending_unit_its_own_name() -> None:
    app = example(FORM)
    seals = [(stop.part, stop.unit, stop.ours) for stop in stops(app) if stop.kind == "stamp"]
    unit = "武汉市示例医院"
    assert seals == [
        ("封面", unit, True),
        ("封面", "武汉市示例区科学技术和经济信息化局", False),
        ("人工智能医疗器械创新任务揭榜单位申报表", unit, True),
        ("揭榜任务承诺书", unit, True),
    ]
    assert [stop.who for stop in stops(app) if stop.kind == "sign"] == ["负责人", "法定代表人"]


def test_the_blank_cover_leaves_the_date_to_the_hand() -> None:
    cover = make_plans(Application(LIBRARY.form(FORM)), draft=True)[0].parts[0].blocks[0]
    assert isinstance(cover, CoverPage)
    assert cover.rows[-1].value.split() == ["年", "月", "日"]


def test_two_glued_copies_go_to_the_district_and_the_data_to_the_website() -> None:
    notice = LIBRARY.notice("wuhan-2021")
    app = example(FORM)
    assert copies(app, notice) == 2
    assert [(route.by, route.until, route.binding) for route in notice.routes] == [
        (("website",), "2021-12-10", None),
        (("paper",), "2021-12-10", "胶装"),
        (("paper", "mail"), "2021-12-15 12:00", None),
    ]
    assert app.form.documents[0].page.left_mm + app.form.documents[0].page.binding_mm == 30
    letter = write_letter(app, notice, [], has_scan=True)
    assert "514187817@qq.com" not in letter.recipients  # the district writes there
    assert letter.body.startswith("当地经信部门：")


def test_the_guidance_holds_the_eight_tasks() -> None:
    text = next(g.text for g in LIBRARY.notice("wuhan-2021").guidance if g.id == "tasks")
    assert text.count("揭榜任务：") == 8
