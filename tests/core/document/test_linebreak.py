"""Lines obey 禁则, keep words whole and lose nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aimed_desktop.document.typeset.linebreak import NO_END, NO_START, Line, break_lines

HAN = "武汉市人工智能医疗创新应用征集系统平台数据集年月日𠮷"
FORBIDDEN_STARTS = "，。、；：？！）》」』】〕〉”’…—·％℃)]},.;:!?%"
FORBIDDEN_ENDS = "（《「『【〔〈“‘([{￥"
WESTERN = ["AI", "CT", "MRI", "3.5%", "10kg", "mg/L", "a@b.com", "GPU", "2026", "—", "x"]

word = st.one_of(
    st.text(HAN, min_size=1, max_size=12),
    st.sampled_from(WESTERN),
    st.sampled_from(
        [*"，。、；：？！", "——", "……", "（甲）", "“乙”", "《丙》", "（丁）。", "；“", "□是", " "]
    ),
)
passages = st.lists(word, min_size=1, max_size=60).map("".join)


def width_of(character: str) -> float:
    return 6.0 if character.isascii() else 12.0


def lines_of(text: str, room: float = 180, **more: object) -> list[tuple[str, Line]]:
    widths = [width_of(character) for character in text]
    return [(text[line.start : line.stop], line) for line in break_lines(text, widths, room, 12, **more)]


def has_long_knot(text: str, room: float) -> bool:
    """Whether marks follow one another so closely that some line has no lawful place to break."""
    marks = re.escape("".join(NO_START | NO_END) + "“”‘’'\"")
    knots = re.findall(rf"[{marks}]*(?:[!-~]+|[^{marks}\s])?[{marks}]+(?:[!-~]+|\S)?", text)
    return any(sum(map(width_of, knot)) > room / 2 for knot in [*knots, *re.findall(r"[!-~{marks}]+", text)])


@pytest.mark.parametrize("mark", FORBIDDEN_STARTS)
def test_a_mark_that_closes_or_pauses_never_begins_a_line(mark: str) -> None:
    for length in range(10, 45):
        shown = [line for line, _ in lines_of("武" * length + mark + "汉" * 20)]
        assert not [line for line in shown if line[0] == mark]


@pytest.mark.parametrize("mark", FORBIDDEN_ENDS)
def test_a_mark_that_opens_never_ends_a_line(mark: str) -> None:
    for length in range(10, 45):
        shown = [line for line, _ in lines_of("武" * length + mark + "汉" * 20)]
        assert not [line for line in shown if line[-1] == mark]


@given(passages, st.sampled_from([96.0, 180.0, 333.0, 450.0]))
def test_no_line_starts_or_ends_with_a_mark_that_may_not_stand_there(text: str, room: float) -> None:
    assume(not has_long_knot(text, room))
    lines = [shown for shown, _ in lines_of(text, room)]
    assert not [line for line in lines[1:] if line[:1] in FORBIDDEN_STARTS and line]
    assert not [line for line in lines[:-1] if line[-1:] in FORBIDDEN_ENDS and line]


@given(st.text(), st.sampled_from([30.0, 96.0, 450.0]))
def test_the_lines_hold_the_whole_text_and_none_is_too_wide(text: str, room: float) -> None:
    lines = [line for _, line in lines_of(text, room)]
    assert "".join(text[line.start : line.end] for line in lines) == text.replace("\n", "")
    assert all(line.width <= room + 0.02 for line in lines)
    assert all(not text[line.stop : line.end].strip(" \t\u3000") for line in lines)


@given(passages)
def test_a_word_that_fits_a_line_is_never_cut(text: str) -> None:
    lines = lines_of(text, 450)
    for _, line in lines[:-1]:
        before, after = text[line.end - 1 : line.end], text[line.end : line.end + 1]
        assert not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum())


def test_a_closing_mark_is_squeezed_to_half_rather_than_taking_a_character_with_it() -> None:
    text = "武汉市人工智能医疗创新应用，征集"
    (first, line), *_ = lines_of(text, 13 * 12 + 6)
    assert first == "武汉市人工智能医疗创新应用，"
    assert line.width == 13 * 12 + 6


def test_a_number_keeps_its_unit_and_an_address_stays_whole() -> None:
    text = "存储容量为影像数据一百二十 500 GB，联系whaicj@126.com邮箱"
    shown = [line for line, _ in lines_of(text, 16 * 12)]
    assert any("500 GB，" in line for line in shown)
    assert any("whaicj@126.com" in line for line in shown)


@pytest.mark.parametrize("word", ["100×10⁹/L", "10⁻³", "mmol·L⁻¹", "H⁺/OH⁻", "x₊₁", "CO₂"])
def test_no_line_begins_with_what_is_raised_or_lowered(word: str) -> None:
    for count in range(1, 12):
        text = "血" * count + word + "高"
        starts = [text[line.start] for line in break_lines(text, [1.0] * len(text), 12.0, 1.0)]
        assert not set(starts) & set("⁹⁻³¹⁺₊₁₂")


def test_an_overlong_word_is_broken_and_fills_its_lines() -> None:
    text = "https://example.org/" + "a" * 100
    lines = lines_of(text, 180)
    assert [len(shown) for shown, _ in lines[:-1]] == [30] * (len(lines) - 1)


def test_a_line_feed_ends_its_line_and_an_empty_line_stays() -> None:
    lines = lines_of("甲\n\n乙\n")
    assert [shown for shown, _ in lines] == ["甲", "", "乙", ""]
    assert all(line.hard for _, line in lines)


def test_a_whole_stretch_moves_to_the_next_line_together() -> None:
    text = "□党政机关  □事业单位  □社会团体"
    shown = [line for line, _ in lines_of(text, 12 * 12, whole=[(0, 5), (7, 12), (14, 19)])]
    assert shown == ["□党政机关  □事业单位", "□社会团体"]


def test_no_centred_label_ends_with_a_lone_character() -> None:
    shown = [line for line, _ in lines_of("建设资金来源及组成", 4 * 12, even=True)]
    assert shown == ["建设资金", "来源及", "组成"]
