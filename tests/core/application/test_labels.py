"""Labels of list items: Word's number formats, our patterns, what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.application.values.labels import (
    PATTERNS,
    TypedLabel,
    is_pattern,
    label_pattern,
    label_text,
    pattern_of_level,
    typed_label,
)
from aimed_desktop.application.values.number_formats import is_known, number_text


@pytest.mark.parametrize(
    ("number_format", "numbers", "texts"),
    [
        ("decimal", (0, 1, 10), "0 1 10"),
        ("upperRoman", (1, 4, 9, 14, 40, 90, 400, 1999), "I IV IX XIV XL XC CD MCMXCIX"),
        ("lowerLetter", (1, 26, 27, 28, 52, 53), "a z aa bb zz aaa"),
        (
            "ordinal",
            (1, 2, 3, 4, 11, 12, 13, 21, 101, 111),
            "1st 2nd 3rd 4th 11th 12th 13th 21st 101st 111th",
        ),
        ("decimalZero", (1, 9, 10, 100), "01 09 10 100"),
        ("decimalFullWidth", (1, 20), "１ ２０"),
        ("decimalEnclosedCircle", (1, 20, 21, 35, 36, 50, 51), "① ⑳ ㉑ ㉟ ㊱ ㊿ 51"),
        ("decimalEnclosedParen", (1, 20, 21), "⑴ ⒇ 21"),
        ("decimalEnclosedFullstop", (1, 20, 21), "⒈ ⒛ 21"),
        ("chineseCounting", (1, 10, 11, 20, 99, 100, 101), "一 十 十一 二十 九十九 一○○ 一○一"),
        (
            "chineseCountingThousand",
            (10, 19, 110, 101, 1001, 1010),
            "十 十九 一百一十 一百零一 一千零一 一千零一十",
        ),
        (
            "chineseCountingThousand",
            (10000, 10001, 20010, 12345),
            "一万 一万零一 二万零一十 一万二千三百四十五",
        ),
        ("chineseLegalSimplified", (1, 2, 3, 10, 11, 20, 101), "壹 贰 叁 壹拾 壹拾壹 贰拾 壹佰零壹"),
        ("ideographLegalTraditional", (2, 3, 6, 10), "貳 參 陸 壹拾"),
        ("ideographDigital", (10, 20, 105), "一〇 二〇 一〇五"),
        ("japaneseCounting", (10, 100, 101, 1111), "十 百 百一 千百十一"),
        ("ideographTraditional", (1, 10, 11), "甲 癸 11"),
        ("ideographZodiac", (1, 12, 13), "子 亥 13"),
        ("ideographZodiacTraditional", (1, 11, 60), "甲子 甲戌 癸亥"),
        ("ideographEnclosedCircle", (1, 10), "㈠ ㈩"),
        ("cardinalText", (1, 21), "One Twenty-one"),
        ("ordinalText", (2, 12, 20), "Second Twelfth Twentieth"),
        ("chicago", (1, 4, 5), "* § **"),
        ("hex", (10, 255), "A FF"),
    ],
)
def test_a_number_is_written_as_the_format_of_word_says(
    number_format: str, numbers: tuple[int, ...], texts: str
) -> None:
    assert [number_text(number_format, number) for number in numbers] == texts.split(" ")


def test_bullets_and_none_have_no_number_and_an_unknown_format_is_decimal() -> None:
    assert number_text("bullet", 3) == number_text("none", 3) == ""
    assert number_text("bahtText", 3) == "3" and not is_known("bahtText")
    assert number_text("lowerLetter", 2**31) == str(2**31)


@pytest.mark.parametrize(
    ("number_format", "level_text", "pattern"),
    [
        ("decimal", "%1.", "{1}."),
        ("chineseCounting", "（%1）", "（{一}）"),
        ("japaneseCounting", "%1、", "{一}、"),
        ("chineseCountingThousand", "第%1章 ", "第{一}章"),
        ("decimalEnclosedCircle", "%1", "{①}"),
        ("decimalEnclosedCircleChinese", "%1", "{①}"),
        ("lowerLetter", "%1)", "{a})"),
        ("upperLetter", "%1.", "{A}."),
        ("lowerRoman", "%1", "{i}"),
        ("decimal", "%1.%1", None),
        ("decimal", "%2.", None),
        ("decimal", "一、", None),
        ("bullet", "•", None),
        ("hex", "%1", None),
    ],
)
def test_a_level_of_word_is_a_pattern_where_its_label_has_one_number(
    number_format: str, level_text: str, pattern: str | None
) -> None:
    assert pattern_of_level(number_format, level_text, 0) == pattern


def test_a_format_that_only_begins_alike_is_a_pattern_as_far_as_it_says_the_same() -> None:
    assert label_pattern("ideographDigital", "%1、", 0, 9) == "{一}、"
    assert label_pattern("ideographDigital", "%1、", 0, 10) is None  # 一〇
    assert label_pattern("chineseCounting", "%1、", 0, 100) is None  # 一○○


def test_every_offered_pattern_says_its_sample_for_one() -> None:
    assert all(label_text(pattern, 1) == pattern.replace("{", "").replace("}", "") for pattern in PATTERNS)
    assert not any(map(is_pattern, ("1.", "{x}.", "{1}{1}", "{1", "", "{1}" + "很" * 9)))


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("（一）数据治理", ("（{一}）", 1), "数据治理"),
        ("（十二） 数据", ("（{一}）", 12), "数据"),
        ("(3)数据", ("({1})", 3), "数据"),
        ("\u3000\u3000一、数据", ("{一}、", 1), "数据"),
        ("1、数据", ("{1}、", 1), "数据"),
        ("1.\t数据", ("{1}.", 1), "数据"),
        ("12．数据", ("{1}．", 12), "数据"),
        ("①数据", ("{①}", 1), "数据"),
        ("㉑数据", ("{①}", 21), "数据"),
        ("a) data", ("{a})", 1), "data"),
        ("B. 数据", ("{A}.", 2), "数据"),
        ("ii) 数据", ("{i})", 2), "数据"),
        ("i. 数据", ("{i}.", 1), "数据"),
        ("⒈数据", ("{⒈}", 1), "数据"),
        ("１、数据", ("{１}、", 1), "数据"),
        ("（1）2型糖尿病", ("（{1}）", 1), "2型糖尿病"),
        ("1、20例", ("{1}、", 1), "20例"),
        ("五、", ("{一}、", 5), ""),
    ],
)
def test_a_typed_label_is_recognised(text: str, label: tuple[str, int], words: str) -> None:
    found = typed_label(text)
    assert found is not None
    assert (found.pattern, found.number) == label and text[found.words_at :] == words


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1.5倍",
            "3.0T磁共振",
            "2026年",
            "2026.6",
            "一、二级医院",
            "1、2号楼",
            "A、B两组",
            "①②③三项",
            "A.B.张",
            "e.g. 例",
        ),
        *(
            "（一）（二）两项",
            "①和②",
            "一百例",
            "100例",
            "ii型",
            "x轴",
            "",
            "，",
            "十一五",
            "(2026)",
            "1000、",
            "〇一、",
        ),
    ],
)
def test_a_number_a_name_or_an_enumeration_is_no_label(text: str) -> None:
    assert typed_label(text) is None


def test_a_letter_that_is_also_a_roman_number_goes_by_the_item_before() -> None:
    assert typed_label("i) 数据", TypedLabel("{a})", 8, 0)) == ("{a})", 9, 3)
    assert typed_label("v) 数据", TypedLabel("{i})", 4, 0)) == ("{i})", 5, 3)


@given(st.sampled_from(PATTERNS), st.integers(1, 20))
def test_what_a_pattern_says_is_read_back(pattern: str, number: int) -> None:
    if pattern == "{i}":
        return  # nothing tells such a label from a word
    before = TypedLabel(pattern, number - 1, 0)
    found = typed_label(label_text(pattern, number) + " 数据", before)
    assert found is not None and (found.pattern, found.number) == (pattern, number)
