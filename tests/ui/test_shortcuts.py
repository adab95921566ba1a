"""The keys of the window: each does one thing, each is told on the F1 page, each works."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

import ui
from aimed_desktop.paths import RESOURCES
from tests.ui.conftest import OpenWindow
from tests.ui.opening import activate, begin
from tests.ui.typing import commit
from ui.help.help_dialog import KEYS, TOPICS, HelpDialog, topic_page
from ui.shell.main_window import MainWindow
from ui.start.new_dialog import NewDialog
from ui.widgets.shortcuts import GROUPS, key_words, shortcuts

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(ui.__path__[0]).rglob("*.py"))


ELSEWHERE = {"search", "file_up", "file_down", "file_out"}  # on pages where no text is written


def test_no_two_shortcuts_of_a_page_share_their_keys() -> None:
    keys = [
        QKeySequence(key).toString()
        for name, shortcut in shortcuts()
        for key in shortcut.keys
        if shortcut.is_bound and name not in ELSEWHERE
    ]
    assert all(keys)
    assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_no_shortcut_is_bound_that_the_help_does_not_tell() -> None:
    bound = set(re.findall(r'\bbind\(\s*"(\w+)"', SOURCES))
    assert bound <= {name for name, _ in shortcuts()}
    assert not re.search(
        r"QShortcut\(|setShortcut\(", SOURCES.replace("QShortcut(QKeySequence(key), owner)", "")
    )


def test_every_page_has_its_help() -> None:
    assert {path.stem for path in (RESOURCES / "help").glob("*.md")} == set(TOPICS)
    for topic, title in TOPICS.items():
        assert topic_page(topic).startswith(f"# {title}\n")


def opened(qtbot: QtBot, open_window: OpenWindow) -> MainWindow:
    window = open_window()
    begin(window, qtbot)
    activate(window, qtbot)
    return window


def press(window: MainWindow, key: Qt.Key, *, ctrl: bool = False, alt: bool = False) -> None:
    modifier = Qt.KeyboardModifier.NoModifier
    if ctrl:
        modifier = Qt.KeyboardModifier.ControlModifier
    if alt:
        modifier = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(window.windowHandle(), key, modifier)


def test_f1_explains_the_page_that_is_shown_and_lists_the_keys(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = opened(qtbot, open_window)
    press(window, Qt.Key.Key_2, alt=True)
    press(window, Qt.Key.Key_F1)
    dialog = window.findChild(HelpDialog)
    assert dialog is not None and dialog.isVisible()
    text = dialog.findChild(QTextEdit)
    assert text is not None and text.toPlainText().startswith("检查")
    dialog.show_topic(KEYS)
    for members in GROUPS.values():
        for shortcut in members.values():
            assert key_words(shortcut.keys) in text.toPlainText()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(HelpDialog) is None)


def test_f1_explains_a_dialog_and_the_page_of_summaries(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    activate(window, qtbot)
    press(window, Qt.Key.Key_N, ctrl=True)
    qtbot.waitUntil(lambda: window.findChild(NewDialog) is not None, timeout=20_000)
    new = window.findChild(NewDialog)
    assert new is not None
    qtbot.waitUntil(lambda: new.isAncestorOf(QApplication.focusWidget() or window))
    assert explained(new) == "新建申报件"
    new.reject()
    button: Callable[[], QPushButton | None] = lambda: window.start.findChild(  # noqa: E731
        QPushButton, "summary:wuhan-2026-5"
    )
    qtbot.waitUntil(lambda: button() is not None, timeout=20_000)
    button().click()  # type: ignore[union-attr]
    activate(window, qtbot)
    assert explained(window) == "汇总"


def explained(where: QWidget) -> str:
    """The first line of what F1 shows there; the help is closed again."""
    QTest.keyClick(where.windowHandle(), Qt.Key.Key_F1)
    (help_,) = where.findChildren(HelpDialog)
    text = help_.findChild(QTextEdit)
    assert text is not None
    words = text.toPlainText().partition("\n")[0]
    QTest.keyClick(help_, Qt.Key.Key_F1)
    return words


def test_ctrl_s_and_ctrl_p_answer_on_the_start_page_too(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    activate(window, qtbot)
    press(window, Qt.Key.Key_S, ctrl=True)
    assert (window.top.state.text(), window.top.state.property("flash")) == ("都已保存", "true")
    press(window, Qt.Key.Key_P, ctrl=True)
    assert window.top.state.text() == "请先打开一件申报件，再打印"
    qtbot.waitUntil(lambda: not window.top.state.text(), timeout=20_000)


def test_ctrl_f_finds_from_every_step(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = opened(qtbot, open_window)
    view = window.view
    assert view is not None
    for index in range(5, -1, -1):
        view.show_step(index)
        press(window, Qt.Key.Key_F, ctrl=True)
        assert view.currentIndex() == 0
        assert view.searching.bar.isVisible()
        view.searching.bar.left.emit()
        view.searching.bar.hide()


def test_ctrl_s_reassures_and_what_was_typed_is_saved(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = opened(qtbot, open_window)
    view = window.view
    assert view is not None
    editor = view.form.paper.editor("unit_name")
    assert editor is not None
    editor.setFocus()
    commit(editor, "示例医院")
    press(window, Qt.Key.Key_S, ctrl=True)
    assert window.top.state.property("flash") == "true"
    qtbot.waitUntil(lambda: view.saver.is_clean)
    assert window.top.state.text().startswith("已保存")
    qtbot.waitUntil(lambda: window.top.state.property("flash") == "false", timeout=20_000)


def test_the_steps_the_fields_and_the_size_of_the_words_have_their_keys(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = opened(qtbot, open_window)
    view = window.view
    assert view is not None
    for index in (5, 3, 0):
        press(window, Qt.Key(Qt.Key.Key_1 + index), alt=True)
        assert view.currentIndex() == index
    view.form.focus_field("unit_name")
    press(window, Qt.Key.Key_Return, ctrl=True)
    assert view.form.field_path not in (None, "unit_name")
    press(window, Qt.Key.Key_Equal, ctrl=True)
    assert view.form.paper._zoom == 110
    press(window, Qt.Key.Key_0, ctrl=True)
    assert view.form.paper._zoom == 100
    press(window, Qt.Key.Key_Home, alt=True)
    assert window.view is None


def test_the_chosen_theme_is_found_again(qtbot: QtBot, open_window: OpenWindow, data_dir: Path) -> None:
    from aimed_desktop.desktop.window_settings import read_settings
    from ui.widgets import theme

    window = open_window()
    menu = window.top.more.menu()
    dark = next(action for action in menu.actions() if action.text() == "深色")
    dark.trigger()
    assert theme.COLOURS["paper"] == theme.DARK["paper"]
    qtbot.waitUntil(lambda: read_settings(data_dir).theme == "dark")
    shown = theme.current()
    assert shown is not None
    shown.choose("light")


def test_ctrl_n_asks_for_a_form_from_anywhere(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = opened(qtbot, open_window)
    press(window, Qt.Key.Key_N, ctrl=True)
    qtbot.waitUntil(lambda: window.findChild(NewDialog) is not None, timeout=20_000)
    window.findChild(NewDialog).reject()  # type: ignore[union-attr]
