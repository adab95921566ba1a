"""The language of rules: what is read, and what is said about what cannot be."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.definition.expression import Binary, Call, Constant, ExpressionNode, Path, Unary
from aimed_desktop.definition.names import KnownNames
from aimed_desktop.definition.rule_language import FUNCTIONS, KEYWORDS, RuleError, parse
from aimed_desktop.definition.rule_types import checked
from tests.core.definition.definitions import form_of

NAMES = KnownNames.of(
    form_of(
        """\
form: f
title: t
fields:
  a: {label: a, type: integer}
  word: {label: w, type: text}
  day: {label: d, type: date}
  one: {label: o, type: choice, options: [甲, 乙]}
  many: {label: m, type: choices, options: [甲, {label: 乙, blank: decimal}]}
  yes: {label: y, type: yes_no}
  story: {label: s, type: narrative}
  rows: {label: r, type: rows, fields: {name: {label: n, type: text}, cost: {label: c, type: decimal}}}
  other: {label: r, type: rows, fields: {name: {label: n, type: text}}}
  tasks: {label: t, type: group, each: many, fields: {goal: {label: g, type: text}}}
documents:
  - title: t
    parts:
      - table:
          widths: [1, 1, 1, 1, 1, 1]
          rows:
            - [{field: a}, {field: word}, {field: day}, {field: one}, {field: many}, {field: yes}]
            - repeat: rows
              rows: [[{field: name, span: 3}, {field: cost, span: 3}]]
            - {repeat: other, rows: [[{field: name, span: 6}]]}
      - narrative: story
      - {each: many, paragraphs: ["{goal}"]}
