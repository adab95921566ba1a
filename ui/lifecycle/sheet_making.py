"""Makes the unit's own sheets beside the window, for the cards that offer them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.produced import Produced
from ui.desk.session import Session
from ui.pages.making_card import MakingCard

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive

Make = Callable[["Archive", str, Application, Notice, Path], Produced]


class SheetMaking(QObject):
    """`folder_used` tells where files went."""

    folder_used = Signal(str)

    def __init__(self, session: Session, page: QWidget, folder: Callable[[QLabel], Path | None]) -> None:
        """`folder`: where files go; None, and a word about it in the label, where nobody has chosen one."""
        super().__init__(page)
        self._session, self._page, self._folder = session, page, folder

    def make(self, card: MakingCard, make: Make, words: str) -> None:
        """Let `make` write what `words` name, and tell on the card what came of it."""
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
