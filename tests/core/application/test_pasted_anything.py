"""Whatever HTML is pasted, it is a narrative, and no word of it vanishes unsaid."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from aimed_desktop.application.pasting.html import read_html
from aimed_desktop.application.pasting.html_words import folded
from aimed_desktop.application.pasting.table import read_cells
from aimed_desktop.application.values import narrative_shape
from aimed_desktop.application.values.words import Look, Span, plain

TAGS = "p b sup sub li ol ul table thead tr td th h2 span div ruby rt math mfrac msup mi msqrt br col s font"
ATTRIBUTES = (
    "",
    " style='display:none'",
    " style='vertical-align:super'",
    " style='mso-list:l0 level2 lfo1'",
    " style='mso-list:Ignore'",
    " style='height:0;width:0'",
    " style='mso-element:dropcap'",
    " style='list-style-type:none'",
    " style='font-weight:700'",
    " start=30 type=a rowspan=3 colspan=2",
    " type=I rowspan=2",
)
LOOKS: list[Look] = ["", "sup", "sub", "bold"]

tags = st.sampled_from(TAGS.split())
openings = st.builds("<{}{}>".format, tags, st.sampled_from(ATTRIBUTES))
closings = st.builds("</{}>".format, tags)
words = st.sampled_from(["甲", "（三）", "1.", "x", " ", "\n"])
runs = st.builds(Span, st.text("甲ab。 \t\n\xa0\u3000\v", max_size=6), st.sampled_from(LOOKS))


@settings(max_examples=400, deadline=None)
@given(st.lists(openings | closings | words, max_size=40))
def test_no_word_vanishes_unsaid(parts: list[str]) -> None:
    html = "".join(f"词{number}尾{part}" for number, part in enumerate(parts))
    pasted = read_html(html)
    entries = list(pasted.entries)
    assert narrative_shape.problem(entries) is None
    assert narrative_shape.normalise(entries) == (entries or None)
    shown = re.sub(r"[^\w]|sup|sub|bold", "", str(entries))
    if not pasted.losses:
        assert [n for n in range(len(parts)) if f"词{n}尾" not in shown] == []
    read_cells("", html)


@settings(max_examples=300, deadline=None)
@given(st.lists(runs, max_size=6))
def test_folded_words_are_those_of_the_text_without_looks(parts: list[Span]) -> None:
    text = "".join(part.text for part in parts)
    assert plain(folded(parts)) == folded([Span(text)])
