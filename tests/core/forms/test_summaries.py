"""The summary tables of Wuhan 2026, Fujian 2025 and Wuhan 2021: grids, titles, seals, rules, sources."""

from __future__ import annotations

from typing import Any

import pytest

from aimed_desktop.application.model import Application
from aimed_desktop.definition.layout import Block, Row, Table
from aimed_desktop.document.plan.plan import Grid, Paragraph
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.packet.hand_places import stops
from tests.core.forms.examples import LIBRARY, Found, example, found

SUMMARIES = {
    "wuhan-2026-5": {"scenes": "wuhan-2026-1", "models": "wuhan-2026-2", "devices": "wuhan-2026-3"},
    "fujian-2025-2": {"projects": "fujian-2025-1"},
    "wuhan-2021-2": {"units": "wuhan-2021-3"},
}
WUHAN, FUJIAN, WUHAN_2021 = SUMMARIES
WORDS_100 = "示" * 100


def printed(app: Application, *, draft: bool = False) -> list[str]:
    """The paragraphs outside the tables."""
    (plan,) = make_plans(app, draft)
    return [b.text for part in plan.parts for b in part.blocks if isinstance(b, Paragraph)]


def grids(app: Application, *, draft: bool = False) -> list[list[list[str]]]:
    """The tables, each as rows of texts."""
    (plan,) = make_plans(app, draft)
    made = [block for part in plan.parts for block in part.blocks if isinstance(block, Grid)]
    return [
        [
            [
                "\n".join(b.text for b in cell.blocks if isinstance(b, Paragraph) and b.text)
                for cell in row.cells
            ]
            for row in grid.rows
        ]
        for grid in made
    ]


@pytest.mark.parametrize("form_id", SUMMARIES)
def test_the_example_has_nothing_to_mend(form_id: str) -> None:
    assert found(form_id) == set()


@pytest.mark.parametrize("form_id", SUMMARIES)
def test_every_column_comes_from_a_field_of_its_source(form_id: str) -> None:
    for field in LIBRARY.form(form_id).fields:
        for source in field.collect.forms if field.collect else ():
            form = LIBRARY.form(source)
            assert form.kind == "application"
            for column, pattern in field.collect.columns if field.collect else ():
                assert form.field(pattern.source.strip("{}")) is not None, (source, column)


@pytest.mark.parametrize("form_id", SUMMARIES)
def test_a_summary_is_landscape_and_its_headers_come_again(form_id: str) -> None:
    (document,) = LIBRARY.form(form_id).documents
    assert document.page.landscape
    for table in (part.body for part in document.parts if isinstance(part.body, Table)):
        assert isinstance(table.rows[0], Row) and table.rows[0].header
        assert [entry.repeat for entry in table.rows if isinstance(entry, Block)] != []


def test_wuhan_has_four_tables_of_eight_eight_seven_and_seven_columns() -> None:
    made = grids(Application(LIBRARY.form(WUHAN)), draft=True)
    assert [len(rows[1]) for rows in made] == [8, 8, 7, 7]
    assert [rows[0] for rows in made] == [
        ["武汉市“人工智能+医疗”典型应用场景申报信息汇总表"],
        ["武汉市医疗行业模型和智能项目申报信息汇总表"],
        ["武汉市医疗行业智能终端产品申报信息汇总表"],
        ["武汉市医疗行业高质量数据集申报信息汇总表"],
    ]
    assert all([row[0] for row in rows[2:]] == ["1", "2", "3"] for rows in made)


def test_wuhans_title_names_the_district_for_xx() -> None:
    title = "区“人工智能+医疗”创新应用项目申报信息汇总表"
    assert printed(Application(LIBRARY.form(WUHAN)), draft=True)[0] == f"XX{title}"
    assert printed(example(WUHAN, {"district": "江岸区"}))[0] == f"江岸{title}"


def test_wuhans_recommenders_stamp_twice_on_one_line() -> None:
    app = example(WUHAN)
    line = "推荐单位（盖章）：武汉市示例区卫生健康局、武汉市示例区科学技术和经济信息化局"
    assert printed(app)[1:3] == [line, "联系人及联系方式：周示例 027-82000001"]
    assert printed(Application(LIBRARY.form(WUHAN)))[1:3] == ["推荐单位（盖章）：", "联系人及联系方式："]
    assert [(stop.kind, stop.who) for stop in stops(app)] == [
        ("stamp", "区卫健部门"),
        ("stamp", "区人工智能部门"),
    ]


def test_fujians_empty_rows_carry_no_number() -> None:
    (blank,) = grids(Application(LIBRARY.form(FUJIAN)), draft=True)
    assert blank == [["序号", "项目申报单位", "项目名称", "应用领域"], *[["", "", "", ""]] * 3]
    (filled,) = grids(example(FUJIAN))
    assert [row[0] for row in filled] == ["序号", "1", "2", "3", "4"]
    assert printed(example(FUJIAN))[1:] == [
        "设区市卫健委（盖章）：示例市卫生健康委员会",
        "设区市卫健委联系人：林示例",
        "联系电话：0591-82000001",
        "（省属医疗卫生机构无需填写该表，直接报送省卫健委规划处）",
    ]


