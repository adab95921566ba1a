"""Prints the PDF files themselves, as many copies as the notice asks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.desktop.printers import PrintJob, Sent, printers, send
from aimed_desktop.desktop.system_programs import OpenedAs, opening_words
from aimed_desktop.services.operation import Kind, Operation
from ui.desk.session import Session
from ui.pages.final_page import FinalPage
from ui.platform.file_opener import open_path
from ui.widgets.buttons import set_primary
from ui.widgets.long_names import LongChoice
from ui.widgets.page_parts import words_label

_REPRINT = "重印页"
_SHEET = "盖章签字路线单"
_MOST_COPIES = 20
_NOTHING_SENT = "已取消打印，没有文件送到打印机。"


class PrintDialog(QDialog):
    """`wanted` tells the printer and the jobs."""

    wanted = Signal(str, list)

    def __init__(self, paths: list[Path], copies: int, printers: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印")
        box = QVBoxLayout(self)
        form = QFormLayout()
        self.printer = LongChoice(self)
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
        words = "按原大单面打印（不缩放），多份时一份一份地出纸。"
        box.addWidget(words_label(words, "quiet", self))
        buttons = QDialogButtonBox(self)
        send = buttons.addButton("打印", QDialogButtonBox.ButtonRole.AcceptRole)
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
        operation = Operation(
            Kind.COMPUTES,
            printers,
            words="正在查找打印机……",
            done=partial(self._ask, pdfs),
            failed=self._session.failed,
            only_shows=True,
        )
        self._session.jobs.run(self._page, operation)

    def _ask(self, pdfs: list[Path], found: list[str]) -> None:
        from aimed_desktop.packet.routes import copies

        number = copies(self._session.app, self._session.notice) or 1
        if found:
            dialog = PrintDialog(pdfs, number, found, self._page)
            dialog.wanted.connect(self._send)
            dialog.open()
            return
        first = next((path for path in pdfs if _REPRINT in path.stem), pdfs[0])
        open_path(first, self, lambda shown: self._page.state.setText(opened_words(first, shown, number)))

    def _send(self, printer: str, jobs: list[PrintJob]) -> None:
        operation = Operation(
            Kind.WRITES_FILES,
            partial(send, printer, jobs),
            words=f"正在送到打印机“{printer}”……",
            done=partial(self._tell, printer),
            failed=self._session.failed,
            stopped=lambda: self._page.state.setText(_NOTHING_SENT),
        )
        self._session.jobs.run(self._page, operation)

    def _tell(self, printer: str, sent: Sent) -> None:
        self._page.state.setText(sent_words(printer, sent))
        if sent.problem is not None:
            self._session.failed(sent.problem)


def opened_words(path: Path, shown: OpenedAs, copies: int) -> str:
    """Where the clerk prints who has no printer that takes a file from us."""
    if shown is OpenedAs.ITSELF:
        return f"已用系统的程序打开“{path.name}”，请在里面打印 {copies} 份；其他文件在上面的清单里。"
    if shown is OpenedAs.GONE:
        return opening_words(path, shown)
    return f"{opening_words(path, shown)}请用能看 PDF 的程序打印 {copies} 份。"


def sent_words(printer: str, sent: Sent) -> str:
    """What the printer has by now, told to the clerk."""
    number = sum(job.copies for job in sent.given)
    if not sent.is_stopped:
        if sent.problem is None:
            return f"已送到打印机“{printer}”，共 {number} 份。打好后点“标记为已打印”。"
        had = f"{_names(sent.given)}已送到打印机“{printer}”，" if sent.given else ""
        return f"没有全部送到打印机：{had}其余的没有送出。"
    lines = ["已取消打印。"]
    if sent.taken_back:
        lines.append(f"{_names(sent.taken_back)}已从打印机“{printer}”撤回，已经印出的纸请作废。")
    if sent.given:
        lines.append(f"{_names(sent.given)}已交给打印机“{printer}”，没能撤回，请到打印机上取消。")
    if sent.unsure is not None:
        lines.append(f"“{sent.unsure.path.name}”正在传送时取消，请看一眼打印机有没有收到。")
    return "".join(lines) if len(lines) > 1 else _NOTHING_SENT


def _names(jobs: Sequence[PrintJob]) -> str:
    return "、".join(f"“{job.path.name}”{job.copies} 份" for job in jobs)
