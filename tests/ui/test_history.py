"""历史版本 lists what was saved, shows what would change, and brings all or some of it back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from aimed_desktop.application.model import Status
from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from tests.ui.test_mishaps import full_disk
from ui.history import history_reading
from ui.history.history_dialog import HistoryDialog
from ui.shell.application_view import ApplicationView


def saved(view: ApplicationView, qtbot: QtBot, **values: object) -> None:
    for path, value in values.items():
        view.opened.app.set(path, value)
    with qtbot.waitSignal(view.saver.saved):
        view.saver.save_now()


def lines(dialog: HistoryDialog) -> list[QTreeWidgetItem]:
    """The listed steps of all days."""
    days = [dialog.steps.topLevelItem(row) for row in range(dialog.steps.topLevelItemCount())]
    return [day.child(row) for day in days for row in range(day.childCount())]


def opened_at(view: ApplicationView, qtbot: QtBot, words: str) -> HistoryDialog:
    """The dialog with the step chosen whose line says `words`."""
    view.show_history()
    dialog = view.findChild(HistoryDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(lines(dialog)))
    assert any("一小时以前的按分钟保留" in label.text() for label in dialog.findChildren(QLabel))
    dialog.steps.setCurrentItem(next(line for line in lines(dialog) if words in line.text(1)))
    qtbot.waitUntil(lambda: dialog.heading.text().endswith("的内容") and "正在" not in dialog.legend.text())
    return dialog


def began(open_window: OpenWindow, qtbot: QtBot) -> ApplicationView:
    """An application whose first minute is over, so that the list has a line for it."""
    view = begin(open_window(), qtbot)
    archive = view.session.desk.archive
    archive._database.rows("UPDATE history SET time = time - 3600000")
    return view


def test_the_whole_step_comes_back_and_can_be_undone(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = began(open_window, qtbot)
    app = view.opened.app
    saved(view, qtbot, scene_name="急诊", results=[{"text": "成效显著"}])
    dialog = opened_at(view, qtbot, "新建")
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.property("role") == "difference"]
    assert any("急诊" in words and "line-through" in words for words in shown)
    assert dialog.restore.text() == "恢复到这一步"
    dialog.restore.click()
    qtbot.waitUntil(lambda: app.get("scene_name") is None)
    assert app.get("results") is None
    view.undo.undo()
    assert (app.get("scene_name"), app.get("results")) == ("急诊", [{"text": "成效显著"}])


def test_only_what_is_ticked_comes_back_and_what_stood_there_stays_in_the_history(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = began(open_window, qtbot)
    app = view.opened.app
    saved(view, qtbot, scene_name="急诊", results=[{"text": "成效显著"}])
    dialog = opened_at(view, qtbot, "新建")
    tick = dialog.findChild(QCheckBox, "restore:results")
    assert tick is not None
    tick.click()
    assert dialog.restore.text() == "恢复勾选的 1 项"
    dialog.restore.click()
    qtbot.waitUntil(lambda: app.get("scene_name") is None)
    assert app.get("results") == [{"text": "成效显著"}]
    with qtbot.waitSignal(view.saver.saved):
        view.saver.save_now()
    archive = view.session.desk.archive
    before = archive.history(view.opened.id)[-2]
    assert "急诊" in archive.load(view.opened.id, before.seq).data.decode()


def test_a_fixed_version_is_shown_but_not_restored(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = began(open_window, qtbot)
    saved(view, qtbot, scene_name="急诊")
    view.opened.app.status = Status.FINAL
    dialog = opened_at(view, qtbot, "新建")
    assert not dialog.restore.isEnabled()
    assert "退回修改" in dialog.locked.text()


def test_a_version_that_is_fixed_while_a_step_comes_back_keeps_its_words_and_it_is_said(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = began(open_window, qtbot)
    saved(view, qtbot, scene_name="急诊")
    dialog = opened_at(view, qtbot, "新建")
    dialog.restore.click()
    view.opened.app.status = Status.FINAL
    qtbot.waitUntil(lambda: "退回修改" in dialog.locked.text())
    assert dialog.isVisible() and not dialog.restore.isEnabled()
    assert view.opened.app.get("scene_name") == "急诊"
    assert "已恢复" not in view.bar.words.text()


def test_a_step_whose_pictures_the_disk_refuses_can_be_brought_back_again(
    open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = began(open_window, qtbot)
    saved(view, qtbot, scene_name="急诊")
    dialog = opened_at(view, qtbot, "新建")
    told: list[BaseException] = []
    monkeypatch.setattr(view.history._reader, "_session", replace(view.session, failed=told.append))
    with monkeypatch.context() as patch:
        patch.setattr(history_reading, "keep_files_of", full_disk)
        dialog.restore.click()
        qtbot.waitUntil(lambda: bool(told))
    assert view.opened.app.get("scene_name") == "急诊"
    dialog.restore.click()
    qtbot.waitUntil(lambda: view.opened.app.get("scene_name") is None)


def test_older_steps_are_read_as_the_clerk_scrolls(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = began(open_window, qtbot)
    for number in range(45):
        saved(view, qtbot, scene_name=f"第{number}次")
        view.session.desk.archive._database.rows("UPDATE history SET time = time - 3600000")
    view.show_history()
    dialog = view.findChild(HistoryDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(lines(dialog)))
    assert len(lines(dialog)) < 30
    bar = dialog.steps.verticalScrollBar()

    def scrolled_to_the_end() -> bool:
        bar.setValue(bar.maximum())
        return len(lines(dialog)) == 46

    qtbot.waitUntil(scrolled_to_the_end, timeout=20_000)
    assert dialog.steps.topLevelItemCount() > 1
