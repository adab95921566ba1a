"""Conditions are true, false or undecided; an empty operand decides nothing."""

from __future__ import annotations

from typing import Any

import pytest

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.others import other_of
from aimed_desktop.definition.rule_language import parse
from tests.core.application.inline_forms import fill, library_of

LIBRARY = library_of(
    """
    name: {label: 名称, type: text}
    intro: {label: 简介, type: narrative}
    income: {label: 收入, type: decimal}
    ai_income: {label: AI收入, type: decimal}
    apply_date: {label: 申报日期, type: date}
    live: {label: 上线时间, type: month}
    nature: {label: 性质, type: choice, options: [事业单位, 企业]}
    kinds:
      label: 方向
      type: choices
      options: [{label: 方向1, head: 智能产品}, 方向2, {label: 方向6, head: 支撑环境}]
    data:
      label: 规模
      type: choices
      options: [{label: 文本, blank: decimal}, {label: 图像, blank: decimal}]
    secret: {label: 秘密, type: yes_no}
    cases:
      label: 案例
      type: rows
      carried: true
      fields:
        title: {label: 名称, type: text}
        size: {label: 大小, type: decimal}
        secret: {label: 秘密, type: yes_no}
    tasks: {label: 任务, type: group, each: kinds, carried: true, fields: {goal: {label: 目标, type: text}}}
    """,
    "materials: [{id: licence, title: 法人证书}]",
    head="project_name: name",
)


def judged(condition: str, values: dict[str, Any], at: str = "", **more: Any) -> bool | None:
    others = [other_of(other) for other in more.get("others", ())]
    return holds(parse(condition), fill(LIBRARY, values, more.get("materials")), at, others)


