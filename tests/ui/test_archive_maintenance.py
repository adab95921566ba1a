"""Backing up, reading the archive through and verifying a packet, from the window's own menu."""

from __future__ import annotations

import re
import string
from pathlib import Path

from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.messages import MESSAGES
from aimed_desktop.services.problem_words import WINDOW_WORDS
from tests.ui.conftest import PASSPHRASE, OpenWindow
from ui.keys.archive_maintenance import ArchiveMaintenance
from ui.shell.main_window import MainWindow


def keeping_of(window: MainWindow) -> ArchiveMaintenance:
    found = window.findChild(ArchiveMaintenance)
    assert found is not None
    return found


def told(qtbot: QtBot, window: MainWindow) -> str:
    """What the window says next; the box is closed."""
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "told") is not None, timeout=20_000)
    box = window.findChild(QMessageBox, "told")
    assert box is not None
    words = box.text()
    box.accept()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "told") is None)
    return words


def test_a_backup_from_the_window_opens_on_another_machine(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window()
    window.begin("wuhan-2026-1", True)
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    backup = tmp_path / "备份.aimed"
    keeping_of(window).back_up(backup)
    assert backup.name in told(qtbot, window)
    recover(backup, tmp_path / "另一台", PASSPHRASE)
    other = Archive.open(tmp_path / "另一台", PASSPHRASE, use_keyring=False)
    assert len(other.list()) == 1
    other.close()


def test_the_archive_is_read_through_and_a_damaged_packet_is_told(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window()
    keeping_of(window).check()
    assert "完好" in told(qtbot, window)
    broken = tmp_path / "坏的.zip"
    broken.write_bytes(b"PK\x03\x04 no packet")
    keeping_of(window).verify(broken)
    assert "完整：" not in told(qtbot, window)


def test_the_window_names_no_command_and_fills_the_same_blanks() -> None:
    def blanks(words: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(words) if name}

    for code, words in WINDOW_WORDS.items():
        assert blanks(words) <= blanks(MESSAGES[code].text), code
        assert "aimed " not in words and "--" not in words
        assert not re.search("JSON|YAML|BagIt|json|路径|嵌套|密钥环", words), code
    command_line_only = {"bad_usage", "no_display", "export_refused", "summary_ending"}
    command_line_only |= {"pack_doubts", "salvage_nothing", "handover_disagrees", "handover_no_passphrase"}
    named = {code for code, message in MESSAGES.items() if re.search(r"aimed |--", message.text)}
    assert named - command_line_only <= set(WINDOW_WORDS)
