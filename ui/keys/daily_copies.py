"""Lets the archive be copied every day while the window is open, and answers for the dialog 自动备份."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.copies import drop_second_place, name_second_place_now, tell_copies
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.problem_words import words_of
from aimed_desktop.stopping import Stopped
from ui.widgets.later import call_later

if TYPE_CHECKING:
    from aimed_desktop.archive.copies import ArchiveCopy
    from aimed_desktop.archive.copies_report import CopiesReport
    from ui.desk.archive_door import ArchiveState
    from ui.desk.window_context import WindowContext
    from ui.keys.copies_dialog import CopiesDialog

_FIRST_MS: Final = 15_000  # after the archive was opened: what the clerk came for goes first
_AGAIN_MS: Final = 10 * 60_000
_TITLE: Final = "自动备份…"


class Copying(QObject):
    """Copies when the last copy is older than a day; never in the archive's thread, so that no save waits."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context.window)
        self._window = context.window
        self._desk = context.desk
        self._jobs = context.jobs
        self._failed = context.failed
        self._action: QAction | None = None
        self._told: CopiesReport | None = None
        self._dialog: CopiesDialog | None = None
        self._is_busy = False
        self._is_wanted_again = False  # a copy, once this one is done
        self._said: set[str] = set()  # each problem once while the window is open
        self._timer = QTimer(self, interval=_AGAIN_MS)
        self._timer.timeout.connect(self.copy_if_due)
        self._desk.door.unlocked.connect(self._on_unlocked)
        if self._desk.is_open:
            self._begin()

    def add_to(self, menu: QMenu) -> None:
        """The entry with the age of the newest copy."""
        self._action = menu.addAction(_TITLE)
        self._action.triggered.connect(self.show)
        self._refresh()

    def show(self) -> None:
        """The dialog 自动备份."""
        self._look(self._show)

    def copy_if_due(self) -> None:
        """Copy where the last copy is older than a day, then carry it to the second place."""
        archive = self._desk.door.archive
        if archive is not None:
            self._copy(archive.copy_if_due)

    def copy_now(self) -> None:
        """Copy in any case: the keys are others than those of the last copy."""
        archive = self._desk.door.archive
        self._is_wanted_again = archive is not None and self._is_busy
        if archive is not None:
            self._copy(archive.copy)

    def _begin(self) -> None:
        self._timer.start()
        call_later(self, self.copy_if_due, _FIRST_MS)
        self._refresh()

    def _on_unlocked(self, state: ArchiveState) -> None:
        if state.is_open and not self._timer.isActive():
            self._begin()

    def _copy(self, work: Callable[[], ArchiveCopy | None]) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        operation = Operation(
            Kind.READS_ARCHIVE,
            work,
            done=lambda _copy: self._carry(),
            failed=self._on_not_copied,
            is_long=True,
        )
        self._jobs.run(self, operation)

    def _carry(self) -> None:
        archive = self._desk.door.archive
        if archive is None:
            self._end()
            return
        operation = Operation(
            Kind.READS_FILES, archive.carry_copy, done=lambda _path: self._end(), failed=self._on_not_carried
        )
        self._jobs.run(self, operation)

    def _on_not_copied(self, error: BaseException) -> None:
        if isinstance(error, Stopped):
            self._is_busy = False
        elif isinstance(error, UserProblem):
            self._end(words_of(error))
            self._say(error)
        else:
            self._end()
            self._failed(error)

    def _on_not_carried(self, error: BaseException) -> None:
        if not isinstance(error, UserProblem):
            self._end()
            if not isinstance(error, Stopped):
                self._failed(error)
            return
        self._end(words_of(error))
        told = self._told
        if told is not None and told.is_second_stale and told.second_place is not None:
            path, days = told.second_place.folder, told.days_since_second
            self._say(UserProblem("second_place_stale", path=path, days=days))

    def _end(self, problem: str = "") -> None:
        self._is_busy = False
        if self._is_wanted_again:  # what was under way has other keys
            self.copy_now()
        self._refresh(problem)

    def _say(self, problem: UserProblem) -> None:
        if problem.code not in self._said and self._dialog is None:
            self._said.add(problem.code)
            self._failed(problem)

    def _refresh(self, problem: str = "") -> None:
        def show(told: CopiesReport) -> None:
            self._told = told
            if self._action is not None:
                stale = "，第二份很久没有存入" if told.is_second_stale else ""
                self._action.setText(f"{_TITLE}\t{told.age}{stale}")
            if self._dialog is not None and isValid(self._dialog):
                self._dialog.show_told(told, problem)

        self._look(show)

    def _look(self, show: Callable[[CopiesReport], None]) -> None:
        work = partial(tell_copies, self._desk.data_dir)
        self._jobs.run(self, Operation(Kind.COMPUTES, work, done=show, failed=self._failed))

    def _show(self, told: CopiesReport) -> None:
        from ui.keys.copies_dialog import CopiesDialog

        dialog = self._dialog = CopiesDialog(told, self._window)
        dialog.copy_wanted.connect(self._on_copy_wanted)
        dialog.place_chosen.connect(self._on_place_chosen)
        dialog.place_dropped.connect(self._on_place_dropped)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _on_copy_wanted(self) -> None:
        archive = self._desk.door.archive
        if archive is None:
            self._refresh(words_of(UserProblem("archive_no_key")))
        elif self._is_busy:
            self._refresh("正在备份，请稍等。")
        else:
            self._copy(archive.copy)

    def _on_place_chosen(self, folder: Path) -> None:
        work = partial(name_second_place_now, self._desk.data_dir, folder)
        operation = Operation(
            Kind.READS_FILES, work, done=lambda _nothing: self._carry(), failed=self._on_not_carried
        )
        self._jobs.run(self, operation)

    def _on_place_dropped(self) -> None:
        work = partial(drop_second_place, self._desk.data_dir)
        operation = Operation(
            Kind.WRITES_FILES, work, done=lambda _nothing: self._end(), failed=self._on_not_carried
        )
        self._jobs.run(self, operation)
