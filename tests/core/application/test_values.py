"""Values take the form of their field; what does not fit stays as it was typed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.application.values.types import display, normalise, normalise_values, problem
from aimed_desktop.definition.library import default_library
from aimed_desktop.definition.types import FieldType
from tests.core.application.inline_forms import field_of, form_of

NATURE = "{label: 单位性质, type: choice, options: [事业单位, {label: 其他, note: 请注明}]}"
MODALITY = (
    "{label: 模态, type: choices, options: "
    "[{label: 文本, blank: decimal, unit: TB}, {label: 其他, note: 名称, blank: decimal, unit: TB}]}"
)
HONOURS = "{label: 荣誉, type: choices, options: [{label: 发明专利, blank: integer, after: 项}]}"

LOADED: list[tuple[str, Any, Any]] = [
    ("{label: 甲, type: text}", "示例\r\n医院\x00", "示例医院"),
    ("{label: 甲, type: text}", "AI\t+ model\nv2", "AI + model v2"),
    ("{label: 甲, type: text}", " \u3000", None),
    ("{label: 甲, type: text}", 571, "571"),
    ("{label: 甲, type: multiline}", "一\r\n二\x0b三\x0c", "一\n二\n三"),
    ("{label: 甲, type: integer}", 1200, "1200"),
    ("{label: 甲, type: integer}", "１２００", "1200"),
    ("{label: 甲, type: integer, unit: 人}", "1200人", "1200"),
    ("{label: 甲, type: integer}", "约1200", "约1200"),
    ("{label: 甲, type: decimal}", 1e22, "10000000000000000000000"),
    ("{label: 甲, type: decimal}", 0.1, "0.1"),
    ("{label: 甲, type: date}", "2026/6/10 0:00", "2026-06-10"),
    ("{label: 甲, type: date}", "2026-06-10T00:00:00", "2026-06-10"),
    ("{label: 甲, type: date}", "2026-6-10 12:30:00.000", "2026-06-10"),
    ("{label: 甲, type: date}", "2026—06—10", "2026-06-10"),
    ("{label: 甲, type: date}", "二〇二六年六月十日", "2026-06-10"),
    ("{label: 甲, type: date}", "二O二六年十二月三十一日", "2026-12-31"),
    ("{label: 甲, type: date}", "二零二六年十月廿一日", "2026-10-21"),
    ("{label: 甲, type: date}", "2026年6月10日（星期三）", "2026-06-10"),
    ("{label: 甲, type: date}", "2026.06.10 周三 上午9:00", "2026-06-10"),
    ("{label: 甲, type: date}", "二〇二六年六月十", "2026-06-10"),
    ("{label: 甲, type: date}", "二〇二六年六月三十一日", "二〇二六年六月三十一日"),
    ("{label: 甲, type: month}", "二〇二六年十一月", "2026-11"),
    ("{label: 甲, type: period}", "二〇二六年一月至二〇二六年三月", {"from": "2026-01", "to": "2026-03"}),
    ("{label: 甲, type: period}", "2026—06—10至2026—12—10", {"from": "2026-06-10", "to": "2026-12-10"}),
    ("{label: 甲, type: date}", "2026年6月10日", "2026-06-10"),
    ("{label: 甲, type: date}", "2026/6/1", "2026-06-01"),
    ("{label: 甲, type: date}", "2026-02-30", "2026-02-30"),
    ("{label: 甲, type: month}", "2026.6", "2026-06"),
    ("{label: 甲, type: yes_no}", "否", False),
    ("{label: 甲, type: yes_no}", "true", True),
    ("{label: 甲, type: yes_no}", "也许", "也许"),
    ("{label: 甲, type: phone}", "027—8531 7173", "027-8531-7173"),
    ("{label: 甲, type: phone}", "八五三一", "八五三一"),
    ("{label: 甲, type: period}", {"from": "2026/1/1", "to": None}, {"from": "2026-01-01"}),
    (
        "{label: 甲, type: quantity, units: [日, 月]}",
        {"amount": 1, "unit": " 月 "},
        {"amount": "1", "unit": "月"},
    ),
    ("{label: 甲, type: quantity, units: [日, 月]}", "2月", {"amount": "2", "unit": "月"}),
    ("{label: 甲, type: quantity, units: [日, 月]}", "不定期", {"amount": "不定期"}),
    (NATURE, "事业单位", {"option": "事业单位"}),
    (NATURE, ["事业单位"], {"option": "事业单位"}),
    (NATURE, {"option": "其他", "note": ""}, {"option": "其他"}),
    (
        MODALITY,
        ["文本", {"option": "其他", "amount": 0.2}],
        [{"option": "文本"}, {"option": "其他", "amount": "0.2"}],
    ),
    (MODALITY, {"option": "文本", "amount": "1.5TB"}, [{"option": "文本", "amount": "1.5"}]),
    (
        "{label: 甲, type: choices, options: [方向1：智能产品, 乙]}",
        "方向 1: 智能产品",
        [{"option": "方向1：智能产品"}],
    ),
    ("{label: 甲, type: narrative}", "一\n\n二", [{"text": "一"}, {"text": "二"}]),
    (
        "{label: 甲, type: narrative}",
        [{"items": ["a", 1], "numbered": "true"}],
        [{"items": ["a", "1"], "numbered": True}],
    ),
    (
        "{label: 甲, type: narrative}",
        [{"image": "a.png", "width_mm": "120"}],
        [{"image": "a.png", "width_mm": 120}],
    ),
    ("{label: 甲, type: narrative}", 2026, [{"text": "2026"}]),
    ("{label: 甲, type: narrative}", [{"heading": 1}, {"text": 2}], [{"heading": "1"}, {"text": "2"}]),
    ("{label: 甲, type: choice, options: ['2025', '2026']}", 2026, {"option": "2026"}),
    ("{label: 甲, type: narrative}", [{"formula": "x²"}], [{"formula": "x²"}]),
    ("{label: 甲, type: period}", "2026-01 至 2026-12", {"from": "2026-01", "to": "2026-12"}),
    ("{label: 甲, type: period}", "2026-06-10", "2026-06-10"),
    ("{label: 甲, type: text, offers_none: true}", "无", "无"),
    ("{label: 甲, type: date, offers_none: true}", "无", "无"),
]


@pytest.mark.parametrize(("declaration", "raw", "kept"), LOADED)
def test_a_loaded_value_takes_the_form_of_its_field_once_and_for_all(
    declaration: str, raw: Any, kept: Any
) -> None:
    field = field_of(declaration)
    made = normalise(field, raw)
    assert made == kept
    assert type(made) is type(kept)
    assert normalise(field, made) == made


@pytest.mark.parametrize(
    ("declaration", "value", "code"),
    [
        ("{label: 甲, type: text}", ["x"], "text_shape"),
        ("{label: 甲, type: integer}", "12;", "integer_shape"),
        ("{label: 甲, type: integer}", "约1200", "number_words"),
        ("{label: 甲, type: integer}", "4.2E+17", "integer_shape"),
        ("{label: 甲, type: decimal}", "未公开", "number_words"),
        ("{label: 甲, type: integer}", "-1", "integer_shape"),
        ("{label: 甲, type: integer}", "1,200", None),
        ("{label: 甲, type: decimal}", "12.5.1", "decimal_shape"),
        ("{label: 甲, type: decimal}", "-12.50", None),
        ("{label: 甲, type: date}", "2026-02-30", "date_unreal"),
        ("{label: 甲, type: date}", "六月", "date_shape"),
        ("{label: 甲, type: date}", "2026年6月", "date_month"),
        ("{label: 甲, type: date, offers_none: true}", "无", None),
        ("{label: 甲, type: month}", "2026-13", "month_shape"),
        ("{label: 甲, type: period}", {"from": "2026-05", "to": "2026-01"}, "period_order"),
        ("{label: 甲, type: period}", {"from": "2026-05"}, "period_part"),
        ("{label: 甲, type: quantity, units: [日, 月]}", {"amount": "1"}, "quantity_unit"),
        (
            "{label: 甲, type: quantity, units: [日, 月]}",
            {"amount": "1", "unit": "季"},
            "quantity_unit_unknown",
        ),
        ("{label: 甲, type: quantity, units: [日, 月]}", {"amount": "实时"}, "quantity_words"),
        ("{label: 甲, type: quantity, units: [日, 月]}", {"amount": "1;"}, "quantity_shape"),
        ("{label: 甲, type: yes_no}", "也许", "yes_no_shape"),
        (NATURE, {"option": "个体户"}, "option_unknown"),
        (NATURE, [{"option": "事业单位"}, {"option": "其他"}], "option_single"),
        (MODALITY, [{"option": "文本"}, {"option": "文本"}], "option_twice"),
        (MODALITY, [{"option": "文本", "amount": "一点"}], "option_amount_words"),
        (MODALITY, [{"option": "文本", "amount": "1..5"}], "option_amount_shape"),
        (MODALITY, "文本", "option_shape"),
        ("{label: 甲, type: narrative}", [{"formula": "x²"}], "narrative_block"),
        ("{label: 甲, type: narrative}", 5, "narrative_shape"),
        ("{label: 甲, type: rows, carried: true, fields: {a: {label: 乙, type: text}}}", [1], "rows_shape"),
        ("{label: 甲, type: uscc}", "12420100MB1234567", "uscc_length"),
    ],
)
def test_a_value_that_does_not_fit_says_why(declaration: str, value: Any, code: str | None) -> None:
    assert problem(field_of(declaration), value) == code


@pytest.mark.parametrize(
    ("declaration", "value", "printed"),
    [
        ("{label: 甲, type: date}", "2026-06-01", "2026年6月1日"),
        ("{label: 甲, type: month}", "2026-06", "2026年6月"),
        ("{label: 甲, type: period}", {"from": "2025-01", "to": "2026-12"}, "2025年1月至2026年12月"),
        ("{label: 甲, type: decimal, unit: 万元}", "12.50", "12.50万元"),
        ("{label: 甲, type: decimal, unit: 万元}", "未公开", "未公开"),
        ("{label: 甲, type: decimal, unit: 万元}", "约12.5", "约12.5万元"),
        ("{label: 甲, type: quantity, units: [日, 月]}", {"amount": "1", "unit": "月"}, "1月"),
        ("{label: 甲, type: quantity, units: [日, 月]}", {"amount": "实时", "unit": "月"}, "实时"),
        (NATURE, {"option": "其他", "note": "院前急救"}, "其他（院前急救）"),
        (
            MODALITY,
            [{"option": "文本", "amount": "1.5"}, {"option": "其他", "note": "波形", "amount": "0.2"}],
            "文本1.5TB、其他（波形）0.2TB",
        ),
        (HONOURS, [{"option": "发明专利", "amount": "3"}], "发明专利3项"),
        ("{label: 甲, type: yes_no}", False, "否"),
        ("{label: 甲, type: integer}", "约1200", "约1200"),
        (
            "{label: 甲, type: narrative}",
            [{"heading": "题"}, {"table": [["a", "b"]], "caption": "表"}],
            "题\na\nb\n表",
        ),
    ],
)
def test_a_value_is_shown_as_the_paper_prints_it(declaration: str, value: Any, printed: str) -> None:
    assert display(field_of(declaration), value) == printed


def test_earlier_ids_and_options_open_under_their_new_names() -> None:
    form = form_of(
        """
        unit_name: {label: 单位名称, type: text, was: [company]}
        kind: {label: 方向, type: choices, options: [{label: 新方向, was: [旧方向]}]}
        tasks:
          {label: 任务, type: group, each: kind, carried: true, fields: {goal: {label: 目标, type: text}}}
        """
    )
    old = {"company": "示例医院", "kind": ["旧方向"], "tasks": {"旧方向": {"goal": "达标"}}, "newer": 1}
    assert normalise_values(form, old) == {
        "unit_name": "示例医院",
        "kind": [{"option": "新方向"}],
        "tasks": {"新方向": {"goal": "达标"}},
        "newer": 1,
    }


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["option", "note", "amount", "unit", "from", "to", "text", "items", "table", "image", "a"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
_DECLARED = ("quantity", "rows", "group", "choice", "choices")
EVERY_TYPE = [
    *(f"{{label: 甲, type: {kind}}}" for kind in FieldType if kind not in _DECLARED),
    "{label: 甲, type: quantity, units: [日, 月]}",
    "{label: 甲, type: rows, carried: true, fields: {a: {label: 乙, type: integer}}}",
    "{label: 甲, type: group, carried: true, fields: {a: {label: 乙, type: date}}}",
    NATURE,
    MODALITY,
]
FIELDS = [field_of(declaration) for declaration in EVERY_TYPE]


@given(st.sampled_from(FIELDS), ANYTHING)
def test_no_value_whatever_breaks_loading_judging_or_printing(field: Any, raw: Any) -> None:
    made = normalise(field, raw)
    assert normalise(field, made) == made
    problem(field, made)
    assert isinstance(display(field, made), str)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("江汉", "江汉区"),
        ("东西湖", "东西湖区"),
        ("江汉区", "江汉区"),
        ("东湖高新", "东湖高新"),
        ("经开", "经开"),
        ("长江新区", "长江新区"),
        ("东湖风景区", "东湖风景区"),
        ("汉", "汉"),
        ("武汉", "武汉"),
    ],
)
@pytest.mark.parametrize(
    "form_id", ["wuhan-2026-1", "wuhan-2026-2", "wuhan-2026-3", "wuhan-2026-4", "wuhan-2026-5"]
)
def test_a_district_lacks_no_last_character(form_id: str, typed: str, kept: str) -> None:
    district = default_library(None).form(form_id).field("district")
    assert district is not None
    assert normalise(district, typed) == kept
