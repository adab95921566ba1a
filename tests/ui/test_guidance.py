"""说明: what the notice asks of a field, to be searched where it is long, its findings on top."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from aimed_desktop.application.checks.checks import check
from tests.ui.conftest import OpenPage
from tests.ui.typing import commit


def test_a_long_guidance_is_searched_from_the_keyboard(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("fujian-2025-1")
    page.columns.open_side()
    guidance = page.side.guidance
    page.focus_field("unit_name")
    assert not guidance.search.isVisible()
    page.focus_field("direction")
    qtbot.waitUntil(guidance.search.isVisible)
    QTest.keyClick(guidance.words, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    commit(guidance.search, "智能")
    first = guidance.words.textCursor().selectionStart()
    assert guidance.words.textCursor().selectedText() == "智能"
    QTest.keyClick(guidance.search, Qt.Key.Key_Return)
    assert guidance.words.textCursor().selectionStart() > first
    assert guidance.words.textCursor().selectedText() == "智能"


def test_the_findings_of_the_field_stand_above_its_guidance(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(uscc="12420000441626031X1")
    page.columns.open_side()
    page.show_findings(check(page.app))

    def said() -> list[str]:
        return [label.text() for label in page.side.cards.findChildren(QLabel) if label.isVisible()]

    page.focus_field("uscc")
    qtbot.waitUntil(lambda: len(said()) == 1 and "18 位" in said()[0] and "请对照证照核对" in said()[0])
    page.focus_field("scene_type")
    qtbot.waitUntil(lambda: len(said()) == 1 and "还没有勾选" in said()[0])
    page.focus_field("district")
    qtbot.waitUntil(lambda: said() == [])
