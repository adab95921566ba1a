"""Wuhan 2026 附件3, intelligent devices: what is asked beside the common parts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.forms.examples import LIBRARY, Found, found, text_of

FORM = "wuhan-2026-3"
ANSWERS = [
    "product_name", "product_intro", "rd_cost", "funding", "overview", "results", "innovation", "revenue",
    "ai_revenue", "employees", "rd_staff", "ai_staff",
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        *(({path: None}, ("required", path, "error", "export")) for path in ANSWERS),
        ({"ai_revenue": "18640.51"}, ("ai-revenue", "ai_revenue", "error", "export")),
        ({"rd_staff": "287"}, ("rd-staff", "rd_staff", "error", "export")),
        ({"ai_staff": "125"}, ("ai-staff", "ai_staff", "error", "export")),
        ({"product_intro": text_of(301)}, ("limit", "product_intro", "error", "export")),
        ({"product_intro": "（300字以内）"}, ("leftover", "product_intro", "error", "export")),
        (
            {"summary_description": None},
            ("description-missing", "summary_description", "warning", "pack"),
        ),
        ({"summary_description": text_of(79)}, ("limit", "summary_description", "warning", "export")),
    ],
)
def test_a_change_against_the_notice_is_found(changes: dict[str, Any], wanted: Found) -> None:
    assert wanted in found(FORM, changes)


def test_the_introduction_may_have_three_hundred_words() -> None:
    assert found(FORM, {"product_intro": text_of(300)}) == set()


def test_pictures_of_the_product_go_along() -> None:
    assert found(FORM, without="photos") == {("material", "materials.photos", "error", "pack")}


def test_labels_and_the_three_years_are_printed_as_in_the_notice() -> None:
    form = LIBRARY.form(FORM)
    labels = {path: field.label for path, field in form.walk()}
    assert [labels[path] for path in ("overview", "results", "innovation")] == [
        "1.产品概述。",
        "2.适用场景及应用成效。",
        "3.创新经验。",
    ]
    cost = form.field("rd_cost")
    assert cost is not None and cost.label == "近三年研发成本（万元）"
    assert cost.note == "（近三年时间：2023年5月1日至2026年4月30日）"
