"""The small table is filled with the keyboard alone, as in Word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aimed_desktop.application.values import narrative, narrative_shape
from aimed_desktop.application.values.narrative import TableBlock
from aimed_desktop.application.values.narrative_table import grid
from tests.ui.narrative.test_every_shape import CELL
from tests.ui.typing import commit
from ui.narrative import table_cells
from ui.narrative.table_dialog import TableDialog
from ui.narrative.table_layout import table_on_screen
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


def test_a_cell_that_is_written_in_says_its_place_and_what_stands_over_it(dialog: TableDialog) -> None:
    names = []
    for row, column in ((0, 1), (1, 0), (1, 1)):
        dialog.grid.setCurrentCell(row, column)
        line = dialog.grid.written()
        assert line is not None
        names.append(line.accessibleName())
    assert names == ["表格第 1 行第 2 列", "表格第 2 行第 1 列，指标", "表格第 2 行第 2 列，前"]


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
        "<table><tr><td><b>甲</b><td rowspan=3>10<sup>9</sup></td></tr>"
        "<tr style='display:none'><td>密</td></tr><tr><td><b>乙</b></td></tr></table>"
    )
    QApplication.clipboard().setMimeData(copied)
    dialog.grid.setCurrentCell(0, 0)
    assert dialog.grid.paste()
    raised = ["10", {"sup": "9"}]
    assert dialog.entry()["table"][:2] == [["甲", raised], [[{"bold": "乙"}], raised]]
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


RICH = {
    "table": [
        [{"text": "指标", "down": 2}, {"text": "医院", "span": 2, "later": 1}],
        ["前", "后"],
        ["血小板", ["98×10", {"sup": "9"}, "/L"], {"text": ["CO", {"sub": "2"}]}],
        [{"text": "合计", "span": 2}],
    ],
    "caption": ["单位：10", {"sup": "9"}, "/L"],
    "header_rows": 2,
    "widths": [20, 30, 50],
}


@pytest.fixture
def rich(qtbot: QtBot) -> Iterator[TableDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = TableDialog(json.loads(json.dumps(RICH)), parent)
    made.show()
    yield made


def test_a_table_that_is_only_looked_at_stays_as_it_was(rich: TableDialog) -> None:
    assert rich.entry() == RICH
    assert (rich.grid.columnSpan(0, 1), rich.grid.rowSpan(0, 0)) == (2, 2)
    assert rich.grid.item(2, 1).text() == "98×10^9/L"


def test_cells_that_are_not_touched_keep_their_spans_and_looks(rich: TableDialog) -> None:
    rich.grid.item(1, 1).setText("应用前")
    rich.grid.item(2, 2).setText("CO2↑")
    rich.grid.item(2, 1).setText("98×10^12/L")
    first, _, third, last = rich.entry()["table"]
    assert first == RICH["table"][0]  # type: ignore[index]
    assert third == ["血小板", ["98×10", {"sup": "12"}, "/L"], {"text": ["CO", {"sub": "2"}, "↑"]}]
    assert last == [{"text": "合计", "span": 2}, ""]


def test_rows_and_columns_that_come_and_go_take_spans_and_widths_along(rich: TableDialog) -> None:
    rich.grid.setCurrentCell(2, 2)
    rich.grid.add_column()
    rich.grid.item(1, 1).setText("应用前")
    write_in(rich, 1, 3, "差")
    made = rich.entry()
    assert made["widths"][:3] == [20, 30, 50] and len(made["widths"]) == 4
    assert made["table"][1] == ["应用前", "后", "差"]
    rich.grid.setCurrentCell(1, 3)
    rich.grid.delete_column()
    rich.grid.setCurrentCell(0, 0)
    rich.grid.delete_row()
    assert rich.entry()["widths"] == [20, 30, 50]
    assert [len(row) for row in rich.entry()["table"]][1:] == [3, 2]


def test_what_is_pasted_over_a_cell_that_spans_parts_it(rich: TableDialog) -> None:
    QApplication.clipboard().setText("甲\t乙\n丙\t丁\n")
    rich.grid.setCurrentCell(0, 1)
    assert rich.grid.paste()
    assert rich.entry()["table"][:2] == [[RICH["table"][0][0], "甲", "乙"], ["丙", "丁"]]  # type: ignore[index]


def test_a_caption_is_changed_with_its_looks(rich: TableDialog) -> None:
    rich.caption.setText("计数单位：10^12/L")
    assert rich.entry()["caption"] == ["计数单位：10", {"sup": "12"}, "/L"]


def write_in(dialog: TableDialog, row: int, column: int, words: str) -> None:
    dialog.grid.setItem(row, column, QTableWidgetItem(words))


@given(
    st.lists(st.lists(CELL, min_size=1, max_size=3), min_size=1, max_size=3).map(
        lambda rows: narrative_shape.normalise([{"table": rows}])
    )
)
def test_any_table_is_read_from_its_cells_as_it_was(qapp: QApplication, value: Any) -> None:
    rows = value[0]["table"]
    table = QTableWidget(*table_cells.size_of(rows))
    table_cells.fill(table, rows)
    table.setItem(table.rowCount() - 1, table.columnCount() - 1, QTableWidgetItem("后"))
    before, after = grid(rows), grid(table_cells.read(table, *table_cells.size_of(rows)))
    assert before is not None and after is not None
    corner = before[1:]
    assert after[1:] == corner
    others = [
        [cell for cell in cells if (cell.row + cell.down, cell.column + cell.span) != corner]
        for cells in (before[0], after[0])
    ]
    assert others[0] == others[1]


@pytest.mark.parametrize(
    ("key", "icon", "look"),
    [
        (Qt.Key.Key_Plus, "superscript", "sup"),
        (Qt.Key.Key_Equal, "subscript", "sub"),
        (Qt.Key.Key_B, "bold", "bold"),
    ],
)
def test_words_of_a_cell_get_a_look_by_key_and_button(
    dialog: TableDialog, key: Qt.Key, icon: str, look: str
) -> None:
    held = CTRL | Qt.KeyboardModifier.ShiftModifier if look == "sup" else CTRL
    dialog.grid.setCurrentCell(1, 0)
    press(Qt.Key.Key_End)
    press(key, held)
    write("a")
    press(key, held)
    write("后")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_A, CTRL)
    button = dialog.findChild(QToolButton, f"table:{icon}")
    assert button is not None
    button.click()
    assert button.isChecked()
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.entry()["table"][1] == [["时间", {look: "a"}, "后"], [{look: "30分钟"}]]


@pytest.mark.usefixtures("qtbot")
def test_columns_stand_on_the_screen_as_they_are_printed() -> None:
    entry: dict[str, Any] = {
        "table": [["序号", "说明"], ["1", "由放射科医师双人复核后签发，并在十分钟内通知临床科室。"]]
    }
    shown = table_on_screen(entry, 600, QFont())
    assert shown is not None
    (block,) = narrative.blocks([entry])
    assert isinstance(block, TableBlock)
    share = block.shares[0] / sum(block.shares)
    assert shown.columns[1] == pytest.approx(max(600 * share, 40))
    assert share < 0.3
