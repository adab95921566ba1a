"""Outline, paper and right panel share the window; the sheet keeps its width wherever it can."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aimed_desktop.desktop.window_settings import WindowSettings
from tests.ui.conftest import OpenPage
from ui.form.arrangement import arrange
from ui.platform.window_place import LEAST_HEIGHT, clamp
from ui.widgets import theme
from ui.workspace.form_page import FormPage

SHEET = theme.PAPER_WIDTH


def sheet(page: FormPage) -> int:
    return page.paper._sheets[0].width()


def test_a_small_laptop_folds_both_sides_and_keeps_the_sheet(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuhan-2026-1")
    page.resize(1093, 560)
    assert not page.outline.isVisible() and not page.side.isVisible()
    assert page.columns.left_rail.isVisible() and page.columns.right_rail.isVisible()
    assert sheet(page) >= SHEET
    qtbot.waitUntil(lambda: page.paper.horizontalScrollBar().maximum() == 0)


def test_an_ordinary_laptop_shows_all_three_beside_the_whole_sheet(open_page: OpenPage) -> None:
    page = open_page("wuhan-2026-1")
    page.resize(1366, 700)
    assert page.outline.isVisible() and page.side.isVisible()
    assert sheet(page) >= SHEET


def test_a_large_screen_gives_the_right_panel_room() -> None:
    assert arrange(1706, SHEET, WindowSettings()).side > arrange(1366, SHEET, WindowSettings()).side


@pytest.mark.parametrize("width", [960, 1024, 1093, 1366, 1706])
def test_the_panel_asked_for_squeezes_the_sheet_but_never_scrolls_it(
    open_page: OpenPage, qtbot: QtBot, width: int
) -> None:
    page = open_page("wuhan-2026-1")
    page.resize(width, 560)
    page.columns.open_side()
    assert page.side.isVisible()
    qtbot.waitUntil(lambda: page.paper.horizontalScrollBar().maximum() == 0)


def test_the_folded_outline_comes_out_over_the_sheet_and_goes_when_a_section_is_chosen(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuhan-2026-1")
    page.resize(1093, 560)
    page.focus_field("unit_name")
    page.columns.open_outline()
    assert page.outline.isVisible() and page.focusWidget() is page.outline
    assert sheet(page) >= SHEET
    QTest.keyClick(page.outline, Qt.Key.Key_Escape)
    assert not page.outline.isVisible()
    page.columns.open_outline()
    page.outline.setCurrentRow(3)
    page.outline.itemActivated.emit(page.outline.item(3))
    assert not page.outline.isVisible()
    page.columns.open_outline()
    page.columns.open_side()
    assert not page.outline.isVisible() and sheet(page) >= 560
    page.resize(1366, 700)
    assert page.outline.isVisible()


def test_what_was_folded_and_dragged_is_found_again(open_page: OpenPage) -> None:
    settings = WindowSettings()
    first = open_page("wuhan-2026-1")
    first.show_as(settings)
    first.columns.fold_outline()
    first.enlarge(2)
    assert settings.outline_folded and settings.zoom == 120
    second = open_page("wuhan-2026-1")
    second.show_as(settings)
    assert not second.outline.isVisible()
    editor = second.paper.editor("unit_name")
    assert editor is not None
    assert editor.font().pointSizeF() == pytest.approx(theme.FONT_POINTS * 1.2)
    second.enlarge(0)
    assert editor.font().pointSizeF() == pytest.approx(theme.FONT_POINTS)


@pytest.mark.parametrize(
    "wanted", [QRect(3000, 2000, 1366, 740), QRect(-500, -90, 4000, 3000), QRect(900, 500, 1000, 560)]
)
def test_a_window_left_on_another_screen_comes_back_onto_this_one(wanted: QRect) -> None:
    available = QRect(0, 0, 1366, 728)
    place = clamp(wanted, available)
    assert available.contains(place)


def test_the_least_height_fits_a_laptop_at_125_per_cent() -> None:
    assert clamp(QRect(0, 0, 1366, 740), QRect(0, 0, 1093, 566)).height() >= LEAST_HEIGHT
    assert LEAST_HEIGHT <= 560
