"""What goes to the printer: the PDF files themselves, as many copies as the notice asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.lifecycle import Standing
from aimed_desktop.application.model import Status
from aimed_desktop.definition.library import Library
from aimed_desktop.errors import UserProblem
from ui.desk import Desk, OpenedApplication
from ui.jobs import Jobs
from ui.lifecycle import printing
from ui.lifecycle.printing import PrintDialog, Printing, PrintJob, print_file
from ui.pages.final_page import FinalPage
from ui.session import Session

PDFS = ("申报书.pdf", "盖章签字路线单-项目.pdf")


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    return Jobs()


def page_with(qtbot: QtBot, folder: Path, *names: str) -> FinalPage:
    page = FinalPage(folder)
    qtbot.addWidget(page)
    page.show_standing(Standing(Status.FINAL, 1))
    for name in names:
        (folder / name).write_bytes(b"%PDF-1.7")
    page.files.show_files([folder / name for name in names])
    return page


def serve(library: Library, jobs: Jobs, page: FinalPage, folder: Path) -> Printing:
    """What answers 打印 of the page, for the example of a form that wants two copies."""
    app = begin(library, "wuhan-2026-1", example=True)
    opened = OpenedApplication("x", app, library.notice(app.form.notice_id), {})
    session = Session(opened, Desk(folder, jobs), jobs, lambda error: pytest.fail(str(error)), folder)
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
    monkeypatch.setattr(printing, "print_file", lambda _printer, job: printed.append(job))
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


def test_without_a_printer_the_file_is_opened_and_the_copies_are_told(
    qtbot: QtBot, library: Library, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_with(qtbot, tmp_path, *PDFS)
    opened: list[Path] = []
    monkeypatch.setattr(printing, "printers", list)
    monkeypatch.setattr(printing, "open_path", opened.append)
    serve(library, jobs, page, tmp_path).ask()
    qtbot.waitUntil(lambda: "打印 2 份" in page.state.text())
    assert opened == [tmp_path / PDFS[0]]
    jobs.close()


def test_a_printer_that_refuses_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserProblem, match="没有送到打印机"):
        print_file("办公室", PrintJob(tmp_path / "申报书.pdf", 2))
