"""Which dialog about keys comes when: the first passphrase, unlocking, the recovery code once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from aimed_desktop.errors import UserProblem
from aimed_desktop.paths import archive_exists
from aimed_desktop.services.problem_words import words_of
from ui.desk.application_service import ApplicationService
from ui.desk.archive_door import ArchiveState
from ui.keys.keys_dialog import PassphraseDialog, RecoveryCodeDialog


class KeysFlow(QObject):
    """`opened` tells the ArchiveState after each attempt, `settled` that no dialog is left to answer."""

    opened = Signal(object)
    settled = Signal()

    def __init__(self, desk: ApplicationService, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._dialog: PassphraseDialog | None = None
        self._wants_code = False
        self._needs_key = True
        self.is_decided = False  # whether it is known that the archive needs a passphrase, or none
        desk.door.unlocked.connect(self._on_unlocked)

    def ask(self, *, can_postpone: bool = False) -> None:
        """Ask for the passphrase: a new one where there is no archive or none was set yet."""
        if self._dialog is not None:
            return
        is_new = can_postpone or not archive_exists(self._desk.data_dir)
        self._wants_code = is_new
        self._dialog = PassphraseDialog(self._window, is_new=is_new, can_postpone=can_postpone)
        self._dialog.given.connect(self._on_given)
        self._dialog.finished.connect(self._on_finished)
        self._dialog.open()

    def ask_first(self, go_on: Callable[[], None]) -> None:
        """Ask for the passphrase that was postponed, then go on whether it was set or put off again."""
        self.settled.connect(go_on, Qt.ConnectionType.SingleShotConnection)
        self.ask(can_postpone=True)

    def open_again(self) -> None:
        """Ask for the passphrase, or try without one where something else was in the way."""
        if self._needs_key:
            self.ask()
        else:
            self._desk.door.unlock()

    def _on_given(self, passphrase: str) -> None:
        self._desk.door.unlock_with(passphrase, self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        if self._dialog is None:
            return
        if isinstance(error, UserProblem):
            self._dialog.show_problem(words_of(error))
        else:
            self._dialog.show_problem("没有打开，请再试一次。")
            self._dialog.reject()
            raise error

    def _on_finished(self, result: int) -> None:
        self._dialog = None
        if result == PassphraseDialog.DialogCode.Rejected:
            self.settled.emit()

    def _on_unlocked(self, state: ArchiveState) -> None:
        self.is_decided = True
        self._needs_key = state.needs_key
        typed = self._dialog is not None
        if self._dialog is not None and state.is_open:
            self._dialog.accept()
        self.opened.emit(state)
        if not state.is_open and state.exists and state.needs_key:
            self.ask()
        elif state.postponed and not state.is_new:  # on the very first day the card of welcome asks
            self.ask(can_postpone=True)
        elif typed and self._wants_code:
            self._wants_code = False
            self._desk.door.make_recovery_code(self.show_code)
        elif typed:
            self.settled.emit()

    def show_code(self, code: str) -> None:
        """Show a new recovery code, once."""
        dialog = RecoveryCodeDialog(code, self._window)
        dialog.file_chosen.connect(
            lambda path: self._desk.door.write_recovery_code(
                path, code, dialog.show_written, dialog.show_problem
            )
        )
        dialog.finished.connect(lambda _result: self.settled.emit())
        dialog.open()
