"""Serves the 报送记录 of the page 报送归档: how it was handed in, and the receipts."""

from __future__ import annotations

from collections.abc import Callable
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
from aimed_desktop.services.scanning import DrawnScan, ReadScans, read_scans
from ui.desk.session import Session
from ui.lifecycle.hand_in_dialog import HandInDialog, ReceiptDialog, ReceiptLine
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.lifecycle.online_filing import OnlineFiling
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
        page.records.receipt_wanted.connect(self.ask_receipt)
        page.records.look_wanted.connect(self._on_look_wanted)

    def show(self) -> None:
        """What was handed in so far."""
        standing = self._controller.standing
        self._page.records.show_rows(record_rows(standing), standing.status)

    def ask(self) -> None:
        """How the stamped version was handed in."""
        offer = hand_in_offer(self._session.app, self._session.notice)
        dialog = HandInDialog(offer, self._page, online=self._online.told)
        dialog.confirmed.connect(self._online.confirm)
        dialog.given.connect(self._on_given)
        self._open(dialog, dialog.receipt)

    def ask_receipt(self) -> None:
        """A receipt that came later."""
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
        operation = Operation(
            Kind.READS_FILES,
            partial(read_scans, paths),
            words="正在读取回执……",
            done=_shown_in(line),
            failed=self._session.failed,
        )
        self._session.jobs.run(line, operation)

    def _on_look_wanted(self, number: int) -> None:
        desk = self._session.desk
        operation = Operation(
            Kind.READS_ARCHIVE,
            lambda: draw_receipt(desk.archive, number, PAGE_PX),
            words="正在打开回执……",
            done=self._show_receipt,
            failed=self._session.failed,
            only_shows=True,
        )
        self._session.jobs.run(self._page, operation)

    def _show_receipt(self, found: DrawnScan) -> None:
        ScanDialog(found.name, found.pages, self._page).open()


def _shown_in(line: ReceiptLine) -> Callable[[ReadScans], None]:
    return lambda read: line.show_files(read.scans, read.refused)
