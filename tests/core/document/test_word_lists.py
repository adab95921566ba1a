"""Lists of a Word file come back with the labels that their reader sees."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.labels import PATTERNS, label_readings, label_text
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.plan.plan import Paragraph, Run
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.plan.styles import STYLES
from aimed_desktop.document.typeset.boxes import TextMark
from aimed_desktop.document.typeset.text import paragraph_strips
from aimed_desktop.document.word.take_back import TakenField, take_back
from aimed_desktop.document.word.write.text import Drawing, paragraph_element
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.core.document.test_word_meaning import with_part
from tests.core.document.word_edits import by_libreoffice, controls, edited, markup
from tests.word_file import W

LIBRARY = default_library(None)
Line = tuple[int, int, str]  # the list (0: none), its level, the words


def application(story: Any) -> Application:
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    app.set("background", story)
    return app


def taken(lines: list[Line], *levels: tuple[str, str]) -> list[dict[str, Any]]:
    """What comes back of paragraphs in lists whose levels have these formats and texts."""
    return change(lines, *levels).new  # type: ignore[return-value]


def change(lines: list[Line], *levels: tuple[str, str]) -> TakenField:
    """The same with the notes."""

    def write(root: etree._Element) -> None:
        content = controls(root, "background")[0].find(W + "sdtContent")
        assert content is not None
        for child in list(content):
            content.remove(child)
        for number, level, words in lines:
            listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            content.append(markup(f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"))

    inside = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for place, (kind, text) in enumerate(levels)
    )
    lists = f'<w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    app = application([{"text": "旧"}])
    word = with_part(edited(docx_bytes(make_plans(app)[0]), write), "numbering", lists)
    (found,) = take_back(word, app).changed
    return found


HAN = ("chineseCounting", "（%1）")


def test_a_list_goes_on_behind_a_paragraph_with_the_label_that_word_shows() -> None:
    assert taken([(1, 0, "甲"), (1, 0, "乙"), (0, 0, "说明"), (1, 0, "丙")], HAN) == [
        {"items": ["甲", "乙"], "numbered": True, "label": "（{一}）"},
        {"text": "说明"},
        {"items": ["丙"], "numbered": True, "label": "（{一}）", "start": 3},
    ]


def test_levels_are_items_inside_items_up_to_three() -> None:
    levels = (("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "•"), ("decimal", "（%4）"))
    lines = [(1, 0, "甲"), (1, 1, "乙"), (1, 2, "丙"), (1, 1, "丁"), (1, 2, "戊"), (1, 3, "己"), (1, 0, "庚")]
    assert taken(lines, *levels) == [
        {
            "items": [
                {
                    "text": "甲",
                    "label": "{a})",
                    "items": [
                        {"text": "乙", "items": ["丙"], "numbered": False},
                        {"text": "丁", "items": ["戊"], "numbered": False},
                    ],
                }
            ],
            "numbered": True,
        },
        {"text": "（1）己"},
        {"items": ["庚"], "numbered": True, "start": 2},
    ]


def test_a_label_of_several_numbers_stands_before_the_words() -> None:
    levels = (("decimal", "%1、"), ("decimal", "%1.%2"))
    assert taken([(1, 0, "甲"), (1, 1, "乙"), (1, 1, "丙"), (1, 0, "丁")], *levels) == [
        {"items": ["甲"], "numbered": True, "label": "{1}、"},
        {"text": "1.1 乙"},
        {"text": "1.2 丙"},
        {"items": ["丁"], "numbered": True, "label": "{1}、", "start": 2},
    ]


LISTS: list[Any] = [
    *(
        [{"items": ["甲", "乙", "丙"], "numbered": True, "label": pattern, "start": start}]
        for pattern in (*PATTERNS[1:], "第{一}章", "{I}.", "{甲}、", "{⑴}", "附{A}：", "{01}")
        for start in (2, 9)
    ),
    [{"items": ["甲", "乙"], "numbered": False}, {"text": "间"}, {"items": ["丙"], "numbered": True}],
    [
        {
            "items": [
                "甲",
                {"text": "乙", "items": ["一", {"text": "二", "items": ["深"], "numbered": False}]},
                {"text": "丙", "items": ["三", "四"], "label": "{a})", "start": 3},
                "丁",
            ],
            "numbered": True,
            "label": "{一}、",
        }
    ],
]


@pytest.mark.parametrize("story", LISTS)
def test_every_list_goes_out_and_comes_back_with_its_labels(story: Any) -> None:
    app = application(story)
    word = docx_bytes(make_plans(app)[0])
    assert take_back(word, app).changed == ()
    (change,) = take_back(word, application([{"text": "旧"}])).changed
    assert change.new == story


def test_libreoffice_keeps_the_labels_of_our_lists(tmp_path: Any) -> None:
    app = application([{"text": "首段"}, *LISTS[-1], {"text": "间"}, *LISTS[0]])
    (word,) = by_libreoffice([docx_bytes(make_plans(app)[0])], tmp_path)
    assert take_back(word, app).changed == ()


def test_an_item_that_the_author_put_in_without_a_label_belongs_to_its_list() -> None:
    app = application([{"items": ["甲", "乙"], "numbered": True, "label": "（{1}）"}])

    def add(root: etree._Element) -> None:
        first = next(controls(root, "background")[0].iter(W + "p"))
        style = first.find(f"{W}pPr/{W}pStyle")
        assert style is not None
        first.addnext(
            markup(
                f'<w:p><w:pPr><w:pStyle w:val="{style.get(W + "val")}"/></w:pPr>'
                "<w:r><w:t>新</w:t></w:r></w:p>"
            )
        )

    (change,) = take_back(edited(docx_bytes(make_plans(app)[0]), add), app).changed
    assert change.new == [{"items": ["甲", "新", "乙"], "numbered": True, "label": "（{1}）"}]


def test_a_label_that_the_author_typed_in_a_style_of_his_own_stays_his_words() -> None:
    assert taken([(0, 0, "（一）甲"), (0, 0, "1.5倍")], HAN) == [{"text": "（一）甲"}, {"text": "1.5倍"}]


@pytest.mark.parametrize("pattern", [*PATTERNS, "第{一}部分", "{壹}", "（{01}）"])
@pytest.mark.parametrize("number", [1, 2, 10, 11, 20, 21])
def test_a_label_is_read_as_what_wrote_it(pattern: str, number: int) -> None:
    assert (pattern, number) in label_readings(label_text(pattern, number))


def test_a_number_without_words_is_told_and_the_next_goes_on() -> None:
    found = change([(1, 0, "甲"), (1, 0, ""), (1, 0, "丙")], ("decimal", "%1."))
    assert found.new == [{"items": ["甲"], "numbered": True}, {"items": ["丙"], "numbered": True, "start": 3}]
    assert found.notes == ("第2段：编号“2.”后面没有文字，没有取回。",)


def test_a_bullet_that_the_paper_writes_otherwise_is_told_once() -> None:
    assert change([(1, 0, "甲"), (1, 0, "乙"), (1, 1, "丙")], ("bullet", "➢"), ("bullet", "•")).notes == (
        "第1段：项目符号“➢”换成了本程序的符号。",
    )


@pytest.mark.parametrize("hidden", ["", "乙"], ids=["to skip a number", "a heading run in"])
def test_a_paragraph_with_a_hidden_mark_counts(hidden: str) -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    def write(root: etree._Element) -> None:
        content = controls(root, "background")[0].find(W + "sdtContent")
        assert content is not None
        content[:] = [
            markup(
                f"<w:p><w:pPr>{listed if numbered else ''}{mark}</w:pPr><w:r><w:t>{said}</w:t></w:r></w:p>"
            )
            for said, mark, numbered in (
                ("甲", "", True),
                (hidden, "<w:rPr><w:vanish/></w:rPr>", True),
                ("丙", "", not hidden),
            )
        ]

    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    app = application([{"text": "旧"}])
    word = with_part(edited(docx_bytes(make_plans(app)[0]), write), "numbering", lists)
    (found,) = take_back(word, app).changed
    skipped: dict[str, Any] = {"items": ["丙"], "numbered": True, "start": 3}
    last = {"text": "2. 乙丙"} if hidden else skipped
    assert found.new == [{"items": ["甲"], "numbered": True}, last]
    assert found.notes == ()


@pytest.mark.parametrize(
    ("path", "typed", "value", "note"),
    [
        ("lead_title", "主任医师", "（一）主任医师", ""),
        ("lead_phone", "13912345678", "13912345678", "编号“（一）”没有取回。"),
    ],
)
def test_a_label_before_a_short_answer_is_words_or_told(path: str, typed: str, value: str, note: str) -> None:
    app = application([{"text": "旧"}])

    def write(root: etree._Element) -> None:
        for control in controls(root, path):
            first, *rest = list(control.iter(W + "t"))
            first.text = typed
            for other in rest:
                other.text = ""
            line = next(control.iterancestors(W + "p"))
            found = line.find(W + "pPr")
            assert found is not None
            found.append(markup('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))

    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    word = with_part(edited(docx_bytes(make_plans(app)[0]), write), "numbering", lists)
    taken_fields = {each.path: each for each in take_back(word, app).changed}
    assert taken_fields[path].new == value
    assert taken_fields[path].notes[:1] == ((note,) if note else ())


@pytest.mark.parametrize(("label", "chars"), [("（三）", 3.1), ("三、", 2.1), ("三三三三", 4.4)])
def test_words_stand_close_behind_a_label_that_ends_half_blank(label: str, chars: float) -> None:
    item = Paragraph((Run("甲"),), "list_item", item=label, indent_chars=2)
    size = STYLES["list_item"].size_pt
    indent = paragraph_element(item, Drawing()).find(f"{W}pPr/{W}ind")
    assert indent is not None
    assert int(indent.get(W + "hanging", "0")) / 20 == pytest.approx(chars * size, abs=0.1)
    (strip,) = paragraph_strips(item, 400)
    (words,) = (mark.x for mark in strip.marks if isinstance(mark, TextMark) and mark.text == "甲")
    assert words == pytest.approx((2 + chars) * size, abs=0.1)
