"""Serves the 报送记录 of the page 报送归档: how it was handed in, and the receipts."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from aimed_desktop.services.handing_in import (
    HandIn,
    draw_receipt,
    hand_in,
    hand_in_offer,
    note_receipt,
    record_rows,
)
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.scanning import DrawnScan, read_scans
from ui.desk.session import Session
from ui.lifecycle.hand_in_dialog import HandInDialog, ReceiptDialog
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.lifecycle.online_filing import OnlineFiling
from ui.lifecycle.receipt_line import ReceiptLine
from ui.pages.scan_cards import PAGE_PX, ScanDialog
from ui.pages.submit_page import SubmitPage


class HandingIn(QObject):
    """Asks, notes and shows."""

    def __init__(
        self, session: Session, controller: LifecycleController, page: SubmitPage, online: OnlineFiling
    ) -> None:
        super().__init__(page)
        self._session, self._controller, self._page = session, controller, page
        self._online = online
        self._is_looking = False  # a receipt is being drawn
        page.records.receipt_wanted.connect(self.ask_receipt)
        page.records.look_wanted.connect(self._on_look_wanted)

    def show(self) -> None:
        """What was handed in so far."""
        standing = self._controller.standing
        self._page.records.show_rows(record_rows(standing), standing.status)

    def ask(self) -> None:
        """How the stamped version was handed in; a second click on the button asks nothing more."""
        if self._page.findChild(HandInDialog) is not None:
            return
        offer = hand_in_offer(self._session.app, self._session.notice)
        dialog = HandInDialog(offer, self._page, online=self._online.told)
        dialog.confirmed.connect(self._online.confirm)
        dialog.given.connect(self._on_given)
        self._open(dialog, dialog.receipt)

    def ask_receipt(self) -> None:
        """A receipt that came later."""
        if self._page.findChild(ReceiptDialog) is not None:
            return
        dialog = ReceiptDialog(self._page)
        dialog.given.connect(
            lambda number, files: self._controller.do(
                lambda archive: note_receipt(archive, self._session.id, number, files)
            )
        )
        self._open(dialog, dialog.receipt)

    def _on_given(self, said: HandIn) -> None:
        self._controller.do(lambda archive: hand_in(archive, self._session.id, said))

    def _open(self, dialog: QDialog, line: ReceiptLine) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line.chosen.connect(partial(self._read, line))
        dialog.open()

    def _read(self, line: ReceiptLine, paths: list[Path]) -> None:
        """Judged by its content, as a scan: a photograph that nobody can read is no receipt."""
        line.show_reading()

        def failed(error: BaseException) -> None:
            line.show_files(())
            self._session.failed(error)

        operation = Operation(
            Kind.READS_FILES,
            partial(read_scans, paths),
            words="正在读取回执……",
            done=lambda read: line.show_files(read.scans, read.refused),
            failed=failed,
            stopped=lambda: line.show_files((), ("已取消，没有添加。",)),
        )
        self._session.jobs.run(line, operation)

    def _on_look_wanted(self, number: int) -> None:
        if self._is_looking:
            return
        self._is_looking = True
        desk = self._session.desk
        operation = Operation(
            Kind.READS_ARCHIVE,
            lambda: draw_receipt(desk.archive, number, PAGE_PX),
            words="正在打开回执……",
            done=self._show_receipt,
            failed=self._on_not_shown,
            stopped=self._end_look,
            only_shows=True,
        )
        self._session.jobs.run(self._page, operation)

    def _end_look(self) -> None:
        self._is_looking = False

    def _on_not_shown(self, error: BaseException) -> None:
        self._end_look()
        self._session.failed(error)

    def _show_receipt(self, found: DrawnScan) -> None:
        self._end_look()
        ScanDialog(found.name, found.pages, self._page).open()
