"""Shows 历史版本 over an open application and brings back what is chosen there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from aimed_desktop.archive.earlier_states import Version
from aimed_desktop.services.histories import VersionPreview
from ui.desk.session import Session
from ui.history.history_dialog import HistoryDialog
from ui.history.history_reading import LOCKED, HistoryReader
from ui.workspace.editing import Editing


class HistoryFlow(QObject):
    """One dialog at a time; it asks for older steps as the clerk scrolls down to them."""

    def __init__(self, session: Session, editing: Editing, window: QWidget) -> None:
        super().__init__(window)
        self._reader = HistoryReader(session, self)
        self._undo = editing.undo
        self._bar = editing.bar
        self._window = window
        self._dialog: HistoryDialog | None = None
        self._versions: dict[int, Version] = {}
        self._wanted: int | None = None
        self._preview: VersionPreview | None = None
        self._is_reading = False

    def show(self) -> HistoryDialog:
        """Open the dialog, or raise it; what was typed is to be saved before."""
        shown = self._dialog
        if (
            shown is not None and isValid(shown) and shown.isVisible()
        ):  # one that was closed may not be gone yet
            shown.raise_()
            return shown
        self._versions.clear()
        self._is_reading = False
        dialog = self._dialog = HistoryDialog(self._window)
        dialog.chosen.connect(self._on_chosen)
        dialog.more_wanted.connect(self._read_more)
        dialog.restore_wanted.connect(self._on_restore_wanted)
        if self._reader.is_locked:
            dialog.show_locked(LOCKED)
        dialog.open()
        self._read_more()
        return dialog

    def _read_more(self) -> None:
        if self._is_reading:
            return
        self._is_reading = True
        before = min(self._versions, default=None)
        self._reader.read(before, partial(self._on_listed, self._dialog, is_first=before is None))

    def _on_listed(self, dialog: HistoryDialog | None, versions: list[Version], *, is_first: bool) -> None:
        if dialog is None or not isValid(dialog) or dialog is not self._dialog:
            return
        self._is_reading = not versions  # at the end nothing more is asked for
        self._versions |= {version.seq: version for version in versions}
        dialog.show_versions(versions, is_first=is_first)

    def _on_chosen(self, seq: int) -> None:
        self._wanted = seq
        self._reader.preview(self._versions[seq], self._on_previewed)

    def _on_previewed(self, preview: VersionPreview) -> None:
        if preview.seq != self._wanted or self._dialog is None or not isValid(self._dialog):
            return  # another one was chosen meanwhile
        self._preview = preview
        self._dialog.show_preview(preview.when, preview.words, preview.fields, preview.more)

    def _on_restore_wanted(self, tops: list[str]) -> None:
        if self._preview is not None:
            done = partial(self._on_restored, self._preview.when)
            self._reader.restore(self._preview, tops, self._undo.journal, done, self._on_not_restored)

    def _on_not_restored(self) -> None:
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.show_not_restored(LOCKED if self._reader.is_locked else "")

    def _on_restored(self, when: str) -> None:
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.accept()
        self._bar.tell(f"已恢复成 {when} 的内容", "撤销", self._undo.undo)
