"""The grid of a table gives every cell its place, whenever what stands in it comes, grows or goes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import Library
from tests.ui.conftest import OpenPage, OpenWindow
from tests.ui.typing import commit
from ui.form.line_fields import LineField
from ui.form.paper_grid import PaperGrid
from ui.shell.application_view import CHECK, FILL
from ui.widgets.slices import Slices
from ui.workspace.form_page import FormPage


def test_what_is_said_under_a_line_has_room_in_its_cell_as_long_as_it_is_said(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuhan-2026-1")
    line = page.paper.editor("uscc")
    assert isinstance(line, LineField)
    grid = line.parentWidget()
    assert isinstance(grid, PaperGrid)
    qtbot.waitUntil(lambda: grid.height() == grid.row_tops()[-1], timeout=20_000)
    height = grid.height()
    commit(line, "1242")
    qtbot.waitUntil(lambda: grid.height() > height, timeout=20_000)
    assert line.height() >= line.sizeHint().height()
    line.setText("")
    qtbot.waitUntil(lambda: grid.height() == height, timeout=20_000)


def test_a_line_that_grew_while_another_step_was_shown_stands_whole_afterwards(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.begin("demo", True)
    view = window.view
    assert view is not None
    qtbot.waitUntil(lambda: view.form.paper.is_complete, timeout=20_000)
    line = view.form.paper.editor("project_name")
    assert isinstance(line, LineField)
    view.show_step(CHECK)
    view.opened.app.set("project_name", "名称很长的一个申报项目，" * 12)
    view.show_step(FILL)
    assert line.heightForWidth(line.width()) > 2 * line.sizeHint().height()
    qtbot.waitUntil(lambda: line.height() >= line.heightForWidth(line.width()), timeout=20_000)


@pytest.fixture
def page(library: Library, qtbot: QtBot) -> Iterator[FormPage]:
    """An example that is not shown yet."""
    app = begin(library, "wuhan-2026-4", example=True)
    page = FormPage(app, library.notice(app.form.notice_id))
    qtbot.addWidget(page)
    page.resize(1366, 720)
    yield page
    page.close_form()


def test_a_tool_stands_beside_its_line_once_a_form_that_was_opened_locked_is_open_again(
    page: FormPage, qtbot: QtBot
) -> None:
    page.bindings.set_locked(True)
    page.show()
    qtbot.waitUntil(lambda: page.paper.is_complete, timeout=20_000)
    line = page.paper.editor("apply_date")
    assert line is not None
    holder = line.parentWidget()
    button = holder.findChild(QToolButton)
    assert button is not None and not button.isVisible()
    page.bindings.set_locked(False)
    assert button.isVisible()
    assert line.geometry().right() < button.x() and button.geometry().right() < holder.width()


def test_the_parts_of_a_form_are_built_by_one_hand(
    page: FormPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[QObject | None] = []
    add = Slices.add

    def counted(slices: Slices, steps: Iterator[None]) -> None:
        begun.append(slices.parent())
        add(slices, steps)

    monkeypatch.setattr(Slices, "add", counted)
    page.show()
    qtbot.waitUntil(lambda: page.paper.is_complete, timeout=20_000)
    assert begun.count(page.paper) == 1, "the scroll bars are painted, too"
