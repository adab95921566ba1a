"""One click mends what is plain, and nothing else; the suggestions of the window beside the checks."""

from __future__ import annotations

from typing import Any

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.checks.advice import advise
from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.checks.fixes import Fix, fix_for, sure_fixes
from aimed_desktop.application.checks.wording import faults, tidied
from aimed_desktop.application.model import Application
from aimed_desktop.application.profile.profile import Profile
from aimed_desktop.definition.library import default_library
from tests.core.application.inline_forms import fill, library_of

LIBRARY = default_library(None)

HEAD = "unit_name: unit_name"
FIELDS = """
  unit_name: {label: 单位名称, type: text, required: true, profile: unit.name}
  intro: {label: 简介, type: narrative}
  staff: {label: 职工人数, type: integer, unit: 人}
  money: {label: 投资额, type: decimal, unit: 万元}
  code: {label: 统一社会信用代码, type: uscc}
  id: {label: 身份证号, type: id_number}
  mail: {label: 电子邮箱, type: email}
  phone: {label: 电话, type: phone}
  day: {label: 申报日期, type: date}
  span: {label: 起止时间, type: period}
  honours: {label: 荣誉, type: text, required: true, offers_none: true}
  kinds:
    label: 类型
    type: choices
    options: [甲, 乙, {label: 其他, note: 请注明}]
"""


def fixes(app: Application, profile: Profile | None = None) -> dict[str, Fix]:
    found = [*check(app), *advise(app, profile)]
    made = [fix_for(finding, app, profile) for finding in found]
    return {fix.path: fix for fix in made if fix is not None}


def mended(app: Application, profile: Profile | None = None) -> dict[str, Any]:
    return {path: fix.value for path, fix in fixes(app, profile).items()}


@pytest.fixture
def app() -> Application:
    return fill(library_of(FIELDS, head=HEAD), {"unit_name": "示例医院", "honours": "无"})


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("staff", "约1,200", "1200"),
        ("staff", "一千二百", None),
        ("staff", "1200余人，其中医生300", None),
        ("money", "12.346", "12.35"),
        ("money", "约１２００万元", "1200"),
        ("money", "1.2亿元", None),
        ("code", "1242OOOO441626O31X", None),
        ("id", "11010519491231002x ", None),
        ("mail", "zhang＠example。com", "zhang@example.com"),
        ("mail", "张三的邮箱", None),
        ("day", "20260610", "2026-06-10"),
        ("day", "2026年6月10号", "2026-06-10"),
        ("day", "六月十日", None),
        ("span", {"from": "2026-12", "to": "2026-01"}, {"from": "2026-01", "to": "2026-12"}),
        ("kinds", [{"option": "甲"}, {"option": "甲"}], [{"option": "甲"}]),
        ("kinds", [{"option": "甲"}, {"option": "丙"}], [{"option": "甲"}]),
        ("kinds", [{"option": "甲"}, {"option": "其他"}], [{"option": "甲"}]),
    ],
)
def test_what_was_meant_is_written_in_its_usual_shape(
    app: Application, path: str, typed: Any, value: Any
) -> None:
    app.set(path, typed)
    assert mended(app).get(path) == value


def test_letters_that_a_code_does_not_use_become_digits_when_the_check_character_agrees() -> None:
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    right = app.text_of("uscc")
    app.set("uscc", right.replace("0", "O"))
    assert mended(app)["uscc"] == right
    app.set("uscc", right.replace("0", "O")[:-1] + "Q")
    assert "uscc" not in mended(app)


def test_none_is_offered_where_the_paper_allows_it_and_the_profile_where_it_knows() -> None:
    app = fill(library_of(FIELDS, head=HEAD), {})
    assert mended(app) == {"honours": "无"}
    profile = Profile({"unit.name": "示例医院"})
    assert fixes(app, profile)["unit_name"].label == "采用单位档案的“示例医院”"
    app.set("unit_name", "示例医院（总院）")
    app.set("honours", "无")
    assert mended(app, profile) == {"unit_name": "示例医院"}


def test_the_name_of_the_unit_is_written_alike_everywhere(app: Application) -> None:
    app.set("intro", [{"text": "示例 医院建于1950年。"}, {"items": ["示例医院", "示 例医院"]}])
    assert mended(app)["intro"] == [{"text": "示例医院建于1950年。"}, {"items": ["示例医院", "示例医院"]}]


def test_chinese_marks_and_blanks_are_tidied_and_the_rest_is_left_alone() -> None:
    assert tidied("　　门诊,住院;急诊:共２０２６例 。") == "门诊，住院；急诊：共2026例。"
    assert tidied("模型(深度学习)的AUC(0.95)") == "模型（深度学习）的AUC(0.95)"
    for text in ("12,480例", "比例3:1", "a@b.com, https://x.cn", "AI 平台", "46,XX", "王强"):
        assert tidied(text) == text
    assert faults("门诊, 住院") == ["半角标点"]


@pytest.mark.parametrize("form_id", [entry.id for entry in LIBRARY.listing(all_=True)])
def test_nothing_is_suggested_for_the_examples(form_id: str) -> None:
    assert advise(begin(LIBRARY, form_id, example=True)) == []


def test_only_what_decides_nothing_is_done_for_all_at_once(app: Application) -> None:
    app.set("intro", [{"text": "门诊,住院。"}])
    app.set("staff", "约1200")
    app.set("honours", None)
    found = [*check(app), *advise(app)]
    assert {fix.path for fix in sure_fixes(found, app)} == {"intro", "staff"}
    for fix in sure_fixes(found, app):
        app.set(fix.path, fix.value)
    assert [finding.field for finding in [*check(app), *advise(app)]] == ["honours"]


def test_no_button_shows_an_id_number() -> None:
    app = fill(
        library_of(FIELDS, head=HEAD), {"unit_name": "示例医院", "honours": "无", "id": "11O105 19491231002X"}
    )
    assert not any("1949" in fix.label for fix in fixes(app).values())


def test_a_finding_about_the_whole_form_has_no_fix(app: Application) -> None:
    finding = Finding("warning", "version", None, "表", "…", "…")
    assert fix_for(finding, app) is None
