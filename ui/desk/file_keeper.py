"""Keeps files with the open application: each is read beside the window, then written into the archive."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from aimed_desktop.services.given_files import GivenFile, keep_given
from aimed_desktop.services.operation import Failure, Kind, Operation
from ui.desk.session import Session


@dataclass(frozen=True, slots=True)
class _Wish:
    """A file that is to be kept, and who is told what became of it."""

    words: str
    read: Callable[[], GivenFile]
    done: Callable[[str, GivenFile], None]
    failed: Failure
    stopped: Callable[[], None]


class FileKeeper(QObject):
    """One file after the other, in the order in which they came; each can be stopped until it is kept."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """`parent`: in whose window it is shown."""
        super().__init__(parent)
        self._session = session
        self._widget = parent
        self._waiting: deque[_Wish] = deque()
        self._is_busy = False

    def keep(
        self,
        words: str,
        read: Callable[[], GivenFile],
        done: Callable[[str, GivenFile], None],
        failed: Failure,
        stopped: Callable[[], None] = lambda: None,
    ) -> None:
        """Keep the file that `read` gives, told as `words`; `done` gets its name there, and the file."""
        self._waiting.append(_Wish(words, read, done, failed, stopped))
        if not self._is_busy:
            self._go_on()

    def _go_on(self) -> None:
        self._is_busy = bool(self._waiting)
        if self._waiting:
            self._read(self._waiting.popleft())

    def _read(self, wish: _Wish) -> None:
        operation = Operation(
            Kind.READS_FILES,
            wish.read,
            words=wish.words,
            done=partial(self._write, wish),
            failed=lambda error: self._end(wish.failed, error),
            stopped=lambda: self._end(wish.stopped),
        )
        self._session.jobs.run(self._widget, operation)

    def _write(self, wish: _Wish, file: GivenFile) -> None:
        entry, desk = self._session.id, self._session.desk
        app = self._session.app.snapshot()  # now: it was typed on while the file was read
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: keep_given(desk.archive, entry, app, file),
            words=wish.words,
            done=lambda fresh: self._end(wish.done, fresh, file),
            failed=lambda error: self._end(wish.failed, error),
            stopped=lambda: self._end(wish.stopped),
        )
        self._session.jobs.run(self._widget, operation)

    def _end(self, tell: Callable[..., None], *what: object) -> None:
        """Tell what became of a file, and go on with the next."""
        tell(*what)
        self._go_on()
