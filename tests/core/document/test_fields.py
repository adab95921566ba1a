"""Fields of Word: what they show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.document.word.read.eq_fields import eq_term
from aimed_desktop.document.word.read.fields import FieldTracker, ShownField, shown_field
from aimed_desktop.document.word.xml import Element, w


def form(*inside: Element) -> Element:
    return w("ffData", None, *inside)


@pytest.mark.parametrize(
    ("instruction", "pieces"),
    [
        (r" eq \o\ac(○,1) ", ("①",)),
        (r"EQ \o\ac(○,一)", ("㊀",)),
        (r"eq \o\ac(○,32)", ("㉜",)),
        (r"eq \o\ac(○, 50 )", ("㊿",)),
        (r"eq \o\ac(○,A)", ("Ⓐ",)),
        (r"eq \o\ac(○,正)", ("㊣",)),
        (r"eq \o\ac(○,甲)", ("（甲）",)),
        (r"eq \o\ac(□,√)", ("☑",)),
        (r"EQ \* jc2 \* \"Font:宋体\" \* hps10 \o\ad(\s\up 9(xuè),血)".replace(r"\"", '"'), ("血（xuè）",)),
        (r"eq \o(\s\up 6(甲乙),\s\do 2(丙丁))", ("甲乙丙丁",)),
        (r"EQ \o(x,¯)", ("x\u0304",)),
        (r"EQ \o(=,/)", ("≠",)),
        (r"EQ \f(TP+TN,N)", ("(TP+TN)/N",)),
        (r"EQ \f(1;2,5)", ("(1;2)/5",)),
        (r"EQ \f(a;b)", ("a/b",)),
        (r"EQ x\s\up8(2)", ("x", {"sup": "2"})),
        (r"EQ CO\s\do8(2)", ("CO", {"sub": "2"})),
        (r"EQ x\s\up8(2)\do3(i)", ("x", {"sup": "2"}, {"sub": "i"})),
        (r"EQ x\s(2,i)", ("x", {"sub": "i"}, {"sup": "2"})),
        (r"EQ \r(3,x+1)", ("∛(x+1)",)),
        (r"EQ \r(x)", ("√x",)),
        (r"EQ \b\bc\[(a+b)", ("[a+b]",)),
        (r"EQ \b\lc\{(a)", ("{a",)),
        (r"EQ \i\su(i=1,n,x)", ("∑", {"sub": "i=1"}, {"sup": "n"}, "x")),
        (r"EQ \x\to(x)", ("x\u0304",)),
        (r"EQ \l(a,b)", ("a,b",)),
        (r"EQ a\,b\(c\)", ("a,b(c)",)),
        (r"EQ f(x)=\f(1,x)", ("f(x)=1/x",)),
    ],
)
def test_an_eq_field_is_read_as_word_draws_it(instruction: str, pieces: tuple[object, ...]) -> None:
    term = eq_term(instruction)
    assert (term and term.pieces) == pieces


@pytest.mark.parametrize(
    "broken", [r"EQ \f(1", r"EQ \f", r"EQ \r(1,2,3)", r"EQ " + r"\r(" * 200, "EQ " + "x" * 10**5]
)
def test_an_eq_field_that_cannot_be_read_keeps_its_result_and_is_named(broken: str) -> None:
    assert shown_field(broken, "½") == (("½",), "EQ 公式")


@given(st.text(alphabet="\\oacfsupdbrxil(),;○□12x ", max_size=60))
def test_no_eq_field_is_an_error(instruction: str) -> None:
    shown_field(f"EQ {instruction}", "")


def test_what_an_eq_field_loses_on_a_line_is_named() -> None:
    assert shown_field(r"EQ \a(x,y)", "") == (("x；y",), "上下几行的公式")
    assert shown_field(r"EQ \o(大,小)", "") == (("大小",), "叠在一起的字")


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r'SYMBOL 179 \f "Symbol" \s 12', "≥"),
        (r"symbol 0xF0B3 \f Symbol", "≥"),
        (r'SYMBOL 254 \f "Wingdings"', "☑"),
        (r"SYMBOL 8805 \u", "≥"),
        (r"SYMBOL 41409", "×"),
    ],
)
def test_a_symbol_field_shows_the_character_of_its_font(instruction: str, shown: str) -> None:
    assert shown_field(instruction, "") == ((shown,), None)


def test_a_symbol_that_no_table_knows_is_named_with_its_font() -> None:
    assert shown_field(r"SYMBOL 65 \f Marlett", "") == (("▯",), "字体 Marlett 的符号")


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        ([w("checked")], "☑"),
        ([w("checked", 0), w("default", 1)], "☐"),
        ([w("default", 1)], "☑"),
        ([], "☐"),
    ],
)
def test_a_check_box_shows_whether_it_is_ticked(box: list[Element], shown: str) -> None:
    assert shown_field(" FORMCHECKBOX ", "", form(w("checkBox", None, *box))).pieces == (shown,)


def test_a_list_box_shows_the_entry_that_was_chosen() -> None:
    entries = [w("listEntry", "男"), w("listEntry", "女")]
    assert shown_field("FORMDROPDOWN", "", form(w("ddList", None, w("result", 1), *entries))).pieces == (
        "女",
    )
    assert shown_field("FORMDROPDOWN", "", form(w("ddList", None, *entries))).pieces == ("男",)
    assert shown_field("FORMDROPDOWN", "", form(w("ddList", None, w("result", 9), *entries))).pieces == ()


def test_a_text_box_shows_what_was_typed_or_its_default() -> None:
    given = form(w("textInput", None, w("default", "武汉")))
    assert shown_field("FORMTEXT", "上海", given) == ((), None)
    assert shown_field("FORMTEXT", "", given).pieces == ("武汉",)


@pytest.mark.parametrize("instruction", [r"REF _Ref1 \h", "PAGEREF a", "SEQ 图", "TOC", "HYPERLINK", "= 1+2"])
def test_a_field_with_a_result_shows_it_and_one_without_is_named(instruction: str) -> None:
    assert shown_field(instruction, "3") == ShownField()
    assert shown_field(instruction, "") == ShownField()
    assert shown_field(instruction, None).loss == f"域 {instruction.split(maxsplit=1)[0]} 没有结果"


def test_index_marks_show_nothing_and_quotes_their_words() -> None:
    assert shown_field(r'XE "敏感度"', None) == shown_field("DOCVARIABLE a", None) == ShownField()
    assert shown_field('QUOTE "甲 乙"', None).pieces == ("甲 乙",)
    assert shown_field("MACROBUTTON NoMacro 单击此处", None).pieces == ("单击此处",)


def follow(*events: str) -> tuple[str, list[str]]:
    """`{` begin, `|` separate, `}` end, `=…` an instruction, else words of a run: what shows, the losses."""
    tracker, text, losses = FieldTracker(), "", []
    for event in events:
        if event == "{":
            tracker.begin()
        elif event == "|":
            tracker.separate()
        elif event == "}":
            ended = tracker.end()
            text += "".join(
                piece if isinstance(piece, str) else "".join(piece.values()) for piece in ended.pieces
            )
            losses += [ended.loss] if ended.loss else []
        elif event.startswith("="):
            tracker.instruction(event[1:])
        elif tracker.shows(event):
            text += event
    assert not tracker.depth
    return text, losses


def test_a_result_is_shown_and_an_instruction_is_not() -> None:
    assert follow("见", "{", "=REF a", "|", "图", "3", "}", "。") == ("见图3。", [])


def test_an_instruction_may_lie_in_several_runs_and_hold_other_fields() -> None:
    assert follow("{", "=EQ \\o\\ac", "=(○,", "{", "=SEQ a", "|", "7", "}", "=)", "}") == ("⑦", [])


def test_a_drawn_field_takes_the_place_of_its_stored_result() -> None:
    assert follow("{", "=EQ \\o\\ac(○,1)", "|", "old", "}", "甲") == ("①甲", [])
    assert follow("{", "=TOC", "|", "一、", "{", "=PAGEREF b", "|", "2", "}", "}") == ("一、2", [])


def test_a_field_without_a_result_is_told_once() -> None:
    assert follow("甲", "{", "=REF a", "}", "乙") == ("甲乙", ["域 REF 没有结果"])
    assert follow("甲", "{", "=REF a", "|", "}", "乙") == ("甲乙", [])
    assert FieldTracker().end() == ShownField()
