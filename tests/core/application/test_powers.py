"""A power can be changed as plain text, and what is not touched keeps its looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.application.values.powers import raised, retyped, written
from aimed_desktop.application.values.words import LOOKS, Span, Words, of, plain

WORDS = st.lists(st.builds(Span, st.text("甲9a^-/", max_size=3), st.sampled_from(("", *LOOKS)))).map(of)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["98×10", {"sup": "9"}, "/L"], "98×10^9/L"),
        (["10", {"sup": "-3"}], "10^-3"),
        (["CO", {"sub": "2"}, " 5 m", {"sup": "2"}], "CO2 5 m^2"),
        (["10", {"sup": "9"}, "9"], "1099"),  # would be another power
        (["图", {"sup": "①"}], "图①"),
    ],
)
def test_a_power_is_written_where_it_can_be_read_again(words: Words, line: str) -> None:
    assert plain(written(words)) == line


@given(WORDS)
def test_what_is_written_and_not_changed_is_the_same_words(words: Words) -> None:
    line = written(words)
    assert line == words or raised(line) == words


def test_a_change_leaves_the_looks_around_it() -> None:
    words = written(["PaCO", {"sub": "2"}, "低于10", {"sup": "9"}])
    assert raised(retyped(words, "PaCO2高于10^12")) == ["PaCO", {"sub": "2"}, "高于10", {"sup": "12"}]


@given(WORDS, st.text("甲9a^-/"))
def test_what_was_retyped_says_the_new_text(words: Words, text: str) -> None:
    assert plain(retyped(words, text)) == text
