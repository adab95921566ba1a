"""A copy shows at each field and in the outline what nobody has looked at yet."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.life.carried_over import carried_over
from aimed_desktop.services.opening import Beginning
from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from tests.ui.typing import commit
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow


def copied(
    open_window: OpenWindow, qtbot: QtBot, form: str = "wuhan-2026-2", day: str = "2026-06-08"
) -> ApplicationView:
    """A copy of the example, made on `day`, opened."""
    window = open_window()
    example = begin(window, qtbot, form, example=True)
    example.opened.app.set("apply_date", day)
    source = example.opened.id
    window.show_start()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.begin_as(Beginning(form, source=source))
    assert window.view is not None
    window.view.form.paper.complete()
    return window.view


def outlined(view: ApplicationView) -> str:
    outline = view.form.outline
    return "\n".join(outline.item(row).text() for row in range(outline.count()))


def test_a_copied_field_is_marked_until_it_is_edited_or_looked_at(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = copied(open_window, qtbot)
    form = view.form
    name, code = (form.paper.editor(path) for path in ("unit_name", "uscc"))
    assert name is not None and code is not None
    qtbot.waitUntil(lambda: name.property("copied") == "true" and code.property("copied") == "true")
    assert "复制自2026年的申报件" in view.bar.words.text()
    assert "待核对" in outlined(view)
    form.focus_field("uscc")
    assert "来自2026年的申报件，请核对" in view.carried_over.card.words.text()
    view.carried_over.card.seen.click()
    qtbot.waitUntil(lambda: code.property("copied") == "false")
    commit(name, "改")
    qtbot.waitUntil(lambda: name.property("copied") == "false")
    left = len(carried_over(view.opened.app).paths)
    assert left and not {"uscc", "unit_name"} & carried_over(view.opened.app).paths
    with qtbot.waitSignal(view.saver.saved):
        view.carried_over._see(sorted(carried_over(view.opened.app).paths))
    qtbot.waitUntil(lambda: "待核对" not in outlined(view))


def test_last_years_figure_stands_in_the_empty_field(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = copied(open_window, qtbot, day="2025-06-08")
    line = view.form.paper.editor("revenue")
    assert isinstance(line, QLineEdit) and line.text() == ""
    qtbot.waitUntil(lambda: line.placeholderText().startswith("2025年的申报件填的是"))


def marked(view: ApplicationView) -> set[str]:
    return {w.objectName() for w in view.form.paper.findChildren(QWidget) if w.property("copied") == "true"}


def told(view: ApplicationView) -> list[str]:
    """What is said under the mouse of where a field was copied from."""
    paper = view.form.paper.findChildren(QWidget)
    return [each.toolTip() for each in paper if "请核对" in each.toolTip() and "来自" in each.toolTip()]


def test_what_was_all_looked_at_has_no_mark_and_no_tooltip_until_that_is_undone(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = copied(open_window, qtbot)
    paths = carried_over(view.opened.app).paths
    qtbot.waitUntil(lambda: {path.partition(".")[0] for path in marked(view)} == paths)
    before = marked(view)
    assert view.bar.action.text() == "全部看过"
    view.bar.action.click()
    qtbot.waitUntil(lambda: not marked(view))
    assert not told(view) and not carried_over(view.opened.app).paths
    commit_to(view, "unit_name", "改")
    assert view.bar.action.text() == "撤销"
    view.bar.action.click()
    assert carried_over(view.opened.app).paths == paths - {"unit_name"}
    qtbot.waitUntil(lambda: marked(view) == before - {"unit_name"})
    assert told(view)


def test_a_mark_comes_back_with_undo_and_not_once_it_was_looked_at(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = copied(open_window, qtbot)
    name = view.form.paper.editor("unit_name")
    assert name is not None
    qtbot.waitUntil(lambda: name.property("copied") == "true")
    commit_to(view, "unit_name", "改")
    qtbot.waitUntil(lambda: name.property("copied") == "false" and not name.toolTip())
    view.undo.undo()
    qtbot.waitUntil(lambda: name.property("copied") == "true" and "来自2026年" in name.toolTip())
    view.form.focus_field("unit_name")
    view.carried_over.card.seen.click()
    commit_to(view, "unit_name", "又改")
    view.undo.undo()
    assert "unit_name" not in carried_over(view.opened.app).paths


def reopened(view: ApplicationView, qtbot: QtBot) -> ApplicationView:
    window, entry = view.window(), view.opened.id
    assert isinstance(window, MainWindow)
    window.show_start()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_application(entry)
    assert window.view is not None and window.view is not view
    window.view.form.paper.complete()
    return window.view


def test_undo_brings_a_mark_back_after_reopening_and_what_was_looked_at_stays_so(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = copied(open_window, qtbot)
    qtbot.waitUntil(lambda: "unit_name" in marked(view))
    view.form.focus_field("uscc")
    view.carried_over.card.seen.click()
    commit_to(view, "unit_name", "改")
    assert not {"unit_name", "uscc"} & carried_over(view.opened.app).paths
    again = reopened(view, qtbot)
    qtbot.waitUntil(lambda: bool(marked(again)))
    assert not {"unit_name", "uscc"} & marked(again)
    again.undo.undo()
    qtbot.waitUntil(lambda: "unit_name" in marked(again))
    assert "uscc" not in carried_over(again.opened.app).paths
    again.undo.redo()
    qtbot.waitUntil(lambda: "unit_name" not in marked(again))
    third = reopened(again, qtbot)
    qtbot.waitUntil(lambda: bool(marked(third)))
    assert not {"unit_name", "uscc"} & carried_over(third.opened.app).paths


def commit_to(view: ApplicationView, path: str, words: str) -> None:
    editor = view.form.paper.editor(path)
    assert editor is not None
    commit(editor, words)
