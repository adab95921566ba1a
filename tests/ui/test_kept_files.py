"""What the window keeps beside the archive is named only once it is on the disk; nothing unfinished stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.opening import begin
from tests.watched_disk import watched_disk
from ui.shell.application_view import FINAL
from ui.shell.main_window import MainWindow

OpenWindow = Callable[[], MainWindow]


def leave_plain_data(folder: Path) -> Path:
    """As a process leaves it that was killed while it unpacked a packet."""
    left = folder / ".aimed-01234567" / "inside" / "盖章页.pdf"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"%PDF-1.4 a seal")
    (folder / ".aimed-01234567" / "held").touch()
    return left


def test_what_the_next_start_shows_and_the_recovery_code_are_on_the_disk_before_they_have_their_names(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    (tmp_path / "stick").mkdir()
    disk = watched_disk(monkeypatch)
    begin(window, qtbot)
    written: list[Path] = []
    code = tmp_path / "stick" / "恢复码.txt"
    window.desk.door.write_recovery_code(code, "ABCDE-FGHJK", written.append, lambda error: None)
    qtbot.waitUntil(lambda: written == [code])
    window.close()
    names = {path.name for path in disk.named}
    assert {"window.json", "last-form.json", "恢复码.txt"} <= names
    disk.check(tmp_path / "stick")
    assert (code.stat().st_mode & 0o777) == 0o600


def test_a_window_that_opens_or_closes_clears_away_what_killed_processes_left(
    open_window: OpenWindow, data_dir: Path
) -> None:
    left = leave_plain_data(data_dir / "tmp")
    window = open_window()
    assert not left.exists()
    left = leave_plain_data(data_dir / "tmp")
    window.close()
    assert list((data_dir / "tmp").iterdir()) == []


def test_an_export_beside_hidden_files_of_an_earlier_version_says_so(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    view.show_step(FINAL)
    view.final.folder.setText(str(tmp_path / "导出"))
    with qtbot.waitSignal(view.final.finished, timeout=60_000) as first:
        view.final.draft.click()
    left = first.args[0].paths[0].parent / ".~k2j4x7a1.docx"
    left.write_bytes(b"plain")
    with qtbot.waitSignal(view.final.finished, timeout=60_000):
        view.final.draft.click()
    words = view.final.state.text()
    assert left.name in words and str(left.parent) in words and "WPS" in words
    assert left.exists()
