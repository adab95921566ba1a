"""Prints the PDF files themselves, as many copies as the notice asks for."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.errors import UserProblem
from ui.buttons import set_primary
from ui.pages.final_page import FinalPage
from ui.pages.made_files import open_path
from ui.pages.page import words_label
from ui.session import Session

_REPRINT = "重印页"
_SHEET = "盖章签字路线单"
_MOST_COPIES = 20
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One file for the printer."""

    path: Path
    copies: int


class PrintDialog(QDialog):
    """`wanted` tells the printer and the jobs."""

    wanted = Signal(str, list)

    def __init__(self, paths: list[Path], copies: int, printers: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印")
        box = QVBoxLayout(self)
        form = QFormLayout()
        self.printer = QComboBox(self)
        self.printer.setObjectName("printer")
        self.printer.addItems(printers)
        self.printer.setAccessibleName("打印机")
        form.addRow("打印机", self.printer)
        box.addLayout(form)
        box.addWidget(words_label("打印哪些文件、各几份", "quiet", self))
        only_again = any(_REPRINT in path.stem for path in paths)
        self._rows: list[tuple[Path, QCheckBox, QSpinBox]] = []
        for path in paths:
            is_sheet = _SHEET in path.stem
            is_wanted = _REPRINT in path.stem if only_again else not is_sheet
            box.addLayout(self._row(path, 1 if is_sheet else copies, is_wanted=is_wanted))
        words = "按原大打印（不缩放）。双面打印请在打印机上设置。"
        box.addWidget(words_label(words, "quiet", self))
        buttons = QDialogButtonBox(self)
        send = buttons.addButton("打印", QDialogButtonBox.ButtonRole.ActionRole)
        send.setObjectName("send_to_printer")
        set_primary(send, True)
        send.clicked.connect(self._on_confirmed)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self.setMinimumWidth(520)

    def _row(self, path: Path, copies: int, *, is_wanted: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        tick = QCheckBox(path.name, self)
        tick.setChecked(is_wanted)
        number = QSpinBox(self)
        number.setRange(1, _MOST_COPIES)
        number.setValue(copies)
        number.setSuffix(" 份")
        number.setAccessibleName(f"{path.name} 的份数")
        row.addWidget(tick, 1)
        row.addWidget(number)
        self._rows.append((path, tick, number))
        return row

    def _on_confirmed(self) -> None:
        jobs = [PrintJob(path, number.value()) for path, tick, number in self._rows if tick.isChecked()]
        self.accept()
        if jobs:
            self.wanted.emit(self.printer.currentText(), jobs)


class Printing(QObject):
    """Answers 打印 of the page 定稿打印."""

    def __init__(self, session: Session, page: FinalPage) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def ask(self) -> None:
        """Ask for printer and copies; the files are made first where they are not there yet."""
        pdfs = [path for path in self._page.files.paths if path.suffix == ".pdf" and path.exists()]
        if pdfs:
            self._choose(pdfs)
            return
        if self._page.folder_line.folder(self._page.state) is not None:
            self._page.finished.connect(self._on_made, Qt.ConnectionType.SingleShotConnection)
            self._page.go.click()

    def _on_made(self, _result: object) -> None:
        if pdfs := [path for path in self._page.files.paths if path.suffix == ".pdf"]:
            self._choose(pdfs)

    def _choose(self, pdfs: list[Path]) -> None:
        self._session.jobs.run(self, printers, lambda found: self._ask(pdfs, found), self._session.failed)

    def _ask(self, pdfs: list[Path], found: list[str]) -> None:
        from aimed_desktop.packet.routes import copies

        number = copies(self._session.app, self._session.notice) or 1
        if found:
            dialog = PrintDialog(pdfs, number, found, self._page)
            dialog.wanted.connect(self._send)
            dialog.open()
            return
        first = next((path for path in pdfs if _REPRINT in path.stem), pdfs[0])
        open_path(first)
        words = f"已用系统的程序打开“{first.name}”，请在里面打印 {number} 份；其他文件在上面的清单里。"
        self._page.state.setText(words)

    def _send(self, printer: str, jobs: list[PrintJob]) -> None:
        def work() -> int:
            for job in jobs:
                print_file(printer, job)
            return sum(job.copies for job in jobs)

        def done(number: int) -> None:
            self._page.state.setText(f"已送到打印机“{printer}”，共 {number} 份。打好后点“标记为已打印”。")

        self._session.jobs.run(self, work, done, self._session.failed)


def print_file(printer: str, job: PrintJob) -> None:
    """Send the PDF itself, never a picture of it. UserProblem where the printing system refuses."""
    command = ["lp", "-d", printer, "-n", str(job.copies), "-o", "print-scaling=none", "--", str(job.path)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise UserProblem("not_printed", name=job.path.name) from error


def printers() -> list[str]:
    """The printers that take a PDF file from us, the usual one first; none without CUPS."""
    names = _lines("lpstat", "-e")
    usual = next((line.rpartition(" ")[2] for line in _lines("lpstat", "-d")), "")
    return sorted(names, key=lambda name: name != usual)


def _lines(*command: str) -> list[str]:
    try:
        run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_PATIENCE_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return []
    return [line.strip() for line in run.stdout.splitlines() if line.strip()] if run.returncode == 0 else []
