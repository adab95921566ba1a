"""Ctrl+Z goes back over all fields in the order in which they were changed, and on after reopening."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.model import Status
from tests.ui.conftest import OpenWindow
from tests.ui.opening import activate
from tests.ui.opening import begin as begun
from tests.ui.typing import commit, compose
from ui.binding.field_widgets import path_of
from ui.narrative.editor import NarrativeEditor
from ui.profile.profile_dialog import ProfileDialog
from ui.shell.application_view import CHECK, FILL, ApplicationView
from ui.shell.main_window import MainWindow


def begin(window: MainWindow, qtbot: QtBot) -> ApplicationView:
    """A new application in the active window: keys go to the field with the cursor."""
    view = begun(window, qtbot)
    activate(window, qtbot)
    return view


CTRL = Qt.KeyboardModifier.ControlModifier


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def enter(view: ApplicationView, path: str) -> QWidget:
    assert view.form.focus_field(path)
    editor = view.form.paper.editor(path)
    assert editor is not None
    return editor


def test_ctrl_z_goes_on_to_the_field_changed_before_and_leads_there(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = begin(open_window(), qtbot)
    app = view.opened.app
    commit(enter(view, "scene_name"), "急诊")
    story = enter(view, "results")
    commit(story, "成效")
    press(Qt.Key.Key_Z)
    assert app.get("results") is None
    assert path_of(QApplication.focusWidget()) == "results"
    press(Qt.Key.Key_Z)
    assert app.get("scene_name") is None
    qtbot.waitUntil(lambda: path_of(QApplication.focusWidget()) == "scene_name")
    press(Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: app.get("scene_name") == "急诊")
    press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: path_of(QApplication.focusWidget()) == "results")
    assert isinstance(story, QTextEdit) and story.toPlainText() == "成效"


def test_the_cursor_stands_where_the_words_came_back(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = begin(open_window(), qtbot)
    view.opened.app.set("scene_name", "急诊智能分诊")
    view.opened.app.set("results", [{"text": "第一段"}, {"text": "第二段落"}, {"text": "第三段"}])
    line = enter(view, "scene_name")
    assert isinstance(line, QLineEdit)
    line.setSelection(2, 2)
    line.del_()
    press(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: (line.text(), line.cursorPosition()) == ("急诊智能分诊", 4))
    text = enter(view, "results")
    assert isinstance(text, QTextEdit)
    cursor = text.textCursor()
    cursor.setPosition(7)
    text.setTextCursor(cursor)
    commit(text, "新")
    press(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: "新" not in text.toPlainText() and text.textCursor().position() == 7)


def test_a_composition_is_not_broken_by_ctrl_z(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = begin(open_window(), qtbot)
    commit(enter(view, "scene_name"), "急诊")
    text = enter(view, "results")
    compose(text, "chengxiao")
    press(Qt.Key.Key_Z)
    assert view.opened.app.get("scene_name") == "急诊"
    commit(text, "成效")
    assert view.opened.app.get("results") == [{"text": "成效"}]


def test_a_deleted_row_is_brought_back_from_the_bar_or_by_ctrl_z(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = begin(open_window(), qtbot)
    app = view.opened.app
    rows = [{"name": "甲公司"}, {"name": "乙公司"}]
    app.set("joint_units", rows)

    def crosses() -> list[QToolButton]:
        found = view.form.paper.findChildren(QToolButton)
        return [b for b in found if b.accessibleName() == "联合申报单位第 2 行 删除" and b.isVisible()]

    def delete() -> None:
        qtbot.waitUntil(lambda: bool(crosses()))
        crosses()[0].click()
        assert app.get("joint_units") == [{"name": "甲公司"}]
        assert view.bar.isVisible()
        assert view.bar.words.text() == "已删除联合申报单位第 2 行"

    delete()
    commit(enter(view, "scene_name"), "删除以后又打的字")
    button = view.bar.findChild(QPushButton, "bar_action")
    assert button is not None
    button.click()
    assert app.get("joint_units") == rows
    assert app.get("scene_name") == "删除以后又打的字"
    delete()
    view.undo.undo()
    assert app.get("joint_units") == rows
    qtbot.waitUntil(lambda: (path_of(QApplication.focusWidget()) or "").startswith("joint_units.1"))


def test_after_reopening_ctrl_z_goes_on_over_what_was_saved(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    view = begin(window, qtbot)
    for path, words in (("scene_name", "急诊"), ("results", "成效")):
        commit(enter(view, path), words)
        with qtbot.waitSignal(view.saver.saved):
            view.saver.save_now()
    window.close()

    again = open_window()
    qtbot.waitUntil(lambda: again.view is not None, timeout=20_000)
    view = again.view
    assert view is not None
    app = view.opened.app
    commit(enter(view, "funding"), "自筹")
    for path in ("funding", "results", "scene_name"):
        assert app.get(path) is not None
        view.undo.undo()
        qtbot.waitUntil(lambda path=path: app.get(path) is None)  # type: ignore[misc]
    view.undo.undo()
    qtbot.waitUntil(lambda: view.bar.words.text().startswith("没有更早"))
    for _ in range(3):
        view.undo.redo()
    assert (app.get("scene_name"), app.get("results"), app.get("funding")) == (
        "急诊",
        [{"text": "成效"}],
        [{"text": "自筹"}],
    )


def test_from_another_page_undo_comes_back_to_the_form(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = begin(open_window(), qtbot)
    commit(enter(view, "scene_name"), "急诊")
    view.show_step(CHECK)
    view.undo.undo()
    qtbot.waitUntil(lambda: view.currentIndex() == FILL)
    assert view.opened.app.get("scene_name") is None


def test_a_fixed_version_takes_nothing_back_and_says_why(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = begin(open_window(), qtbot)
    commit(enter(view, "scene_name"), "急诊")
    view.opened.app.status = Status.FINAL
    view.undo.undo()
    assert view.opened.app.get("scene_name") == "急诊"
    assert "退回修改" in view.bar.words.text()


def test_in_the_writing_room_ctrl_z_takes_back_the_same_steps(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    view = begin(window, qtbot)
    commit(enter(view, "scene_name"), "急诊")
    commit(enter(view, "results"), "成效")
    press(Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: not view.form.paper.isAncestorOf(window.focusWidget()))
    qtbot.waitUntil(lambda: path_of(QApplication.focusWidget()) == "results")
    press(Qt.Key.Key_Z)
    assert view.opened.app.get("results") is None
    press(Qt.Key.Key_Z)
    assert view.opened.app.get("scene_name") is None
    qtbot.waitUntil(lambda: path_of(QApplication.focusWidget()) == "scene_name")


def test_ctrl_z_in_the_unit_profile_leaves_the_form_alone(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    view = begin(window, qtbot)
    commit(enter(view, "scene_name"), "急诊")
    window.show_profile()
    qtbot.waitUntil(lambda: window.findChild(ProfileDialog) is not None)
    dialog = window.findChild(ProfileDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    line = dialog.findChild(QLineEdit, "unit.name")
    assert line is not None
    line.setFocus()
    commit(line, "示例医院")
    press(Qt.Key.Key_Z)
    assert line.text() == ""
    assert view.opened.app.get("scene_name") == "急诊"
    dialog.accept()


def test_redo_takes_nothing_that_was_typed_a_moment_before(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = begin(open_window(), qtbot)
    app = view.opened.app
    app.set("results", [{"text": "长" * 3000}])
    story = enter(view, "results")
    commit(story, "一")
    press(Qt.Key.Key_Z)
    commit(story, "二")
    assert "二" not in str(app.get("results"))  # a long text becomes the value a moment later
    press(Qt.Key.Key_Y)
    assert "二" in str(app.get("results")) and "一" not in str(app.get("results"))


def test_a_deleted_picture_comes_back(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = begin(open_window(), qtbot)
    app = view.opened.app
    blocks = [{"text": "前"}, {"image": "files/ct.png"}]
    app.set("background", blocks)
    enter(view, "background")
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
    view.form.bindings.flush()
    assert app.get("background") == [{"text": "前"}]
    press(Qt.Key.Key_Z)
    assert app.get("background") == blocks


def test_what_was_typed_in_a_cell_is_taken_back_in_it_on_the_paper_and_in_the_writing_room(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = begin(open_window(), qtbot)
    table = {"table": [["指标", "前"], ["时间", "30分钟"]]}
    view.opened.app.set("results", [{"text": "前文"}, table])
    text = enter(view, "results")
    assert isinstance(text, NarrativeEditor)
    for room in ("paper", "writing room"):
        if room == "writing room":
            QTest.keyClick(view.window().windowHandle(), Qt.Key.Key_F11)
        cursor = text.textCursor()
        cursor.setPosition(text.document().lastBlock().position())
        text.setTextCursor(cursor)
        press(Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
        press(Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
        cell = QApplication.focusWidget()
        assert cell is text.cell and cell is not None
        commit(cell, "（均值）")
        assert view.opened.app.get("results") == [
            {"text": "前文"},
            {"table": [["指标", "前（均值）"], *table["table"][1:]]},
        ]
        press(Qt.Key.Key_Z)
        assert view.opened.app.get("results") == [{"text": "前文"}, table]
        assert QApplication.focusWidget() is cell and text.cell is cell
        qtbot.waitUntil(lambda: text.cell is not None and text.cell.toPlainText() == "前")
        press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        assert text.hasFocus()
