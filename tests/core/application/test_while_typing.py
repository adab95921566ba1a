"""What is said beside a field while it is typed."""

from __future__ import annotations

import pytest

from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.checks.while_typing import Remark, remark
from aimed_desktop.application.values.dates import iso_date, iso_month, iso_period, with_year
from aimed_desktop.application.values.types import normalise
from tests.core.application.inline_forms import field_of, fill, library_of


def said(declaration: str, typed: object, *, is_left: bool = False) -> Remark | None:
    field = field_of(declaration)
    return remark(field, normalise(field, typed), is_left=is_left)


EXCEL = "被 Excel 写成了科学记数的样子（如 4.2E+17），后面的数字已经丢失"
USCC = "{label: 代码, type: uscc}"
ID = "{label: 身份证号码, type: id_number}"


@pytest.mark.parametrize(
    ("declaration", "typed", "words"),
    [
        (USCC, "91350100M000100", "还差 3 位"),
        (ID, "42010619900101", "还差 4 位"),
        ("{label: 代码, type: org_code}", "12345-", "还差 4 位"),
        ("{label: 代码, type: org_code}", "1234567890", "还差 8 位"),
    ],
)
def test_what_is_still_missing_of_a_code_is_said_quietly(declaration: str, typed: str, words: str) -> None:
    assert said(declaration, typed) == Remark(words, "quiet")
    assert said(declaration, typed, is_left=True) == Remark(words, "warn")


@pytest.mark.parametrize(
    ("declaration", "typed", "words"),
    [
        (USCC, "91350100M000100Y44", "校验码不符，可能有一位填错了"),
        (USCC, "9135O1", "有代码中不用的字符"),
        (USCC, "91350100M000100Y4433", "多了 2 位"),
        (ID, "42010619901301", "出生日期不存在"),
        (ID, "4201x", "有身份证号码不用的字符"),
        (ID, "4.2E+17", EXCEL),
        (ID, "420106199001010000", "末尾是 000，校验码不符：多半是 Excel 把 15 位以后的数字都变成了 0"),
        *(
            (f"{{label: 甲, type: {kind}}}", "1.38E+10", EXCEL)
            for kind in ("mobile", "phone", "postcode", "org_code", "text", "integer", "decimal")
        ),
        ("{label: 日期, type: date}", "2026-2-30", "没有这一天"),
    ],
)
def test_what_is_wrong_already_is_said_at_once(declaration: str, typed: str, words: str) -> None:
    found = said(declaration, typed)
    assert found is not None and (found.words, found.tone != "quiet") == (words, True)


@pytest.mark.parametrize(
    ("declaration", "typed"),
    [
        (USCC, "91350100M000100Y44"),
        (USCC, "91350100M0001"),
        (USCC, "4.20106E+17"),
        (ID, "42010619901301001X"),
        (ID, "420106199001011239"),
        (ID, "420106199001010000"),
        (ID, "4.2E+17"),
        ("{label: 电话, type: phone}", "内线8801"),
        ("{label: 邮箱, type: email}", "name@"),
        ("{label: 名称, type: text}", "1.38E+10"),
        ("{label: 人数, type: integer}", "1.38E+10"),
        ("{label: 日期, type: date}", "2026-2-30"),
        ("{label: 方向, type: choices, max: 1, soft: true, options: [甲, 乙]}", ["甲", "乙"]),
    ],
)
def test_what_the_checks_only_advise_is_never_red(declaration: str, typed: object) -> None:
    app = fill(library_of(f"it: {declaration}"), {"it": typed})
    severities = {finding.severity for finding in check(app) if finding.field == "it"}
    found = said(declaration, typed, is_left=True)
    assert severities and found is not None
    assert found.tone == ("bad" if "error" in severities else "warn")


@pytest.mark.parametrize(
    ("declaration", "typed", "words"),
    [
        ("{label: 手机, type: mobile}", "1380000", "不像手机号"),
        ("{label: 邮箱, type: email}", "name@", "不像电子邮箱地址"),
        ("{label: 邮编, type: postcode}", "4300", "不像邮政编码"),
        ("{label: 人数, type: integer}", "12;", "应是整数"),
        ("{label: 人数, type: integer}", "未公开", "填的是文字，不是数字，会照样印出"),
        ("{label: 日期, type: date}", "六月初", "不是日期"),
    ],
)
def test_other_fields_are_judged_when_they_are_left(declaration: str, typed: str, words: str) -> None:
    found = said(declaration, typed, is_left=True)
    assert said(declaration, typed) is None
    assert found is not None and (found.words, found.tone != "quiet") == (words, True)


@pytest.mark.parametrize("typed", ["1,200", "1，200", "１２００", "1200人"])
def test_numbers_may_be_typed_as_people_write_them(typed: str) -> None:
    assert said("{label: 人数, type: integer, unit: 人}", typed, is_left=True) is None


def test_more_options_than_the_paper_wants_are_explained() -> None:
    hard = "{label: 方向, type: choices, max: 1, options: [甲, 乙]}"
    soft = "{label: 方向, type: choices, max: 1, soft: true, options: [甲, 乙]}"
    two = [{"option": "甲"}, {"option": "乙"}]
    assert said(hard, two[:1]) is None
    refused, advised = said(hard, two), said(soft, two)
    assert refused is not None and refused.tone == "bad" and "最多选 1 项" in refused.words
    assert advised is not None and advised.tone == "warn" and "一般只选 1 项" in advised.words


@pytest.mark.parametrize(
    "typed",
    [
        "20260610",
        "2026.6.10",
        "2026年6月10日",
        "2026 6 10",
        "２０２６－６－１０",
        "2026年6月10号",
        "6月10日",
        "6-10",
    ],
)
def test_a_date_is_understood_however_it_is_written(typed: str) -> None:
    assert iso_date(with_year(typed, 2026)) == "2026-06-10"


@pytest.mark.parametrize("typed", ["202606", "2026.6", "2026年6月", "6月"])
def test_a_month_is_understood_however_it_is_written(typed: str) -> None:
    assert iso_month(with_year(typed, 2026)) == "2026-06"


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2026年1月至12月", ("2026-01", "2026-12")),
        ("2026.1—2026.12", ("2026-01", "2026-12")),
        ("2026-01-05～2026-03-01", ("2026-01-05", "2026-03-01")),
        ("2026.1.5-2026.3.1", ("2026-01-05", "2026-03-01")),
        ("20260105到20260301", ("2026-01-05", "2026-03-01")),
        ("2026-06-10", None),
        ("2026年1月至", None),
        ("2026-1-5-6", None),
        ("2026-6-1-30", None),
    ],
)
def test_a_period_is_understood_however_it_is_written(typed: str, period: tuple[str, str] | None) -> None:
    assert iso_period(typed) == period
