"""Saves while typing: every change is in the archive within a second."""

from __future__ import annotations

from concurrent.futures import Future, wait
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from aimed_desktop.application.model import Change
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.archiving import save_typed
from aimed_desktop.services.operation import Kind, Operation
from ui.desk.session import Session

_DELAY_MS = 400
_SLOW_MS = 1000  # from here on it is told that something is not yet on the disk
_RETRY_MS = 4000
_CLOSING_SECONDS = 15


class Saver(QObject):
    """Watches one application. `saved` tells the time of each save, `waiting` that one takes long,
    `failed` the error of an attempt; `about_to_save` asks for what is typed and not yet written.

    A throttle, no debounce: typing on and on does not put a save off, as the first change starts the clock,
    not the last.
    """

    about_to_save = Signal()
    saved = Signal(object)  # datetime
    waiting = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._is_dirty = False
        self._is_due = False  # the clock has run out while a save was under way
        self._running: Future[None] | None = None
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self.waiting)
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self.save_now)
        self._unsubscribe = session.app.subscribe(self._on_change)

    @property
    def is_clean(self) -> bool:
        """Whether everything that was typed is in the archive."""
        return not self._is_dirty and self._running is None

    def save_now(self) -> None:
        """Save what has changed, after the save that may be under way."""
        self.about_to_save.emit()
        self._timer.stop()
        self._is_due = self._is_dirty and self._running is not None
        if not self._is_dirty or self._is_due:
            return
        self._is_dirty = False
        app, entry, desk = self._session.app.snapshot(), self._session.id, self._session.desk
        sources = self._session.opened.sources
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: save_typed(desk.archive, entry, app, sources),
            done=self._on_saved,
            failed=self._on_failed,
        )
        self._running = self._session.jobs.run(self, operation)

    def touch(self) -> None:
        """Something that no change tells of is to be saved, too."""
        self._on_change(None)

    def flush(self) -> BaseException | None:
        """Save and wait for the disk, when the window closes; the error where it did not work."""
        self.about_to_save.emit()
        if self._running is not None:
            if not wait([self._running], _CLOSING_SECONDS).done:
                return UserProblem("disk_silent")
            if self._running.exception() is not None:
                self._is_dirty = True
            self._running = None
        self.save_now()
        if self._running is None:
            return None
        finished = wait([self._running], _CLOSING_SECONDS).done
        if not finished:
            return UserProblem("disk_silent")
        error = self._running.exception()
        self._running = None
        self._is_dirty = error is not None
        return error

    def close(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._slow.stop()
        self._unsubscribe()

    def _on_change(self, _change: Change | None) -> None:
        self._is_dirty = True
        for timer, interval in ((self._timer, _DELAY_MS), (self._slow, _SLOW_MS)):
            if not timer.isActive():
                timer.start(interval)

    def _on_saved(self, _nothing: None) -> None:
        self._running = None
        self._slow.stop()
        self.saved.emit(datetime.now().astimezone())
        if not self._is_dirty:
            return
        self._slow.start()
        if self._is_due:
            self.save_now()
        elif not self._timer.isActive():
            self._timer.start(_DELAY_MS)

    def _on_failed(self, error: BaseException) -> None:
        self._running = None
        self._is_dirty = True
        self._slow.stop()
        self._timer.start(_RETRY_MS)
        self.failed.emit(error)
