"""The dialog of a chapter that came back, however long it is and however many pictures it has."""

from __future__ import annotations

import io

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSlider, QHBoxLayout, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.editing.comparison import compare
from aimed_desktop.application.editing.word_marks import WordMark, marks
from aimed_desktop.definition.library import Library
from aimed_desktop.document.word.take_back import TakenBack, TakenField
from aimed_desktop.services.chapters import Offer, ReturnedChapter
from aimed_desktop.services.operation import raised
from ui.chapters.compared_text import ComparedText
from ui.chapters.take_dialog import TakeDialog
from ui.widgets.jobs import Jobs

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


def test_both_sides_show_the_first_difference_however_wide_they_become(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sides = [ComparedText(kind, "", window) for kind in ("gone", "new")]
    row = QHBoxLayout(window)
    for side in sides:
        row.addWidget(side)
    lines = PARAGRAPHS[:200]
    found = marks("\n".join(lines), "\n".join([*lines[:60], "作者补写。", *lines[60:120], *lines[121:]]))
    for side in sides:
        side.show_marks(found)  # before the window is laid out, as in a dialog
    window.resize(1200, 500)
    with qtbot.waitExposed(window):
        window.show()

    def top(side: ComparedText) -> int:
        return side.cursorForPosition(side.viewport().rect().topLeft()).blockNumber()

    qtbot.waitUntil(lambda: all(57 <= top(side) <= 60 for side in sides))
    window.resize(700, 500)
    qtbot.waitUntil(lambda: all(57 <= top(side) <= 60 for side in sides))
    bar = sides[0].verticalScrollBar()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)  # who reads elsewhere stays there
    window.resize(900, 500)
    qtbot.wait(50)
    assert top(sides[0]) == 0


def test_another_comparison_takes_the_place_of_one_that_is_still_coming(qtbot: QtBot) -> None:
    side = ComparedText("gone", "现在的", None)  # type: ignore[arg-type]
    qtbot.addWidget(side)
    side.show_marks([WordMark("same", "\n".join(PARAGRAPHS))])
    side.show_marks([WordMark("same", "甲"), WordMark("gone", "乙"), WordMark("new", "丙")])
    qtbot.wait(50)
    assert side.toPlainText() == "甲乙"
    side.show_marks([WordMark("same", "\n".join(PARAGRAPHS))])
    side.show_marks([WordMark("new", "丙")])
    assert side.toPlainText() == "（没有填写）"
    assert side.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_many_new_pictures_leave_list_and_texts_their_room(qtbot: QtBot, library: Library) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30)).save(buffer, "PNG")
    names = [f"new/{number}" for number in range(60)]
    definition = library.form("wuhan-2026-1").field("background")
    assert definition is not None
    field = TakenField("background", "背景", None, [{"image": name} for name in names])
    offer = Offer(field, compare(definition, None, field.new), None, True, tuple(names))
    back = TakenBack((field,), 0, pictures=dict.fromkeys(names, buffer.getvalue()))
    window, jobs = QWidget(), Jobs()
    qtbot.addWidget(window)
    dialog = TakeDialog(ReturnedChapter("章节.docx", back, (offer,)), jobs, raised, window)
    dialog.open()
    buttons = [dialog.findChild(QToolButton, f"new_picture:{number}") for number in range(1, 61)]
    qtbot.waitUntil(lambda: all(button and not button.icon().isNull() for button in buttons))
    assert dialog.width() <= 1120
    assert dialog.fields.width() >= 200
    dialog.reject()
    jobs.close()
