"""Two states of an application are told apart field by field, in words that a clerk reads at a glance."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.application.editing.difference import differences, summary, take_over
from aimed_desktop.application.editing.word_marks import WordMark, marks, shortened
from aimed_desktop.application.model import Application, MaterialFile
from tests.core.application.inline_forms import form_of

FORM = form_of(
    """
    name: {label: 场景名称, type: text}
    person: {label: 身份证号, type: id_number}
    story: {label: 背景, type: narrative}
    cases:
      label: 案例
      type: rows
      carried: true
      fields: {title: {label: 名称, type: text}, size: {label: 规模, type: integer, unit: 例}}
    """
)


def told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [d.sentence for d in differences(Application(FORM, before), Application(FORM, after))]


def test_short_values_are_told_with_what_stood_there_before() -> None:
    assert told({"name": "急诊"}, {"name": "急诊分诊"}) == ["场景名称：“急诊” → “急诊分诊”"]
    assert told({}, {"name": "急诊"}) == ["场景名称：填入“急诊”"]
    assert told({"name": "急诊"}, {}) == ["场景名称：清空（原为“急诊”）"]


def test_long_texts_are_told_by_their_words() -> None:
    one, two = [{"text": "痛点"}], [{"text": "痛点和难点"}, {"text": "三"}]
    assert told({"story": one}, {"story": two}) == ["背景：+4 字"]
    assert told({"story": one}, {"story": [{"text": "难点"}]}) == ["背景：有改动，字数没变"]
    assert told({"story": two}, {}) == ["背景：清空（原 6 字）"]
    assert told({"story": two}, {"story": two[:1]}) == ["背景：-1 字"]


def test_of_a_chapter_only_the_paragraphs_that_differ_are_compared() -> None:
    before = [{"text": "甲"}, {"text": "乙"}, {"text": "丙"}, {"text": "丁"}]
    after = [before[0], {"text": "乙改"}, {"text": "新"}, *before[2:]]
    (found,) = differences(Application(FORM, {"story": before}), Application(FORM, {"story": after}))
    assert (found.old, found.new) == ("乙", "乙改\n新")


def test_a_row_that_came_or_went_is_told_as_such_and_the_others_are_not() -> None:
    rows = [{"title": "甲"}, {"title": "乙", "size": "5"}, {"title": "丙"}]
    assert told({"cases": rows}, {"cases": [rows[0], rows[2]]}) == ["案例（第2行）：删除（原为“乙，5例”）"]
    assert told({"cases": rows[:2]}, {"cases": rows}) == ["案例（第3行）：增加“丙”"]
    changed = [rows[0], {"title": "乙", "size": "6"}, rows[2]]
    assert told({"cases": rows}, {"cases": changed}) == ["案例（第2行）规模：“5例” → “6例”"]


def test_a_character_that_is_the_same_by_chance_is_no_island_between_two_changes() -> None:
    assert marks("智能辅助诊断", "智能检验助手系统") == [
        WordMark("same", "智能"),
        WordMark("gone", "辅助诊断"),
        WordMark("new", "检验助手系统"),
    ]
    kinds = [(mark.kind, mark.text) for mark in marks("复核需30分钟，漏诊2.1%", "复核需25分钟，漏诊1.8%")]
    assert kinds[2] == ("new", "25") and kinds[3] == ("same", "分钟，漏诊")


def test_an_id_number_is_masked() -> None:
    (words,) = told({}, {"person": "420106199001010015"})
    assert "19900101" not in words


def test_materials_are_told_and_taken_over() -> None:
    before = Application(FORM, {"name": "甲"}, (MaterialFile("licence", "files/旧证.pdf"),))
    after = Application(FORM, {"name": "乙"}, (MaterialFile("licence", "files/新证.pdf"),))
    name, material = differences(before, after)
    assert (material.path, material.old, material.new) == ("materials.licence", "旧证.pdf", "新证.pdf")
    take_over(after, before, [material.top], originator=None)
    assert after.materials == before.materials
    assert after.get("name") == "乙"
    take_over(after, before, [name.top], originator=None)
    assert differences(before, after) == []


def test_a_summary_names_the_first_and_counts_the_rest() -> None:
    after = {"name": "甲", "story": [{"text": "乙"}], "cases": [{"title": "一"}, {"title": "二"}]}
    words = summary(differences(Application(FORM), Application(FORM, after)))
    assert words.startswith("场景名称：填入“甲”；背景：+1 字；")
    assert words.endswith("；另有 1 处")


TEXTS = st.text(st.sampled_from("医院智能。\nab "), max_size=80)


@given(TEXTS, TEXTS)
def test_marks_hold_both_texts_whole(old: str, new: str) -> None:
    found = marks(old, new)
    assert "".join(mark.text for mark in found if mark.kind != "new") == old
    assert "".join(mark.text for mark in found if mark.kind != "gone") == new
    assert all(a.kind != b.kind for a, b in itertools.pairwise(found))


def test_only_the_words_that_differ_are_marked() -> None:
    old = "第一段没有改。\n利用人工智能缩短报告时间，共30分钟。"
    new = "第一段没有改。\n利用人工智能缩短等待时间，共8分钟。"
    assert [m for m in marks(old, new) if m.kind != "same"] == [
        WordMark("gone", "报告"),
        WordMark("new", "等待"),
        WordMark("gone", "30"),
        WordMark("new", "8"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("共1,200人。", "共1,250人。"), ("共1，200人。", "共1，250人。"), ("误差0.125%。", "误差0.145%。"),
        ("样本12,345,678.5例", "样本12,345,978.5例"), ("第１２期", "第１８期"),
        ("型号GPT-4o。", "型号GPT-4v。"),
    ],
)  # fmt: skip
def test_a_number_or_a_name_of_letters_is_marked_whole(old: str, new: str) -> None:
    same, gone, put, *_ = marks(old, new)
    assert [mark.kind for mark in (same, gone, put)] == ["same", "gone", "new"]
    whole = re.compile(r"[0-9０-９A-Za-z][0-9０-９A-Za-z,，.%-]*")
    assert gone.text == "".join(whole.findall(old)) and put.text == "".join(whole.findall(new))


def test_a_number_of_a_long_paragraph_and_a_cell_of_a_table_are_marked_alone() -> None:
    paragraph = "我院急诊科年接诊胸痛患者1.1万人次，CT报告平均等待52分钟，漏诊、误诊后果严重。" * 40
    table = "\n".join(f"第{row}项指标　{row * 7}　{row * 3},000" for row in range(1, 30))
    old = f"{paragraph}\n{table}"
    new = old.replace("等待52分钟", "等待18分钟", 20).replace("　9,000", "　9,500")
    changed = [(mark.kind, mark.text) for mark in marks(old, new) if mark.kind != "same"]
    assert changed == [("gone", "52"), ("new", "18")] * 20 + [("gone", "9,000"), ("new", "9,500")]


def test_what_is_cut_short_parts_no_number() -> None:
    text = "患者" * 60 + "12,345,678.25元" + "，" * 14
    found = shortened(marks(f"{text}甲", f"{text}乙"))
    assert found[0].text == "…元" + "，" * 14, "the number would begin outside of what is shown"


def test_two_long_values_are_told_where_they_differ() -> None:
    name = "武汉市示例医院急诊胸痛三联征影像{}辅助诊断与危急值闭环管理典型应用场景"
    assert told({"name": name.format("智能")}, {"name": name.format("人工")}) == [
        "场景名称：“…联征影像智能辅助诊断…” → “…联征影像人工辅助诊断…”"
    ]


def test_what_is_equal_for_long_is_cut_short_for_the_eye() -> None:
    found = shortened(marks("甲" * 500 + "乙" + "丙" * 500, "甲" * 500 + "丁" + "丙" * 500))
    assert [(m.kind, len(m.text)) for m in found] == [("same", 25), ("gone", 1), ("new", 1), ("same", 25)]


def test_the_work_on_two_very_different_long_texts_is_bounded(monkeypatch: Any) -> None:
    """Counted in pairs of pieces that are compared, not in seconds."""
    from aimed_desktop.application.editing import word_marks

    compared = 0
    matcher = word_marks.SequenceMatcher

    def counting(junk: None, old: list[str], new: list[str], autojunk: bool) -> Any:
        nonlocal compared
        compared += len(old) * len(new)
        return matcher(junk, old, new, autojunk=autojunk)

    monkeypatch.setattr(word_marks, "SequenceMatcher", counting)
    old = "".join(chr(0x4E00 + (i * 7919) % 500) for i in range(50_000))
    new = "".join(chr(0x4E00 + (i * 104_729) % 500) for i in range(50_000))
    for width in (50, 700, 50_000):
        lines = ["\n".join(text[i : i + width] for i in range(0, 50_000, width)) for text in (old, new)]
        marks(*lines)
    assert compared <= 3 * word_marks._BUDGET


def test_a_change_of_looks_labels_or_layout_alone_is_told_as_such() -> None:
    sentence = "背景：文字没变，上下标、加粗、编号或图表的版式有改动"
    table = {"table": [["甲", "乙"]]}
    for before, after in (
        ({"text": "109"}, {"text": ["10", {"sup": "9"}]}),
        ({"items": ["甲"], "numbered": True}, {"items": ["甲"], "numbered": True, "label": "（{一}）"}),
        (table, table | {"widths": [1, 3]}),
        (table, table | {"header_rows": 0}),
        ({"image": "files/a.png"}, {"image": "files/a.png", "beside": True}),
    ):
        assert told({"story": [before]}, {"story": [after]}) == [sentence]
