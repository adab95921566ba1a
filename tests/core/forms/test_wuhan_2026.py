"""Wuhan 2026: what 附件1 to 附件4 have in common finds what breaks it in each of them."""

from __future__ import annotations

from typing import Any

import pytest

from aimed_desktop.definition.layout import Paragraphs
from aimed_desktop.packet.hand_places import stops
from tests.core.forms.examples import LIBRARY, Found, example, found

FORMS = [f"wuhan-2026-{number}" for number in (1, 2, 3, 4)]
PROJECT = {"wuhan-2026-1": "scene_name", "wuhan-2026-4": "dataset_names"}
TITLES = [
    "武汉市“人工智能+医疗”典型应用场景案例申报书",
    "武汉市医疗行业模型和智能体项目申报书",
    "武汉市医疗行业智能终端产品申报书",
    "武汉市医疗行业高质量数据集申报书",
]
NATURES = ["党政机关", "事业单位", "社会团体", "国有企业", "民营企业", "外资企业", "其他"]
INSTITUTION, COMPANY, PRIVATE = "12420100MB9X000159", "91420100MB9X100299", "52420100MB9X10029A"

form_id = pytest.mark.parametrize("form_id", FORMS)


def units(count: int) -> list[dict[str, str]]:
    return [{"name": f"示例单位{number}"} for number in range(count)]


@form_id
def test_the_example_has_nothing_to_mend(form_id: str) -> None:
    assert found(form_id) == set()


@form_id
@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"joint_units": units(3)}, ("joint-units-three", "joint_units", "warning", "pack")),
        ({"joint_units": units(4)}, ("joint-units-many", "joint_units", "error", "export")),
        ({"joint_intro": None}, ("joint-intro", "joint_intro", "error", "export")),
        ({"joint_intro": "无"}, ("joint-intro", "joint_intro", "error", "export")),
        ({"joint_units": None}, ("joint-intro-alone", "joint_units", "warning", "export")),
        ({"apply_date": "2027-01-01"}, ("apply-year", "apply_date", "error", "export")),
        ({"apply_date": "2025-12-31"}, ("apply-year", "apply_date", "error", "export")),
        ({"apply_date": "2026-05-27"}, ("apply-before-notice", "apply_date", "warning", "export")),
        (
            {"apply_date": "2026-06-11", "district_deadline": "2026-06-10"},
            ("apply-late-district", "apply_date", "error", "pack"),
        ),
        (
            {"apply_date": "2026-06-16", "district_deadline": None},
            ("apply-late", "apply_date", "error", "pack"),
        ),
        (
            {"unit_nature": {"option": "事业单位"}, "uscc": COMPANY},
            ("uscc-institution", "uscc", "warning", "export"),
        ),
        (
            {"unit_nature": {"option": "外资企业"}, "uscc": INSTITUTION},
            ("uscc-company", "uscc", "warning", "export"),
        ),
        (
            {"unit_nature": {"option": "国有企业"}, "uscc": INSTITUTION},
            ("uscc-company", "uscc", "warning", "export"),
        ),
        (
            {"unit_nature": {"option": "民营企业"}, "uscc": INSTITUTION},
            ("uscc-company", "uscc", "warning", "export"),
        ),
        (
            {"unit_nature": {"option": "社会团体"}, "uscc": INSTITUTION},
            ("uscc-association", "uscc", "warning", "export"),
        ),
        (
            {"unit_nature": {"option": "民营企业"}, "uscc": PRIVATE},
            ("uscc-private", "unit_nature", "warning", "export"),
        ),
        ({"uscc": "12420100MB9X000158"}, ("uscc", "uscc", "warning", "export")),
        ({"unit_nature": {"option": "其他"}}, ("leftover", "unit_nature", "error", "export")),
        ({"unit_nature": {"option": "军队"}}, ("option", "unit_nature", "error", "export")),
        ({"legal_person": None}, ("confirm-legal-person", "legal_person", "warning", "pack")),
        ({"no_accident": False}, ("confirm-no-accident", "no_accident", "warning", "pack")),
        ({"good_credit": None}, ("confirm-good-credit", "good_credit", "warning", "pack")),
        ({"district": None}, ("district-missing", "district", "warning", "pack")),
    ],
)
def test_a_change_against_the_notice_is_found(form_id: str, changes: dict[str, Any], wanted: Found) -> None:
    assert wanted in found(form_id, changes)


