"""Leads through 更换口令 and 更换恢复码, with the data key where the clerk wants it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.problem_words import words_of
from ui.keys.change_keys_dialog import ChangeKeysDialog
from ui.widgets.message_box import tell

if TYPE_CHECKING:
    from ui.desk.window_context import WindowContext
    from ui.keys.keys_flow import KeysFlow


class ChangeKeys(QObject):
    """Two entries of the menu. `changed` is called when the archive opens by something else than before."""

    def __init__(self, context: WindowContext, keys: KeysFlow, changed: Callable[[], None]) -> None:
        super().__init__(context.window)
        self._context = context
        self._keys = keys
        self._changed = changed

    def add_to(self, menu: QMenu) -> None:
        """Put the entries at the end of `menu`."""
        menu.addAction("更换口令…").triggered.connect(self.ask_for_passphrase)
        menu.addAction("更换恢复码…").triggered.connect(self.ask_for_code)

    def ask_for_passphrase(self) -> None:
        """Ask for another passphrase."""
        self._ask(of_code=False)

    def ask_for_code(self) -> None:
        """Ask whether there shall be another recovery code."""
        self._ask(of_code=True)

    def _ask(self, *, of_code: bool) -> None:
        if not self._context.desk.is_open:
            self._context.failed(UserProblem("archive_no_key"))
            return
        dialog = ChangeKeysDialog(self._context.window, of_code=of_code)
        dialog.given.connect(lambda typed, renew: self._change(dialog, typed, of_code=of_code, renew=renew))
        dialog.open()

    def _change(self, dialog: ChangeKeysDialog, typed: str, *, of_code: bool, renew: bool) -> None:
        from aimed_desktop.services.archive_keys import change_passphrase, change_recovery_code

        change = change_recovery_code if of_code else change_passphrase
        work: Callable[[], str | None] = partial(change, self._context.desk.archive, typed, renew=renew)

        def done(code: str | None) -> None:
            dialog.accept()
            self._changed()
            if code is not None:
                self._keys.show_code(code)
            else:
                tell(self._context.window, words_of(UserProblem("passphrase_changed")))

        def failed(error: BaseException) -> None:
            if isinstance(error, UserProblem) and error.code == "code_not_made":  # all else is done
                dialog.accept()
                self._changed()
                self._context.failed(error)
                return
            if isValid(dialog):
                known = isinstance(error, UserProblem)
                dialog.show_problem(words_of(error) if known else "没有更换成，档案库还用原来的口令打开。")  # type: ignore[arg-type]
            if not isinstance(error, UserProblem):
                self._context.failed(error)

        kind = Kind.REPLACES_ARCHIVE if renew else Kind.WRITES_ARCHIVE
        self._context.jobs.run(self, Operation(kind, work, done=done, failed=failed))