def test_wuhan_2021_ends_with_two_cells_to_stamp_and_three_notes() -> None:
    (blank,) = grids(Application(LIBRARY.form(WUHAN_2021)), draft=True)
    assert [row[0] for row in blank[1:5]] == ["1", "2", "3", "……"]
    assert blank[-1] == ["推荐单位：　　盖章", "推荐单位：　　盖章"]
    (filled,) = grids(example(WUHAN_2021))
    assert "……" not in [row[0] for row in filled]
    assert filled[-1] == [
        "推荐单位：武汉市示例区科学技术和经济信息化局　　盖章",
        "推荐单位：武汉市示例区市场监督管理局　　盖章",
    ]
    assert [text[:4] for text in printed(example(WUHAN_2021))[1:]] == ["注：1、", "2、推荐", "3、揭榜"]
    assert [stop.unit for stop in stops(example(WUHAN_2021))] == [
        "武汉市示例区科学技术和经济信息化局",
        "武汉市示例区市场监督管理局",
    ]


@pytest.mark.parametrize(
    ("form_id", "changes", "wanted"),
    [
        (
            WUHAN,
            dict.fromkeys(("scenes", "models", "devices", "datasets")),
            ("empty", "scenes", "error", "export"),
        ),
        (WUHAN, {"scenes.1.district": "别区"}, ("scene-district", "scenes.1.district", "warning", "export")),
        (WUHAN, {"models.0.district": "别区"}, ("model-district", "models.0.district", "warning", "export")),
        (
            WUHAN,
            {"devices.0.district": "别区"},
            ("device-district", "devices.0.district", "warning", "export"),
        ),
        (
            WUHAN,
            {"datasets.0.district": "别区"},
            ("dataset-district", "datasets.0.district", "warning", "export"),
        ),
        (
            WUHAN,
            {"scenes.0.summary_description": None},
            ("scene-description", "scenes.0.summary_description", "warning", "export"),
        ),
        (
            WUHAN,
            {"models.0.summary_description": None},
            ("model-description", "models.0.summary_description", "warning", "export"),
        ),
        (
            WUHAN,
            {"devices.0.summary_description": None},
            ("device-description", "devices.0.summary_description", "warning", "export"),
        ),
        (
            WUHAN,
            {"datasets.0.summary_description": None},
            ("dataset-description", "datasets.0.summary_description", "warning", "export"),
        ),
        (
            WUHAN,
            {"scenes.0.summary_description": "示" * 121},
            ("limit", "scenes.0.summary_description", "warning", "export"),
        ),
        (
            WUHAN,
            {"models.0.summary_description": "示" * 79},
            ("limit", "models.0.summary_description", "warning", "export"),
        ),
        (
            WUHAN,
            {"devices.0.summary_description": "示" * 121},
            ("limit", "devices.0.summary_description", "warning", "export"),
        ),
        (
            WUHAN,
            {"datasets.0.summary_description": "示" * 121},
            ("limit", "datasets.0.summary_description", "warning", "export"),
        ),
        (WUHAN, {"scenes.0.contact_phone": "12"}, ("phone", "scenes.0.contact_phone", "warning", "export")),
        (WUHAN, {"scenes.0.unit_name": None}, ("required", "scenes.0.unit_name", "error", "export")),
        (WUHAN, {"recommenders": None}, ("recommenders-missing", "recommenders", "warning", "pack")),
        (WUHAN, {"contact": None}, ("contact-missing", "contact", "warning", "pack")),
        (FUJIAN, {"projects": None}, ("empty", "projects", "error", "export")),
        (
            FUJIAN,
            {"projects.2.direction": None},
            ("direction-missing", "projects.2.direction", "warning", "export"),
        ),
        (FUJIAN, {"contact_phone": None}, ("contact-missing", "contact_name", "warning", "pack")),
        (WUHAN_2021, {"units": None}, ("empty", "units", "error", "export")),
        (WUHAN_2021, {"units.0.reason": None}, ("reason-missing", "units.0.reason", "warning", "export")),
        (
            WUHAN_2021,
            {"units.1.directions": None},
            ("directions-missing", "units.1.directions", "warning", "export"),
        ),
        (WUHAN_2021, {"recommender": None}, ("recommender-missing", "recommender", "warning", "pack")),
        (
            WUHAN_2021,
            {"units.0.contact_mobile": "027-82000001"},
            ("phone", "units.0.contact_mobile", "warning", "export"),
        ),
    ],
)
def test_a_rule_finds_what_breaks_it(form_id: str, changes: dict[str, Any], wanted: Found) -> None:
    assert found(form_id, changes) == {wanted}


def test_without_a_district_wuhan_asks_for_it_alone() -> None:
    assert found(WUHAN, {"district": None}) == {("district-missing", "district", "warning", "export")}
