"""数字一览 in the real window: listed under the form, a number leads to its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.narrative.test_large_texts import LARGE, copied
from tests.ui.opening import activate, begin
from tests.ui.typing import commit, compose
from ui.narrative.editor import NarrativeEditor
from ui.search.number_panel import NumberPanel
from ui.search.number_table import NAME, NUMBER, PLACE
from ui.shell.application_view import ApplicationView

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TABLE = [["指标", "应用前", "应用后"], ["准确率", "85.1%", "93.2%"]]


@pytest.fixture
def view(open_window: OpenWindow, qtbot: QtBot) -> ApplicationView:
    view = begin(open_window(), qtbot)
    app = view.opened.app
    app.set(
        "background", [{"text": "员工160人，编制床位1500张。"}, {"text": "准确率达到92.3%，敏感度92.3%。"}]
    )
    app.set("results", [{"table": TABLE}])
    app.set("summary_description", "员工160人")
    activate(view.window(), qtbot)
    view.form.focus_field("scene_name")
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    return view


def opened(view: ApplicationView, qtbot: QtBot) -> NumberPanel:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_N, KEYS)
    qtbot.waitUntil(lambda: view.numbers.panel.isVisible() and view.numbers.panel.model.rowCount() > 0)
    return view.numbers.panel


def lines(panel: NumberPanel) -> list[tuple[str, ...]]:
    model = panel.model
    return [
        tuple(str(model.index(row, column).data() or "") for column in (NAME, NUMBER, PLACE))
        for row in range(model.rowCount())
    ]


def go_to(panel: NumberPanel, written: str, place: str, qtbot: QtBot) -> None:
    """Choose the line of a number from the keyboard."""
    row = next(
        row for row, line in enumerate(lines(panel)) if line[1] == written and place in "：".join(line)
    )
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    panel.table.setCurrentIndex(panel.model.index(row, NAME))
    QTest.keyClick(panel.table, Qt.Key.Key_Return)


def focused_editor(view: ApplicationView, path: str, qtbot: QtBot) -> NarrativeEditor:
    editor = view.form.editor(path)
    assert isinstance(editor, NarrativeEditor)
    qtbot.waitUntil(editor.hasFocus)
    return editor


def test_names_with_different_numbers_stand_first_under_their_heading(
    view: ApplicationView, qtbot: QtBot
) -> None:
    panel = opened(view, qtbot)
    told = lines(panel)
    assert told[0][0] == "同一名称，数字不同　1 个名称"
    assert [line[:2] for line in told[1:4]] == [
        ("准确率", "92.3%"),
        ("", "85.1%"),
        ("", "93.2%"),
    ]
    assert told[4][0].startswith("其余数字")
    assert panel.summary.text() == "共 7 个数字，1 个名称的数字不同"
    spoken = panel.model.index(2, NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("准确率，85.1%，（三）应用成效：准确率 · 应用前：")


def test_enter_leads_to_the_number_and_selects_it(view: ApplicationView, qtbot: QtBot) -> None:
    panel = opened(view, qtbot)
    assert panel.table.hasFocus()
    starts = []
    for around in ("编制床位：", "准确率：", "敏感度："):
        written = "1500张" if "床位" in around else "92.3%"
        go_to(panel, written, around, qtbot)
        cursor = focused_editor(view, "background", qtbot).textCursor()
        assert cursor.selectedText() == written
        starts.append(cursor.selectionStart())
    assert starts == [len("员工160人，编制床位"), 23, 23 + len("92.3%，敏感度")]
    go_to(panel, "93.2%", "应用后", qtbot)
    assert focused_editor(view, "results", qtbot).textCursor().selectedText() == "\ufffc"
    assert panel.isVisible()


def test_a_click_leads_to_a_carried_text_and_to_a_date(view: ApplicationView, qtbot: QtBot) -> None:
    view.opened.app.set("apply_date", "2026-06-10")
    panel = opened(view, qtbot)
    row = next(
        row for row, line in enumerate(lines(panel)) if line[1] == "160人" and line[2].endswith("：员工160人")
    )
    place = panel.table.visualRect(panel.model.index(row, NUMBER)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert focused_editor(view, "summary_description", qtbot).textCursor().selectedText() == "160人"
    go_to(panel, "2026年6月10日", "申报日期", qtbot)
    qtbot.waitUntil(lambda: view.form.field_path == "apply_date")


@pytest.mark.parametrize("form", ["wuhan-2026-4", "wuhan-2021-3"])
def test_every_number_of_an_example_is_led_to(open_window: OpenWindow, qtbot: QtBot, form: str) -> None:
    view = begin(open_window(), qtbot, form, example=True)
    activate(view.window(), qtbot)
    view.numbers.show()
    panel = view.numbers.panel
    qtbot.waitUntil(lambda: panel.model.rowCount() > 0)
    numbers = [number for row in range(panel.model.rowCount()) if (number := panel.model.number(row))]
    for number in numbers:
        panel.chosen.emit(number)
        editor, focused = view.form.editor(number.path), QApplication.focusWidget()
        assert editor is not None
        assert focused is editor or editor.isAncestorOf(focused)
        if isinstance(editor, NarrativeEditor):
            is_inside = "table" in number.steps or "caption" in number.steps
            assert editor.textCursor().selectedText() == ("\ufffc" if is_inside else number.typed)
        elif isinstance(focused, QLineEdit) and number.steps:
            assert focused.selectedText() == number.typed
    assert len(numbers) > 70


def test_what_is_written_meanwhile_is_listed_and_escape_gives_the_field_back(
    view: ApplicationView, qtbot: QtBot
) -> None:
    panel = opened(view, qtbot)
    view.opened.app.set("summary_description", "员工180人")
    qtbot.waitUntil(lambda: panel.summary.text() == "共 7 个数字，2 个名称的数字不同")
    QTest.keyClick(panel.table, Qt.Key.Key_Escape)
    assert panel.isHidden()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    assert view.form.field_path == "scene_name"
    assert opened(view, qtbot).table.hasFocus()


def test_the_list_is_made_anew_without_waiting_for_a_large_paste(view: ApplicationView, qtbot: QtBot) -> None:
    panel = opened(view, qtbot)
    editor = view.form.editor("background")
    assert isinstance(editor, NarrativeEditor)
    editor.insertFromMimeData(copied(LARGE))
    compose(editor, "zhong")  # until it ends, the paste stays outside
    view.opened.app.set("summary_description", "员工180人")
    qtbot.waitUntil(lambda: "2 个名称" in panel.summary.text())
    assert editor.coming is not None
    commit(editor, "中")
    qtbot.waitUntil(lambda: editor.coming is None)


def test_a_number_is_led_to_in_a_large_text_that_is_still_coming(view: ApplicationView, qtbot: QtBot) -> None:
    many = [{"text": f"第{number}段的文字，没有说别的。"} for number in range(900)]
    beds = {"text": "编制床位1234张。"}
    app = view.opened.app
    app.set("background", [*many[:800], beds, *many[800:]])
    editor = view.form.editor("background")
    assert isinstance(editor, NarrativeEditor)
    qtbot.waitUntil(lambda: editor.arrival is None)
    panel = opened(view, qtbot)
    app.set("background", [*many[::-1][:800], beds, *many[:100]])
    assert editor.arrival is not None
    go_to(panel, "1234张", "编制床位", qtbot)
    assert focused_editor(view, "background", qtbot).textCursor().selectedText() == "1234张"


def test_kinds_are_filtered_and_what_is_shown_is_copied(view: ApplicationView, qtbot: QtBot) -> None:
    panel = opened(view, qtbot)
    buttons = {button.text(): button for button in panel.findChildren(QToolButton)}
    assert [words for words, button in buttons.items() if words and not button.isEnabled()] == [
        "金额",
        "大小",
        "时长",
        "日期",
    ]
    buttons["数量"].click()
    panel.copy.click()
    copied = QApplication.clipboard().text().split("\n")
    assert copied[0] == "名称\t数字\t在哪里"
    assert [line.split("\t")[:2] for line in copied[1:]] == [
        ["员工", "160人"],
        ["员工", "160人"],
        ["编制床位", "1500张"],
    ]
    assert "已复制 3 个数字" in view.bar.words.text()


def test_the_check_page_and_the_menu_lead_to_it_and_a_fixed_version_is_listed_too(
    view: ApplicationView, qtbot: QtBot
) -> None:
    view.form.bindings.set_locked(True)
    view.show_step(1)
    view.check.numbers.click()
    panel = view.numbers.panel
    qtbot.waitUntil(lambda: panel.isVisible() and panel.model.rowCount() > 0)
    assert view.currentWidget() is view.fill
    panel.close_panel()
    menu = view.window().findChild(QMenu, "more_menu")
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text().startswith("数字一览")).trigger()
    assert panel.isVisible()
