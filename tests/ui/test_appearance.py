"""What was seen on the pictures of the window and must not come back."""

from __future__ import annotations

from PySide6.QtCore import QDate
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenPage, OpenWindow
from ui.form.calendar_popup import DayPopup
from ui.form.printed_text import FieldLabel
from ui.form.wrapped_line import WrappedLine
from ui.keys.keys_dialog import PassphraseDialog
from ui.lifecycle.step_dialogs import ReturnDialog
from ui.narrative.table_dialog import TableDialog
from ui.shell.application_view import CHECK, FINAL, MATERIALS
from ui.widgets import theme


def test_a_wrapped_line_never_begins_with_a_closing_mark(qtbot: QtBot) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    line = WrappedLine(parent)
    line.setText("项目负责人，统筹")
    five = line.fontMetrics().horizontalAdvance("项目负责人")
    broken = line._broken(five + 16)
    starts = [broken.lineAt(row).textStart() for row in range(broken.lineCount())]
    assert len(starts) == 2 and line.text()[starts[1]] not in "，。；：、）”"


def test_the_button_that_goes_on_stands_at_the_right_of_every_dialog(qtbot: QtBot) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    for dialog in (PassphraseDialog(parent, is_new=True), ReturnDialog(1, parent), TableDialog({}, parent)):
        dialog.show()
        qtbot.waitUntil(dialog.isVisible)
        buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
        corners = [each.mapTo(dialog, each.rect().bottomRight()) for each in buttons]
        last = max(zip(corners, buttons, strict=True), key=lambda pair: (pair[0].y(), pair[0].x()))[1]
        assert last.property("primary") == "true", dialog.windowTitle()


def test_a_calendar_stands_out_from_the_paper_under_it(qtbot: QtBot) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    popup = DayPopup(QDate(2026, 6, 10), lambda _date: None, parent)
    popup.adjustSize()
    edge = popup.grab().toImage().pixelColor(0, popup.height() // 2)
    assert edge == QColor(theme.LIGHT["line"])


def test_check_and_materials_lead_on_to_the_next_step(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.begin("wuhan-2026-1", True)
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    view = window.view
    assert view is not None
    view.show_step(CHECK)
    qtbot.waitUntil(view.check.next.isVisible, timeout=20_000)
    view.check.next.click()
    assert view.currentIndex() == MATERIALS
    view.materials.next.click()
    assert view.currentIndex() == FINAL


def test_the_points_of_a_hint_follow_its_words_at_once(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuhan-2026-1")
    page.resize(1093, 614)
    page.columns.side_wanted.emit("hint")
    page.columns.open_side()
    page.focus_field("background")
    coverage, words = page.side.coverage, page.side.hint
    qtbot.waitUntil(lambda: coverage.isVisible() and words.height() < 200)
    below = words.mapTo(page, words.rect().bottomLeft()).y()
    assert 0 <= coverage.mapTo(page, coverage.rect().topLeft()).y() - below < 40


def test_a_label_stands_beside_the_first_of_several_names(open_page: OpenPage) -> None:
    page = open_page("wuxi-2026", example=True)
    label = next(each for each in page.paper.findChildren(FieldLabel) if each.text() == "联合申报单位")
    line = next(each for each in page.paper.findChildren(QLineEdit, "joint_units.0.name") if each.isVisible())
    middles = [each.mapTo(page, each.rect().center()).y() for each in (label, line)]
    assert abs(middles[0] - middles[1]) <= 1
