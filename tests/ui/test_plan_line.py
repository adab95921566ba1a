"""倒排计划 on every page: shown while a day is to come, its days changed and kept."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from aimed_desktop.services import start_words
from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from ui.lifecycle.plan_dialog import PlanDialog
from ui.shell.application_view import FINAL
from ui.shell.main_window import MainWindow


def line(window: MainWindow) -> list[str]:
    return [label.text() for label in window.top.plan.labels if label.isVisible()]


def test_the_days_stand_on_every_page_and_are_changed_and_kept(
    open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.fromisoformat("2026-06-01T09:00:00+08:00")
    monkeypatch.setattr(start_words, "beijing_now", lambda: now)
    window = open_window()
    view = begin(window, qtbot)
    view.opened.app.set("district_deadline", "2026-06-10")
    qtbot.waitUntil(lambda: line(window)[-1:] == ["送达 6月10日（周三）"])
    view.show_step(FINAL)
    assert line(window)[0] == "定稿 6月3日（周三）"

    window.top.plan.change.click()
    dialog = view.findChild(PlanDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    for day in dialog.days.values():
        assert day.hasFocus(), day.accessibleName()
        QTest.keyClick(day, Qt.Key.Key_Tab)
    seal, _, binding = list(dialog.days.values())[2:]
    binding.setDate(QDate(2026, 6, 1))
    assert "送达（6月1日（周一））排在装订（6月9日（周二））之前" in dialog.order.text()
    binding.setDate(QDate(2026, 6, 10))
    seal.setDate(QDate(2026, 6, 5))
    assert dialog.order.text() == ""
    dialog.findChild(QPushButton, "confirm").click()  # type: ignore[union-attr]
    assert line(window)[1:3] == ["内审 6月3日（周三）", "盖章 6月5日（周五）"]

    entry = view.opened.id
    window.show_start()
    qtbot.waitUntil(lambda: window.view is None)
    assert not window.top.plan.isVisible()
    with qtbot.waitSignal(window.opened):
        window.open_application(entry)
    qtbot.waitUntil(lambda: "盖章 6月5日（周五）" in line(window))
    other = begin(window, qtbot, "beijing-2025")
    assert other is window.view and not window.top.plan.isVisible(), "its own day has passed"
