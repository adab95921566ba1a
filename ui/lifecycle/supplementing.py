"""Serves 材料补正 on the page 报送归档: papers that are handed in later."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from aimed_desktop.application.life import supplement
from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Application
from aimed_desktop.services import start_words
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.produced import Produced
from aimed_desktop.services.route_words import letter_rows
from aimed_desktop.services.supplementing import make_supplement, told_of
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.lifecycle.supplement_dialog import SupplementDialog
from ui.pages.submit_page import SubmitPage

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive

_Step = Callable[["Archive", str, Application], LifeStanding]


class Supplementing(QObject):
    """`changed` tells that papers are asked for or handed in: it is to be saved, and days are counted anew;
    `folder_used` where files went.
    """

    changed = Signal()
    folder_used = Signal(str)

    def __init__(self, session: Session, controller: LifecycleController, page: SubmitPage) -> None:
        super().__init__(page)
        self._session, self._controller, self._page = session, controller, page
        self._card = page.supplement
        self._card.asked.connect(self.ask)
        self._card.made.connect(self._on_made)
        self._card.handed_in.connect(self._on_handed_in)
        self._card.undone.connect(self._on_undone)

    def show(self) -> None:
        """What is asked for, and what has come in by now."""
        self._card.show_told(told_of(self._session.app))

    def ask(self) -> None:
        """Ask who wants papers, which, and by when."""
        from aimed_desktop.archive.supplements import ask_supplement

        def begin(who: str, missing: str, until: str) -> None:
            self._card.show_nothing_made()
            self._take(lambda archive, entry, app: ask_supplement(archive, entry, app, who, missing, until))

        dialog = SupplementDialog(self._page)
        dialog.given.connect(begin)
        dialog.open()

    def _on_handed_in(self) -> None:
        from aimed_desktop.archive.supplements import hand_in_supplement

        day = start_words.beijing_now().date().isoformat()
        self._take(lambda archive, entry, app: hand_in_supplement(archive, entry, app, day))

    def _on_undone(self) -> None:
        from aimed_desktop.archive.supplements import undo_supplement

        self._take(undo_supplement)

    def _take(self, step: _Step) -> None:
        """A step, which notes itself in the application that it is given, too."""
        live, entry = self._session.app, self._session.id
        app = live.snapshot()

        def noted() -> None:
            supplement.take_over(live, app)
            self.show()
            self.changed.emit()

        self._controller.do(lambda archive: step(archive, entry, app), noted)

    def _on_made(self) -> None:
        folder = self._page.chosen_folder()
        if folder is None:
            return
        self.folder_used.emit(str(folder))
        self._card.show_busy("正在生成补交清单和邮件……")
        app, notice = self._session.app.snapshot(), self._session.notice
        today = start_words.beijing_now().date().isoformat()

        def failed(error: BaseException) -> None:
            self._card.show_state("没有生成。")
            self._session.failed(error)

        operation = Operation(
            Kind.WRITES_FILES,
            partial(make_supplement, app, notice, folder, today, self._session.desk.data_dir),
            words="正在生成补交清单和邮件……",
            done=self._show_made,
            failed=failed,
            stopped=lambda: self._card.show_state("已取消，没有留下文件。"),
        )
        self._session.jobs.run(self._page, operation)

    def _show_made(self, result: Produced) -> None:
        self._card.show_result(result, letter_rows(result.letters))
