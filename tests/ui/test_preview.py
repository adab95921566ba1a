"""The typeset page beside the form: it shows what is typed, follows the cursor, outlives its process."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from tests.ui.typing import commit, compose
from ui.narrative.editor import NarrativeEditor
from ui.narrative.printed_place import PrintedPlace, put_caret_at
from ui.preview.pane import PreviewPane
from ui.shell.application_view import ApplicationView
from ui.workspace.side_panel import FINDINGS, HINT, PREVIEW

PATIENCE = 30_000


@pytest.fixture
def view(open_window: OpenWindow, qtbot: QtBot) -> ApplicationView:
    """The example, its preview on the screen."""
    view = begin(open_window(), qtbot, example=True)
    view.form.columns.open_side()
    view.form.side.show_tab(PREVIEW)
    qtbot.waitUntil(lambda: not pane(view).view.image.isNull(), timeout=PATIENCE)
    return view


def pane(view: ApplicationView) -> PreviewPane:
    return view.form.side.preview


def ink(image: QImage) -> float:
    """How many black pixels what is printed amounts to."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(255 - value for value in bytes(grey.constBits())) / 255


def go_to(view: ApplicationView, qtbot: QtBot, field: str) -> None:
    with qtbot.waitSignal(pane(view).shown, timeout=PATIENCE):
        view.form.focus_field(field)


def test_what_is_typed_stands_on_the_page_after_a_pause(view: ApplicationView, qtbot: QtBot) -> None:
    go_to(view, qtbot, "funding")
    view.opened.app.set("funding", None)
    with qtbot.waitSignal(pane(view).shown, timeout=PATIENCE):
        pass
    number, before = pane(view).number.text(), ink(pane(view).view.image)
    editor = view.form.paper.editor("funding")
    assert editor is not None
    compose(editor, "zi'chou")
    commit(editor, "自筹资金三百万元，用于软件开发、测试和设备采购。" * 6)
    qtbot.waitUntil(lambda: ink(pane(view).view.image) > before + 300, timeout=PATIENCE)
    assert pane(view).number.text() == number, "the page of the field that is edited"


def test_it_follows_the_cursor_to_another_page_and_marks_the_field(
    view: ApplicationView, qtbot: QtBot
) -> None:
    go_to(view, qtbot, "uscc")
    first = pane(view).page
    go_to(view, qtbot, "promotion")
    assert pane(view).page != first
    marked = pane(view).view.marked_area()
    assert marked is not None and marked.height() > 5
    shown = pane(view).area.viewport().rect().translated(0, pane(view).area.verticalScrollBar().value())
    assert shown.contains(marked.topLeft().toPoint())


def test_pages_are_turned_and_a_key_brings_the_edited_one_back(view: ApplicationView, qtbot: QtBot) -> None:
    go_to(view, qtbot, "promotion")
    page = pane(view).page
    with qtbot.waitSignal(pane(view).shown, timeout=PATIENCE):
        pane(view).previous.click()
    assert pane(view).page != page and pane(view).view.marked_area() is None
    commit(view.form.paper.editor("promotion"), "又写了一句。")  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: pane(view).view.marked_area() is not None, timeout=PATIENCE)


def test_a_click_on_a_place_puts_the_cursor_into_its_field(view: ApplicationView, qtbot: QtBot) -> None:
    go_to(view, qtbot, "lead_name")
    page = pane(view).view
    spot = next(spot for spot in page._spots if spot.path == "unit_address")
    middle = QPoint(
        round((spot.left + spot.width / 2) * page.width()),
        round((spot.top + spot.height / 2) * page.height()),
    )
    with qtbot.waitSignal(view.form.field_entered) as entered:
        QTest.mouseClick(page, Qt.MouseButton.LeftButton, pos=middle)
    assert entered.args == ["unit_address"]


def test_the_picture_is_as_sharp_as_the_screen_and_zooms_by_the_wheel(
    view: ApplicationView, qtbot: QtBot
) -> None:
    page = pane(view).view

    def is_sharp() -> bool:
        return abs(page.image.width() - page.width() * page.devicePixelRatioF()) <= 1

    qtbot.waitUntil(is_sharp, timeout=PATIENCE)
    width = page.width()
    viewport = pane(view).area.viewport()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(viewport.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, wheel)
    assert page.width() > width
    assert view.form.side._settings.preview_zoom == 125, "remembered"
    qtbot.waitUntil(is_sharp, timeout=PATIENCE)


def test_a_killed_process_is_started_again_and_knows_everything(view: ApplicationView, qtbot: QtBot) -> None:
    go_to(view, qtbot, "promotion")
    before = view.preview.typesetter.process_id
    os.kill(before, signal.SIGKILL)
    editor = view.form.paper.editor("promotion")
    assert editor is not None
    commit(editor, "重新开始之后写的。")
    with qtbot.waitSignal(pane(view).shown, timeout=PATIENCE):
        pass
    assert view.preview.typesetter.process_id not in (0, before)
    assert pane(view).view.marked_area() is not None


def test_after_a_few_failures_it_says_so_and_the_checks_go_on(view: ApplicationView, qtbot: QtBot) -> None:
    typesetter = view.preview.typesetter
    for _ in range(4):
        pane(view).refresh()
        qtbot.waitUntil(lambda: typesetter.process_id != 0, timeout=PATIENCE)
        os.kill(typesetter.process_id, signal.SIGKILL)
        qtbot.waitUntil(lambda: typesetter.process_id == 0, timeout=PATIENCE)
    assert "填写和导出不受影响" in pane(view).state.text() and pane(view).again.isVisible()
    view.opened.app.set("uscc", "12420000441626031X1")
    qtbot.waitUntil(lambda: [f.rule for f in view.checker.findings] == ["uscc"], timeout=PATIENCE)


