"""Wuhan 2026 附件1, application scenes: what is asked beside the common parts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.forms.examples import LIBRARY, Found, example, found, text_of

FORM = "wuhan-2026-1"
NARRATIVES = ["funding", "unit_intro", "background", "implementation", "results", "promotion"]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"scene_name": None}, ("required", "scene_name", "error", "export")),
        ({"scene_type": None}, ("required", "scene_type", "error", "export")),
        ({"scene_type": [{"option": "其他"}]}, ("leftover", "scene_type", "error", "export")),
        ({"scene_type": [{"option": "AI+其他"}]}, ("option", "scene_type", "error", "export")),
        (
            {"scene_type": [{"option": "AI+患者服务"}, {"option": "AI+公共卫生"}]},
            ("option", "scene_type", "warning", "export"),
        ),
        (
            {"summary_description": None},
            ("description-missing", "summary_description", "warning", "pack"),
        ),
        *(({path: None}, ("required", path, "error", "export")) for path in NARRATIVES),
    ],
)
def test_a_change_against_the_notice_is_found(changes: dict[str, Any], wanted: Found) -> None:
    assert wanted in found(FORM, changes)


@pytest.mark.parametrize(("characters", "told"), [(79, True), (80, False), (120, False), (121, True)])
def test_the_description_for_the_summary_has_about_a_hundred_words(characters: int, told: bool) -> None:
    findings = found(FORM, {"summary_description": text_of(characters)})
    assert (("limit", "summary_description", "warning", "export") in findings) is told


def test_a_hint_that_was_left_in_place_is_found() -> None:
    for path in NARRATIVES:
        field = LIBRARY.form(FORM).field(path)
        assert field is not None and field.hint
        assert ("leftover", path, "error", "export") in found(FORM, {path: [{"text": field.hint}]})


def test_the_options_are_those_of_the_paper() -> None:
    field = LIBRARY.form(FORM).field("scene_type")
    assert field is not None
    assert [option.label for option in field.options] == [
        "AI+患者服务",
        "AI+临床诊疗",
        "AI+管理决策",
        "AI+公共卫生",
        "AI+科研教学",
        "其他",
    ]


def test_the_name_on_the_cover_is_the_scenes() -> None:
    app = example(FORM)
    assert app.form.project_name == "scene_name"
    assert app.text_of("scene_name") == "急诊胸痛三联征CT智能辅助诊断与危急值闭环管理"
