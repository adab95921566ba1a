"""Wuhan 2026 附件4, data sets: a block for each 案例, and what is asked of it."""

from __future__ import annotations

from typing import Any

import pytest

from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.model import Application
from tests.core.forms.examples import LIBRARY, Found, example, found, text_of

FORM = "wuhan-2026-4"
ANSWERS = ["dataset_names", "funding", "unit_intro", "overview", "results", "innovation"]
COLUMNS = [
    "dataset_name", "direction", "subfield", "modality", "frequency", "publish", "secret", "personal",
    "models",
]  # fmt: skip
SUBFIELDS = [
    "紧密型县域医共体",
    "基层医生辅助诊疗",
    "居民慢性病规范管理",
    "健康管理、养老和托育",
    "医学影像诊断",
    "临床辅助诊疗",
    "康复和用药",
    "患者服务",
    "转诊服务",
    "中医诊疗",
    "中药全周期管理",
    "中医药装备",
    "传染病监测预警",
    "卫生应急管理和处置",
    "重点疾病和重点人群管理",
    "医学科学研究",
    "健康科普",
    "药物科研成果转化",
    "医疗卫生机构管理",
    "卫生健康行业监管",
    "应急救治体系",
    "智能新型服务业态",
    "智能医疗装备",
    "智能信息产业",
    "其他",
]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        *(({path: None}, ("required", path, "error", "export")) for path in ANSWERS),
        *(
            ({f"cases.1.{path}": None}, ("required", f"cases.1.{path}", "error", "export"))
            for path in COLUMNS
        ),
        ({"cases": None}, ("rows", "cases", "error", "export")),
        ({"dataset_names": "示例数据集"}, ("cover-name", "dataset_names", "warning", "export")),
        (
            {"cases.1.dataset_name": "示例数据集"},
            ("cover-name", "dataset_names", "warning", "export"),
        ),
        ({"cases.1.secret": True}, ("case-secret", "cases.1.secret", "error", "pack")),
        ({"cases.0.personal": True}, ("case-personal", "cases.0.personal", "warning", "pack")),
        (
            {"cases.0.modality": [{"option": "图像", "amount": "99"}]},
            ("case-modality-large", "cases", "warning", "export"),
        ),
        (
            {"cases.0.modality": [{"option": "图像"}]},
            ("leftover", "cases.0.modality", "error", "export"),
        ),
        (
            {"cases.0.subfield": [{"option": "其他"}]},
            ("leftover", "cases.0.subfield", "error", "export"),
        ),
        (
            {"cases.0.frequency": {"amount": "1", "unit": "周"}},
            ("type", "cases.0.frequency", "error", "export"),
        ),
        (
            {"cases.1.summary_description": None},
            ("case-description-missing", "cases.1.summary_description", "warning", "pack"),
        ),
        (
            {"cases.1.summary_description": text_of(121)},
            ("limit", "cases.1.summary_description", "warning", "export"),
        ),
    ],
)
def test_a_change_against_the_notice_is_found(changes: dict[str, Any], wanted: Found) -> None:
    assert wanted in found(FORM, changes)


def test_a_state_secret_stops_the_packet_and_is_not_called_a_mistake() -> None:
    findings = found(FORM, {"cases.0.secret": True})
    assert findings == {("case-secret", "cases.0.secret", "error", "pack")}


def test_personal_data_call_for_the_proof_of_its_protection() -> None:
    missing = ("material", "materials.privacy", "error", "pack")
    assert missing not in found(FORM, without="privacy")
    assert missing in found(FORM, {"cases.1.personal": True}, without="privacy")


def test_the_cover_is_offered_the_names_of_all_cases() -> None:
    form = LIBRARY.form(FORM)
    cover = form.field("dataset_names")
    assert cover is not None and cover.offer is not None
    assert cover.offer.source == "{cases.dataset_name}"
    one = Application(form, {"cases": [{"dataset_name": "甲"}], "dataset_names": "甲"})
    assert "cover-name" not in {finding.rule for finding in check(one)}


def test_a_case_of_this_form_may_not_be_a_project_of_another() -> None:
    name = example(FORM).text_of("cases.1.dataset_name")
    other = example("wuhan-2026-2", {"product_name": name})
    told = ("case-other-direction", "cases.1.dataset_name", "warning", "export")
    assert told in found(FORM, others=[other])


def test_no_model_yet_is_said_as_none() -> None:
    assert found(FORM, {"cases.0.models": "无"}) == set()


def test_the_options_are_those_of_the_paper_and_several_may_be_ticked() -> None:
    form = LIBRARY.form(FORM)
    direction, subfield = form.field("cases.direction"), form.field("cases.subfield")
    modality, frequency = form.field("cases.modality"), form.field("cases.frequency")
    assert direction and subfield and modality and frequency
    assert [option.label for option in direction.options] == (
        ["临床诊疗", "患者服务", "中医药", "公共卫生", "科研教学", "行业治理", "健康产业", "其他"]
    )
    assert [option.label for option in subfield.options] == SUBFIELDS
    assert direction.note == subfield.note == "（可多选）"
    assert direction.max is None and subfield.max is None
    assert [option.label for option in modality.options] == ["文本", "图像", "音频", "视频", "其他"]
    assert frequency.units == ("日", "月", "年")