@pytest.mark.parametrize(
    ("condition", "values", "expected"),
    [
        ("ai_income <= income", {"income": "10", "ai_income": "9.5"}, True),
        ("ai_income <= income", {"income": "1,000", "ai_income": "1000.1"}, False),
        ("ai_income <= income", {"income": "10"}, None),
        ("ai_income <= income", {"income": "10", "ai_income": "很多"}, None),
        ("not (ai_income <= income)", {"income": "10"}, None),
        (
            "joined(cases.title) = name",
            {"name": "甲、乙", "cases": [{"title": "甲"}, {}, {"title": "乙"}]},
            True,
        ),
        ("joined(cases.title) = name", {"name": "甲", "cases": [{"size": "1"}]}, None),
        ("income + ai_income - 1 = 2", {"income": "1", "ai_income": "2"}, True),
        ("-income < 0", {"income": "1"}, True),
        ("income > 1 and name = '甲'", {"income": "0"}, False),
        ("income > 1 or name = '甲'", {"income": "2"}, True),
        ("income > 1 or name = '甲'", {"income": "1"}, None),
        ("filled(name)", {}, False),
        ("filled(name)", {"name": "无"}, False),
        ("filled(intro)", {"intro": "无"}, False),
        ("filled(cases)", {"cases": [{}, {"title": None}]}, False),
        ("filled(cases)", {"cases": [{}, {"secret": False}]}, True),
        ("filled(materials.licence)", {}, False),
        ("count(kinds) > 1", {"kinds": ["方向1", "方向2"]}, True),
        ("count(kinds) > 1", {}, False),
        ("count(cases) = 2", {"cases": [{"title": "甲"}, {}, {"size": "1"}]}, True),
        ("count(cases.title) = 1", {"cases": [{"title": "甲"}, {"size": "1"}]}, True),
        ("count(cases.size > 1) = 1", {"cases": [{"size": "1"}, {"size": "2"}, {}]}, True),
        ("sum(cases.size) = 3.5", {"cases": [{"size": "1.5"}, {"size": "2"}, {}]}, True),
        ("sum(cases.size) > 0", {"cases": [{"title": "甲"}]}, None),
        (
            "sum(data) = 1.7",
            {"data": [{"option": "文本", "amount": "1.5"}, {"option": "图像", "amount": "0.2"}]},
            True,
        ),
        ("chosen(nature, '企业')", {}, False),
        ("chosen(kinds, '方向2')", {"kinds": ["方向1", "方向2"]}, True),
        ("nature = '企业'", {"nature": "企业"}, True),
        ("nature = '企业'", {}, None),
        ("secret", {}, None),
        ("secret", {"secret": False}, False),
        ("any(cases.secret)", {"cases": [{"secret": False}, {"secret": True}]}, True),
        ("any(cases.secret)", {}, False),
        ("all(cases.size > 1)", {"cases": [{"size": "2"}, {"title": "未填大小"}]}, True),
        ("all(cases.size > 1)", {"cases": [{"size": "2"}, {"size": "1"}]}, False),
        ("live <= months_before(apply_date, 3)", {"live": "2026-03", "apply_date": "2026-06-10"}, True),
        ("live <= months_before(apply_date, 3)", {"live": "2026-04", "apply_date": "2026-06-10"}, False),
        ("months_before(apply_date, 3) = 2026-02-28", {"apply_date": "2026-05-31"}, True),
        ("months_before(apply_date, 3) = 2024-02-29", {"apply_date": "2024-05-31"}, True),
        ("months_before(apply_date, 1) = 2026-04-30", {"apply_date": "2026-05-31"}, True),
        ("months_before(apply_date, 2) = 2026-03-31", {"apply_date": "2026-05-31"}, True),
        ("apply_date <= 2026-06-15", {"apply_date": "2026-06-16"}, False),
        ("len(intro) < 5", {"intro": "AI+医疗"}, True),
        ("len(intro) < 5", {}, None),
        ("starts(name, '示例')", {"name": "示例医院"}, True),
        ("any(starts(tasks.goal, '达'))", {"kinds": ["方向1"], "tasks": {"方向1": {"goal": "达标"}}}, True),
        ("any(starts(tasks.goal, '达'))", {"kinds": ["方向2"], "tasks": {"方向1": {"goal": "达标"}}}, False),
        ("first(cases.title) = name", {"name": "甲", "cases": [{"title": "甲"}, {"title": "乙"}]}, True),
        ("first(cases.title) = name", {"name": "乙", "cases": [{"title": "甲"}, {"title": "乙"}]}, False),
        ("first(cases.title) = name", {"name": "乙"}, None),
        ("images(intro) = 0", {}, True),
        ("blank(intro)", {}, True),
        ("blank(intro)", {"intro": [{"text": "无"}]}, False),
        ("blank(cases)", {"cases": [{}]}, True),
        ("images(intro) = 1", {"intro": [{"text": "图"}, {"image": "a.png"}]}, True),
        (
            "count(tasks) = 1",
            {"kinds": ["方向1"], "tasks": {"方向1": {"goal": "a"}, "方向2": {"goal": "b"}}},
            True,
        ),
    ],
)
def test_conditions_mean_what_the_definition_format_says(
    condition: str, values: dict[str, Any], expected: bool | None
) -> None:
    assert judged(condition, values) is expected


def test_inside_a_row_a_path_means_that_row() -> None:
    values = {"cases": [{"size": "1"}, {"size": "2"}, {}]}
    found = [judged("cases.size > 1", values, at) for at in ("cases.0", "cases.1.", "cases.2")]
    assert found == [False, True, None]
    assert judged("sum(cases.size) = 3", values, "cases.0") is True


def test_a_group_knows_its_option_and_the_head_above_it() -> None:
    values = {"kinds": ["方向2", "方向6"]}
    assert judged("tasks.head = '智能产品'", values, "tasks.方向2") is True
    assert judged("tasks.head = '支撑环境'", values, "tasks.方向6") is True
    assert judged("tasks.option = '方向6'", values, "tasks.方向6") is True


def test_other_applications_of_the_unit_are_compared_one_by_one() -> None:
    others = [fill(LIBRARY, {"name": "甲"}), fill(LIBRARY, {"name": "乙"})]
    assert judged("count(others) = 2", {}, others=others) is True
    assert (
        judged("any(others.form = 'trial-1' and others.project = name)", {"name": "乙"}, others=others)
        is True
    )
    assert judged("any(others.project = name)", {"name": "丙"}, others=others) is False
    assert (
        judged("any(others.project = cases.title)", {"cases": [{"title": "乙"}]}, "cases.0", others=others)
        is True
    )
    assert (
        judged("any(cases.title = others.project)", {"cases": [{"title": "丁"}]}, "cases.0", others=others)
        is False
    )


def test_an_attached_material_counts_as_filled() -> None:
    assert judged("filled(materials.licence)", {}, materials=[{"slot": "licence", "file": "证.pdf"}]) is True
