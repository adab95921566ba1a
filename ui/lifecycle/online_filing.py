"""Serves 网上填报 on the page 报送归档."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from aimed_desktop.application.life.online_filing import note_made
from aimed_desktop.services.online_filing import (
    MadeSheet,
    OnlineTold,
    confirm_filing,
    make_online_sheet,
    online_told,
    take_back_void,
)
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.rounds import Rounds
from ui.desk.session import Session
from ui.pages.submit_page import SubmitPage


class OnlineFiling(QObject):
    """`changed` tells that something is to be saved with the application; `folder_used` where files went."""

    changed = Signal()
    folder_used = Signal(str)

    def __init__(self, session: Session, page: SubmitPage) -> None:
        super().__init__(page)
        self._session, self._page, self._card = session, page, page.online
        self._rounds = Rounds()
        self.told: OnlineTold | None = None
        self._card.wanted.connect(self._make)
        self._card.confirmed.connect(self.confirm)

    def show(self) -> None:
        """What is known of the version as it stands."""
        self._rounds.begin()
        operation = Operation(
            Kind.COMPUTES,
            partial(online_told, self._session.app.snapshot(), self._session.notice),
            done=self._rounds.guarded(self._show),
            failed=self._session.failed,
            only_shows=True,
        )
        self._session.jobs.run(self, operation)

    def confirm(self, is_filed: bool, is_same: bool) -> None:
        """What the clerk says of the version that is shown."""
        told = self.told
        if told is None or not told.can_confirm:
            return
        session = self._session
        confirm_filing(session.app, session.notice, told, is_filed=is_filed, is_same=is_same)
        self.changed.emit()
        self.show()

    def _show(self, told: OnlineTold | None) -> None:
        self.told = told
        if told is not None:
            take_back_void(self._session.app, self._session.notice, told)
        self._card.show_told(told)

    def _make(self) -> None:
        folder = self._page.chosen_folder()
        if folder is None:
            self._card.show_words("请先在下面“报送包放在”选好放文件的文件夹。")
            return
        self.folder_used.emit(str(folder))
        self._card.show_busy("正在生成对照稿……")

        def failed(error: BaseException) -> None:
            self._card.show_state("没有生成。")
            self._session.failed(error)

        operation = Operation(
            Kind.WRITES_FILES,
            partial(make_online_sheet, self._session.app.snapshot(), self._session.notice, folder),
            words="正在生成网上填报对照稿……",
            done=self._made,
            failed=failed,
            stopped=lambda: self._card.show_state("已取消，没有留下文件。"),
        )
        self._session.jobs.run(self._page, operation)

    def _made(self, sheet: MadeSheet) -> None:
        note_made(self._session.app, sheet.version, sheet.fingerprint)
        self.changed.emit()
        self._card.show_result(sheet.made)
        self.show()
