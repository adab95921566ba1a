"""The unit profile of the window: read once, saved within a second after each change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.operation import Kind, Operation
from ui.widgets.jobs import Jobs

if TYPE_CHECKING:
    from aimed_desktop.application.profile.profile import Profile
    from aimed_desktop.archive.archive import Archive


_RETRY_MS: Final = 4000
_CLOSING_SECONDS: Final = 15


class ProfileStore(QObject):
    """`changed` tells that the profile was read or written, `saved` the time of a save, `failed` the
    error of the first of several attempts.
    """

    changed = Signal()
    saved = Signal(object)  # datetime
    failed = Signal(object)

    def __init__(self, archive: Callable[[], Archive], jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._archive = archive
        self._jobs = jobs
        self._writing = 0  # saves under way
        self._refused: BaseException | None = None  # why what is known here is not on the disk
        self._retry = QTimer(self, singleShot=True, interval=_RETRY_MS)
        self._retry.timeout.connect(self._save)
        self.is_read = False  # until then nothing may be written over what is kept
        self.data: dict[str, Any] = {}

    @property
    def profile(self) -> Profile:
        """A profile of its own with what is known now."""
        from aimed_desktop.application.profile.profile import Profile

        return Profile(self.data)

    @property
    def is_refused(self) -> bool:
        """Whether the last attempt to write failed; it is made again by itself."""
        return self._refused is not None

    def read(self, done: Callable[[], None] | None = None) -> None:
        """Read what is kept; `changed` follows, then `done`."""

        def read(data: dict[str, Any]) -> None:
            if not self._writing and not self.is_refused:  # what was written meanwhile is newer
                self.data, self.is_read = data, True
                self.changed.emit()
            if done is not None:
                done()

        operation = Operation(
            Kind.IN_ORDER, lambda: self._archive().profile(), done=read, failed=self.failed.emit
        )
        self._jobs.run(self, operation)

    def write(self, data: Mapping[str, Any]) -> None:
        """Replace the profile, which was read before."""
        assert self.is_read
        if data == self.data and not self.is_refused:
            return
        self.data = dict(data)
        self._save()
        self.changed.emit()

    def flush(self) -> BaseException | None:
        """Wait for the disk, when the window closes; the error where it refuses again."""
        if self.is_refused:
            self._save()
        if not self._jobs.wait_until(lambda: not self._writing, _CLOSING_SECONDS):
            return UserProblem("disk_silent")
        return self._refused

    def _save(self) -> None:
        self._retry.stop()
        kept = dict(self.data)
        self._writing += 1
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: self._archive().save_profile(kept),
            done=self._on_written,
            failed=self._on_failed,
        )
        self._jobs.run(self, operation)

    def _on_written(self, _nothing: None) -> None:
        self._writing -= 1
        self._refused = None
        self._retry.stop()
        self.saved.emit(datetime.now().astimezone())

    def _on_failed(self, error: BaseException) -> None:
        self._writing -= 1
        is_first, self._refused = not self.is_refused, error
        self._retry.start()
        if is_first:  # every retry that fails would add a dialog
            self.failed.emit(error)
