"""What Word and WPS put on the clipboard becomes words, headings, lists and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from aimed_desktop.application.pasting.html import read_html
from aimed_desktop.application.values import narrative_shape

CLIPBOARD = Path(__file__).parents[2] / "fixtures" / "clipboard"


def clipboard(name: str) -> str:
    return (CLIPBOARD / f"{name}.html").read_text(encoding="utf-8")


def test_a_piece_of_a_word_file_is_cleaned_to_its_blocks() -> None:
    pasted = read_html(clipboard("word"))
    assert list(pasted.entries) == [
        {"heading": "1 建设背景", "level": 1},
        {
            "text": [
                "武汉市示例医院于2025年",
                {"bold": "3月"},
                "部署CT智能判读系统，平均报告时间由30分钟缩短至8分钟，"
                "阳性检出率达到96.4%，系统运行稳定。新加的话。",
            ]
        },
        {"items": ["与影像归档系统对接；", "建立双人复核机制。"], "numbered": True},
        {"items": ["不编号的一项"], "numbered": False},
        {"picture": 0},
        {
            "table": [
                [{"text": "指标", "down": 2}, {"text": "结果", "span": 2}],
                ["使用前", "使用后"],
                ["报告时间 （平均）", "30分钟", "8分钟"],
            ]
        },
        {"heading": "（二）推广价值", "level": 2},
        {"text": "可在医联体内推广。\n第二行。"},
    ]
    assert pasted.pictures == ("file:///C:/Temp/msohtmlclip1/01/clip_image002.jpg",)
    assert pasted.losses == ("第2段：隐藏的文字没有放进来",)


def test_a_piece_of_a_wps_file_is_cleaned_to_its_blocks() -> None:
    pasted = read_html(clipboard("wps"))
    assert list(pasted.entries) == [
        {"heading": "（一）技术创新", "level": 2},
        {"text": ["系统采用Transformer结构，在", {"bold": "12,480"}, "例胸部CT上训练。"]},
        {"items": ["数据脱敏", "权限管理"], "numbered": True, "label": "{一}、"},
        {"table": [["年份", "例数"], ["2025", "12,480"]]},
        {"picture": 0},
    ]


@pytest.mark.parametrize("name", ["word", "wps"])
def test_what_was_read_is_a_narrative(name: str) -> None:
    entries = [entry for entry in read_html(clipboard(name)).entries if "picture" not in entry]
    assert narrative_shape.problem(entries) is None
    assert narrative_shape.normalise(entries) == entries


@pytest.mark.parametrize(
    ("html", "entries"),
    [
        ("<ul><li>甲<li>乙</ul><p>丙", [{"items": ["甲", "乙"], "numbered": False}, {"text": "丙"}]),
        ("<ol><li>甲<ul><li>子项</ul><li>乙</ol>", [
            {"items": [{"text": "甲", "items": ["子项"], "numbered": False}, "乙"], "numbered": True}
        ]),
        ("<p>one\n two</p>", [{"text": "one two"}]),
        ("<table><tr><td>一格</td></tr></table>", [{"text": "一格"}]),
        ("<table><tr><td>外<table><tr><td>内</td><td>层</td></tr></table></td><td>右</td></tr></table>", [
            {"table": [["外 内 层", "右"]]}
        ]),
        ("<p>没有结束 <u>的 <i>标签", [{"text": "没有结束 的 标签"}]),
        ("<script>alert(1)</script><style>p{}</style>", []),
        ("</p></td></table>&nbsp;", []),
        ("", []),
    ],
)  # fmt: skip
def test_other_html_is_read_as_well(html: str, entries: list[object]) -> None:
    assert list(read_html(html).entries) == entries


def test_what_a_revision_deleted_and_the_marks_of_comments_are_left_out() -> None:
    html = '<p>保留<span class=msoDel>删掉</span><a class="msocomanchor" href="#a">[A1]</a>加上</p>'
    assert read_html(html).entries == ({"text": "保留加上"},)


def test_cells_that_are_not_closed_are_a_table_all_the_same() -> None:
    html = "<table><tr><td>1<td>2<tr><td>3<td>4</table>后"
    assert read_html(html).entries == ({"table": [["1", "2"], ["3", "4"]]}, {"text": "后"})


def test_a_paragraph_inside_an_item_belongs_to_the_item() -> None:
    html = "<ol><li><p>甲</p><p>续</p></li><li><div>乙</div></li></ol><p>后</p>"
    assert read_html(html).entries == ({"items": ["甲续", "乙"], "numbered": True}, {"text": "后"})


def test_hyphens_and_breaks_that_nobody_sees_are_dropped() -> None:
    assert read_html("<p>软\u00ad连\u200b字</p>").entries == ({"text": "软连字"},)
