"""Words with looks: the plain string rules how they are cut, counted and cleaned; the looks go along."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.application.values import words
from aimed_desktop.application.values.cleaning import single_line

PLATELETS: words.Words = ["血小板低于100×10", {"sup": "9"}, "/L"]

SPANS = st.lists(st.builds(words.Span, st.text("ab ²\n，", max_size=4), st.sampled_from(["", *words.LOOKS])))


def test_the_plain_string_is_what_is_read() -> None:
    assert words.plain(PLATELETS) == "血小板低于100×109/L"
    assert words.plain("CO2") == "CO2"


@pytest.mark.parametrize(
    "value", [[], [1], [{"sup": "2", "sub": "3"}], [{"raised": "2"}], [{"sup": 2}], {"sup": "2"}, None]
)
def test_what_has_another_shape_is_no_words(value: Any) -> None:
    assert not words.is_words(value)


def test_neighbours_of_one_look_are_one_piece_and_no_look_is_a_string() -> None:
    assert words.of([words.Span("1"), words.Span("0"), words.Span("9", "sup"), words.Span("", "sub")]) == [
        "10",
        {"sup": "9"},
    ]
    assert words.of([words.Span("CO"), words.Span("2")]) == "CO2"


def test_a_part_keeps_its_looks_and_a_change_takes_the_look_of_what_it_replaces() -> None:
    assert words.cut(PLATELETS, 8) == ["×10", {"sup": "9"}, "/L"]
    assert words.cut(PLATELETS, -3) == [{"sup": "9"}, "/L"]
    assert words.replaced(PLATELETS, 11, 12, "12") == ["血小板低于100×10", {"sup": "12"}, "/L"]
    assert words.replaced(PLATELETS, 11, 11, "0") == ["血小板低于100×100", {"sup": "9"}, "/L"]


def test_lines_and_ends_are_those_of_the_plain_string() -> None:
    two: words.Words = ["  a", {"sup": "2\nb"}, " "]
    assert words.lines(two) == [["  a", {"sup": "2"}], [{"sup": "b"}, " "]]
    assert words.stripped(two) == ["a", {"sup": "2\nb"}]


@given(SPANS, st.integers(-9, 9), st.integers(-9, 9))
def test_every_cut_says_what_the_cut_string_says(parts: list[words.Span], start: int, stop: int) -> None:
    whole = words.of(parts)
    assert words.plain(words.cut(whole, start, stop)) == words.plain(whole)[start:stop]


@given(SPANS)
def test_cleaning_cleans_the_plain_string_and_is_done_once(parts: list[words.Span]) -> None:
    cleaned = words.cleaned(words.of(parts), single_line)
    assert words.plain(cleaned) == single_line("".join(part.text for part in parts))
    assert words.cleaned(cleaned, single_line) == cleaned
