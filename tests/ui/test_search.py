"""Find and replace over all fields of the form, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.narrative.test_large_texts import LARGE, copied
from tests.ui.opening import begin
from tests.ui.typing import commit, compose
from ui.narrative.editor import NarrativeEditor
from ui.search.find_bar import FindBar
from ui.shell.application_view import ApplicationView

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(open_window: OpenWindow, qtbot: QtBot) -> ApplicationView:
    view = begin(open_window(), qtbot)
    app = view.opened.app
    app.set("unit_name", "示例医院")
    app.set("scene_type", [{"option": "其他", "note": "示例医院院前急救"}])
    app.set("background", [{"text": "示例医院与示例医院分院"}, {"table": [["甲"], ["示例医院"]]}])
    view.form.paper.complete()
    view.window().activateWindow()
    view.form.focus_field("scene_name")
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit), timeout=20_000)
    return view


def open_bar(view: ApplicationView, key: Qt.Key, qtbot: QtBot) -> FindBar:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, CTRL)
    qtbot.waitUntil(lambda: any(bar.isVisible() for bar in view.fill.findChildren(FindBar)))
    (bar,) = view.fill.findChildren(FindBar)
    return bar


def background(view: ApplicationView) -> NarrativeEditor:
    editor = view.form.paper.editor("background")
    assert isinstance(editor, NarrativeEditor)
    return editor


def press(bar: FindBar, words: str) -> None:
    next(button for button in bar.findChildren(QPushButton) if button.text() == words).click()


def test_places_are_counted_and_shown_one_after_another_across_the_fields(
    view: ApplicationView, qtbot: QtBot
) -> None:
    bar = open_bar(view, Qt.Key.Key_F, qtbot)
    assert not bar.by.isVisible()
    commit(bar.words, "示例医院")
    assert bar.count.text() == "第 1 处，共 5 处"
    unit = view.form.paper.editor("unit_name")
    assert isinstance(unit, QLineEdit)
    assert unit.selectedText() == "示例医院"
    chosen = []
    for _ in range(5):
        QTest.keyClick(bar.words, Qt.Key.Key_F3)
        chosen.append(background(view).textCursor().selectedText())
    assert bar.count.text() == "第 1 处，共 5 处"
    assert [chosen.count(words) for words in ("示例医院", "\ufffc")] >= [2, 1]
    marks = [mark.cursor.selectedText() for mark in background(view).extraSelections()]  # type: ignore[attr-defined]
    assert marks == ["示例医院", "示例医院", "\ufffc"]
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert background(view).extraSelections() == []
    assert not bar.isVisible()


def test_replacing_everything_is_one_step_of_undo(view: ApplicationView, qtbot: QtBot) -> None:
    app = view.opened.app
    bar = open_bar(view, Qt.Key.Key_H, qtbot)
    commit(bar.words, "示例医院")
    commit(bar.by, "武汉市示例医院")
    press(bar, "全部替换")
    assert app.get("unit_name") == "武汉市示例医院"
    assert app.get("scene_type") == [{"option": "其他", "note": "武汉市示例医院院前急救"}]
    assert background(view).toPlainText().startswith("武汉市示例医院与武汉市示例医院分院")
    assert "已替换 5 处" in view.bar.words.text()
    view.undo.undo()
    assert app.get("unit_name") == "示例医院"
    assert app.get("background")[0] == {"text": "示例医院与示例医院分院"}
    assert app.get("scene_type") == [{"option": "其他", "note": "示例医院院前急救"}]


def test_replacing_one_leads_to_the_next(view: ApplicationView, qtbot: QtBot) -> None:
    bar = open_bar(view, Qt.Key.Key_H, qtbot)
    commit(bar.words, "示例医院")
    commit(bar.by, "本院")
    press(bar, "替换")
    assert view.opened.app.get("unit_name") == "本院"
    assert bar.count.text() == "第 1 处，共 4 处"
    press(bar, "替换")
    assert bar.count.text() == "第 1 处，共 3 处"


def test_selected_words_are_looked_for_and_a_fixed_version_is_not_replaced_in(
    view: ApplicationView, qtbot: QtBot
) -> None:
    editor = background(view)
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(5)
    cursor.setPosition(11, cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    view.form.bindings.set_locked(True)
    bar = open_bar(view, Qt.Key.Key_H, qtbot)
    assert bar.words.text() == "示例医院分院"
    assert bar.count.text().endswith("共 1 处")
    assert not bar.all.isEnabled()


def test_a_bar_that_stood_open_replaces_nothing_once_the_form_is_locked(
    view: ApplicationView, qtbot: QtBot
) -> None:
    bar = open_bar(view, Qt.Key.Key_H, qtbot)
    bar.words.setText("示例医院分院")
    bar.by.setText("别的医院")
    before = view.opened.app.values
    view.form.bindings.set_locked(True)
    press(bar, "全部替换")
    assert view.opened.app.values == before


def test_every_part_of_the_bar_has_a_name(view: ApplicationView, qtbot: QtBot) -> None:
    bar = open_bar(view, Qt.Key.Key_H, qtbot)
    parts: list[QWidget] = [*bar.findChildren(QLineEdit), *bar.findChildren(QPushButton)]
    assert [w for w in parts if not (w.accessibleName() or getattr(w, "text", str)())] == []


def test_the_search_goes_with_changes_without_waiting_for_a_large_paste(
    view: ApplicationView, qtbot: QtBot
) -> None:
    bar = open_bar(view, Qt.Key.Key_F, qtbot)
    commit(bar.words, "示例医院")
    editor = background(view)
    editor.insertFromMimeData(copied(f"<p>示例医院</p>{LARGE}"))
    compose(editor, "zhong")  # until it ends, the paste stays outside
    view.opened.app.set("unit_name", "另一家医院")
    qtbot.waitUntil(lambda: bar.count.text().endswith("共 4 处"))
    assert editor.coming is not None
    commit(editor, "中")
    qtbot.waitUntil(lambda: bar.count.text().endswith("共 5 处"))
