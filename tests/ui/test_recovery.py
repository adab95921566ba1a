"""从备份恢复 in the window: a damaged archive, a new machine, an archive that is not wanted any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from aimed_desktop.archive import replacing
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.recovery import Recovery
from aimed_desktop.errors import UserProblem
from tests.ui.conftest import PASSPHRASE, MakeWindow, OpenWindow
from ui.keys.recovery_dialog import RecoveryDialog
from ui.shell.main_window import MainWindow


@pytest.fixture
def backup(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> Path:
    """The backup of an archive with one application in it; its window is closed again."""
    window = open_window()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.begin("wuhan-2026-1", True)
    path = window.desk.archive.backup(tmp_path / "备份.aimed")
    window.close()
    return path


def dialog_of(window: MainWindow, qtbot: QtBot) -> RecoveryDialog:
    qtbot.waitUntil(lambda: window.findChild(RecoveryDialog) is not None, timeout=20_000)
    dialog = window.findChild(RecoveryDialog)
    assert dialog is not None
    return dialog


def look(dialog: RecoveryDialog, qtbot: QtBot, backup: Path, secret: str = PASSPHRASE) -> None:
    dialog.choose_file(backup)
    dialog.secret.setText(secret)
    dialog.go.click()
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)


def close_told(window: MainWindow, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "told") is not None, timeout=20_000)
    box = window.findChild(QMessageBox, "told")
    assert box is not None
    words = box.text()
    box.accept()
    return words


def leftovers(data_dir: Path) -> list[Path]:
    return [path for path in data_dir.iterdir() if path.name.startswith(".aimed-")]


def test_a_damaged_archive_is_mended_from_the_sentence_that_says_so(
    make_window: MakeWindow, backup: Path, qtbot: QtBot, data_dir: Path, told: list[BaseException]
) -> None:
    broken = b"\x5a" * 4096 + (data_dir / "archive.db").read_bytes()[4096:]
    (data_dir / "archive.db").write_bytes(broken)
    window = make_window()
    window.show()
    window.begin_work()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    problem = told.pop()
    assert isinstance(problem, UserProblem) and problem.code == "archive_damaged"
    box = window.findChild(QMessageBox)
    assert box is not None
    next(button for button in box.buttons() if button.text().startswith("从备份恢复")).click()
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, backup, "不是这个口令吧!")
    assert "口令不对" in dialog.problem.text()
    look(dialog, qtbot, backup)
    assert "1 份申报件" in dialog.contents.text()
    assert "不会删除" in dialog.contents.text()
    assert (data_dir / "archive.db").read_bytes() == broken, "looking replaces nothing"
    dialog.go.click()
    assert "archive-1.db" in close_told(window, qtbot)
    qtbot.waitUntil(lambda: window.start.applications.table.rowCount() == 1, timeout=20_000)
    assert (data_dir / "archive-1.db").read_bytes() == broken
    assert not leftovers(data_dir)
    window.close()
    with Archive.open(data_dir, PASSPHRASE, use_keyring=False) as archive:
        assert len(archive.list()) == 1
        assert archive.verify() == []


def test_a_new_machine_begins_with_the_backup_of_the_old_one(
    make_window: MakeWindow, backup: Path, qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir.rename(data_dir.with_name("old machine"))
    monkeypatch.delenv("AIMED_PASSPHRASE")
    window = make_window()
    window.show()
    window.begin_work()
    qtbot.waitUntil(window.start.welcome.isVisible, timeout=20_000)
    window.start.welcome.recover.click()
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, backup)
    assert "不会删除" not in dialog.contents.text(), "there is nothing yet that could be"
    dialog.go.click()
    close_told(window, qtbot)
    qtbot.waitUntil(lambda: window.start.applications.table.rowCount() == 1, timeout=20_000)
    assert window.findChild(QPushButton, "recover_welcome") is not None


def test_a_backup_that_is_looked_at_and_put_away_changes_nothing(
    open_window: OpenWindow, backup: Path, qtbot: QtBot, data_dir: Path
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.begin("wuhan-2026-1", False)
    window.recover_from_backup()
    assert window.view is None, "what is open is saved and left first"
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, backup)
    assert leftovers(data_dir)
    dialog.cancel.click()
    qtbot.waitUntil(lambda: not leftovers(data_dir), timeout=20_000)
    assert len(window.desk.archive.list()) == 2
    assert not (data_dir / "archive-1.db").exists()


def test_a_recovery_that_the_disk_refused_is_tried_again_from_the_look(
    open_window: OpenWindow, backup: Path, qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserProblem("disk_full", path=data_dir)

    window = open_window()
    window.recover_from_backup()
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, backup)
    with monkeypatch.context() as refusing, qtbot.waitSignal(window.desk.door.unlocked, timeout=20_000):
        refusing.setattr(replacing, "put_together", full)
        dialog.go.click()
    assert "磁盘已满" in dialog.problem.text()
    assert dialog.contents.isHidden()
    look(dialog, qtbot, backup)
    dialog.go.click()
    assert "archive-1.db" in close_told(window, qtbot)
    assert not leftovers(data_dir)


def test_what_is_no_backup_is_told_in_the_dialog(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    window.recover_from_backup()
    dialog = dialog_of(window, qtbot)
    dialog.go.click()
    assert "还没有选" in dialog.problem.text()
    other = tmp_path / "照片.aimed"
    other.write_bytes(b"no zip")
    look(dialog, qtbot, other)
    assert "不是档案库备份或已损坏" in dialog.problem.text()
    assert dialog.contents.isHidden()
    dialog.reject()


def test_a_bug_while_the_backup_is_put_in_place_leaves_the_archive_open(
    open_window: OpenWindow,
    backup: Path,
    qtbot: QtBot,
    told: list[BaseException],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_self: Recovery) -> None:
        raise RuntimeError("a bug")

    window = open_window()
    window.recover_from_backup()
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, backup)
    with qtbot.waitSignal(window.opened, timeout=20_000):  # as if it had been opening all the while
        window.open_application(window.desk.archive.list()[0].id)
    monkeypatch.setattr(Recovery, "put_in_place", fail)
    with qtbot.waitSignal(window.desk.door.unlocked, timeout=20_000):
        dialog.go.click()
    assert "没有删除" in dialog.problem.text()
    assert str(told.pop()) == "a bug"
    assert window.desk.is_open
    assert window.view is None, "what is open of an archive is left before it is closed"
    dialog.reject()


def test_what_the_disk_refused_of_the_old_profile_never_comes_into_the_recovered_archive(
    open_window: OpenWindow,
    backup: Path,
    qtbot: QtBot,
    told: list[BaseException],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_self: Archive, _data: object) -> None:
        raise UserProblem("disk_full", path="档案库")

    window = open_window()
    store = window.desk.profile
    with qtbot.waitSignal(store.changed, timeout=20_000):
        store.read()
    with monkeypatch.context() as full:
        full.setattr(Archive, "save_profile", refuse)
        with qtbot.waitSignal(store.failed, timeout=20_000):
            store.write({"unit": "旧档案库的单位"})
    told.clear()
    window.recover_from_backup()
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, backup)
    with qtbot.waitSignal(store.destroyed, timeout=20_000):
        dialog.go.click()
    close_told(window, qtbot)
    assert window.desk.archive.profile() == {}
