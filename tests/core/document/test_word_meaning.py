"""What carries meaning in a Word file comes back with it: looks, symbols, what is hidden or struck."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.application.values import words
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.take_back import TakenField, take_back
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.core.document.word_edits import by_libreoffice, controls, edited, markup
from tests.word_file import W

LIBRARY = default_library(None)
LOOKS: list[dict[str, Any]] = [
    {
        "text": [
            "血小板计数低于100×10",
            {"sup": "9"},
            "/L，CO",
            {"sub": "2"},
            "分压",
            {"bold": "明显"},
            "下降。",
        ]
    },
    {
        "table": [["指标", ["面积（cm", {"sup": "2"}, "）"]], ["前", "4"]],
        "caption": ["10", {"sup": "-3"}, "级"],
    },
]


def application(story: Any) -> Application:
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    app.set("background", story)
    return app


def word_of(app: Application) -> bytes:
    return docx_bytes(make_plans(app)[0])


def written(*runs: str) -> TakenField:
    """What is taken back after the author has put runs of WordprocessingML behind the first words."""

    def add(root: etree._Element) -> None:
        (control,) = controls(root, "background")
        last = list(control.iter(W + "r"))[-1]
        for run in reversed(runs):
            last.addnext(markup(run))

    app = application([{"text": "敏感度"}])
    (change,) = take_back(edited(word_of(app), add), app).changed
    return change


@pytest.mark.parametrize("through", ["word", "libreoffice", "odt"])
def test_looks_go_out_and_come_back(through: str, tmp_path: Path) -> None:
    story = [LOOKS[0], {"text": "另一段"}] if through == "odt" else LOOKS
    app = application(story)
    word = word_of(app)
    if through != "word":
        (word,) = by_libreoffice([word], tmp_path, through_odt=through == "odt")
    assert take_back(word, app).changed == ()
    (change,) = take_back(word, application([{"text": "旧"}])).changed
    level = {
        "text": words.plain(LOOKS[0]["text"])
    }  # LibreOffice 7.4 keeps no look in a control's first words
    assert change.new == (LOOKS if through == "word" else [level, story[1]])


def test_a_look_that_the_author_added_is_a_change() -> None:
    said = LOOKS[0]["text"]
    (change,) = take_back(word_of(application(LOOKS[:1])), application([{"text": words.plain(said)}])).changed
    assert change.new == LOOKS[:1]


@pytest.mark.parametrize(
    ("run", "seen"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>', "敏感度≥95%"),
        (
            '<w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>&#xF0A3;m</w:t></w:r>',
            "敏感度≤μ",
        ),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:t>乙</w:t></w:r>', "敏感度→乙"),
        ("<w:r><w:t>&#xE123;</w:t></w:r>", "敏感度▯"),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>auc</w:t></w:r>", "敏感度AUC"),
        (
            '<w:r><w:rPr><w:position w:val="8"/><w:sz w:val="12"/></w:rPr><w:t>2</w:t></w:r>',
            ["敏感度", {"sup": "2"}],
        ),
    ],
)
def test_a_run_says_what_its_reader_sees(run: str, seen: Any) -> None:
    assert written(run).new == [{"text": seen}]


def test_what_is_hidden_stays_out_and_what_is_struck_is_told() -> None:
    hidden = written("<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部意见</w:t></w:r>", "<w:r><w:t>高</w:t></w:r>")
    assert (hidden.new, hidden.notes) == (
        [{"text": "敏感度高"}],
        ("第1段：隐藏的文字“内部意见”没有取回，需要的话请在 Word 里取消隐藏。",),
    )
    struck = written("<w:r><w:rPr><w:strike/></w:rPr><w:t>较低</w:t></w:r>")
    assert struck.new == [{"text": "敏感度较低"}]
    assert "删除线" in struck.notes[0]
