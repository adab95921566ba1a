"""图片一览 of the page 报送归档: the pictures are drawn beside the window, and what is confirmed is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.rounds import Rounds
from ui.desk.session import Session
from ui.pages.picture_sheet_dialog import PictureSheetDialog
from ui.pages.scan_cards import PAGE_PX, ScanDialog
from ui.pages.submit_page import SubmitPage

if TYPE_CHECKING:
    from aimed_desktop.services.picture_sheet import SheetPicture


class PictureLooking(QObject):
    """`changed` tells that something beside the values is to be saved."""

    changed = Signal()

    def __init__(self, session: Session, submit: SubmitPage) -> None:
        super().__init__(submit)
        self._session, self._submit = session, submit
        self._rounds = Rounds()
        submit.packing.pictures_wanted.connect(self.show_pictures)

    def show(self) -> None:
        """Whether the pictures as they are now were confirmed."""
        from aimed_desktop.services.pictures_looked import looked_words

        self._rounds.begin()
        operation = Operation(
            Kind.COMPUTES,
            partial(looked_words, self._session.app.snapshot()),
            done=self._rounds.guarded(lambda told: self._submit.packing.show_looked(*told)),
            failed=self._session.failed,
            only_shows=True,
        )
        self._session.jobs.run(self, operation)

    def show_pictures(self) -> None:
        """Every picture and paper of the application as it stands."""
        from aimed_desktop.services.picture_sheet import picture_sheet

        dialog = PictureSheetDialog(self._submit.window())
        dialog.confirmed.connect(self._on_confirmed)
        dialog.look_wanted.connect(partial(self._look_at, dialog))
        dialog.open()

        def failed(error: BaseException) -> None:
            dialog.show_failed()
            self._session.failed(error)

        operation = Operation(
            Kind.COMPUTES,
            partial(picture_sheet, self._session.app.snapshot()),
            done=dialog.show_sheet,
            failed=failed,
            only_shows=True,
        )
        self._session.jobs.run(dialog, operation)

    def _look_at(self, dialog: PictureSheetDialog, shown: SheetPicture) -> None:
        from aimed_desktop.services.picture_sheet import large_picture

        operation = Operation(
            Kind.COMPUTES,
            partial(large_picture, self._session.app.snapshot(), shown, PAGE_PX),
            words="正在放大……",
            done=lambda page: ScanDialog(shown.words, [page] if page else [], dialog).open(),
            failed=self._session.failed,
            only_shows=True,
        )
        self._session.jobs.run(dialog, operation)

    def _on_confirmed(self, mark: str) -> None:
        from aimed_desktop.application.life.pictures_seen import confirm_seen

        confirm_seen(self._session.app, mark)
        self.changed.emit()
        self.show()
