"""Two values side by side: what only one of them says is marked, word by word."""

from __future__ import annotations

from aimed_desktop.application.editing.comparison import Comparison, compare
from aimed_desktop.application.editing.shown_looks import as_html
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType

CHAPTER = Field("background", "背景", FieldType.NARRATIVE)


def only(comparison: Comparison, kind: str) -> list[str]:
    return [mark.text.strip() for mark in comparison.marks if mark.kind == kind]


def new_text(comparison: Comparison) -> str:
    return "".join(mark.text for mark in comparison.marks if mark.kind != "gone")


def test_words_that_were_changed_are_marked_on_their_side_alone() -> None:
    found = compare(
        CHAPTER,
        [{"text": "报告时间由30分钟缩短至8分钟。"}, {"text": "第二段。"}],
        [{"text": "报告时间由26分钟缩短至8分钟，漏诊减少。"}, {"text": "第二段。"}],
    )
    assert only(found, "gone") == ["30"]
    assert only(found, "new") == ["26", "，漏诊减少"]
    assert (found.old_words, found.new_words) == (19, 24)


def test_a_paragraph_that_came_or_went_is_marked_whole() -> None:
    found = compare(CHAPTER, [{"text": "甲。"}], [{"text": "甲。"}, {"items": ["乙"], "numbered": True}])
    assert only(found, "gone") == []
    assert only(found, "new") == ["1. 乙"]


def test_pictures_and_tables_are_told_by_their_captions() -> None:
    value = [{"image": "files/a.png", "caption": "现场"}, {"table": [["指标", "值"], ["甲", "1"]]}]
    found = compare(CHAPTER, None, value)
    assert new_text(found).splitlines() == ["〔图：现场〕", "〔表：没有表题〕", "指标 | 值", "甲 | 1"]


def test_a_date_is_compared_as_it_is_printed() -> None:
    found = compare(Field("day", "日期", FieldType.DATE), "2026-06-01", "2026-06-10")
    assert new_text(found) == "2026年6月10日"
    assert only(found, "new") == ["10"]


def test_looks_spans_widths_heads_and_figures_beside_are_shown_as_what_changed() -> None:
    old = [
        {"text": "低于100×109/L"},
        {"image": "files/a.png", "caption": "前"},
        {"image": "files/b.png", "caption": "后"},
        {"table": [["医院", ""], ["前", "后"]], "caption": "对比"},
    ]
    new = [
        {"text": ["低于100×10", {"sup": "9"}, "/L"]},
        {"image": "files/a.png", "caption": "前"},
        {"image": "files/b.png", "caption": ["后", {"sub": "2"}], "beside": True},
        {
            "table": [[{"text": "医院", "span": 2}], ["前", "后"]],
            "caption": "对比",
            "widths": [1, 3],
            "header_rows": 2,
        },
    ]
    found = compare(CHAPTER, old, new)
    shown = [as_html(mark.text) for mark in found.marks if mark.kind == "new"]
    assert shown[0] == "10<sup>9</sup>"
    assert "<sub>2</sub>（与上图并排）" in shown
    assert "（列宽 25:75，前 2 行是表头）" in shown and "（占 2 列）" in shown
    assert (found.old_words, found.new_words) == (11, 12)


def test_a_look_never_parts_from_its_character_and_what_is_typed_stays_typed() -> None:
    words = ["<b>10", {"sup": "9"}, {"bold": "明显\n下降"}]
    found = compare(CHAPTER, [{"text": words}], [{"text": [*words, {"sup": "注"}]}])
    html = "".join(as_html(mark.text) for mark in found.marks)
    assert html == "&lt;b&gt;10<sup>9</sup><b>明显</b><br><b>下降</b><sup>注</sup>"
