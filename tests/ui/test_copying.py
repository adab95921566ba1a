"""Copies made by the window itself: their age in the menu, the second place, the way back from damage."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from aimed_desktop.archive.copies import copies_folder, copies_in
from aimed_desktop.archive.second_place import SecondPlace, read_second_place, write_second_place
from aimed_desktop.errors import UserProblem
from tests.ui.conftest import PASSPHRASE, MakeWindow, OpenWindow
from ui.keys.copies_dialog import CopiesDialog
from ui.keys.daily_copies import Copying
from ui.keys.recovery_dialog import RecoveryDialog
from ui.shell.main_window import MainWindow


def copying_of(window: MainWindow, qtbot: QtBot) -> Copying:
    qtbot.waitUntil(lambda: window.findChild(Copying) is not None)
    found = window.findChild(Copying)
    assert found is not None
    return found


def entry(copying: Copying) -> str:
    assert copying._action is not None
    return copying._action.text()


def dialog_of(copying: Copying, qtbot: QtBot) -> CopiesDialog:
    copying.show()
    qtbot.waitUntil(lambda: copying._dialog is not None)
    assert copying._dialog is not None
    return copying._dialog


def test_the_window_copies_once_a_day_and_the_menu_tells_the_age(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    window = open_window()
    copying = copying_of(window, qtbot)
    qtbot.waitUntil(lambda: "还没有" in entry(copying))
    copying.copy_if_due()
    qtbot.waitUntil(lambda: "今天" in entry(copying))
    copying.copy_if_due()
    qtbot.waitUntil(lambda: not copying._is_busy)
    assert len(copies_in(copies_folder(data_dir))) == 1
    for copy in (copying.copy_now, copying.copy_now):  # the keys are changed while one is under way
        copy()
    qtbot.waitUntil(lambda: len(copies_in(copies_folder(data_dir))) == 3 and not copying._is_busy)
    dialog = dialog_of(copying, qtbot)
    dialog.now.click()
    assert "正在备份" in dialog.problem.text()
    qtbot.waitUntil(lambda: "共 4 份" in dialog.newest.text())
    assert dialog.problem.isHidden()
    dialog.close()


def test_a_second_place_is_named_in_the_window_and_gets_its_copy(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    window = open_window()
    copying = copying_of(window, qtbot)
    copying.copy_if_due()
    qtbot.waitUntil(lambda: "今天" in entry(copying))
    dialog = dialog_of(copying, qtbot)
    dialog.place_chosen.emit(data_dir)
    qtbot.waitUntil(lambda: "一起丢失" in dialog.problem.text())
    dialog.place_chosen.emit(stick)
    qtbot.waitUntil(lambda: "最近存入" in dialog.second.text() and dialog.plea.isHidden())
    assert len(list(stick.iterdir())) == 1
    dialog.drop.click()
    qtbot.waitUntil(lambda: dialog.second.text() == "没有")
    assert read_second_place(data_dir) is None
    dialog.close()


def test_a_stale_second_place_is_told_once(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path, tmp_path: Path, told: list[BaseException]
) -> None:
    window = open_window()
    copying = copying_of(window, qtbot)
    long_ago = datetime.now().astimezone() - timedelta(days=9)
    write_second_place(data_dir, SecondPlace(tmp_path / "away", long_ago))
    for _ in range(2):
        copying.copy_if_due()
        qtbot.waitUntil(lambda: not copying._is_busy and "第二份" in entry(copying))
    qtbot.waitUntil(lambda: bool(told))
    problem = told.pop()
    assert isinstance(problem, UserProblem) and problem.code == "second_place_stale"
    assert "9 天" in str(problem)
    assert not told
    for box in window.findChildren(QMessageBox):
        box.reject()


def test_a_damaged_archive_offers_its_newest_copy_with_one_click(
    open_window: OpenWindow, make_window: MakeWindow, qtbot: QtBot, data_dir: Path, told: list[BaseException]
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.begin("wuhan-2026-1", True)
    copy = window.desk.archive.copy()
    window.close()
    broken = (data_dir / "archive.db").read_bytes()
    (data_dir / "archive.db").write_bytes(b"\x5a" * 4096 + broken[4096:])
    window = make_window()
    window.show()
    window.begin_work()
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told.pop(), UserProblem)
    box = window.findChild(QMessageBox)
    assert box is not None and "最近的自动备份：今天" in box.text()
    (mend,) = [button for button in box.buttons() if button.text() != "知道了"]
    assert f"“{mend.text()}”" in box.text(), "the sentence names the button"
    mend.click()
    qtbot.waitUntil(lambda: window.findChild(RecoveryDialog) is not None)
    dialog = window.findChild(RecoveryDialog)
    assert dialog is not None and dialog.file.text() == str(copy.path)
    dialog.secret.setText(PASSPHRASE)
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.go.isEnabled() and "1 份申报件" in dialog.contents.text())
    dialog.go.click()
    qtbot.waitUntil(lambda: window.start.applications.table.rowCount() == 1)
    for each in window.findChildren(QMessageBox):
        each.reject()


def test_words_about_copies_hold_no_secret(open_window: OpenWindow, qtbot: QtBot, data_dir: Path) -> None:
    window = open_window()
    write_second_place(data_dir, SecondPlace(data_dir.parent, datetime.now().astimezone()))
    assert set(json.loads((data_dir / "copies.json").read_bytes())) == {"second_place", "named", "reached"}
    copying_of(window, qtbot)
