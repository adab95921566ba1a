"""Two values side by side: what only one of them says is marked, word by word."""

from __future__ import annotations

from aimed_desktop.application.editing.comparison import Comparison, compare
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
