"""Whether everything is saved: said in the top bar; a disk that refuses is told once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from aimed_desktop.services.operation import Failure
    from ui.shell.application_view import ApplicationView
    from ui.shell.top_bar import TopBar


class SavedState(QObject):
    """Watches the saver of the open application. `saved` tells of each save."""

    saved = Signal()

    def __init__(self, top: TopBar, failed: Failure) -> None:
        super().__init__(top)
        self._top = top
        self._failed = failed
        self._view: ApplicationView | None = None  # the one that is watched
        self._is_told = False  # that saving does not work

    def watch(self, view: ApplicationView) -> None:
        """Show how saving goes from now on."""
        self._view = view
        self._show("已保存")
        saver = view.saver
        saver.saved.connect(self._on_saved)
        saver.waiting.connect(lambda: self._show("正在保存……"))
        saver.failed.connect(self._on_failed)

    def _on_saved(self, time: datetime) -> None:
        self._is_told = False
        self._show("已保存", at=f"{time:%H:%M:%S}")
        self.saved.emit()

    def _show(self, words: str, *, at: str = "", problem: bool = False) -> None:
        """In the top bar, and in the writing room that covers it."""
        self._top.show_saved(words, at=at, problem=problem)
        if self._view is not None:
            self._view.form.writing.show_saved(f"{words} {at}".rstrip())

    def _on_failed(self, error: BaseException) -> None:
        self._show("未保存，正在重试", problem=True)
        if not self._is_told:  # every retry that fails would add a dialog
            self._is_told = True
            self._failed(error)
