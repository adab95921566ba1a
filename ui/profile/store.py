"""The unit profile of the window: read once, saved within a second after each change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.jobs import Jobs

if TYPE_CHECKING:
    from aimed_desktop.application.profile import Profile
    from aimed_desktop.archive.archive import Archive


class ProfileStore(QObject):
    """`changed` tells that the profile was read or written, `saved` the time of a save."""

    changed = Signal()
    saved = Signal(object)  # datetime
    failed = Signal(object)

    def __init__(self, archive: Callable[[], Archive], jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._archive = archive
        self._jobs = jobs
        self._writing = 0  # saves under way
        self._is_refused = False  # what is known here is not on the disk
        self.is_read = False  # until then nothing may be written over what is kept
        self.data: dict[str, Any] = {}

    @property
    def profile(self) -> Profile:
        """A profile of its own with what is known now."""
        from aimed_desktop.application.profile import Profile

        return Profile(self.data)

    def read(self, done: Callable[[], None] | None = None) -> None:
        """Read what is kept; `changed` follows, then `done`."""

        def read(data: dict[str, Any]) -> None:
            if not self._writing and not self._is_refused:  # what was written meanwhile is newer
                self.data, self.is_read = data, True
                self.changed.emit()
            if done is not None:
                done()

        self._jobs.archive(self, lambda: self._archive().profile(), read, self.failed.emit)

    def write(self, data: Mapping[str, Any]) -> None:
        """Replace the profile, which was read before."""
        assert self.is_read
        if data == self.data and not self._is_refused:
            return
        self._is_refused = False
        self.data = dict(data)
        kept = dict(data)
        self._writing += 1
        self._jobs.archive(
            self, lambda: self._archive().save_profile(kept), self._on_written, self._on_failed
        )
        self.changed.emit()

    def _on_written(self, _nothing: None) -> None:
        self._writing -= 1
        self.saved.emit(datetime.now().astimezone())

    def _on_failed(self, error: BaseException) -> None:
        self._writing -= 1
        self._is_refused = True
        self.failed.emit(error)
