"""A ticked option brings its chapters and takes them away; all else stays as it is, in its place."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenPage
from ui.workspace.form_page import FormPage

FIRST, SECOND, THIRD = (
    "方向1：智能辅助诊断产品",
    "方向2：智能辅助治疗产品",
    "方向6：医学人工智能数据库",
)


def top_in_sight(page: FormPage, widget: QWidget) -> int:
    return widget.mapTo(page.paper.viewport(), QPoint(0, 0)).y()


def chapters(page: FormPage) -> list[str]:
    """Which option each chapter of a task belongs to, from top to bottom."""
    found = [
        w for w in page.paper.findChildren(QWidget) if w.objectName().startswith("tasks.") and w.isVisible()
    ]
    found.sort(key=lambda widget: widget.mapTo(page.paper._desk, QPoint(0, 0)).y())
    return list(dict.fromkeys(widget.objectName().split(".")[1] for widget in found))


def test_only_what_an_option_brings_is_built(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuhan-2021-3", directions=[{"option": FIRST}])
    kept = page.paper.editor(f"tasks.{FIRST}.plan")
    page.app.set("directions", [{"option": FIRST}, {"option": SECOND}])
    qtbot.waitUntil(lambda: chapters(page) == [FIRST, SECOND])
    assert page.paper.editor(f"tasks.{FIRST}.plan") is kept
    page.app.set("directions", [{"option": SECOND}])
    qtbot.waitUntil(lambda: chapters(page) == [SECOND])
    page.app.set("directions", [{"option": SECOND}, {"option": THIRD}])
    qtbot.waitUntil(lambda: chapters(page) == [SECOND, THIRD])


def test_what_is_in_sight_stays_where_it_is_while_chapters_come_above_it(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuhan-2021-3", directions=[{"option": SECOND}])
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    assert page.focus_field("district")  # under the chapters
    editor = page.paper.editor("district")
    assert editor is not None
    before, bar = top_in_sight(page, editor), page.paper.verticalScrollBar()
    scrolled = bar.value()
    page.app.set("directions", [{"option": FIRST}, {"option": SECOND}])
    qtbot.waitUntil(lambda: chapters(page) == [FIRST, SECOND] and bar.value() > scrolled)
    qtbot.waitUntil(lambda: abs(top_in_sight(page, editor) - before) <= 2)


def test_a_part_that_is_not_built_yet_is_built_when_it_is_jumped_to(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuhan-2026-4", example=True)
    fresh = FormPage(page.app, None)
    qtbot.addWidget(fresh)
    fresh.resize(1366, 700)
    fresh.show()
    assert not fresh.paper.is_complete
    assert fresh.focus_field("district")
    editor = fresh.paper.editor("district")
    assert isinstance(editor, QLineEdit)
    qtbot.waitUntil(lambda: fresh.paper.is_complete)
    fresh.paper.complete()  # lays out what was built last
    assert not editor.visibleRegion().isEmpty(), "what is built above moves nothing out of sight"
    fresh.close_form()


def test_the_cover_says_in_words_what_is_ticked_in_the_table(open_page: OpenPage) -> None:
    page = open_page("wuhan-2021-3", directions=[{"option": FIRST}, {"option": THIRD}])
    cover = page.paper._slots[0]
    words = [line.text() for line in cover.findChildren(QLineEdit) if line.isReadOnly()]
    assert words == [f"{FIRST}、{THIRD}"]


def outlined(page: FormPage) -> list[str]:
    return [page.outline.item(row).text() for row in range(page.outline.count())]


def test_each_ticked_option_has_its_own_entry_and_count_in_the_outline(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuhan-2021-3")
    head = "揭榜任务书"
    assert [words for words in outlined(page) if head in words] == [f"{head}（先勾选“申报试点项目方向”）"]
    page.app.set("directions", [{"option": FIRST}, {"option": SECOND}])
    first, second = f"{head}（{FIRST}）", f"{head}（{SECOND}）"
    qtbot.waitUntil(
        lambda: f"{first}　还要填 10 处" in outlined(page) and f"{second}　还要填 10 处" in outlined(page)
    )
    page.app.set(f"tasks.{SECOND}.plan", [{"text": "时间进度"}])
    page.app.set(f"tasks.{SECOND}.name", "影像辅助诊断软件")
    qtbot.waitUntil(lambda: f"{second}　还要填 8 处" in outlined(page))
    assert f"{first}　还要填 10 处" in outlined(page)
    total = page.outline.total()
    page.app.set("directions", [{"option": SECOND}])
    qtbot.waitUntil(lambda: not any(FIRST in words for words in outlined(page)))
    assert page.outline.total()[1] == total[1] - 10


def test_an_entry_of_the_outline_leads_to_the_task_of_its_option_and_follows_the_cursor(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuhan-2021-3", directions=[{"option": FIRST}, {"option": SECOND}])
    row = next(row for row, words in enumerate(outlined(page)) if "揭榜任务书" in words and SECOND in words)
    page.outline.itemClicked.emit(page.outline.item(row))
    editor = page.paper.editor(f"tasks.{SECOND}.name")
    assert editor is not None and 0 <= top_in_sight(page, editor) < page.paper.viewport().height()
    page.focus_field(f"tasks.{SECOND}.scope")
    qtbot.waitUntil(lambda: row < page.outline.currentRow() <= row + 4)
