"""The process beside the window that sets the pages and checks: started late, asked one thing at a time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from aimed_desktop.framing import Frame, Incoming, packed
from aimed_desktop.paths import PASSPHRASE_VARIABLE, ROOT
from ui.preview.mirror import Mirror
from ui.widgets.later import call_later

_SWITCH = "--typesetter"
_MOST_RESTARTS = 3
_RECOVERED = 50  # answers without a failure, after which earlier ones no longer count
_PAUSE_MS = 400  # before it is started again
_CLOSING_MS = 2000

Question = Callable[[], dict[str, Any]]


class PreviewProcess(QObject):
    """`answered` tells key and Message of each answer, `gave_up` that the process failed too often.

    A coalescing queue: one question is under way at a time, and of those that wait the newest of each key is
    kept. They are put into words only when they are sent: what is outdated is never asked.
    """

    answered = Signal(str, object)
    gave_up = Signal()

    def __init__(self, mirror: Mirror, parent: QObject) -> None:
        super().__init__(parent)
        self.has_given_up = False
        self._has_begun = False
        self._mirror = mirror
        self._waiting: dict[str, Question] = {}
        self._asked: tuple[str, Question] | None = None
        self._incoming = Incoming()
        self._process: QProcess | None = None
        self._restarts = 0
        self._answers = 0  # since the last failure
        self._again = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._again.timeout.connect(self._pump)
        mirror.files_read.connect(self._pump)

    @property
    def process_id(self) -> int:
        """Of the process that runs; 0 while there is none."""
        return self._process.processId() if self._process is not None else 0

    @property
    def is_idle(self) -> bool:
        """Whether everything that was asked has been answered."""
        return self._asked is None and not self._waiting

    def begin(self) -> None:
        """From now on the process may run: the form is on the screen."""
        self._has_begun = True
        self._pump()

    def ask(self, key: str, question: Question) -> None:
        """Ask as soon as what was asked before has been answered; `question` gives the head then."""
        self._waiting[key] = question
        self._pump()

    def try_again(self) -> None:
        """Start once more after giving up."""
        self._restarts = 0
        self.has_given_up = False
        self._pump()

    def close(self) -> None:
        """End the process."""
        self._waiting.clear()
        self._again.stop()
        self.has_given_up = True
        if self._process is not None:
            process, self._process = self._process, None
            process.finished.disconnect(self._on_ended)
            process.errorOccurred.disconnect(self._on_error)
            process.kill()
            process.waitForFinished(_CLOSING_MS)

    def _pump(self) -> None:
        is_busy = self._asked is not None or self._again.isActive() or self.has_given_up
        if is_busy or not self._has_begun or not self._waiting or not self._mirror.is_whole:
            return
        key = next(iter(self._waiting))
        self._asked = (key, self._waiting.pop(key))
        if self._process is None:
            self._start()
        if self._process is not None:
            news = self._mirror.news()
            self._process.write(packed(Frame({**news.head, **self._asked[1]()}, news.blobs)))

    def _start(self) -> None:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.remove(PASSPHRASE_VARIABLE)
        process.setProcessEnvironment(environment)
        process.setWorkingDirectory(str(ROOT))
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_ready)
        process.finished.connect(self._on_ended)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self._incoming = Incoming()
        self._mirror.forget()
        is_bundle = getattr(sys, "frozen", False)
        process.start(sys.executable, [_SWITCH] if is_bundle else ["-m", "aimed_desktop", _SWITCH])

    def _on_ready(self) -> None:
        if self._process is None:
            return
        piece = bytes(self._process.readAllStandardOutput().data())
        for message in self._incoming.feed(piece):
            asked, self._asked = self._asked, None
            self._answers += 1
            if asked is not None:
                self.answered.emit(asked[0], message)
        call_later(self, self._pump)  # to show an answer and to tell a long text are two turns

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # any other is followed by `finished`
            self._on_ended()

    def _on_ended(self) -> None:
        """Start anew, and ask again what was not answered; a few times only."""
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        if self._asked is not None:
            key, question = self._asked
            self._waiting.setdefault(key, question)
            self._asked = None
        self._restarts = 1 if self._answers >= _RECOVERED else self._restarts + 1
        self._answers = 0
        if self._restarts > _MOST_RESTARTS:
            self.has_given_up = True
            self.gave_up.emit()
        else:
            self._again.start()