def test_the_process_ends_with_the_application(view: ApplicationView, qtbot: QtBot) -> None:
    process = view.preview.typesetter.process_id
    window = view.window()
    window.show_start()  # type: ignore[attr-defined]
    assert not Path(f"/proc/{process}").exists()


def test_a_large_preview_follows_too(view: ApplicationView, qtbot: QtBot) -> None:
    go_to(view, qtbot, "uscc")
    pane(view).enlarge.click()
    large = view.preview._large
    assert large is not None
    qtbot.waitUntil(lambda: not large.pane.view.image.isNull(), timeout=PATIENCE)
    assert large.pane.view.image.width() > pane(view).view.image.width()
    view.form.focus_field("promotion")
    qtbot.waitUntil(lambda: large.pane.view.marked_area() is not None, timeout=PATIENCE)


def test_of_several_documents_it_says_which(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    with qtbot.waitSignal(window.opened, timeout=PATIENCE):
        window.begin("wuxi-2026", True)
    view = window.view
    assert view is not None
    view.form.paper.complete()
    view.form.columns.open_side()
    view.form.side.show_tab(PREVIEW)
    titles = [document.title for document in view.opened.app.form.documents]
    for field, title in (("unit_name", titles[0]), ("team.0.name", titles[-1])):
        view.form.focus_field(field)
        qtbot.waitUntil(lambda title=title: pane(view).state.text() == title, timeout=PATIENCE)  # type: ignore[misc]


def test_the_tabs_are_remembered_and_stand_together_on_a_large_screen(
    view: ApplicationView, qtbot: QtBot
) -> None:
    side = view.form.side
    assert [side.bar.tabText(at) for at in range(3)] == ["说明", "预览", "问题"]
    side.bar.setFocus()
    QTest.keyClick(side.bar, Qt.Key.Key_Right)
    assert side._settings.side_tab == FINDINGS and side.list.isVisible()
    side.show_tab(HINT)
    view.window().resize(1707, 960)
    qtbot.waitUntil(lambda: side.bar.count() == 2)
    assert side.guidance.isVisible() and side.preview.isVisible()


def chapter(view: ApplicationView, qtbot: QtBot, blocks: list[dict[str, str]]) -> NarrativeEditor:
    """A long text in the example, the cursor at its start, its first page on the screen."""
    view.window().activateWindow()
    view.opened.app.set("promotion", blocks)
    go_to(view, qtbot, "promotion")
    editor = view.form.paper.editor("promotion")
    assert isinstance(editor, NarrativeEditor)
    qtbot.waitUntil(editor.hasFocus)
    put_caret_at(editor, PrintedPlace(0))
    qtbot.waitUntil(lambda: marked_words(view, editor) == "第0段", timeout=PATIENCE)
    return editor


def marked_words(view: ApplicationView, editor: NarrativeEditor) -> str:
    """What the marked block begins with in the text; empty where the mark is not in sight."""
    page, area = pane(view).view, pane(view).view.caret_area()
    if area is None or not page.visibleRegion().contains(area.center().toPoint()):
        return ""
    (spot,) = page._caret_spots()
    assert spot.block is not None
    cursor = QTextCursor(editor.document().findBlockByNumber(spot.block))
    return cursor.block().text()[:3].rstrip("，")


LONG = [{"text": f"第{number}段，" + "说明情况，" * 60} for number in range(30)]


def test_in_a_long_chapter_it_goes_where_the_cursor_is_put(view: ApplicationView, qtbot: QtBot) -> None:
    editor = chapter(view, qtbot, LONG)
    first = pane(view).page
    QTest.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: marked_words(view, editor) == "第29", timeout=PATIENCE)
    assert pane(view).page != first
    put_caret_at(editor, PrintedPlace(15, 100))
    qtbot.waitUntil(lambda: marked_words(view, editor) == "第15", timeout=PATIENCE)


def test_a_cursor_that_moves_brings_the_page_back_that_was_turned(
    view: ApplicationView, qtbot: QtBot
) -> None:
    editor = chapter(view, qtbot, LONG)
    for _ in range(2):
        with qtbot.waitSignal(pane(view).shown, timeout=PATIENCE):
            pane(view).next.click()
    assert marked_words(view, editor) == ""
    QTest.keyClick(editor, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: marked_words(view, editor) == "第0段", timeout=PATIENCE)


def test_a_click_on_a_line_puts_the_cursor_at_its_start(view: ApplicationView, qtbot: QtBot) -> None:
    editor = chapter(view, qtbot, LONG)
    put_caret_at(editor, PrintedPlace(2))
    qtbot.waitUntil(lambda: marked_words(view, editor) == "第2段", timeout=PATIENCE)
    page = pane(view).view
    spot = next(spot for spot in page._spots if spot.path == "promotion" and spot.block == 1)
    line = spot.line_of(150)
    down = round((line.top + line.height / 2) * page.height())
    QTest.mouseClick(page, Qt.MouseButton.LeftButton, pos=QPoint(page.width() // 2, down))
    block = editor.document().findBlockByNumber(1)
    inside = editor.textCursor().position() - block.position()
    assert inside in spot.lines and 100 < inside <= 150
    assert editor.hasFocus()
