"""Asks the reading process: starts it, keeps it for the next file, ends one that takes too long."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import RLock, Thread, Timer
from time import monotonic
from typing import Any

from aimed_desktop.framing import Frame, packed, read_message
from aimed_desktop.paths import PASSPHRASE_VARIABLE, ROOT
from aimed_desktop.stopping import checkpoint

SWITCH = "--reader"
PAGE_SECONDS = 30.0  # for one page, or until the first is told
FILE_SECONDS = 240.0
_IDLE_SECONDS = 20.0  # after which the process is not kept any longer
_STEP_SECONDS = 0.1  # between two looks whether the clerk has cancelled
_NO_WINDOW = 0x08000000  # of a console program on Windows


class ReaderFailed(Exception):
    """The process ended without an answer, or was ended: the file is beyond the bounds."""


def ask(head: Mapping[str, Any], *contents: bytes) -> Iterator[Frame]:
    """The answers to a question about one or more files, one by one; those of another thread wait.

    ReaderFailed where the process could not answer. Stopped where the work is to end.
    """
    with _turn:
        process = _running()
        is_answered = False
        try:
            yield from process.ask(Frame(head, contents))
            is_answered = True
        finally:
            if not is_answered:  # it is in the middle of something
                process.end()
        _keep_for_a_while(process)


class _Process:
    """One process with its answers as they come."""

    def __init__(self) -> None:
        is_bundle = getattr(sys, "frozen", False)
        environment = {key: value for key, value in os.environ.items() if key != PASSPHRASE_VARIABLE}
        self._process = subprocess.Popen(
            [sys.executable, SWITCH] if is_bundle else [sys.executable, "-m", "aimed_desktop", SWITCH],
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
    def runs(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, question: Frame) -> Iterator[Frame]:
        """Its answers until the last, which tells no page."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(packed(question))
            self._process.stdin.flush()
        except OSError:
            raise ReaderFailed from None
        began = monotonic()
        while True:
            answer = self._wait(min(monotonic() + PAGE_SECONDS, began + FILE_SECONDS))
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
                    raise ReaderFailed
                return answer
            if monotonic() > until:
                raise ReaderFailed

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with suppress(OSError, ValueError):
            while (message := read_message(self._process.stdout)) is not None:
                self._answers.put(message)
        self._answers.put(None)


_turn = RLock()
_kept: list[_Process] = []
_timers: list[Timer] = []


def _running() -> _Process:
    while _timers:
        _timers.pop().cancel()
    if _kept and _kept[0].runs:
        return _kept[0]
    end_reader()
    _kept.append(_Process())
    return _kept[0]


def _keep_for_a_while(process: _Process) -> None:
    """The next file is read without a start; a process that nobody asks goes."""

    def end() -> None:
        with _turn:
            if timer in _timers and process in _kept:
                end_reader()

    timer = Timer(_IDLE_SECONDS, end)
    timer.daemon = True
    _timers.append(timer)
    timer.start()


def end_reader() -> None:
    """End the process, if there is one."""
    while _timers:
        _timers.pop().cancel()
    while _kept:
        _kept.pop().end()


def _begin_anew() -> None:
    """A forked copy of this process has no thread that listens: the reader belongs to the other."""
    global _turn  # noqa: PLW0603 - the copied lock may be held by a thread that is not here
    _turn = RLock()
    _timers.clear()
    _kept.clear()


atexit.register(end_reader)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
