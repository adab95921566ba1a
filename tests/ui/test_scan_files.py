"""Scans come in all or none, their judging can be cancelled and made up for, and no tick is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from aimed_desktop.archive.lifecycle_store import LifecycleStore
from aimed_desktop.packet import kept_scan_reports
from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin, cancelling
from tests.ui.test_life import fix
from ui.pages.scan_cards import ScanCard, ScanDialog
from ui.shell.application_view import FILL, STAMP, ApplicationView
from ui.widgets.progress import tasks_in

WAIT = 60_000


@pytest.fixture
def view(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> ApplicationView:
    """A fixed version at 盖章扫描, its checklist shown."""
    made = begin(open_window(), qtbot, example=True)
    fix(made, qtbot, tmp_path)
    made.show_step(STAMP)
    qtbot.waitUntil(lambda: made.stamp.left > 0 and not tasks_in(made.stamp), timeout=WAIT)
    return made


@pytest.fixture
def gate() -> Iterator[Event]:
    """Holds work up until it is set, at the latest behind the test."""
    made = Event()
    yield made
    made.set()


def scans(folder: Path, count: int) -> list[Path]:
    from reportlab.pdfgen.canvas import Canvas

    paths = [folder / f"扫描{number}.pdf" for number in range(count)]
    for path in paths:
        canvas = Canvas(str(path))
        for _page in range(60):
            canvas.rect(100, 100, 200, 200, fill=1)
            canvas.showPage()
        canvas.save()
    return paths


def cancel(view: ApplicationView, qtbot: QtBot) -> None:
    """Press 取消 once it is shown."""
    qtbot.waitUntil(lambda: bool(cancelling(view.window())), timeout=WAIT)
    cancelling(view.window())[0].click()


def test_scans_whose_keeping_is_cancelled_are_not_kept_by_half(
    view: ApplicationView, qtbot: QtBot, tmp_path: Path, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = LifecycleStore.add_scan

    def slow(*arguments: Any) -> int:
        number = add(*arguments)
        gate.wait()
        return number

    monkeypatch.setattr(LifecycleStore, "add_scan", slow)
    view.stamp.scans_chosen.emit(scans(tmp_path, 2))
    cancel(view, qtbot)
    gate.set()
    qtbot.waitUntil(lambda: "没有添加扫描件" in view.stamp.pages.text(), timeout=WAIT)
    assert view.session.desk.archive.lifecycle.scans(view.opened.id) == ()


def test_a_tick_made_while_scans_are_judged_stays(
    view: ApplicationView, qtbot: QtBot, tmp_path: Path, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = kept_scan_reports.report_scan

    def slow(*arguments: Any) -> kept_scan_reports.ScanReport:
        gate.wait()
        return report(*arguments)

    monkeypatch.setattr(kept_scan_reports, "report_scan", slow)
    view.stamp.scans_chosen.emit(scans(tmp_path, 1))
    box = view.stamp.findChild(QCheckBox)
    assert box is not None
    box.click()
    gate.set()
    qtbot.waitUntil(lambda: view.stamp.scan_count == 1, timeout=WAIT)
    ticked = [box for box in view.stamp._boxes if box.isChecked()]
    assert len(ticked) == 1


def test_judging_that_was_cancelled_is_made_up_for_at_the_next_look(
    view: ApplicationView, qtbot: QtBot, tmp_path: Path, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, begun = kept_scan_reports.report_scan, Event()

    def slow(*arguments: Any) -> kept_scan_reports.ScanReport:
        begun.set()
        gate.wait()
        return report(*arguments)

    monkeypatch.setattr(kept_scan_reports, "report_scan", slow)
    view.stamp.scans_chosen.emit(scans(tmp_path, 1))
    qtbot.waitUntil(begun.is_set, timeout=WAIT)
    cancel(view, qtbot)
    assert "核对已取消" in view.stamp.pages.text()
    gate.set()
    view.show_step(FILL)
    view.show_step(STAMP)
    qtbot.waitUntil(lambda: view.stamp.scan_count == 1, timeout=WAIT)
    assert "60 页" in view.stamp.pages.text()
    card = view.stamp.findChild(ScanCard)
    assert card is not None
    card.opened.emit()
    qtbot.waitUntil(lambda: view.stamp.findChild(ScanDialog) is not None, timeout=WAIT)
    dialog = view.stamp.findChild(ScanDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog._column.count() == 61, timeout=WAIT)
