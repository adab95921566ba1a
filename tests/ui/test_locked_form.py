"""A form that is 定稿 can be read and copied, and not changed."""

from __future__ import annotations

from copy import deepcopy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenPage
from tests.ui.typing import commit
from ui.workspace.form_page import FormPage


def try_everything(page: FormPage) -> None:
    """What a clerk might still do with hands and input method."""
    for editor in page.paper.findChildren(QWidget):
        if isinstance(editor, QLineEdit | QTextEdit):
            assert not editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
            QTest.keyClick(editor, Qt.Key.Key_Backspace)
        elif isinstance(editor, QAbstractButton) and editor.isVisible():
            editor.click()


@pytest.mark.parametrize("form", ["demo", "wuhan-2026-4"])
def test_a_locked_form_takes_nothing_and_shows_no_tools(open_page: OpenPage, qtbot: QtBot, form: str) -> None:
    page = open_page(form, example=True)
    before = deepcopy(page.app.values)
    page.bindings.set_locked(True)
    try_everything(page)
    assert page.app.values == before
    tools = [b.accessibleName() or b.text() for b in page.paper.findChildren(QAbstractButton, "add_row")]
    assert tools and not any(b.isVisible() for b in page.paper.findChildren(QAbstractButton, "add_row"))
    page.bindings.set_locked(False)
    commit(page.paper.editor("unit_name"), "改")  # type: ignore[arg-type]
    assert page.app.values != before


def test_rows_that_appear_while_locked_are_locked_too_and_can_be_selected(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuhan-2026-1", joint_units=[{"name": "甲公司"}])
    page.bindings.set_locked(True)
    page.app.set("joint_units", [{"name": "甲公司"}, {"name": "乙公司"}])
    qtbot.waitUntil(lambda: page.paper.findChild(QLineEdit, "joint_units.1.name") is not None)
    fresh = page.paper.findChild(QLineEdit, "joint_units.1.name")
    assert isinstance(fresh, QLineEdit)
    QTest.keyClicks(fresh, "x")
    assert fresh.text() == "乙公司"
    fresh.selectAll()
    assert fresh.selectedText() == "乙公司"
