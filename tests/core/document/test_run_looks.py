"""What the look of a run says."""

from __future__ import annotations

import pytest

from aimed_desktop.document.word.read.run_looks import RunLook, RunLooks
from aimed_desktop.document.word.read.word_styles import read_styles
from aimed_desktop.document.word.xml import Element, w


def r_pr(*inside: Element) -> Element:
    return w("rPr", None, *inside)


def style(identity: str, *look: Element, based_on: str = "", kind: str = "character") -> Element:
    rests = [w("basedOn", based_on)] if based_on else []
    return w("style", None, *rests, r_pr(*look), styleId=identity, type=kind)


def look(properties: Element | None, *styles: Element, paragraph: str = "") -> RunLook:
    return RunLooks(read_styles(w("styles", None, *styles))).look(properties, paragraph)


def test_raised_and_lowered_runs_are_known_by_themselves_and_by_their_style() -> None:
    raised = w("vertAlign", "superscript")
    assert look(r_pr(raised)).rise == "sup"
    assert (
        look(r_pr(w("rStyle", "note")), style("base", raised), style("note", based_on="base")).rise == "sup"
    )
    assert look(r_pr(w("rStyle", "note"), w("vertAlign", "baseline")), style("note", raised)).rise is None
    assert look(None, style("p", w("vertAlign", "subscript"), kind="paragraph"), paragraph="p").rise == "sub"


def test_a_run_moved_by_points_is_raised_only_where_it_is_smaller_too() -> None:
    assert look(r_pr(w("position", 6), w("sz", 12))).rise == "sup"
    assert look(r_pr(w("position", -6), w("sz", 12))).rise == "sub"
    assert look(r_pr(w("position", -10))).rise is None  # beside a formula that is an object


@pytest.mark.parametrize(
    ("name", "attribute"),
    [("b", "is_bold"), ("strike", "is_struck"), ("dstrike", "is_struck"), ("vanish", "is_hidden")],
)
def test_a_switch_of_the_run_holds_and_those_of_its_styles_turn_each_other_off(
    name: str, attribute: str
) -> None:
    styles = [style("run", w(name)), style("paragraph", w(name), kind="paragraph")]
    named = w("rStyle", "run")
    assert getattr(look(r_pr(w(name))), attribute)
    assert not getattr(look(r_pr(w(name, 0)), *styles, paragraph="paragraph"), attribute)
    assert getattr(look(None, *styles, paragraph="paragraph"), attribute)
    assert not getattr(look(r_pr(named), *styles, paragraph="paragraph"), attribute)


def test_each_character_is_read_after_the_font_that_draws_it() -> None:
    fonts = w("rFonts", None, ascii="Symbol", hAnsi="Symbol", eastAsia="宋体")
    assert look(r_pr(fonts)).shown("敏感度\uf0b3m，\xb1") == ("敏感度≥μ，±", 0)
    assert look(r_pr(w("rFonts", None, ascii="Symbol", hAnsi="Arial"))).shown("a\xb3") == ("α³", 0)
    assert look(r_pr(w("rFonts", None, hAnsi="Marlett"))).shown("\uf041") == ("▯", 1)


def test_a_hint_gives_signs_of_both_kinds_to_the_chinese_font() -> None:
    fonts = {"ascii": "Wingdings", "hAnsi": "Wingdings", "eastAsia": "宋体"}
    assert look(r_pr(w("rFonts", None, **fonts))).shown("“") == ("❽", 0)
    assert look(r_pr(w("rFonts", None, **fonts, hint="eastAsia"))).shown("“×") == ("“×", 0)


def test_a_font_of_the_theme_hides_one_that_lies_deeper() -> None:
    deep = style("p", w("rFonts", None, ascii="Symbol"), kind="paragraph")
    assert look(None, deep, paragraph="p").shown("a").text == "α"
    assert look(r_pr(w("rFonts", None, asciiTheme="minorHAnsi")), deep, paragraph="p").shown("a").text == "a"


def test_every_run_rests_on_the_defaults_of_the_file() -> None:
    defaults = w("docDefaults", None, w("rPrDefault", None, r_pr(w("b"), w("sz", 32))))
    assert look(None, defaults).is_bold
    assert look(r_pr(w("position", 6), w("sz", 20)), defaults).rise == "sup"


def test_capitals_are_what_the_reader_sees() -> None:
    assert look(r_pr(w("caps"))).shown("auc 值") == ("AUC 值", 0)
