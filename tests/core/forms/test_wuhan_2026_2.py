"""Wuhan 2026 附件2, models and agents: what is asked beside the common parts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.forms.examples import LIBRARY, Found, found, text_of

FORM = "wuhan-2026-2"
ANSWERS = [
    "product_name", "rd_cost", "product_type", "base_model", "parameters", "data_source", "dataset_name",
    "modality", "filing", "service", "funding", "overview", "innovation", "results", "revenue", "ai_revenue",
    "employees", "rd_staff", "ai_staff",
]  # fmt: skip


def chosen(*labels: str) -> list[dict[str, str]]:
    return [{"option": label} for label in labels]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        *(({path: None}, ("required", path, "error", "export")) for path in ANSWERS),
        ({"ai_revenue": "268500.01"}, ("ai-revenue", "ai_revenue", "error", "export")),
        ({"rd_staff": "2681"}, ("rd-staff", "rd_staff", "error", "export")),
        ({"ai_staff": "147"}, ("ai-staff", "ai_staff", "error", "export")),
        ({"ai_staff": "三十人；"}, ("type", "ai_staff", "warning", "export")),
        ({"ai_staff": "30；"}, ("type", "ai_staff", "error", "export")),
        ({"rd_cost": "1268.405"}, ("type", "rd_cost", "warning", "export")),
        (
            {"parameters": "7", "product_type": chosen("语言大模型")},
            ("parameters-small", "parameters", "warning", "export"),
        ),
        (
            {"parameters": "7", "product_type": chosen("多模态大模型")},
            ("parameters-small", "parameters", "warning", "export"),
        ),
        ({"parameters": "50001"}, ("parameters-large", "parameters", "warning", "export")),
        (
            {"modality": [{"option": "文本", "amount": "60"}, {"option": "图像", "amount": "40.1"}]},
            ("modality-large", "modality", "warning", "export"),
        ),
        ({"modality": chosen("文本")}, ("leftover", "modality", "error", "export")),
        (
            {"modality": [{"option": "其他", "amount": "0.2"}]},
            ("leftover", "modality", "error", "export"),
        ),
        ({"product_type": chosen("智能体", "语言大模型")}, ("option", "product_type", "warning", "export")),
        ({"product_type": chosen("其他")}, ("leftover", "product_type", "error", "export")),
        ({"data_source": chosen("其他")}, ("leftover", "data_source", "error", "export")),
        ({"service": chosen("其他")}, ("leftover", "service", "error", "export")),
        (
            {"summary_description": None},
            ("description-missing", "summary_description", "warning", "pack"),
        ),
        ({"summary_description": text_of(121)}, ("limit", "summary_description", "warning", "export")),
    ],
)
def test_a_change_against_the_notice_is_found(changes: dict[str, Any], wanted: Found) -> None:
    assert wanted in found(FORM, changes)


@pytest.mark.parametrize(
    ("changes", "quiet"),
    [
        ({"ai_revenue": "268500.00"}, "ai-revenue"),
        ({"ai_staff": "146"}, "ai-staff"),
        ({"parameters": "7", "product_type": chosen("视觉大模型")}, "parameters-small"),
        ({"parameters": "70", "product_type": chosen("语言大模型")}, "parameters-small"),
        ({"service": chosen("APP", "网页", "小程序")}, "option"),
        ({"data_source": chosen("自建", "采购")}, "option"),
        ({"modality": [{"option": "文本", "amount": "100"}]}, "modality-large"),
    ],
)
def test_what_the_notice_allows_is_left_alone(changes: dict[str, Any], quiet: str) -> None:
    assert quiet not in {rule for rule, *_ in found(FORM, changes)}


def test_a_filing_is_proved_where_there_is_one() -> None:
    missing = ("filing-proof", "materials.filing_proof", "warning", "pack")
    assert found(FORM, without="filing_proof") == {missing}
    assert found(FORM, {"filing": "无"}, without="filing_proof") == set()


def test_the_options_are_those_of_the_paper() -> None:
    form = LIBRARY.form(FORM)
    listed = {path: [o.label for o in field.options] for path, field in form.walk() if field.options}
    assert listed["product_type"] == ["语言大模型", "视觉大模型", "多模态大模型", "智能体", "其他"]
    assert listed["data_source"] == ["自建", "采购", "其他"]
    assert listed["modality"] == ["文本", "图像", "音频", "视频", "其他"]
    assert listed["service"] == ["APP", "网页", "API接口", "小程序", "其他"]
    modality = form.field("modality")
    assert modality is not None and {option.unit for option in modality.options} == {"TB"}


def test_the_three_years_stay_printed() -> None:
    field = LIBRARY.form(FORM).field("rd_cost")
    assert field is not None and field.note == "（近三年时间：2023年5月1日至2026年4月30日）"
