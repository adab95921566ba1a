"""图片一览 of the page 报送归档: the pictures are drawn beside the window, and what is confirmed is kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from aimed_desktop.services.operation import Kind, Operation
from ui.desk.session import Session
from ui.pages.picture_sheet_dialog import PictureSheetDialog
from ui.pages.submit_page import SubmitPage


class PictureLooking(QObject):
    """`changed` tells that something beside the values is to be saved."""

    changed = Signal()

    def __init__(self, session: Session, submit: SubmitPage) -> None:
        super().__init__(submit)
        self._session, self._submit = session, submit
        submit.packing.pictures_wanted.connect(self.show_pictures)

    def show_pictures(self) -> None:
        """Every picture and paper of the application as it stands."""
        from aimed_desktop.services.picture_sheet import picture_sheet

        dialog = PictureSheetDialog(self._submit.window())
        dialog.confirmed.connect(self._on_confirmed)
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

    def _on_confirmed(self, mark: str) -> None:
        from aimed_desktop.application.life.pictures_seen import confirm_seen

        confirm_seen(self._session.app, mark)
        self._submit.state.setText("图片和材料已确认看过。" if mark else "图片和材料没有确认看过。")
        self.changed.emit()
