"""The labels that Word generates, counted from its list definitions and styles."""

from __future__ import annotations

import pytest

from aimed_desktop.document.word.read.numbering import ParagraphLabel, label_counter
from aimed_desktop.document.word.xml import Element, element, w


def level(
    number: int,
    number_format: str = "decimal",
    text: str | None = None,
    *more: Element,
    start: int | None = 1,
) -> Element:
    made = w("lvl", None, ilvl=number)
    if start is not None:
        made.append(w("start", start))
    made.extend([w("numFmt", number_format), *more, w("lvlText", text or f"%{number + 1}.")])
    return made


def numbering(*nodes: Element) -> Element:
    return w("numbering", None, *nodes)


def abstract(identity: int, *children: Element) -> Element:
    return w("abstractNum", None, *children, abstractNumId=identity)


def num(identity: int, abstract_id: int, *overrides: Element) -> Element:
    return w("num", None, w("abstractNumId", abstract_id), *overrides, numId=identity)


def starts(number: int, at: int) -> Element:
    return w("lvlOverride", None, w("startOverride", at), ilvl=number)


def style(
    identity: str, *properties: Element, based_on: str | None = None, kind: str = "paragraph"
) -> Element:
    rests = [w("basedOn", based_on)] if based_on else []
    return w("style", None, *rests, *properties, styleId=identity, type=kind)


def num_pr(num_id: int | None, ilvl: int | None = None) -> Element:
    given = [("ilvl", ilvl), ("numId", num_id)]
    return w("numPr", None, *(w(name, value) for name, value in given if value is not None))


def paragraph(
    num_id: int | None = None, ilvl: int | None = None, *more: Element, style_id: str | None = None
) -> Element:
    made = w("pPr", None, *([w("pStyle", style_id)] if style_id else []), *more)
    if num_id is not None or ilvl is not None:
        made.append(num_pr(num_id, ilvl))
    return made


def mark(*properties: Element) -> Element:
    return w("rPr", None, *properties)


def labels(lists: Element | None, paragraphs: list[Element | None], *styles: Element) -> list[str | None]:
    return [label and label.text for label in counted(lists, paragraphs, *styles)]


def counted(
    lists: Element | None, paragraphs: list[Element | None], *styles: Element
) -> list[ParagraphLabel | None]:
    counter = label_counter(lists, w("styles", None, *styles))
    return [counter.label(properties) for properties in paragraphs]


OUTLINE = abstract(0, level(0), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3"))


def test_a_list_goes_on_after_paragraphs_of_others() -> None:
    lists = numbering(abstract(7, level(0, "chineseCounting", "（%1）")), num(90, 7))
    assert labels(lists, [paragraph(90, 0), None, paragraph(), paragraph(90, 0), paragraph(90, 0)]) == [
        *("（一）", None, None, "（二）", "（三）")
    ]


def test_a_label_tells_its_level_number_and_pattern() -> None:
    lists = numbering(abstract(7, level(0, "chineseCounting", "（%1）", start=3)), num(90, 7))
    (label,) = counted(lists, [paragraph(90)])
    assert label == ParagraphLabel("（三）", 0, 3, "（{一}）", False, "7", "\t")


def test_a_level_begins_anew_below_a_higher_one() -> None:
    places = [0, 1, 1, 2, 0, 1, 2, 2, 1, 2]
    assert labels(numbering(OUTLINE, num(1, 0)), [paragraph(1, place) for place in places]) == [
        *("1.", "1.1", "1.2", "1.2.1", "2.", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1")
    ]


def test_a_level_that_was_left_out_shows_its_start_and_is_not_counted() -> None:
    assert labels(numbering(OUTLINE, num(1, 0)), [paragraph(1, 1), paragraph(1, 1), paragraph(1, 0)]) == [
        *("1.1", "1.2", "1.")
    ]


def test_captions_of_tables_and_figures_on_levels_below_each_other_count_apart() -> None:
    figure = level(1, "decimal", "图%1-%2", w("lvlRestart", 1))
    table = level(2, "decimal", "表%1-%3", w("lvlRestart", 1))
    lists = numbering(abstract(0, level(0), figure, table), num(1, 0))
    assert labels(lists, [paragraph(1, place) for place in (0, 2, 2, 1, 2, 1, 0, 2, 1)]) == [
        *("1.", "表1-1", "表1-2", "图1-1", "表1-3", "图1-2", "2.", "表2-1", "图2-1")
    ]


@pytest.mark.parametrize(("restart", "shown"), [(0, "2)"), (1, "2)"), (2, "1)")])
def test_a_level_begins_anew_only_where_it_says(restart: int, shown: str) -> None:
    third = level(2, "decimal", "%3)", w("lvlRestart", restart))
    lists = numbering(abstract(0, level(0), level(1), third), num(1, 0))
    assert labels(lists, [paragraph(1, place) for place in (0, 1, 2, 1, 2)])[-1] == shown
    after_the_first = labels(lists, [paragraph(1, place) for place in (0, 1, 2, 0, 2)])[-1]
    assert after_the_first == ("2)" if restart == 0 else "1)")


def test_lists_of_one_definition_count_together_unless_one_begins_anew() -> None:
    lists = numbering(OUTLINE, num(1, 0), num(2, 0), num(3, 0, starts(0, 5)))
    given = [paragraph(number, 0) for number in (1, 2, 1, 3, 3, 1)]
    assert labels(lists, given) == ["1.", "2.", "3.", "5.", "6.", "7."]


def test_an_override_may_change_a_whole_level() -> None:
    other = w("lvlOverride", None, level(0, "upperLetter", "%1)"), ilvl=0)
    lists = numbering(OUTLINE, num(1, 0), num(2, 0, other))
    assert labels(lists, [paragraph(1, 0), paragraph(2, 0), paragraph(2, 1)]) == ["1.", "B)", "B.1"]


def test_a_legal_level_prints_all_its_numbers_as_digits() -> None:
    lists = numbering(
        abstract(0, level(0, "chineseCounting", "第%1章"), level(1, "upperLetter", "%1.%2", w("isLgl"))),
        num(1, 0),
    )
    assert labels(lists, [paragraph(1, 0), paragraph(1, 1)]) == ["第一章", "1.1"]


def test_a_level_knows_no_number_below_it_and_none_of_a_bullet() -> None:
    lists = numbering(abstract(0, level(0, "bullet", "•"), level(1, "decimal", "%1%2%3.")), num(1, 0))
    assert labels(lists, [paragraph(1, 0), paragraph(1, 1)]) == ["•", "1."]


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0d8", "Wingdings", "➢"),
        ("l", "Wingdings", "●"),
        ("\uf0b7", "宋体", "•"),
    ],
)
def test_a_bullet_is_what_its_font_shows(text: str, font: str, shown: str) -> None:
    fonts = w("rPr", None, w("rFonts", None, ascii=font, hAnsi=font))
    (label,) = counted(numbering(abstract(0, level(0, "bullet", text, fonts)), num(1, 0)), [paragraph(1)])
    assert label is not None and (label.text, label.is_bullet, label.pattern) == (shown, True, None)


