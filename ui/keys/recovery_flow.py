"""Leads from 从备份恢复 to the recovered archive: read through, shown, taken only when the clerk says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from aimed_desktop.errors import UserProblem
from aimed_desktop.paths import archive_exists
from aimed_desktop.services.archive_access import read_backup
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.problem_words import words_of
from ui.keys.recovery_dialog import RecoveryDialog
from ui.widgets.message_box import tell

if TYPE_CHECKING:
    from aimed_desktop.archive.copies import ArchiveCopy
    from aimed_desktop.archive.recovery import Recovery
    from ui.desk.window_context import WindowContext


class RecoveryFlow(QObject):
    """`leave` closes what is open of the archive; whether nothing is open any more."""

    def __init__(self, context: WindowContext, leave: Callable[[], bool]) -> None:
        super().__init__(context.window)
        self._desk = context.desk
        self._jobs = context.jobs
        self._window = context.window
        self._failed = context.failed
        self._leave = leave
        self._dialog: RecoveryDialog | None = None
        self._found: Recovery | None = None
        self._secret = ""

    def begin(self, file: Path | None = None) -> None:
        """Ask for the backup, everything that is open being saved and closed; `file` is chosen already."""
        if self._dialog is not None or not self._leave():
            return
        has_archive = archive_exists(self._desk.data_dir)
        self._dialog = RecoveryDialog(self._window, has_archive=has_archive)
        self._dialog.look_wanted.connect(self._look)
        self._dialog.recovery_wanted.connect(self._recover)
        self._dialog.finished.connect(self._on_finished)
        self._dialog.open()
        if file is not None:
            self._dialog.choose_file(file)

    def show_mended(self, error: BaseException) -> bool:
        """Tell of what a backup mends, name the newest copy, offer it; whether `error` is of that kind."""
        from aimed_desktop.archive.newest_copy import MENDED, newest_copy, words_about
        from ui.widgets import error_dialog

        if not isinstance(error, UserProblem) or error.code not in MENDED:
            return False

        def show(copy: ArchiveCopy | None) -> None:
            if copy is None:
                error_dialog.show_error(self._window, error, ("从备份恢复…", lambda: self.begin(None)))
                return
            besides = words_of(words_about(copy))
            told = UserProblem(error.code, **error.context, besides=besides)
            error_dialog.show_error(self._window, told, ("从备份恢复…", lambda: self.begin(copy.path)))

        work = partial(newest_copy, self._desk.data_dir)
        self._jobs.run(self, Operation(Kind.READS_FILES, work, done=show, failed=lambda _error: show(None)))
        return True

    def _look(self, path: Path, secret: str) -> None:
        dialog = self._dialog
        assert dialog is not None
        before, self._found, self._secret = self._found, None, secret

        def done(found: Recovery) -> None:
            self._found = found
            dialog.show_contents(found.contents)

        operation = Operation(
            Kind.WRITES_ARCHIVE,
            partial(read_backup, path, self._desk.data_dir, secret, before),
            words="正在读备份……",
            done=done,
            failed=self._on_failed,
            stopped=dialog.show_idle,
        )
        self._jobs.run(dialog, operation)

    def _recover(self) -> None:
        assert self._dialog is not None
        if self._found is None or not self._leave():  # what was being opened when the dialog came
            self._dialog.show_idle()
        else:
            self._desk.door.replace_by(self._found, self._secret, self._on_recovered, self._on_failed)

    def _on_recovered(self, aside: Path | None) -> None:
        self._found = None  # it is the archive now
        if self._dialog is not None:
            self._dialog.accept()
        kept = f"\n原来的档案库保留在“{aside}”。" if aside is not None else ""
        tell(self._window, f"已从备份恢复，可以接着填写了。{kept}")

    def _on_failed(self, error: BaseException) -> None:
        words = (
            words_of(error)
            if isinstance(error, UserProblem)
            else "恢复没有做完。原来的档案库没有删除，请关闭程序再打开试试。"
        )
        if self._dialog is not None:
            self._dialog.show_problem(words)
        if not isinstance(error, UserProblem):
            self._failed(error)

    def _on_finished(self) -> None:
        found, self._found, self._dialog, self._secret = self._found, None, None, ""
        if found is not None:
            self._jobs.run(self, Operation(Kind.WRITES_ARCHIVE, found.discard, failed=self._failed))
