"""What goes to the printer: the PDF files themselves, as many copies as the notice asks for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Status
from aimed_desktop.definition.library import Library
from aimed_desktop.desktop import printers, system_programs
from aimed_desktop.desktop.printers import PrintJob, print_file
from aimed_desktop.desktop.system_programs import OpenedAs
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.opening import OpenedApplication
from ui.desk.application_service import ApplicationService
from ui.desk.session import Session
from ui.lifecycle import printing
from ui.lifecycle.printing import PrintDialog, Printing
from ui.pages.final_page import FinalPage
from ui.platform.file_opener import open_path
from ui.widgets.jobs import Jobs
from ui.widgets.progress import ProgressPanel

PDFS = ("申报书.pdf", "盖章签字路线单-项目.pdf")


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    return Jobs()


def page_with(qtbot: QtBot, folder: Path, *names: str) -> FinalPage:
    page = FinalPage(folder)
    qtbot.addWidget(page)
    page.show_standing(LifeStanding(Status.FINAL, 1))
    for name in names:
        (folder / name).write_bytes(b"%PDF-1.7")
    page.files.show_files([folder / name for name in names])
    return page


def serve(library: Library, jobs: Jobs, page: FinalPage, folder: Path) -> Printing:
    """What answers 打印 of the page, for the example of a form that wants two copies."""
    app = begin(library, "wuhan-2026-1", example=True)
    opened = OpenedApplication("x", app, library.notice(app.form.notice_id), {})
    session = Session(
        opened, ApplicationService(folder, jobs), jobs, lambda error: pytest.fail(str(error)), folder
    )
    return Printing(session, page)


def sent(
    qtbot: QtBot,
    library: Library,
    page: FinalPage,
    jobs: Jobs,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> list[PrintJob]:
    """What the dialog sends when it is confirmed as it stands."""
    printed: list[PrintJob] = []
    monkeypatch.setattr(printing, "printers", lambda: ["办公室", "科教科"])
    monkeypatch.setattr(printers, "print_file", lambda _printer, job: printed.append(job))
    flow = serve(library, jobs, page, folder)
    flow.ask()
    qtbot.waitUntil(lambda: page.findChild(PrintDialog) is not None)
    dialog = page.findChild(PrintDialog)
    assert dialog is not None
    dialog.findChild(QPushButton, "send_to_printer").click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "已送到打印机“办公室”" in page.state.text())
    jobs.close()
    return printed


def test_the_paper_is_printed_twice_and_the_route_sheet_only_when_wanted(
    qtbot: QtBot, library: Library, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_with(qtbot, tmp_path, *PDFS)
    assert sent(qtbot, library, page, jobs, tmp_path, monkeypatch) == [PrintJob(tmp_path / PDFS[0], 2)]


def test_of_a_second_version_only_the_void_pages_are_printed(
    qtbot: QtBot, library: Library, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = "申报书-第2版重印页.pdf"
    page = page_with(qtbot, tmp_path, *PDFS, again)
    assert sent(qtbot, library, page, jobs, tmp_path, monkeypatch) == [PrintJob(tmp_path / again, 2)]


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not there")
@pytest.mark.parametrize(
    ("opens", "words", "asked"),
    [
        ("*", "已用系统的程序打开“申报书.pdf”，请在里面打印 2 份", ["申报书.pdf"]),
        ("*/out", "没有程序能打开“申报书.pdf”，已打开它所在的文件夹。", ["申报书.pdf", "out"]),
        ("none", "没有打开“申报书.pdf”", ["申报书.pdf", "out"]),
    ],
)
def test_without_a_printer_it_is_told_what_was_really_opened(
    qtbot: QtBot,
    library: Library,
    jobs: Jobs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    opens: str,
    words: str,
    asked: list[str],
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    told = tools_on_path(
        tmp_path,
        monkeypatch,
        {"lpstat": "exit 1", "gio": "exit 2", "xdg-open": f'case "$1" in {opens}) exit 0;; esac; exit 3'},
    )
    page = page_with(qtbot, out, *PDFS)
    serve(library, jobs, page, out).ask()
    qtbot.waitUntil(lambda: words in page.state.text(), timeout=20_000)
    assert ("已用系统的程序打开" in page.state.text()) is (opens == "*")
    assert [Path(line).name for line in calls(told, "xdg-open")] == asked
    jobs.close()


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not there")
def test_two_copies_come_out_one_after_the_other_and_on_one_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tools_on_path(tmp_path, monkeypatch, {"lp": 'echo "request id is 办公室-7 (1 file(s))"'})
    assert print_file("办公室", PrintJob(tmp_path / "申报书.pdf", 2)) == "办公室-7"
    (call,) = calls(told, "lp")
    assert f"-n 2 -o print-scaling=none -o collate=true -o sides=one-sided -- {tmp_path}/申报书.pdf" in call


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


def tools_on_path(folder: Path, monkeypatch: pytest.MonkeyPatch, tools: dict[str, str]) -> Path:
    """Programs of these names, each of which notes how it was called; where that stands."""
    bin_folder, told = folder / "bin", folder / "told"
    bin_folder.mkdir()
    for name, script in tools.items():
        tool = bin_folder / name
        tool.write_text(f'#!/bin/sh\necho "{name} $*" >> "{told}"\n{script}\n', encoding="utf-8")
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_folder}:{os.environ['PATH']}")
    return told


def calls(told: Path, name: str) -> list[str]:
    """What one of them was called with, call by call."""
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return [line.removeprefix(f"{name} ") for line in lines if line.startswith(f"{name} ")]


def test_a_printer_that_refuses_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserProblem, match="没有送到打印机"):
        print_file("办公室", PrintJob(tmp_path / "申报书.pdf", 2))


LP = """#!/bin/sh
case "$*" in *路线单*) exec sleep 600;; esac
echo "request id is 办公室-7 (1 file(s))"
"""


def stand_ins(folder: Path, monkeypatch: pytest.MonkeyPatch, cancel: str) -> Path:
    """An `lp` that takes the paper and hangs on the route sheet, a `cancel`; where that says what it got."""
    tools, told = folder / "bin", folder / "told"
    tools.mkdir()
    scripts = {
        "lp": LP,
        "cancel": f'#!/bin/sh\necho "$@" > "{told}"\nexit {cancel}\n',
        "lpstat": "#!/bin/sh\necho 办公室\n",
    }
    for name, script in scripts.items():
        (tools / name).write_text(script, encoding="utf-8")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    return told


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not there")
@pytest.mark.parametrize(("cancel", "words"), [("0", "已从打印机“办公室”撤回"), ("1", "请到打印机上取消")])
def test_a_cancelled_print_says_what_the_printer_has(
    qtbot: QtBot,
    library: Library,
    jobs: Jobs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    cancel: str,
    words: str,
) -> None:
    told = stand_ins(tmp_path, monkeypatch, cancel)
    page = page_with(qtbot, tmp_path, *PDFS)
    page.show()
    serve(library, jobs, page, tmp_path).ask()
    qtbot.waitUntil(lambda: page.findChild(PrintDialog) is not None, timeout=20_000)
    dialog = page.findChild(PrintDialog)
    assert dialog is not None
    for tick in dialog.findChildren(QCheckBox):
        tick.setChecked(True)
    dialog.findChild(QPushButton, "send_to_printer").click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: cancelling(page) is not None, timeout=20_000)
    cancelling(page).click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "已取消打印" in page.state.text(), timeout=20_000)
    assert told.read_text(encoding="utf-8") == "办公室-7\n"
    assert f"“{PDFS[0]}”2 份" in page.state.text() and words in page.state.text()
    assert f"“{PDFS[1]}”正在传送时取消" in page.state.text()
    jobs.close()


def cancelling(page: FinalPage) -> QPushButton | None:
    """取消 of what is under way."""
    panel = page.window().findChild(ProgressPanel)
    return panel.findChild(QPushButton) if panel is not None and panel.isVisible() else None


def test_of_several_files_those_that_the_printer_took_are_told_when_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, refused = (PrintJob(tmp_path / name, 2) for name in PDFS)

    def give(_printer: str, job: PrintJob) -> str:
        if job is refused:
            raise UserProblem("not_printed", name=job.path.name)
        return "办公室-7"

    monkeypatch.setattr(printers, "print_file", give)
    result = printers.send("办公室", [taken, refused])
    assert result.problem is not None
    assert f"“{PDFS[0]}”2 份已送到打印机" in printing.sent_words("办公室", result)