def test_a_list_may_come_from_the_style_and_what_it_rests_on() -> None:
    styles = [
        style("a", w("pPr", None, num_pr(1, 0))),
        style("b", based_on="a"),
        style("c", w("pPr", None, num_pr(0)), based_on="a"),
        style("loop", based_on="loop"),
    ]
    given = [paragraph(style_id=name) for name in ("a", "b", "c", "loop", "missing")]
    assert labels(numbering(OUTLINE, num(1, 0)), given, *styles) == ["1.", "2.", None, None, None]
    assert labels(numbering(OUTLINE, num(1, 0)), [paragraph(0, style_id="a")], *styles) == [None]
    assert labels(numbering(OUTLINE, num(1, 0)), [paragraph(ilvl=1, style_id="a")], *styles) == ["1.1"]


def test_the_level_of_a_heading_is_the_one_that_names_its_style() -> None:
    lists = numbering(
        abstract(
            0,
            level(0, "chineseCounting", "%1、", w("pStyle", "Heading1")),
            level(1, "chineseCounting", "（%2）", w("pStyle", "Heading2")),
        ),
        num(1, 0),
    )
    styles = [style(f"Heading{n}", w("pPr", None, num_pr(1))) for n in (1, 2)]
    given = [paragraph(style_id=f"Heading{n}") for n in (1, 2, 2, 1, 2)]
    assert labels(lists, given, *styles) == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_a_list_may_be_that_of_a_list_style() -> None:
    lists = numbering(
        abstract(0, w("styleLink", "mine"), level(0, "upperRoman")),
        abstract(1, w("numStyleLink", "mine")),
        abstract(2, w("numStyleLink", "circle")),
        num(1, 0),
        num(2, 1),
        num(3, 2),
    )
    styles = [
        style("mine", w("pPr", None, num_pr(1)), kind="numbering"),
        style("circle", w("pPr", None, num_pr(3)), kind="numbering"),
    ]
    given = [paragraph(2, 0), paragraph(1, 0), paragraph(3, 0)]
    assert labels(lists, given, *styles) == ["I.", "II.", ""]


def test_a_hidden_paragraph_counts_and_one_that_was_joined_to_the_next_does_not() -> None:
    hidden_style = style("gone", mark(w("vanish")))
    given = [
        paragraph(1, 0),
        paragraph(1, 0, mark(w("del"))),
        paragraph(1, 0, mark(w("vanish"))),
        paragraph(1, 0, style_id="gone"),
        paragraph(1, 0, mark(w("vanish", 0)), style_id="gone"),
        paragraph(1, 0, mark(w("vanish"), w("specVanish"))),
    ]
    assert labels(numbering(OUTLINE, num(1, 0)), given, hidden_style) == ["1.", None, "2.", None, "4.", "5."]


def test_numbers_padded_with_zeros_are_those_of_the_newer_format() -> None:
    choice = w("numFmt", "custom", format="001, 002, 003, ...")
    alternate = element(
        "mc:AlternateContent",
        None,
        element("mc:Choice", {"Requires": "w14"}, choice),
        element("mc:Fallback", None, w("numFmt", "decimal")),
    )
    padded = w("lvl", None, w("start", 9), alternate, w("lvlText", "%1"), ilvl=0)
    (label,) = counted(numbering(abstract(0, padded), num(1, 0)), [paragraph(1)])
    assert label is not None and (label.text, label.pattern) == ("009", None)


def test_broken_definitions_give_no_label_and_no_error() -> None:
    lists = numbering(abstract(0, w("lvl", None, ilvl="x"), level(0, start=None)), num(1, 0), num(2, 99))
    given = [paragraph(2, 0), paragraph(77, 0), paragraph(1, 0), paragraph(1, 42)]
    assert labels(lists, given) == [None, None, "0.", ""]  # 17.9.25: without a start it is zero
    assert labels(None, [paragraph(1, 0)]) == [None]
