"""Beijing 2025: every rule that the notice states finds what breaks it; the layout is said to be ours."""

from __future__ import annotations

from typing import Any

import pytest

from aimed_desktop.document.plan.plan import Paragraph
from aimed_desktop.packet.hand_places import stops
from aimed_desktop.packet.mail import write_letter
from aimed_desktop.packet.routing import routing_plan
from tests.core.forms.examples import LIBRARY, Found, example, found

FORM = "beijing-2025"
ONE_PICTURE = [{"image": "files/技术路线.png", "caption": "技术路线图"}]


def test_the_example_has_nothing_to_mend() -> None:
    assert found(FORM) == set()


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"go_live": "2025-02-21"}, ("three-months", "go_live", "error", "export")),
        ({"apply_date": "2025-05-31"}, ("late", "apply_date", "error", "pack")),
        ({"apply_date": "2025-04-17"}, ("early", "apply_date", "warning", "export")),
        (
            {"joint_units": [{"name": "北京示例医院"}]},
            ("joint-unit-same", "joint_units", "error", "export"),
        ),
        ({"indicators": None}, ("rows", "indicators", "error", "export")),
        ({"pictures": [{"text": "见附件"}]}, ("no-picture", "pictures", "error", "export")),
        ({"pictures": ONE_PICTURE}, ("one-picture", "pictures", "warning", "export")),
        ({"domestic": "国产"}, ("mechanism-domestic", "domestic", "warning", "export")),
        ({"scenes": [{"option": "其他"}]}, ("leftover", "scenes", "error", "export")),
        ({"scenes": [{"option": "后勤服务"}]}, ("option", "scenes", "error", "export")),
        ({"encouraged": [{"option": "其他"}]}, ("option", "encouraged", "error", "export")),
        *(
            ({path: None}, (f"confirm-{path.replace('_', '-')}", path, "warning", "pack"))
            for path in ("medical_unit", "real_data", "lawful", "reviewable", "agreed")
        ),
        *(
            ({path: None}, ("required", path, "error", "export"))
            for path in ("unit_intro", "background", "scenario", "technology", "results", "difficulties")
        ),
    ],
)
def test_a_change_against_the_notice_is_found(changes: dict[str, Any], wanted: Found) -> None:
    assert wanted in found(FORM, changes)


@pytest.mark.parametrize(
    ("changes", "quiet"),
    [
        ({"go_live": "2025-02-20"}, "three-months"),
        ({"apply_date": "2025-05-30"}, "late"),
        ({"domestic": "国产", "encouraged": [{"option": "基层赋能"}]}, "mechanism-domestic"),
    ],
)
def test_what_the_notice_allows_is_left_alone(changes: dict[str, Any], quiet: str) -> None:
    assert quiet not in {rule for rule, *_ in found(FORM, changes)}


def test_a_unit_hands_in_two_cases_at_most() -> None:
    first, second = (example(FORM, {"case_name": name}) for name in ("案例一", "案例二"))
    told = ("two-cases", "case_name", "error", "pack")
    assert told not in found(FORM, others=[first])
    assert told in found(FORM, others=[first, second])
    assert told not in found(FORM, others=[example("wuxi-2026"), example("wuxi-2026")])


def test_the_same_case_twice_is_noticed() -> None:
    assert ("same-case", "case_name", "warning", "pack") in found(FORM, others=[example(FORM)])


@pytest.mark.parametrize(
    ("slot", "wanted"), [("explanation", True), ("evaluation", True), ("masking", False)]
)
def test_the_supporting_papers_that_must_go_along(slot: str, wanted: bool) -> None:
    missing = ("material", f"materials.{slot}", "error", "pack")
    assert (missing in found(FORM, without=slot)) is wanted


def test_the_kinds_of_scene_and_the_encouraged_directions_are_those_of_the_notice() -> None:
    form, notice = LIBRARY.form(FORM), LIBRARY.notice(FORM)
    guidance = {text.id: text.text for text in notice.guidance}
    for path, wanted in (("scenes", 13), ("encouraged", 4)):
        field = form.field(path)
        assert field is not None and len(field.options) == wanted
        assert all(o.label in guidance[path] for o in field.options if o.label != "其他")


def test_the_routing_sheet_says_that_the_layout_is_ours_and_the_paper_does_not() -> None:
    app = example(FORM)
    blocks = routing_plan(app, LIBRARY.notice(FORM)).parts[0].blocks
    assert any(isinstance(b, Paragraph) and "以原表为准" in b.text for b in blocks)
    assert [(stop.kind, stop.unit) for stop in stops(app)] == [
        ("stamp", "北京示例医院"),
        ("date", "北京示例医院"),
    ]


def test_the_subject_of_the_mail_is_that_of_the_notice() -> None:
    letter = write_letter(example(FORM), LIBRARY.notice(FORM), ["申请表.pdf"], has_scan=True)
    assert letter.subject == "医疗生成式人工智能案例征集+北京示例医院+门诊病历生成式人工智能辅助书写与质控"
    assert LIBRARY.notice(FORM).deadline == "2025-05-30"
