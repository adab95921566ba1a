"""字数 is what Word shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.application.values.counting import Count, count, total, words

TEXTS = st.text(
    st.one_of(
        st.sampled_from(list("医疗AI+2026年3.5%，。“”—…①◇□■ \u3000\t\n℃№※·ａ１！\U00020bb7😀é々〇")),
        st.characters(exclude_categories=("Cs",)),
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("2026年5月28日", 6),
        ("AI+医疗", 3),
        ("——", 2),
        ("……", 2),
        ("2026", 1),
        ("3.5%", 1),
        ("AI+", 1),
        ("whaicj@126.com", 1),
        ("“人工智能+医疗”", 9),
        ("①智能◇诊断□是■否", 10),
        ("ＡＩ１２，", 5),
        ("提升 30 %", 4),
        ("37℃№1※注", 6),
        ("hello world\u3000again\nonce\tmore", 5),
        ("\U00020bb7野家", 3),
        ("约翰·史密斯", 6),
    ],
)
def test_words_are_counted_as_word_counts_them(text: str, expected: int) -> None:
    assert words(text) == expected


def test_characters_are_utf16_units_with_and_without_blanks() -> None:
    assert count("AI 医疗\U00020bb7\n第二段") == Count(words=7, chars_no_spaces=9, chars=10, han=6)


def test_a_variation_selector_is_no_word_of_its_own() -> None:
    assert words("葛\U000e0100城") == 2


@given(st.lists(TEXTS))
def test_a_text_counts_as_the_sum_of_its_paragraphs(paragraphs: list[str]) -> None:
    assert count("\n".join(paragraphs)) == total(paragraphs)


@given(TEXTS)
def test_blanks_around_a_text_change_no_count_without_blanks(text: str) -> None:
    bare, padded = count(text), count(f" \u3000{text}\t\n")
    assert (bare.words, bare.chars_no_spaces, bare.han) == (padded.words, padded.chars_no_spaces, padded.han)


@given(TEXTS)
def test_counts_are_ordered_and_han_stand_alone(text: str) -> None:
    counted = count(text)
    assert counted.han <= counted.words <= counted.chars
    assert counted.chars_no_spaces <= counted.chars <= len(text.encode("utf-16-le")) // 2


@given(TEXTS, TEXTS)
def test_a_han_character_between_two_texts_adds_itself_and_parts_their_runs(left: str, right: str) -> None:
    assert words(f"{left}医{right}") == words(left) + 1 + words(right)