@form_id
@pytest.mark.parametrize(
    ("changes", "quiet"),
    [
        ({"joint_units": units(2)}, "joint-units-three"),
        ({"joint_units": None, "joint_intro": "无"}, "joint-intro-alone"),
        ({"joint_units": None, "joint_intro": None}, "required"),
        ({"apply_date": "2026-05-28"}, "apply-before-notice"),
        ({"apply_date": "2026-06-15", "district_deadline": None}, "apply-late"),
        ({"apply_date": "2026-06-20", "district_deadline": "2026-06-30"}, "apply-late"),
        ({"apply_date": "2026-06-10", "district_deadline": "2026-06-10"}, "apply-late-district"),
        ({"unit_nature": {"option": "其他", "note": "民办非企业"}, "uscc": PRIVATE}, "uscc-private"),
    ],
)
def test_what_the_notice_allows_is_left_alone(form_id: str, changes: dict[str, Any], quiet: str) -> None:
    assert quiet not in {rule for rule, *_ in found(form_id, changes)}


@form_id
def test_a_joint_unit_is_another_unit(form_id: str) -> None:
    same = {"joint_units": [{"name": example(form_id).text_of("unit_name")}]}
    assert ("joint-unit-same", "joint_units", "warning", "export") in found(form_id, same)


@form_id
@pytest.mark.parametrize("slot", ["licence", "evidence"])
def test_the_papers_that_must_go_along_block_the_packet_alone(form_id: str, slot: str) -> None:
    assert found(form_id, without=slot) == {("material", f"materials.{slot}", "error", "pack")}


@form_id
def test_papers_of_joint_units_are_only_advised(form_id: str) -> None:
    told = {("joint-papers", "materials.joint_licence", "warning", "pack")}
    assert found(form_id, without="joint_licence") == told
    assert found(form_id, without="joint_pledge") == set()


@form_id
@pytest.mark.parametrize("other_id", FORMS)
def test_one_project_in_two_directions_is_a_warning(form_id: str, other_id: str) -> None:
    project = PROJECT.get(form_id, "product_name")
    name = example(form_id).text_of(project)
    other = example(other_id, {PROJECT.get(other_id, "product_name"): name})
    told = ("several-directions", project, "warning", "export")
    assert told in found(form_id, others=[other])
    assert found(form_id, others=[example("wuxi-2026", {"project_name": name})]) == set()


@form_id
def test_the_unit_comes_in_the_seven_natures_of_the_paper(form_id: str) -> None:
    nature = LIBRARY.form(form_id).field("unit_nature")
    assert nature is not None and [option.label for option in nature.options] == NATURES


@form_id
def test_cover_and_pledge_are_stamped_and_the_legal_representative_signs(form_id: str) -> None:
    app = example(form_id)
    applicant = app.text_of("unit_name")
    joint = [row["name"] for row in app.get("joint_units")]
    assert [stop.unit for stop in stops(app) if stop.kind == "stamp"] == [applicant, *joint, applicant]
    assert [stop.who for stop in stops(app) if stop.kind == "sign"] == ["申请单位法人代表"]


def test_the_titles_are_those_of_the_paper() -> None:
    assert [LIBRARY.form(form).title for form in FORMS] == TITLES


@pytest.mark.parametrize(("form_id", "use"), [*((form, "和评选补助") for form in FORMS[:3]), (FORMS[3], "")])
def test_the_pledge_for_data_sets_leaves_the_grants_out(form_id: str, use: str) -> None:
    item = f"4.本申请材料用于武汉市“人工智能+医疗”创新应用征集入库{use}相关工作，不再要求予以退还。"
    bodies = [part.body for part in LIBRARY.form(form_id).documents[0].parts]
    texts = [text.plain for body in bodies if isinstance(body, Paragraphs) for text in body.texts]
    assert item in texts


def test_the_districts_own_address_and_deadline_are_left_to_the_clerk() -> None:
    notice = LIBRARY.notice("wuhan-2026")
    ours, city, directly = notice.routes
    assert "请先问" in (directly.note or "")
    assert ours.until is None and not ours.mail and ours.copies == 2
    assert city.until == "2026-06-15 17:00"
    assert city.mail == ("whaicj@126.com", "whswjwrgznzb@163.com")
