"""Rows are added, copied, moved, deleted and pasted with the keyboard alone; the cursor goes along."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenPage
from tests.ui.typing import commit
from ui.binding.field_widgets import path_of
from ui.form.line_fields import LineField
from ui.form.table_view import TableView
from ui.widgets import theme
from ui.workspace.form_page import FormPage

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
PEOPLE = [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]


def enter(page: FormPage, qtbot: QtBot, path: str) -> QWidget:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    assert page.focus_field(path)
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(page: FormPage, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(page.window().windowHandle(), key, modifiers)


def names(page: FormPage, path: str = "team") -> list[str]:
    return [row.get("name", "") for row in page.app.get(path) or []]


def at_cursor() -> str | None:
    return path_of(QApplication.focusWidget())


def test_a_row_moves_up_and_down_with_its_cursor(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuxi-2026", team=PEOPLE)
    enter(page, qtbot, "team.1.unit")
    press(page, Qt.Key.Key_Up, ALT)
    assert (names(page), at_cursor()) == (["乙", "甲", "丙"], "team.0.unit")
    press(page, Qt.Key.Key_Up, ALT)
    assert names(page) == ["乙", "甲", "丙"]
    press(page, Qt.Key.Key_Down, ALT)
    press(page, Qt.Key.Key_Down, ALT)
    assert (names(page), at_cursor()) == (["甲", "丙", "乙"], "team.2.unit")


def test_a_row_is_copied_until_the_paper_is_full(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuxi-2026", team=PEOPLE)
    told: list[str] = []
    page.bindings.told.connect(told.append)
    enter(page, qtbot, "team.0.name")
    press(page, Qt.Key.Key_D, CTRL_SHIFT)
    press(page, Qt.Key.Key_D, CTRL_SHIFT)
    assert (names(page), at_cursor(), told) == (["甲", "甲", "甲", "乙", "丙"], "team.2.name", [])
    press(page, Qt.Key.Key_D, CTRL_SHIFT)
    assert len(names(page)) == 5 and told == ["最多 5 行"]


def test_a_row_is_added_filled_and_deleted_by_keys(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuhan-2026-1", joint_units=[{"name": "甲公司"}, {"name": "乙公司"}])
    enter(page, qtbot, "joint_units.0.name")
    press(page, Qt.Key.Key_A, CTRL_SHIFT)
    assert at_cursor() == "joint_units.1.name"
    focused = QApplication.focusWidget()
    assert focused is not None
    commit(focused, "丙公司")
    assert names(page, "joint_units") == ["甲公司", "丙公司", "乙公司"]
    press(page, Qt.Key.Key_Delete, CTRL_SHIFT)
    assert (names(page, "joint_units"), at_cursor()) == (["甲公司", "乙公司"], "joint_units.1.name")
    press(page, Qt.Key.Key_Delete, CTRL_SHIFT)
    press(page, Qt.Key.Key_Delete, CTRL_SHIFT)
    assert page.app.get("joint_units") is None


def test_blocks_of_several_rows_are_moved_whole(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuhan-2026-4", example=True)
    before = page.app.get("cases")
    assert len(before) > 1
    enter(page, qtbot, "cases.1.dataset_name")
    press(page, Qt.Key.Key_Up, ALT)
    assert page.app.get("cases")[:2] == [before[1], before[0]]
    assert at_cursor() == "cases.0.dataset_name"


def test_what_was_typed_a_moment_before_goes_along_with_its_row(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuhan-2026-4", cases=[{"models": "长" * 3000}, {"models": "短"}])
    commit(enter(page, qtbot, "cases.0.models"), "末")
    press(page, Qt.Key.Key_Down, ALT)
    assert "末" in page.app.get("cases.1.models")


def test_what_stays_is_not_built_again_when_a_row_goes(open_page: OpenPage) -> None:
    page = open_page("wuhan-2026-4", cases=[{"dataset_name": n} for n in "甲乙丙"])
    kept = page.paper.editor("cases.0.dataset_name")
    page.app.delete_row("cases", 1)
    page.bindings.settle()
    assert page.paper.editor("cases.0.dataset_name") is kept
    assert page.paper.editor("cases.1.dataset_name").text() == "丙"  # type: ignore[union-attr]
    table = next(t for t in page.paper.findChildren(TableView) if kept and t.isAncestorOf(kept))
    shown = [w for w in table.findChildren(LineField) if w.objectName().endswith("dataset_name")]
    assert [w.objectName() for w in shown if w.isVisible()] == [
        "cases.0.dataset_name",
        "cases.1.dataset_name",
    ]


def test_the_menu_of_a_row_says_what_is_possible(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuxi-2026", team=PEOPLE)
    editor = enter(page, qtbot, "team.0.name")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), QPoint(3, 3))
    QApplication.sendEvent(editor, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    seen = {action.text().split("\t")[0]: action.isEnabled() for action in menu.actions()}
    menu.close()
    assert not seen["上移一行"] and seen["下移一行"] and seen["复制这一行"] and seen["删除这一行"]
    assert seen["在下面加一行（最多 5 行）"] is False


def test_the_fields_and_buttons_of_a_row_are_named_after_it(open_page: OpenPage) -> None:
    page = open_page("wuxi-2026", team=PEOPLE)
    for row in range(2):
        name, *rest = [page.paper.findChild(QWidget, f"team.{row}.{cell}") for cell in ("name", "title")]
        assert name is not None and name.accessibleName() == f"参赛人员第{row + 1}行 姓名"
        assert [cell.accessibleName() for cell in rest if cell] == [f"第{row + 1}行 职务/职称"]
    spoken = {b.accessibleName() for b in page.paper.findChildren(QToolButton, "row_tool") if b.isVisible()}
    assert {"参赛人员第 2 行 删除", "参赛人员第 2 行 更多"} <= spoken
    full = [b.text() for b in page.paper.findChildren(QPushButton, "add_row") if not b.isEnabled()]
    assert full == ["最多 5 行"]


EXCEL = "序号\t姓名\t职务/职称\t联系方式\r\n1\t张三\t主任\t13800000001\r\n2\t李四\t医师\t13800000002\r\n"
WORD = "<table><tr><td>张三</td><td>示例医院</td></tr><tr><td>李四</td><td>示例公司</td></tr></table>"


def put_on_clipboard(text: str, html: str = "") -> None:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    QApplication.clipboard().setMimeData(data)


@pytest.mark.parametrize(
    ("text", "html", "rows"),
    [
        (
            EXCEL,
            "",
            [
                {"name": "张三", "title": "主任", "phone": "13800000001"},
                {"name": "李四", "title": "医师", "phone": "13800000002"},
            ],
        ),
        (
            "张三\t示例医院",
            WORD,
            [{"name": "张三", "unit": "示例医院"}, {"name": "李四", "unit": "示例公司"}],
        ),
        ("", WORD, [{"name": "张三", "unit": "示例医院"}, {"name": "李四", "unit": "示例公司"}]),
    ],
)
def test_a_copied_table_fills_rows_and_columns_in_one_change(
    open_page: OpenPage, qtbot: QtBot, text: str, html: str, rows: list[dict[str, str]]
) -> None:
    page = open_page("wuxi-2026")
    changes: list[object] = []
    enter(page, qtbot, "team.0.name")
    page.bindings.changed.connect(changes.append)
    put_on_clipboard(text, html)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_V, CTRL)
    assert page.app.get("team") == rows
    assert len(changes) == 1
    assert page.paper.editor("team.1.name").text() == "李四"  # type: ignore[union-attr]


def test_digits_that_excel_has_lost_are_told_where_they_are_pasted(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuxi-2026")
    told: list[str] = []
    page.bindings.told.connect(told.append)
    editor = enter(page, qtbot, "team.0.name")
    put_on_clipboard("张三\t主任\t1.38E+10\n李四\t医师\t13800000002")
    QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert told == [
        "已粘贴 2 行；第1行：有被表格软件缩写的数（如 4.2E+17），"
        "请先把这一列改成“文本”格式，对照原件重填后再复制。按 Ctrl+Z 撤销。"
    ]


def test_merged_cells_go_down_and_hidden_rows_stay_out_of_people(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuxi-2026")
    told: list[str] = []
    page.bindings.told.connect(told.append)
    editor = enter(page, qtbot, "team.0.name")
    mime = QMimeData()
    mime.setHtml(
        "<table><tr><td>甲</td><td rowspan=3>主任</td></tr><tr height=0 style='display:none'><td>密</td></tr>"
        "<tr><td>乙</td></tr></table>"
    )
    mime.setText("甲\t主任\n密\t\n乙\t")
    QApplication.clipboard().setMimeData(mime)
    QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
    rows = page.app.get("team")
    assert isinstance(rows, list)
    assert [list(row.values()) for row in rows] == [["甲", "主任"], ["乙", "主任"]]  # type: ignore[union-attr]
    assert told == ["已粘贴 2 行；表格：隐藏的行没有放进来。按 Ctrl+Z 撤销。"]


def test_one_cell_is_pasted_as_words(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuxi-2026", team=PEOPLE)
    editor = enter(page, qtbot, "team.0.name")
    put_on_clipboard("某")
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert names(page)[0] == "甲某"


def test_a_line_takes_raised_digits_and_symbols_and_tells_what_it_lost(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuxi-2026", team=PEOPLE)
    told: list[str] = []
    page.bindings.told.connect(told.append)
    editor = enter(page, qtbot, "team.0.name")
    mime = QMimeData()
    mime.setHtml(
        "<p><font face=Symbol>&sup3;</font>100×10<sup>9</sup>/L<span style='display:none'>密</span></p>"
    )
    mime.setText("³100×109/L密")
    QApplication.clipboard().setMimeData(mime)
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert names(page)[0] == "甲≥100×10⁹/L"
    assert told == ["第1段：隐藏的文字没有放进来"]


def test_a_table_may_be_painted_before_its_new_rows_are_arranged(open_page: OpenPage) -> None:
    page = open_page("wuhan-2026-4", cases=[{"dataset_name": "甲"}])
    editor = page.paper.editor("cases.0.dataset_name")
    table = next(t for t in page.paper.findChildren(TableView) if editor and t.isAncestorOf(editor))
    grid = table.findChild(QWidget, "grid")
    assert grid is not None
    page.app.set("cases", [{"dataset_name": name} for name in "甲乙丙"])
    page.bindings.settle()
    grid.repaint()  # at once, as a window that is uncovered does
    page.app.set("cases", [{"dataset_name": "甲"}])
    page.bindings.settle()
    grid.repaint()
    label = grid.grab().toImage().pixelColor(5, 5).name()
    assert label == theme.COLOURS["label_cell"]


@pytest.mark.parametrize(
    ("form", "path", "column"),
    [
        ("wuhan-2026-5", "datasets", "unit_name"),
        ("wuhan-2026-1", "joint_units", "name"),
        ("beijing-2025", "joint_units", "name"),
    ],
    ids=["table", "cover", "cell"],
)
def test_many_new_rows_come_in_slices_and_whole_at_last(
    open_page: OpenPage, qtbot: QtBot, form: str, path: str, column: str
) -> None:
    page = open_page(form)
    label = page.bindings.field(path).label
    page.app.set(path, [{column: f"第{number}家医院"} for number in range(60)])
    page.bindings.settle()

    def tools() -> set[str]:
        found = (b for b in page.paper.findChildren(QToolButton, "row_tool") if b.isVisible())
        return {words for b in found if (words := b.accessibleName()).startswith(label)}

    assert len(tools()) < 60, "no key waits for all of them"
    wanted = {f"{label}第 {number} 行 {act}" for number in range(1, 61) for act in ("更多", "删除")}
    qtbot.waitUntil(lambda: tools() >= wanted)
    editor = page.paper.editor(f"{path}.59.{column}")
    assert isinstance(editor, LineField) and editor.text() == "第59家医院"
    page.app.set(path, [{column: "一家"}])
    qtbot.waitUntil(lambda: not any("第 50 行" in words for words in tools()))
