"""Options are ticked with keys alone, and more than the paper wants is explained."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.definition.fields import Option
from tests.ui.conftest import OpenPage
from tests.ui.typing import commit
from ui.binding.field_widgets import path_of
from ui.form.choice_fields import ChoiceField
from ui.form.line_holder import RemarkLabel
from ui.form.option_item import OptionItem
from ui.form.quantity_field import QuantityField
from ui.workspace.form_page import FormPage


def enter(page: FormPage, qtbot: QtBot, path: str) -> QCheckBox:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.waitUntil(lambda: not page.paper._ordering.isActive())  # the chain of the Tab key
    page.focus_field(path)
    box = QApplication.focusWidget()
    assert isinstance(box, QCheckBox)
    return box


def focused() -> QCheckBox:
    box = QApplication.focusWidget()
    assert isinstance(box, QCheckBox)
    return box


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def test_arrows_go_round_the_group_space_ticks_and_tab_leaves(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    enter(page, qtbot, "unit_nature")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Down)
    assert focused().text() == "社会团体"
    press(Qt.Key.Key_Space)
    assert page.app.get("unit_nature") == {"option": "社会团体"}
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    assert focused().text() == "其他"
    press(Qt.Key.Key_Right)
    assert focused().text() == "党政机关"
    press(Qt.Key.Key_Tab)
    assert path_of(QApplication.focusWidget()) == "lead_name"


def test_digits_tick_and_the_note_beside_the_tick_takes_the_cursor(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    enter(page, qtbot, "unit_nature")
    press(Qt.Key.Key_2)
    assert page.app.get("unit_nature") == {"option": "事业单位"}
    press(Qt.Key.Key_7)
    note = QApplication.focusWidget()
    assert isinstance(note, QLineEdit)
    commit(note, "军队医院")
    assert page.app.get("unit_nature") == {"option": "其他", "note": "军队医院"}
    counters = note.parentWidget().findChildren(QLabel, "counter")
    assert [label.text() for label in counters if label.isVisible()] == ["4 字"]


def remarks(page: FormPage, path: str) -> list[tuple[str, str]]:
    field = page.paper.editor(path)
    assert isinstance(field, ChoiceField | QuantityField)
    return [
        (label.text(), label.property("state"))
        for label in field.findChildren(RemarkLabel)
        if label.isVisible()
    ]


def test_more_than_the_paper_wants_stays_ticked_and_is_explained(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuhan-2021-3")
    enter(page, qtbot, "directions")
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        press(key)
    assert remarks(page, "directions") == []
    press(Qt.Key.Key_3)
    assert len(page.app.get("directions")) == 3
    ((words, state),) = remarks(page, "directions")
    assert "最多选 2 项，现在选了 3 项" in words and state == "bad"
    press(Qt.Key.Key_3)
    assert remarks(page, "directions") == []


def test_a_soft_limit_only_advises(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuhan-2026-1")
    enter(page, qtbot, "scene_type")
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_2)
    ((words, state),) = remarks(page, "scene_type")
    assert "一般只选 1 项" in words and state == "warn"


def test_a_number_without_its_unit_is_told_when_it_is_left(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuhan-2026-4")
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_field("cases.0.frequency")
    amount = QApplication.focusWidget()
    assert isinstance(amount, QLineEdit)
    assert amount.accessibleName() == "第1行 数据集更新频率：数量"
    commit(amount, "１")
    assert page.app.get("cases.0.frequency") == {"amount": "1"}
    assert remarks(page, "cases.0.frequency") == []
    QTest.keyClick(amount, Qt.Key.Key_Tab)
    assert remarks(page, "cases.0.frequency") == [("还没有选单位", "bad")]
    unit = QApplication.focusWidget()
    assert isinstance(unit, QComboBox) and (unit.currentText(), unit.placeholderText()) == ("", "单位")
    QTest.keyClick(unit, Qt.Key.Key_Down)
    assert page.app.get("cases.0.frequency") == {"amount": "1", "unit": "日"}
    assert remarks(page, "cases.0.frequency") == []
    page.app.set("cases.0.frequency", None)
    assert unit.currentText() == ""


def test_an_amount_that_is_no_number_is_told_beside_its_tick_when_it_is_left(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuhan-2026-2", modality=[{"option": "文本"}])
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    amount = page.paper.findChild(QLineEdit, "amount:文本")
    assert amount is not None
    amount.setFocus()
    commit(amount, "1;")
    assert remarks(page, "modality") == []
    QTest.keyClick(amount, Qt.Key.Key_Tab)
    assert remarks(page, "modality") == [("“文本”旁边应填数字", "bad")]
    amount.clear()
    commit(amount, "约1")
    amount.setFocus()
    QTest.keyClick(amount, Qt.Key.Key_Tab)
    assert remarks(page, "modality") == [("“文本”旁边填的是文字，不是数字，会照样印出", "warn")]
    amount.clear()
    commit(amount, "1.5TB")
    assert remarks(page, "modality") == []


def test_words_typed_in_a_blank_are_counted_and_stay_inside_a_narrow_cell(open_page: OpenPage) -> None:
    long = "与高校联合攻关并委托企业开发、医院牵头验证推广的方式"
    page = open_page("wuxi-2026", development={"option": "其他方式", "amount": long})
    line = page.paper.findChild(QLineEdit, "amount:其他方式")
    assert line is not None
    assert line.accessibleName() == "研发方式，其他方式：说明"
    item = line.parentWidget()
    (counter,) = (label for label in item.findChildren(QLabel, "counter") if label.isVisible())
    assert counter.text() == f"{len(long)} 字"
    assert line.geometry().right() < counter.geometry().left()
    assert counter.geometry().right() <= item.width()


def test_only_the_left_button_ticks_by_the_words_of_a_long_option(qtbot: QtBot) -> None:
    words = "依托三级医疗机构或者区域医疗中心建设的人工智能应用中试基地"
    paper = QWidget()
    qtbot.addWidget(paper)
    item = OptionItem(Option(words), "基地类型", paper)
    (label,) = (each for each in item.findChildren(QLabel) if each.text() == words)
    qtbot.mouseClick(label, Qt.MouseButton.RightButton)
    assert not item.box.isChecked()
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    assert item.box.isChecked()
