"""Findings are told once their field was left, lead to their field, and are mended by one click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.opening import activate, begin
from tests.ui.typing import commit
from ui.shell.application_view import CHECK, FILL, MATERIALS, ApplicationView
from ui.workspace.side_panel import FINDINGS

PATIENCE = 30_000


@pytest.fixture
def blank(open_window: OpenWindow, qtbot: QtBot) -> ApplicationView:
    view = begin(open_window(), qtbot)
    qtbot.waitUntil(lambda: len(view.checker.findings) > 10, timeout=PATIENCE)
    view.form.columns.open_side()
    view.form.side.show_tab(FINDINGS)
    return view


@pytest.fixture
def example(open_window: OpenWindow, qtbot: QtBot) -> ApplicationView:
    view = begin(open_window(), qtbot, example=True)
    check(view, qtbot)
    return view


def check(view: ApplicationView, qtbot: QtBot) -> None:
    view.checker.check_now()
    qtbot.waitUntil(lambda: view.preview.typesetter.is_idle, timeout=PATIENCE)


def press(
    view: ApplicationView, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(view.window().windowHandle(), key, held)


def rows(view: ApplicationView) -> list[str]:
    """What a screen reader says of each row."""
    found = view.form.side.findings
    items = [found.item(row) for row in range(found.count())]
    return [item.data(Qt.ItemDataRole.AccessibleTextRole) or item.text() for item in items]


def test_a_new_form_is_not_shouted_at(blank: ApplicationView) -> None:
    assert rows(blank) == []
    assert "离开后会自动检查" in blank.form.side.list.summary.text()
    marks = {editor.property("wrong") for editor in blank.form.paper.findChildren(QLineEdit)}
    assert marks <= {None, "false"}


def test_a_field_is_told_of_once_it_was_left(blank: ApplicationView, qtbot: QtBot) -> None:
    blank.form.focus_field("uscc")
    editor = blank.form.paper.editor("uscc")
    assert isinstance(editor, QLineEdit)
    commit(editor, "1234")
    check(blank, qtbot)
    assert rows(blank) == []
    blank.form.focus_field("lead_name")
    assert [row for row in rows(blank) if "18 位" in row]
    assert editor.property("wrong") == "perhaps", "no reason to refuse it"
    assert not [row for row in rows(blank) if "负责人" in row], "the cursor is still there"


def test_asking_for_the_check_shows_everything_under_its_section(
    blank: ApplicationView, qtbot: QtBot
) -> None:
    blank.show_step(CHECK)
    blank.show_step(FILL)
    heads = [row for row in rows(blank) if not row.startswith(("必改", "建议"))]
    assert heads[0].startswith(("封面", "一、")) and "必改" in heads[0]
    assert heads[-1].startswith("材料")
    total = sum(row.startswith("必改") for row in rows(blank))
    assert total == sum(finding.severity == "error" for finding in blank.checker.findings)


def test_f8_goes_down_the_paper_from_anywhere_and_round(example: ApplicationView, qtbot: QtBot) -> None:
    view = example
    for path in ("uscc", "promotion", "lead_phone"):
        view.opened.app.set(path, None)
    view.opened.app.set_materials(())
    check(view, qtbot)
    activate(view.window(), qtbot)
    view.form.focus_field("unit_name")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    count = len({finding.field for finding in view.checker.findings})
    seen = []
    for _ in range(count + 1):
        press(view, Qt.Key.Key_F8)
        seen.append("materials" if view.currentIndex() == MATERIALS else view.form.field_path)
    assert seen[:4] == ["uscc", "lead_phone", "promotion", "materials"]
    assert seen[-1] == "uscc"
    view.form.focus_field("promotion")
    view.show_step(CHECK)
    press(view, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert view.currentIndex() == FILL and view.form.field_path == "lead_phone"


def test_a_click_mends_and_ctrl_z_takes_it_back(example: ApplicationView, qtbot: QtBot) -> None:
    view = example
    view.form.columns.open_side()
    view.form.side.show_tab("hint")
    view.opened.app.set("apply_date", "20260610")
    check(view, qtbot)
    view.form.focus_field("apply_date")
    button = view.form.side.cards.findChild(QPushButton, "fix")
    assert button is not None and button.text() == "改为“2026年6月10日”"
    with qtbot.waitSignal(view.checker.checked, timeout=PATIENCE):
        button.click()
    assert view.opened.app.get("apply_date") == "2026-06-10"
    assert view.form.side.cards.findChildren(QPushButton, "fix") == [] or not view.form.side.cards.isVisible()
    view.undo.undo()
    assert view.opened.app.get("apply_date") == "20260610"


def test_all_that_is_sure_is_mended_together_and_taken_back_together(
    example: ApplicationView, qtbot: QtBot
) -> None:
    view = example
    app = view.opened.app
    app.set("background", [{"text": "门诊,住院均已上线。"}])
    app.set("apply_date", "20260610")
    app.set("promotion", None)
    check(view, qtbot)
    view.show_step(CHECK)
    check(view, qtbot)
    assert view.check.all.text() == "全部修正（2 处）"
    buttons = view.check.findChildren(QPushButton, "fix")
    assert buttons and all(each.height() == each.sizeHint().height() for each in buttons)
    with qtbot.waitSignal(view.checker.checked, timeout=PATIENCE):
        view.check.all.click()
    assert app.get("background") == [{"text": "门诊，住院均已上线。"}]
    assert app.get("apply_date") == "2026-06-10" and app.get("promotion") is None
    qtbot.waitUntil(lambda: view.check.summary.text() == "必改 1 项")
    view.undo.undo()
    assert app.get("background") == [{"text": "门诊,住院均已上线。"}]
    assert app.get("apply_date") == "20260610"


def test_a_clean_application_is_told_so_calmly(example: ApplicationView, qtbot: QtBot) -> None:
    assert example.form.side.list.summary.text() == "没有必改的问题。"
    example.show_step(CHECK)
    check(example, qtbot)
    assert example.check.summary.text() == "没有必改的问题。"
    assert not example.check.table.isVisible() and not example.check.all.isVisible()
    example.check.next.click()
    assert example.currentIndex() == MATERIALS
    example.opened.app.set("unit_name", None)
    example.show_step(CHECK)
    qtbot.waitUntil(lambda: not example.check.next.isVisible(), timeout=20_000)


def test_the_filter_shows_the_suggestions_alone(example: ApplicationView, qtbot: QtBot) -> None:
    example.opened.app.set("background", [{"text": "门诊,住院。"}])
    example.opened.app.set("promotion", None)
    example.show_step(CHECK)
    check(example, qtbot)
    marks = [example.check.table.item(row, 0).text() for row in range(example.check.table.rowCount())]
    assert {"必改", "建议"} <= set(marks)
    listed = [mark for mark in marks if mark in ("必改", "建议")]
    assert listed == sorted(listed, key="必改 建议".index), "what must be mended stands first"
    example.check.filter._on_chosen("warning")
    marks = [example.check.table.item(row, 0).text() for row in range(example.check.table.rowCount())]
    assert "建议" in marks and "必改" not in marks


def test_arrows_go_down_the_list_and_a_fix_leaves_the_cursor_at_the_next_finding(
    example: ApplicationView, qtbot: QtBot
) -> None:
    app, table = example.opened.app, example.check.table
    app.set("background", [{"text": "门诊,住院。"}])
    app.set("results", [{"text": "急诊,住院。"}])
    app.set("promotion", None)
    example.show_step(CHECK)
    check(example, qtbot)
    activate(example.window(), qtbot)
    table.setFocus()
    first = table.currentRow()
    assert table.item(first, 0).text() == "必改"
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentRow() > first
    (mend, *_) = table.findChildren(QPushButton, "fix")
    mend.setFocus()
    QTest.keyClick(mend, Qt.Key.Key_Space)
    qtbot.waitUntil(table.hasFocus, timeout=20_000)
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: example.currentIndex() == FILL, timeout=20_000)


def test_what_the_profile_says_is_offered(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.desk.archive.save_profile({"unit.name": "武汉市示例医院（总院）"})
    view = begin(window, qtbot, example=True)
    qtbot.waitUntil(lambda: "profile" in {f.rule for f in view.checker.findings}, timeout=PATIENCE)
    finding = next(f for f in view.checker.findings if f.rule == "profile")
    fix = view.review.fixing.fix_of(finding)
    assert fix is not None and fix.value == "武汉市示例医院（总院）"
