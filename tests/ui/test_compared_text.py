"""The two sides of a chapter that came back, however long it is."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from aimed_desktop.application.editing.word_marks import WordMark, marks
from ui.chapters.compared_text import ComparedText

PARAGRAPHS = [f"第{number}段，本项目面向门诊与住院场景。" for number in range(2000)]


def test_a_long_side_comes_whole_and_leads_to_its_first_difference(qtbot: QtBot) -> None:
    old, new = "\n".join(PARAGRAPHS), "\n".join([*PARAGRAPHS[:1500], "作者补写。", *PARAGRAPHS[1500:]])
    side = ComparedText("new", "收回的", None)  # type: ignore[arg-type]
    qtbot.addWidget(side)
    with qtbot.waitExposed(side):
        side.show()
    found = marks(old, new)
    side.show_marks(found)
    assert side.toPlainText() != new  # the window goes on meanwhile
    qtbot.waitUntil(lambda: side.toPlainText() == new)
    cursor = side.cursorForPosition(side.viewport().rect().topLeft())
    assert cursor.blockNumber() in range(1480, 1501)


def test_another_comparison_takes_the_place_of_one_that_is_still_coming(qtbot: QtBot) -> None:
    side = ComparedText("gone", "现在的", None)  # type: ignore[arg-type]
    qtbot.addWidget(side)
    side.show_marks([WordMark("same", "\n".join(PARAGRAPHS))])
    side.show_marks([WordMark("same", "甲"), WordMark("gone", "乙"), WordMark("new", "丙")])
    qtbot.wait(50)
    assert side.toPlainText() == "甲乙"
    side.show_marks([WordMark("new", "丙")])
    assert side.toPlainText() == "（没有填写）"
