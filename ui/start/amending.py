"""Runs the dialog 补充通知: lists, records and takes back, and tells when the notice has changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from aimed_desktop.application.life.amendments import Amendment
from aimed_desktop.definition.model import Notice
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.problem_words import words_of
from ui.start.amendment_dialog import AmendmentDialog
from ui.start.start_work import StartWork


class Amending(QObject):
    """One dialog for one notice. `changed` tells the notice's id after each change."""

    changed = Signal(str)

    def __init__(self, notice: Notice, work: StartWork, window: QWidget) -> None:
        self.dialog = AmendmentDialog(notice, window)
        super().__init__(self.dialog)
        self._notice = notice
        self._work = work
        self.dialog.recorded.connect(self._on_recorded)
        self.dialog.taken_back.connect(lambda number: work.remove_amendment(number, self._on_changed))
        work.amendments(notice.id, self.dialog.show_recorded)
        self.dialog.open()

    def _on_recorded(self, amendment: Amendment) -> None:
        def done() -> None:
            self.dialog.show_done()
            self._on_changed()

        def failed(error: BaseException) -> None:
            if not isinstance(error, UserProblem):
                raise error
            self.dialog.show_problem(words_of(error))

        self._work.add_amendment(self._notice.id, amendment, done, failed)

    def _on_changed(self) -> None:
        self._work.amendments(self._notice.id, self.dialog.show_recorded)
        self.changed.emit(self._notice.id)
