"""The program's own processes that threads ask: started when asked, kept a while, ended at any moment."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import RLock, Thread, Timer
from time import monotonic
from typing import Any

from aimed_desktop.framing import Frame, packed, read_message
from aimed_desktop.paths import PASSPHRASE_VARIABLE, ROOT
from aimed_desktop.stopping import checkpoint

_STEP_SECONDS = 0.1  # between two looks whether the clerk has cancelled
_NO_WINDOW = 0x08000000  # of a console program on Windows


class ChildFailed(Exception):
    """The process ended without an answer, or was ended as it took too long."""


class ChildTooSlow(ChildFailed):
    """It was ended as it took too long."""


class ChildProcess:
    """The process behind a `switch`; `page_seconds` for one answer, `file_seconds` for all to a question.

    One that nobody asks for `idle_seconds` goes; the next question starts another.
    """

    def __init__(self, switch: str, page_seconds: float, file_seconds: float, idle_seconds: float) -> None:
        self.switch = switch
        self.page_seconds, self.file_seconds, self.idle_seconds = page_seconds, file_seconds, idle_seconds
        self._turn = RLock()
        self._running: _Running | None = None
        self._timer: Timer | None = None
        _children.add(self)

    @property
    def process_id(self) -> int | None:
        """Of the process that runs; None while there is none."""
        running = self._running
        return running.pid if running is not None and running.runs else None

    def ask(self, head: Mapping[str, Any], *contents: bytes) -> Iterator[Frame]:
        """The answers to a question, one by one, the last without a page; those of another thread wait.

        ChildFailed where the process could not answer. Stopped where the work is to end: then it is ended.
        """
        with self._turn:
            running = self._started()
            is_answered = False
            try:
                yield from running.ask(Frame(head, contents), self.page_seconds, self.file_seconds)
                is_answered = True
            finally:
                if not is_answered:  # it is in the middle of something
                    running.end()
            self._keep_for_a_while()

    def end(self) -> None:
        """End the process, if there is one."""
        self._forget_timer()
        running, self._running = self._running, None
        if running is not None:
            running.end()

    def begin_anew(self) -> None:
        """A forked copy has no thread that listens: the process belongs to the other."""
        self._turn, self._timer, self._running = RLock(), None, None

    def _started(self) -> _Running:
        self._forget_timer()
        if self._running is None or not self._running.runs:
            self.end()
            self._running = _Running(self.switch)
        return self._running

    def _keep_for_a_while(self) -> None:
        """The next question needs no start; a process that nobody asks goes."""

        def end() -> None:
            with self._turn:
                if self._timer is timer:
                    self.end()

        self._timer = timer = Timer(self.idle_seconds, end)
        timer.daemon = True
        timer.start()

    def _forget_timer(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()


class _Running:
    """One process with its answers as they come."""

    def __init__(self, switch: str) -> None:
        is_bundle = getattr(sys, "frozen", False)
        environment = {key: value for key, value in os.environ.items() if key != PASSPHRASE_VARIABLE}
        self._process = subprocess.Popen(
            [sys.executable, switch] if is_bundle else [sys.executable, "-m", "aimed_desktop", switch],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment,
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        )
        self._answers: SimpleQueue[Frame | None] = SimpleQueue()
        Thread(target=self._listen, daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, question: Frame, page_seconds: float, file_seconds: float) -> Iterator[Frame]:
        """Its answers until the last, which tells no page."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(packed(question))
            self._process.stdin.flush()
        except OSError:
            raise ChildFailed from None
        began = monotonic()
        while True:
            answer = self._wait(min(monotonic() + page_seconds, began + file_seconds))
            yield answer
            if "page" not in answer.head:
                return

    def end(self) -> None:
        """End it and wait until it has gone."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _wait(self, until: float) -> Frame:
        while True:
            checkpoint()
            with suppress(Empty):
                answer = self._answers.get(timeout=_STEP_SECONDS)
                if answer is None:
                    raise ChildFailed
                return answer
            if monotonic() > until:
                raise ChildTooSlow

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with suppress(OSError, ValueError):
            while (message := read_message(self._process.stdout)) is not None:
                self._answers.put(message)
        self._answers.put(None)


_children: weakref.WeakSet[ChildProcess] = weakref.WeakSet()


def _end_all() -> None:
    for child in list(_children):
        child.end()


def _begin_anew() -> None:
    for child in list(_children):
        child.begin_anew()


atexit.register(_end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
