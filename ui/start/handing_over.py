"""Leads from 交给同事 to the file, and from a file that came to the application that it is part of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.handing_over import (
    give_application,
    handover_name,
    is_backup,
    last_giver,
    look_at_handover,
    take_handover,
)
from aimed_desktop.services.operation import Kind, Operation, Result
from aimed_desktop.services.problem_words import words_of
from ui.platform.window_place import files_folder
from ui.start.hand_over_dialog import HandOverDialog
from ui.start.receive_dialog import ReceiveDialog
from ui.widgets.later import call_later

if TYPE_CHECKING:
    from aimed_desktop.application.editing.merging import Choice
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.services.handing_over import Handover
    from ui.desk.window_context import WindowContext
    from ui.keys.keys_flow import KeysFlow


class HandingOver(QObject):
    """`taken` tells the id of the application that has come in, `backup_found` a file that is a backup.

    `leave` saves and closes what is open; whether nothing is open any more.
    """

    taken = Signal(str)
    backup_found = Signal(Path)

    def __init__(self, context: WindowContext, keys: KeysFlow, leave: Callable[[], bool]) -> None:
        super().__init__(context.window)
        self._context = context
        self._keys = keys
        self._leave = leave
        self._wanted: Path | None = None  # until the archive is open
        self._dialog: ReceiveDialog | None = None

    def give(self, entry: str, title: str) -> None:
        """Ask who gives the application and by which passphrase it is opened."""
        self._run(Kind.IN_ORDER, partial(last_giver, self._archive()), partial(self._ask, entry, title))

    def open_file(self, path: Path) -> None:
        """Receive what a double click or the command line has named; a backup is for 从备份恢复."""

        def told(is_one: bool) -> None:
            if is_one:
                self.backup_found.emit(path)
            else:
                self.receive(path)

        self._run(Kind.READS_FILES, partial(is_backup, path), told)

    def receive(self, path: Path | None = None) -> None:
        """Ask for the file that came, everything that is open being saved and closed first.

        One that a double click names waits until the dialog that is open has been answered.
        """
        if not self._context.desk.is_open:
            self._wanted = path
            if self._keys.is_decided:
                self._keys.open_again()
            return
        asking = QApplication.activeModalWidget()
        if path is not None and isinstance(asking, QDialog) and asking is not self._dialog:
            again = partial(call_later, self, partial(self.receive, path))
            asking.finished.connect(lambda _result: again(), Qt.ConnectionType.SingleShotConnection)
            return
        if self._dialog is None:
            if not self._leave():
                return
            self._dialog = ReceiveDialog(self._context.window)
            self._dialog.look_wanted.connect(self._look)
            self._dialog.take_wanted.connect(self._take)
            self._dialog.finished.connect(self._on_finished)
            self._dialog.open()
        if path is not None:
            self._dialog.choose_file(path)

    def go_on(self) -> bool:
        """The archive is open: receive what came meanwhile; whether something did."""
        path, self._wanted = self._wanted, None
        if path is not None:
            self.receive(path)
        return path is not None

    def _ask(self, entry: str, title: str, who: str) -> None:
        folder = files_folder(self._context.settings)
        proposed = folder / handover_name(title)
        dialog = HandOverDialog(title, who, proposed, self._context.window)
        dialog.wanted.connect(partial(self._give, dialog, entry))
        dialog.open()

    def _give(self, dialog: HandOverDialog, entry: str, path: Path, secret: str, who: str) -> None:
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            partial(give_application, self._archive(), entry, path, secret, who),
            words="正在生成交接文件……",
            done=dialog.show_made,
            failed=partial(self._tell_failed, dialog),
            stopped=dialog.show_idle,
        )
        self._context.jobs.run(dialog, operation)

    def _look(self, path: Path, secret: str) -> None:
        dialog = self._dialog
        assert dialog is not None
        operation = Operation(
            Kind.WRITES_ARCHIVE,  # in its thread: the file is unpacked beside the archive
            partial(look_at_handover, self._archive(), path, secret),
            words="正在读交来的文件……",
            done=dialog.show_found,
            failed=partial(self._tell_failed, dialog),
            stopped=dialog.show_idle,
        )
        self._context.jobs.run(dialog, operation)

    def _take(self, path: Path, secret: str, choices: list[Choice]) -> None:
        dialog = self._dialog
        assert dialog is not None
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            partial(take_handover, self._archive(), path, secret, choices),
            words="正在接收……",
            done=self._on_taken,
            failed=partial(self._tell_failed, dialog),
            stopped=dialog.show_idle,
        )
        self._context.jobs.run(dialog, operation)

    def _on_taken(self, taken: Handover) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self.taken.emit(taken.entry)

    def _tell_failed(self, dialog: HandOverDialog | ReceiveDialog, error: BaseException) -> None:
        if isinstance(error, UserProblem):
            dialog.show_problem(words_of(error))
        else:
            dialog.show_problem("没有做完，档案库没有改动。")
            self._context.failed(error)

    def _on_finished(self) -> None:
        self._dialog = None

    def _archive(self) -> Archive:
        return self._context.desk.archive

    def _run(self, kind: Kind, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._context.jobs.run(self, Operation(kind, work, done=done, failed=self._context.failed))
