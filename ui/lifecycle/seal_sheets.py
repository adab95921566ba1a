"""Serves 用印和签字 and 联合单位盖章 on the page 盖章扫描."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from aimed_desktop.application.life.joint_sheets import keep_until, note_back, note_sent
from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.services import start_words
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.produced import Produced
from aimed_desktop.services.rounds import Rounds
from aimed_desktop.services.seal_sheets import (
    SealsTold,
    make_authorisation,
    make_joint_notes,
    make_seal_request,
    seals_told,
    set_sign_way,
)
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.pages.making_card import MakingCard
from ui.pages.stamp_page import StampPage

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive

_Make = Callable[["Archive", str, Application, Notice, Path], Produced]


class SealSheets(QObject):
    """`changed` tells that something is to be saved with the application; `folder_used` where files went."""

    changed = Signal()
    folder_used = Signal(str)

    def __init__(
        self,
        session: Session,
        controller: LifecycleController,
        page: StampPage,
        folder: Callable[[QLabel], Path | None],
    ) -> None:
        """`folder`: where files go; None, and a word about it in the label, where nobody has chosen one."""
        super().__init__(page)
        self._session, self._controller, self._page, self._folder = session, controller, page, folder
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
            wanted.connect(partial(self._make, card, make, words))

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
        self._page.seals.show_told(told)
        self._page.joint.show_told(told)

    def _on_way(self, number: int, way: str) -> None:
        set_sign_way(self._session.app, number, way)
        self._noted()

    def _on_until(self, day: str) -> None:
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

    def _make(self, card: MakingCard, make: _Make, words: str) -> None:
        folder = self._folder(card.state)
        if folder is None:
            card.state.show()
            return
        self.folder_used.emit(str(folder))
        card.show_busy(f"正在生成{words}……")
        session = self._session
        app = session.app.snapshot()

        def failed(error: BaseException) -> None:
            card.show_state("没有生成。")
            session.failed(error)

        operation = Operation(
            Kind.WRITES_FILES,
            lambda: make(session.desk.archive, session.id, app, session.notice, folder),
            words=f"正在生成{words}……",
            done=card.show_result,
            failed=failed,
            stopped=lambda: card.show_state("已取消，没有留下文件。"),
        )
        session.jobs.run(self._page, operation)
