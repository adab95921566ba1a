"""Closing asks nothing but about what cannot be finished or saved, and whatever is answered ends in order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from aimed_desktop.archive.archive import Archive
from aimed_desktop.services import given_files
from aimed_desktop.services.operation import Kind, Operation, ignored
from tests.paper_files import pdf
from tests.ui.conftest import PASSPHRASE, OpenWindow
from tests.ui.opening import begin, cancelling
from tests.ui.test_materials import first_card, opened, paper
from tests.ui.test_mishaps import full_disk
from tests.ui.test_window_flow import stored
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow
from ui.widgets.jobs import Jobs

PATIENCE = 20_000


@pytest.fixture
def dead_share(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Files that are added are read when this is set, at the latest behind the test."""
    answers = Event()

    def read(path: Path) -> bytes:
        answers.wait()
        return path.read_bytes()

    monkeypatch.setattr(given_files, "read_given", read)
    yield answers
    answers.set()


def window_of(view: ApplicationView) -> MainWindow:
    window = view.window()
    assert isinstance(window, MainWindow)
    return window


def answering(window: MainWindow, words: str) -> Callable[[], bool]:
    """Presses the button called so of the next question; tells whether it was asked."""
    asked: list[QMessageBox] = []
    looking = QTimer(window, interval=20)

    def press() -> None:
        box = next((box for box in window.findChildren(QMessageBox) if box.isVisible()), None)
        if box is not None:
            looking.stop()
            asked.append(box)
            next(b for b in box.findChildren(QPushButton) if b.text() == words).click()

    looking.timeout.connect(press)
    looking.start()
    return lambda: bool(asked)


def test_a_file_on_a_dead_share_is_given_up_and_what_was_typed_is_kept(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path, dead_share: Event
) -> None:
    view = opened(open_window, qtbot)
    window, entry = window_of(view), view.opened.id
    first_card(view).files_given.emit([paper(tmp_path, f"{i}.pdf", pdf(str(i))) for i in range(2)])
    view.opened.app.set("scene_name", "急诊分诊")
    was_asked = answering(window, "仍要关闭")
    assert window.close()
    assert was_asked()
    assert stored(data_dir, entry)["scene_name"] == "急诊分诊"


def test_who_waits_for_a_slow_share_goes_on_and_the_file_comes_in(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, dead_share: Event
) -> None:
    view = opened(open_window, qtbot)
    window, card = window_of(view), first_card(view)
    card.files_given.emit([paper(tmp_path, "执照.pdf", pdf("licence"))])
    was_asked = answering(window, "继续等待")
    assert not window.close()
    assert was_asked() and window.isVisible()
    dead_share.set()
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=PATIENCE)


def test_the_question_answers_itself_once_the_share_answers(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path, dead_share: Event
) -> None:
    view = opened(open_window, qtbot)
    window, entry, slot = window_of(view), view.opened.id, first_card(view).material.id
    first_card(view).files_given.emit([paper(tmp_path, "执照.pdf", pdf("licence"))])
    looking = QTimer(window, interval=20)
    looking.timeout.connect(lambda: dead_share.set() if window.findChild(QMessageBox) else None)
    looking.start()
    assert window.close()
    with Archive.open(data_dir, PASSPHRASE) as archive:
        kept = json.loads(archive.load(entry).data)["materials"]
    assert kept == [{"slot": slot, "file": "files/执照.pdf"}]


def test_an_application_whose_file_is_still_read_is_not_left_and_loses_nothing(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, dead_share: Event, told: list[BaseException]
) -> None:
    view = opened(open_window, qtbot)
    window = window_of(view)
    first_card(view).files_given.emit([paper(tmp_path, "执照.pdf", pdf("licence"))])
    view.opened.app.set("scene_name", "读文件时填的")
    with qtbot.waitSignal(view.saver.saved, timeout=PATIENCE):
        pass
    window.show_start()
    assert window.view is view and "执照.pdf" in str(told.pop())
    dead_share.set()
    window.show_start()
    assert window.view is None
    kept = json.loads(window.desk.archive.load(view.opened.id).data)
    assert (kept["values"]["scene_name"], len(kept["materials"])) == ("读文件时填的", 1)


def test_a_file_that_does_not_come_is_cancelled_and_the_next_one_is_added(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, dead_share: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = opened(open_window, qtbot)
    card = first_card(view)
    card.files_given.emit([paper(tmp_path, "执照.pdf", pdf("licence"))])
    qtbot.waitUntil(lambda: bool(cancelling(view.window())), timeout=PATIENCE)
    cancelling(view.window())[0].click()
    assert cancelling(view.window()) == []
    monkeypatch.setattr(given_files, "read_given", Path.read_bytes)
    card.files_given.emit([paper(tmp_path, "又一份.pdf", pdf("another"))])
    qtbot.waitUntil(lambda: [row.name for row in card.rows] == ["files/又一份.pdf"], timeout=PATIENCE)


def test_work_that_is_done_while_its_answer_is_under_way_holds_no_closing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs, given, answered = Jobs(), Event(), Event()
    monkeypatch.setattr("ui.widgets.jobs.isValid", lambda _jobs: answered.wait(20))
    future = jobs.run(jobs, Operation(Kind.WRITES_ARCHIVE, given.wait, failed=ignored))
    given.set()
    assert future.result()
    Timer(0.5, answered.set).start()
    jobs.close()
    assert not jobs.is_held


def test_after_a_refused_save_was_given_up_the_application_is_closed_in_order(
    open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    view = begin(window, qtbot)
    qtbot.waitUntil(lambda: view.preview.typesetter.process_id != 0, timeout=PATIENCE)
    process = view.preview.typesetter.process_id
    monkeypatch.setattr(Archive, "save", full_disk)
    monkeypatch.setattr(QMessageBox, "warning", lambda *_arguments: QMessageBox.StandardButton.Close)
    view.opened.app.set("scene_name", "急诊")
    assert window.close()
    assert window.view is None
    assert not Path(f"/proc/{process}").exists()


@pytest.fixture
def refused_profile(
    open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window whose unit profile the disk has just refused once."""
    window = open_window()
    window.desk.failed.disconnect(window.fail)
    store = window.desk.profile
    store.read()
    qtbot.waitUntil(lambda: store.is_read)
    with monkeypatch.context() as patch, qtbot.waitSignal(store.failed):
        patch.setattr(Archive, "save_profile", full_disk)
        store.write({"unit.name": "示例医院"})
    yield window


def test_a_refused_unit_profile_is_written_again_by_itself(refused_profile: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(refused_profile.desk.profile.saved, timeout=PATIENCE):
        pass
    assert refused_profile.desk.archive.profile() == {"unit.name": "示例医院"}


def test_a_refused_unit_profile_is_written_at_the_latest_at_closing(
    refused_profile: MainWindow, data_dir: Path
) -> None:
    assert refused_profile.close()
    with Archive.open(data_dir, PASSPHRASE) as archive:
        assert archive.profile() == {"unit.name": "示例医院"}


def test_a_unit_profile_that_is_refused_again_is_asked_about(
    refused_profile: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def stay(*arguments: object) -> QMessageBox.StandardButton:
        asked.append(str(arguments[2]))
        return QMessageBox.StandardButton.Cancel

    with monkeypatch.context() as patch:
        patch.setattr(QMessageBox, "warning", stay)
        patch.setattr(Archive, "save_profile", full_disk)
        assert not refused_profile.close()
    assert "磁盘已满" in asked[0]
