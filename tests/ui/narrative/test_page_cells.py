"""The cells of a table are written where it stands in the text, spans and looks kept."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.narrative.conftest import Chapter, OpenChapter
from tests.ui.narrative.test_commands import caption_line, in_dialog
from tests.ui.opening import activate, begin
from tests.ui.typing import commit, compose
from ui.narrative import objects
from ui.narrative.object_cards import CAPTION_HEIGHT
from ui.narrative.table_dialog import TableDialog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SPANNED: dict[str, Any] = {
    "table": [
        [{"text": "指标", "down": 2}, {"text": "医院", "span": 2}],
        ["前", "后"],
        ["血小板", ["98×10", {"sup": "9"}, "/L"], "96"],
    ],
    "caption": "前后对比",
}


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, held)


def tool(chapter: Chapter, name: str) -> QToolButton:
    found = chapter.editor.window().findChild(QToolButton, name)
    assert found is not None
    return found


@pytest.fixture
def chapter(open_chapter: OpenChapter) -> Chapter:
    made = open_chapter([{"text": "前文"}, SPANNED, {"text": "后文"}])
    made.put_cursor(1)
    return made


def in_cell(chapter: Chapter) -> bool:
    return chapter.editor.cell is not None and chapter.editor.cell is focused()


def test_tab_goes_from_cell_to_cell_and_every_span_stays(chapter: Chapter) -> None:
    press(Qt.Key.Key_F2)
    assert in_cell(chapter)
    commit(focused(), "名")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_End)
    commit(focused(), "期")
    press(Qt.Key.Key_Backtab, SHIFT)
    press(Qt.Key.Key_Escape)
    assert chapter.editor.hasFocus()
    made = chapter.value[1]
    assert made["table"][0] == [{"text": "指标名", "down": 2}, {"text": "医院", "span": 2}]
    assert made["table"][1] == ["前期", "后"]
    assert made["table"][2] == SPANNED["table"][2]


def test_a_click_writes_in_the_cell_under_the_mouse(chapter: Chapter) -> None:
    area = objects.current_area(chapter.editor)
    assert area is not None
    corner = QPoint(area.right() - 20, area.bottom() - 12)
    QTest.mouseClick(chapter.editor.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert in_cell(chapter)
    press(Qt.Key.Key_End)
    commit(focused(), "%")
    assert chapter.value[1]["table"][2][2] == "96%"
    on_caption = QPoint(area.center().x(), area.top() + CAPTION_HEIGHT // 2)
    assert caption_line(chapter).geometry().contains(on_caption), "the caption has its own line"


def test_words_in_a_cell_are_raised_by_key_button_and_power_and_keep_their_looks(chapter: Chapter) -> None:
    zoom = chapter.page.paper._zoom
    press(Qt.Key.Key_F2)
    for _ in range(5):
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Home)
    commit(focused(), "约")
    assert chapter.value[1]["table"][2][1] == ["约98×10", {"sup": "9"}, "/L"]
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_End)
    tool(chapter, "tool:superscript").click()
    commit(focused(), "a")
    assert tool(chapter, "tool:superscript").isChecked()
    QTest.keyClick(chapter.page.windowHandle(), Qt.Key.Key_Plus, CTRL | SHIFT)
    commit(focused(), "×10")
    commit(focused(), "^9")
    press(Qt.Key.Key_Space)
    assert chapter.value[1]["table"][2][2] == ["96", {"sup": "a"}, "×10", {"sup": "9"}]
    press(Qt.Key.Key_Backspace)
    assert chapter.value[1]["table"][2][2] == ["96", {"sup": "a"}, "×10^9"]
    assert chapter.page.paper._zoom == zoom


def test_tab_in_the_last_cell_begins_a_row_and_behind_an_empty_one_goes_on_in_the_text(
    chapter: Chapter,
) -> None:
    press(Qt.Key.Key_F2)
    for _ in range(7):
        press(Qt.Key.Key_Tab)
    commit(focused(), "合计")
    press(Qt.Key.Key_Tab, SHIFT)
    press(Qt.Key.Key_Tab)
    assert chapter.value[1]["table"][3:] == [["合计", "", ""]]
    for _ in range(3):
        press(Qt.Key.Key_Tab)
    for _ in range(3):
        press(Qt.Key.Key_Tab)
    assert chapter.editor.hasFocus() and chapter.editor.textCursor().block().text() == "后文"
    assert len(chapter.value[1]["table"]) == 5


def test_rows_and_columns_come_and_go_by_keys_and_buttons(chapter: Chapter) -> None:
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    QTest.keyClick(chapter.page.windowHandle(), Qt.Key.Key_A, CTRL | SHIFT)
    commit(focused(), "新")
    assert chapter.value[1]["table"][1:3] == [["前", "后"], ["", "新", ""]]
    QTest.keyClick(chapter.page.windowHandle(), Qt.Key.Key_Delete, CTRL | SHIFT)
    assert chapter.value == [{"text": "前文"}, SPANNED, {"text": "后文"}]
    assert in_cell(chapter)
    tool(chapter, "object:column-add").click()
    assert chapter.value[1]["table"][0][1] == {"text": "医院", "span": 3} and in_cell(chapter)
    assert chapter.value[1]["table"][1] == ["前", "", "后"]
    tool(chapter, "object:column-delete").click()
    assert chapter.value[1] == SPANNED
    tool(chapter, "object:row-delete").click()
    assert len(chapter.value[1]["table"]) == 2


def test_copied_cells_are_pasted_from_this_one_on(chapter: Chapter) -> None:
    copied = QMimeData()
    copied.setHtml("<table><tr><td>CO<sub>2</sub><td>96%</tr><tr><td><b>9%</b><td>4%</tr></table>")
    QApplication.clipboard().setMimeData(copied)
    press(Qt.Key.Key_F2)
    for _ in range(5):
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_V, CTRL)
    assert chapter.value[1]["table"][2:] == [
        ["血小板", ["CO", {"sub": "2"}], "96%"],
        ["", [{"bold": "9%"}], "4%"],
    ]
    QApplication.clipboard().setText("约")
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_V, CTRL)
    assert chapter.value[1]["table"][2][1] == ["约CO", {"sub": "2"}]


def test_arrows_and_enter_go_to_the_cells_beside(chapter: Chapter) -> None:
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_End)
    commit(focused(), "（均值）")
    assert chapter.value[1]["table"][2][1] == ["98×10", {"sup": "9"}, "/L（均值）"]
    press(Qt.Key.Key_Return)
    assert chapter.editor.textCursor().block().text() == "后文"


@pytest.mark.parametrize("held", [SHIFT, CTRL, Qt.KeyboardModifier.AltModifier])
def test_a_cell_holds_one_line_and_says_so(chapter: Chapter, held: Qt.KeyboardModifier) -> None:
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Return, held)
    commit(focused(), "名")
    assert focused().toPlainText() == "指标名"  # type: ignore[attr-defined]  # a CellText
    assert chapter.value[1]["table"][0][0]["text"] == "指标名"
    assert chapter.editor.bar is not None
    assert chapter.editor.bar.words.text() == "表格的一格里只写一段，不能换行"


def test_ctrl_tab_stays_in_the_cell(chapter: Chapter) -> None:
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab, CTRL)
    commit(focused(), "甲")
    assert chapter.value[1]["table"][0][1]["text"] == "医院甲"


def test_ctrl_enter_goes_on_to_the_next_field(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = begin(open_window(), qtbot)
    view.opened.app.set("background", [SPANNED])
    activate(view.window(), qtbot)
    view.form.paper.complete()
    assert view.form.focus_field("background")
    press(Qt.Key.Key_F2)
    QTest.keyClick(view.window().windowHandle(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: view.form.field_path not in ("background", None))
    assert view.opened.app.get("background") == [SPANNED]


def test_a_composition_is_no_value_and_the_count_follows_each_word(chapter: Chapter) -> None:
    before = chapter.editor._counts.total.words
    press(Qt.Key.Key_F2)
    compose(focused(), "ming")
    assert chapter.value[1] == SPANNED
    commit(focused(), "名称")
    assert chapter.editor._counts.total.words == before + 2


def test_what_another_writes_is_shown_in_the_cell_and_a_table_that_is_gone_is_left(chapter: Chapter) -> None:
    press(Qt.Key.Key_F2)
    commit(focused(), "名")
    other = [{"text": "前文"}, {"table": [["项目", "甲"]]}, {"text": "后文"}]
    chapter.app.set(chapter.path, other)
    assert chapter.editor.cell is not None and chapter.editor.cell.toPlainText() == "项目"
    chapter.app.set(chapter.path, [{"text": "前文"}])
    assert chapter.editor.cell is None


def test_a_cell_cannot_be_written_in_once_the_form_is_locked(chapter: Chapter) -> None:
    press(Qt.Key.Key_F2)
    chapter.editor.set_locked(True)
    assert chapter.editor.cell is None
    press(Qt.Key.Key_F2)
    assert chapter.editor.cell is None


def test_f2_in_a_cell_opens_the_whole_table_in_its_dialog(chapter: Chapter) -> None:
    press(Qt.Key.Key_F2)
    commit(focused(), "名")

    def change(dialog: TableDialog) -> None:
        dialog.grid.item(1, 1).setText("应用前")

    in_dialog(change)
    press(Qt.Key.Key_F2)
    assert chapter.value[1]["table"][:2] == [
        [{"text": "指标名", "down": 2}, {"text": "医院", "span": 2}],
        ["应用前", "后"],
    ]