"""
    ).fields,
    ["licence"],
)

SOUND = [
    "a > 3 and not filled(word) or yes",
    "not (a = 1 or a + 2 - 1 != -a)",
    "day > 2026-06-15",
    "day > months_before(day, 3)",
    "chosen(one, '甲') or one = '乙' or chosen(many, '乙')",
    "len(story) + len(word) > 500",
    "count(rows) > 3 and count(many) <= 2 and count(rows.name) = 2",
    "sum(rows.cost) > 1.5 and sum(many) < 7",
    "any(rows.name = word) and all(rows.cost > a) and count(rows.cost > 1) = 1",
    "any(others.notice = 'x' and others.project = word) or count(others) > 1",
    "joined(rows.name) = word",
    "filled(materials.licence)",
    "starts(word, '12')",
    "first(rows.name) != word and first(rows.cost) > 1 and images(story) = 0",
    "any(tasks.head = '产品' and tasks.option != '甲')",
]


@pytest.mark.parametrize("source", SOUND)
def test_a_sound_condition_is_understood(source: str) -> None:
    assert checked(source, NAMES).source == source


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("filed(word)", "没有名为“filed”的函数。是不是“filled”？"),
        ("filled(wrod)", "没有编号为“wrod”的栏目。是不是“word”？"),
        ("first(word) = 'x'", "first(…) 里应是多行栏目里的一列"),
        ("images(word) = 0", "images(…) 数的是正文里的图片"),
        ("word > 3", "两边不是一类：左边是文字，右边是数字"),
        ("word < 'x'", "“<”不能比较文字"),
        ("a and yes", "“and”这里应是是非，写的却是数字"),
        ("a + 1", "条件的结果应是“是”或“否”，这里是数字"),
        ("not a", "“not”这里应是是非"),
        ("a = 1 = 1", "一次只能比较两项"),
        ("a == 1", "一个等号"),
        ("a ＞ 1", "全角符号"),
        ("a > 1）", "全角符号"),
        ("chosen(one, '丙')", "没有选项“丙”"),
        ("one = '丙'", "没有选项“丙”"),
        ("many = '甲'", "两边不是一类"),
        ("chosen(word, '甲')", "chosen(…) 只用于单选和多选"),
        ("chosen(one)", "应有 2 项，写了 1 项"),
        ("rows.name = 'x'", "每行都有一个"),
        ("any(rows.name = other.name)", "只能提到一个多行栏目"),
        ("any(a > 1)", "要提到一个多行栏目"),
        ("any(rows.cost)", "应是一个条件，写的却是数字"),
        ("count(a) > 1", "数的是行数或勾选数"),
        ("sum(rows.name) > 1", "应是多行栏目里的数字"),
        ("len(a) > 1", "len(…) 数的是字数"),
        ("day > 2026-02-30", "没有 2026-02-30 这一天"),
        ("word = '甲", "引号 ' 没有成对"),
        ('word = "甲"', "单引号"),
        ("(a > 1", "括号 ( ) 没有成对"),
        ("a >", "条件末尾"),
        ("a > 1 yes", "前面少了 and、or 或比较符号"),
        ("filled(materials.licnce)", "材料清单里没有“licnce”。是不是“licence”？"),
        ("any(others.colour = 'x')", "others 只能写"),
        ("joined(rows.cost) = word", "joined(…) 里应是多行栏目里的一列文字"),
        ("joined(word) = word", "joined(…) 里应是多行栏目里的一列文字"),
        ("", "条件末尾"),
        ("a > 1 and " * 200 + "yes", "条件太长"),
        ("(" * 60 + "yes" + ")" * 60, "太多层"),
        ("not " * 60 + "yes", "太多层"),
        ("__import__('os')", "看不懂条件里的"),
    ],
)
def test_a_mistake_is_said_in_plain_words(source: str, words: str) -> None:
    with pytest.raises(RuleError) as caught:
        checked(source, NAMES)
    assert words in str(caught.value)


def test_a_row_may_be_named_where_the_rule_stands_in_that_row() -> None:
    assert checked("rows.cost > 3", NAMES, inside="rows")
    assert checked("any(others.project = rows.name)", NAMES, inside="rows")
    with pytest.raises(RuleError):
        checked("other.name = 'x'", NAMES, inside="rows")
    with pytest.raises(RuleError):
        checked("any(others.project = rows.name)", NAMES, inside="other")


def test_not_binds_weaker_than_a_comparison() -> None:
    assert parse("not a = 1").root == Unary("not", Binary("=", Path("a"), Constant("number", Decimal(1))))


def test_a_date_is_no_subtraction() -> None:
    assert parse("2026-06-15").root == Constant("date", "2026-06-15")
    assert isinstance(parse("2026 - 6 - 15").root, Binary)


def printed(node: ExpressionNode) -> str:
    match node:
        case Constant(kind="text"):
            return f"'{node.value}'"
        case Constant():
            return str(node.value)
        case Path():
            return node.path
        case Unary():
            return f"({node.operator} {printed(node.operand)})"
        case Binary():
            return f"({printed(node.left)} {node.operator} {printed(node.right)})"
        case Call():
            return f"{node.function}({', '.join(map(printed, node.arguments))})"


_words = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True).filter(lambda word: word not in KEYWORDS)
_leaves: st.SearchStrategy[Any] = st.one_of(
    st.decimals(0, 9999, places=2).map(lambda value: Constant("number", value)),
    st.text(st.characters(exclude_characters="'", exclude_categories=["C", "Z"]), max_size=5).map(
        lambda text: Constant("text", text)
    ),
    st.dates().map(lambda day: Constant("date", day.isoformat())),
    st.lists(_words, min_size=1, max_size=3).map(lambda parts: Path(".".join(parts))),
)
_operators = st.sampled_from(["and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-"])
_trees = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(Unary, st.sampled_from(["not", "-"]), inner),
        st.builds(Binary, _operators, inner, inner),
        st.builds(Call, st.sampled_from(FUNCTIONS), st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(_trees)
def test_a_printed_tree_is_read_back_as_the_same_tree(tree: ExpressionNode) -> None:
    assert parse(printed(tree)).root == tree


@given(st.text(max_size=40))
def test_any_text_is_a_condition_or_a_problem_of_the_author(text: str) -> None:
    try:
        parse(text)
    except RuleError as error:
        assert str(error)
