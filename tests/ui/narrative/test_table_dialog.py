"""The small table is filled with the keyboard alone, as in Word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.typing import commit
from ui.narrative.table_dialog import TableDialog
from ui.widgets.later import call_later

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[TableDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)  # closing the dialog itself might ask
    made = TableDialog({"table": [["指标", "前"], ["时间", "30分钟"]]}, parent)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.isAncestorOf(focused() or parent), timeout=20_000)
    yield made


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = focused()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def write(words: str) -> None:
    widget = focused()
    assert widget is not None
    commit(widget, words)


def test_tab_in_the_last_cell_begins_a_row_and_behind_an_empty_one_leaves(dialog: TableDialog) -> None:
    dialog.grid.setCurrentCell(1, 1)
    press(Qt.Key.Key_Tab)
    assert (dialog.grid.currentRow(), dialog.grid.currentColumn()) == (2, 0)
    write("检出率")
    press(Qt.Key.Key_Tab)
    write("96%")
    press(Qt.Key.Key_Tab)
    assert dialog.grid.rowCount() == 4
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert dialog.grid.rowCount() == 4 and isinstance(focused(), QPushButton)
    assert dialog.entry()["table"][2] == ["检出率", "96%"]


def test_cells_are_pasted_while_a_cell_is_written_in(dialog: TableDialog) -> None:
    copied = QMimeData()
    copied.setText('"检出\n率"\t91%\t96%\n漏诊\t9%\t4%\n')
    QApplication.clipboard().setMimeData(copied)
    dialog.grid.setCurrentCell(1, 0)
    assert focused() is not dialog.grid, "a line to write in is open"
    press(Qt.Key.Key_V, CTRL)
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.result() == TableDialog.DialogCode.Accepted
    assert dialog.entry()["table"] == [["指标", "前", ""], ["检出 率", "91%", "96%"], ["漏诊", "9%", "4%"]]


def test_merged_cells_go_down_hidden_rows_stay_out_and_what_is_lost_is_told(dialog: TableDialog) -> None:
    copied = QMimeData()
    copied.setHtml(
        "<table><tr><td>甲<td rowspan=3>10<sup>9</sup></td></tr><tr style='display:none'><td>密</td></tr>"
        "<tr><td>乙</td></tr></table>"
    )
    QApplication.clipboard().setMimeData(copied)
    dialog.grid.setCurrentCell(0, 0)
    assert dialog.grid.paste()
    assert dialog.entry()["table"][:2] == [["甲", "10⁹"], ["乙", "10⁹"]]
    assert dialog.told.text() == "表格：隐藏的行没有放进来"
    assert dialog.told.isVisibleTo(dialog)


def test_rows_for_which_there_is_no_room_are_told(dialog: TableDialog) -> None:
    QApplication.clipboard().setText("甲\t乙\n" * 61)
    dialog.grid.setCurrentCell(0, 0)
    assert dialog.grid.paste()
    assert dialog.told.text() == "最多 60 行 12 列，多出的没有放进来"


def test_words_that_are_pasted_stay_in_their_cell(dialog: TableDialog) -> None:
    QApplication.clipboard().setText("平均时间")
    dialog.grid.setCurrentCell(0, 1)
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_V, CTRL)
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.entry()["table"][0] == ["指标", "平均时间"]


def test_esc_asks_before_it_throws_away_what_was_written(dialog: TableDialog) -> None:
    dialog.grid.setCurrentCell(0, 1)
    write("新")
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == "继续编辑").click()

    call_later(dialog, answer)
    dialog.reject()
    assert asked and dialog.isVisible()
    dialog.grid.item(0, 1).setText("前")
    dialog.reject()
    assert not dialog.isVisible(), "nothing was changed, nothing is asked"


def test_rows_come_and_go_by_keys(dialog: TableDialog) -> None:
    shift = CTRL | Qt.KeyboardModifier.ShiftModifier
    dialog.grid.setCurrentCell(0, 0)
    press(Qt.Key.Key_A, shift)
    assert dialog.grid.rowCount() == 3 and dialog.grid.currentRow() == 1
    press(Qt.Key.Key_Delete, shift)
    assert dialog.entry()["table"] == [["指标", "前"], ["时间", "30分钟"]]
