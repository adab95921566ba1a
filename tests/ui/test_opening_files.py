"""A file that was made is opened by a program of the system, and what really came of it is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Status
from aimed_desktop.desktop import system_programs
from aimed_desktop.desktop.system_programs import OpenedAs
from tests.system_tools import calls, tools_on_path
from ui.pages.final_page import FinalPage
from ui.platform.file_opener import open_path

PDFS = ("申报书.pdf", "盖章签字路线单-项目.pdf")


def page_with(qtbot: QtBot, folder: Path, *names: str) -> FinalPage:
    page = FinalPage(folder)
    qtbot.addWidget(page)
    page.show_standing(LifeStanding(Status.FINAL, 1))
    for name in names:
        (folder / name).write_bytes(b"%PDF-1.7")
    page.files.show_files([folder / name for name in names])
    return page


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says it by an error")
@pytest.mark.parametrize("status", [0, 3])
def test_a_file_that_no_program_takes_is_told_beside_the_list(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    told = tools_on_path(tmp_path, monkeypatch, {"xdg-open": f"exit {status}", "gio": "exit 1"})
    page = page_with(qtbot, tmp_path, *PDFS)
    page.show()
    page.files.open.click()
    qtbot.waitUntil(lambda: len(calls(told, "xdg-open")) == (1 if status == 0 else 2), timeout=20_000)
    if status:
        qtbot.waitUntil(lambda: "没有打开“申报书.pdf”" in page.files.told.text(), timeout=20_000)
    assert page.files.told.isVisible() is bool(status)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says it by an error")
def test_a_program_that_shows_the_file_until_it_is_closed_has_opened_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_programs, "_PATIENCE_SECONDS", 0.2)
    tools_on_path(tmp_path, monkeypatch, {"xdg-open": "exec sleep 2"})
    shown: list[OpenedAs] = []
    asker = QObject()
    open_path(tmp_path, asker, shown.append)
    qtbot.waitUntil(lambda: shown == [OpenedAs.ITSELF], timeout=20_000)
    system_programs._running.pop().wait()


def test_a_file_that_was_moved_away_is_not_said_to_be_open(qtbot: QtBot, tmp_path: Path) -> None:
    page = page_with(qtbot, tmp_path, *PDFS)
    (tmp_path / PDFS[0]).unlink()
    page.files.open.click()
    assert "找不到“申报书.pdf”" in page.files.told.text()


def test_a_program_of_the_system_is_not_given_our_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/aimed")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/lib")
    assert system_programs.system_environment()["LD_LIBRARY_PATH"] == "/usr/local/lib"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says it by an error")
def test_where_no_program_takes_the_file_its_folder_is_opened_and_that_is_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    opener = 'case "$1" in */out) exit 0;; esac; exit 3'
    told = tools_on_path(tmp_path, monkeypatch, {"xdg-open": opener, "gio": "exit 2"})
    page = page_with(qtbot, out, *PDFS)
    page.files.open.click()
    qtbot.waitUntil(lambda: "已打开它所在的文件夹" in page.files.told.text(), timeout=20_000)
    assert [Path(line).name for line in calls(told, "xdg-open")] == ["申报书.pdf", "out"]
