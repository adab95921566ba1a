"""Serves 用印和签字 and 联合单位盖章 on the page 盖章扫描."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from aimed_desktop.application.life.joint_sheets import joint_sheets, keep_until, note_back, note_sent
from aimed_desktop.services import start_words
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.own_sheets import make_authorisation, make_joint_notes, make_seal_request
from aimed_desktop.services.rounds import Rounds
from aimed_desktop.services.seal_sheets import SealsTold, seals_told, set_sign_way
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.lifecycle.sheet_making import SheetMaking
from ui.pages.stamp_page import StampPage


class SealSheets(QObject):
    """`changed` tells that something is to be saved with the application."""

    changed = Signal()

    def __init__(
        self, session: Session, controller: LifecycleController, page: StampPage, making: SheetMaking
    ) -> None:
        super().__init__(page)
        self._session, self._controller, self._page = session, controller, page
        self._rounds = Rounds()
        seals, joint = page.seals, page.joint
        seals.way_chosen.connect(self._on_way)
        joint.until_given.connect(self._on_until)
        joint.moved.connect(self._on_moved)
        for wanted, card, make, words in (
            (seals.request_wanted, seals, make_seal_request, "用印审签单"),
            (seals.letter_wanted, seals, make_authorisation, "授权委托书"),
            (joint.notes_wanted, joint, make_joint_notes, "随附说明"),
        ):
            wanted.connect(partial(making.make, card, make, words))

    def show(self) -> None:
        """What is known of the version that is fixed; nothing of a draft."""
        self._rounds.begin()
        if not self._controller.standing.is_locked:
            self._show(None)
            return
        session = self._session
        app = session.app.snapshot()
        operation = Operation(
            Kind.READS_ARCHIVE,
            lambda: seals_told(session.desk.archive, session.id, app, session.notice),
            done=self._rounds.guarded(self._show),
            failed=session.failed,
            only_shows=True,
        )
        session.jobs.run(self, operation)

    def _show(self, told: SealsTold | None) -> None:
        version = self._controller.standing.version
        self._page.seals.show_told(told, version)
        self._page.joint.show_told(told, version)

    def _on_way(self, number: int, way: str) -> None:
        set_sign_way(self._session.app, number, way)
        self._noted()

    def _on_until(self, day: str) -> None:
        if day != joint_sheets(self._session.app).until:  # whoever only passes through changes nothing
            keep_until(self._session.app, day)
            self._noted()

    def _on_moved(self, unit: str, copy: int, is_back: bool, is_so: bool) -> None:
        day = start_words.beijing_now().date().isoformat() if is_so else ""
        note = note_back if is_back else note_sent
        note(self._session.app, unit, copy, day)
        self._noted()

    def _noted(self) -> None:
        self.changed.emit()
        self.show()
