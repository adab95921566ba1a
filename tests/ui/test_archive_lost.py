"""The archive's file is empty, gone or taken away: the window says so, and what was typed is not lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from aimed_desktop.archive.applications import open_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.errors import UserProblem
from tests.ui.conftest import PASSPHRASE, MakeWindow, OpenWindow
from tests.ui.opening import begin
from tests.ui.typing import commit
from ui.keys.recovery_dialog import RecoveryDialog
from ui.shell.main_window import MainWindow


@pytest.fixture
def kept(open_window: OpenWindow, qtbot: QtBot) -> str:
    """The id of an application in an archive that is closed again."""
    window = open_window()
    entry = begin(window, qtbot).opened.id
    window.close()
    return entry


def lose_all(path: Path) -> None:
    path.unlink()


def lose_content(path: Path) -> None:
    path.write_bytes(b"")


def keep_one_byte(path: Path) -> None:
    path.write_bytes(b"\0")


@pytest.mark.parametrize(
    ("deed", "code"),
    [(lose_all, "archive_gone"), (lose_content, "archive_damaged"), (keep_one_byte, "archive_damaged")],
)
def test_a_lost_archive_is_no_first_day_and_is_mended_from_a_backup(
    deed: Callable[[Path], None],
    code: str,
    kept: str,
    make_window: MakeWindow,
    qtbot: QtBot,
    data_dir: Path,
    told: list[BaseException],
) -> None:
    path = data_dir / "archive.db"
    deed(path)
    before = path.read_bytes() if path.exists() else None
    window = make_window()
    window.show()
    window.begin_work()
    qtbot.waitUntil(lambda: bool(told))
    problem = told.pop()
    assert isinstance(problem, UserProblem) and problem.code == code
    assert (path.read_bytes() if path.exists() else None) == before, "none was made in its place"
    press(window, "从备份恢复")
    qtbot.waitUntil(lambda: window.findChild(RecoveryDialog) is not None)


def press(window: MainWindow, words: str) -> None:
    box = window.findChild(QMessageBox)
    assert box is not None
    next(button for button in box.buttons() if button.text().startswith(words)).click()


def delete_file(data_dir: Path) -> None:
    (data_dir / "archive.db").unlink()


def delete_folder(data_dir: Path) -> None:
    shutil.rmtree(data_dir)


def put_another_there(data_dir: Path) -> None:
    (data_dir / "coming").write_bytes(b"of a sync program" * 5000)
    (data_dir / "coming").replace(data_dir / "archive.db")


@pytest.mark.parametrize("deed", [delete_file, delete_folder, put_another_there])
def test_a_file_taken_away_while_it_is_typed_is_said_and_what_is_typed_is_saved(
    deed: Callable[[Path], None],
    open_window: OpenWindow,
    qtbot: QtBot,
    data_dir: Path,
    told: list[BaseException],
) -> None:
    window = open_window()
    view = begin(window, qtbot)
    deed(data_dir)
    with qtbot.waitSignal(view.saver.saved):
        commit(view.form.paper.editor("scene_name"), "急诊")  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(told))
    problem = told.pop()
    assert isinstance(problem, UserProblem) and problem.code == "archive_brought_back"
    assert "已保存" in window.top.state.text()
    assert (data_dir / "archive.db").stat().st_size > 4096
    with qtbot.waitSignal(view.saver.saved):
        commit(view.form.paper.editor("scene_name"), "分诊")  # type: ignore[arg-type]
    window.close()
    with Archive.open(data_dir, PASSPHRASE) as archive:
        assert open_application(archive, view.opened.id).get("scene_name") == "急诊分诊"
    assert told == []


@pytest.mark.parametrize("size", [0, 4096, 40_960])
def test_a_file_that_is_cut_off_costs_nothing_of_what_is_open(
    size: int, open_window: OpenWindow, qtbot: QtBot, data_dir: Path, told: list[BaseException]
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    entry = view.opened.id
    window.desk.archive._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    window.desk.archive._database._note_sizes()
    window.desk.archive._database.rows("PRAGMA shrink_memory")
    os.truncate(data_dir / "archive.db", size)
    with qtbot.waitSignal(view.saver.saved, timeout=20_000):
        view.opened.app.set("scene_name", "急诊分诊")
    qtbot.waitUntil(lambda: bool(told))
    problems = [problem for problem in told if isinstance(problem, UserProblem)]
    assert [problem.code for problem in problems] == ["archive_brought_back_in_part"]
    told.clear()
    assert "已保存" in window.top.state.text()
    window.close()
    assert told == []
    with Archive.open(data_dir, PASSPHRASE) as archive:
        assert open_application(archive, entry).get("scene_name") == "急诊分诊"


def test_while_there_is_no_place_for_it_nothing_is_called_saved(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path, told: list[BaseException]
) -> None:
    window = open_window()
    view = begin(window, qtbot)
    shutil.rmtree(data_dir)
    data_dir.write_bytes(b"in the way")
    commit(view.form.paper.editor("scene_name"), "急诊")  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(told))
    told.clear()
    assert "未保存" in window.top.state.text()
    data_dir.unlink()
    with qtbot.waitSignal(view.saver.saved):
        view.saver.save_now()
    qtbot.waitUntil(lambda: "已保存" in window.top.state.text())
    qtbot.waitUntil(lambda: bool(told))
    told.clear()
    window.close()
    with Archive.open(data_dir, PASSPHRASE) as archive:
        assert open_application(archive, view.opened.id).get("scene_name") == "急诊"


def test_the_text_is_written_out_where_a_picture_is_lost(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    entry = begin(window, qtbot, example=True).opened.id
    window.show_start()
    database = window.desk.archive._database
    database.rows("PRAGMA foreign_keys = OFF")
    database.rows("DELETE FROM blobs WHERE id IN (SELECT blob FROM tree_files WHERE name LIKE 'files/%.png')")
    database.rows("PRAGMA foreign_keys = ON")
    window.starting.work.write_out(entry, tmp_path, window.start, window.starting._on_written_out)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "told") is not None)
    box = window.findChild(QMessageBox, "told")
    assert box is not None and "没有取出" in box.text()
    box.accept()
    assert len(list(tmp_path.rglob("application.json"))) == 1


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="mounting a disk needs root on Linux")
def test_on_a_disk_that_cannot_be_written_the_window_shows_what_is_there(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path, told: list[BaseException]
) -> None:
    data_dir.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(data_dir)], check=True)
    try:
        window = open_window()
        entry = begin(window, qtbot, example=True).opened.id
        window.close()
        subprocess.run(["mount", "-o", "remount,ro", str(data_dir)], check=True)
        window = open_window()
        qtbot.waitUntil(lambda: bool(told))
        problem = told.pop()
        assert isinstance(problem, UserProblem) and problem.code == "archive_read_only"
        assert "只读" in str(problem)
        qtbot.waitUntil(lambda: window.view is not None)
        assert window.view is not None and window.view.opened.id == entry
        commit(window.view.form.paper.editor("scene_name"), "急诊")  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: bool(told))
        told.clear()
        assert "未保存" in window.top.state.text()
        subprocess.run(["mount", "-o", "remount,rw", str(data_dir)], check=True)
        with qtbot.waitSignal(window.view.saver.saved):
            window.view.saver.save_now()
        qtbot.waitUntil(lambda: "已保存" in window.top.state.text())
        window.close()
        with Archive.open(data_dir, PASSPHRASE) as archive:
            assert "急诊" in str(open_application(archive, entry).get("scene_name"))
    finally:
        subprocess.run(["umount", "-l", str(data_dir)], check=True)
