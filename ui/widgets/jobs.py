"""The threads beside the window: one that owns the archive, small pools for the rest.

`operation` says what may run beside what. A save waits for no reading: the database lets one in between two
statements.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from shiboken6 import isValid

from aimed_desktop.services.operation import Kind, Operation, Result

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_THREADS: Final = {"archive": 1, "looking": 1, "work": 2, "reading": 8, "notes": 1}
_POOLS: Final = {
    Kind.WRITES_ARCHIVE: "archive",
    Kind.IN_ORDER: "archive",
    Kind.REPLACES_ARCHIVE: "archive",
    Kind.WRITES_FILES: "work",
    Kind.COMPUTES: "work",
    Kind.NOTES: "notes",
}
_SWITCH_SECONDS: Final = 0.0005  # what a thread that computes keeps each call of the window waiting, at most
_FINISHED_AT_CLOSING: Final = ("archive", "notes")
_CLOSING_SECONDS: Final = 15


class Jobs(QObject):
    """Runs operations in threads; their callbacks come on the UI thread, unless owner or window are gone.

    `is_held`: after closing, a thread still waits for a disk or network place that does not answer.
    """

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_held = False
        self._is_closed = False
        self._futures: dict[Future[Any], str] = {}  # of which nobody was told yet, with their pool
        self._told: dict[Future[Any], Event] = {}  # set once the answer is on its way
        self._last: Event | None = None  # of what was given to the archive
        self._looking: set[Event] = set()  # of what reads the archive and has not ended
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._delivered.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(self, owner: QObject, operation: Operation[Result]) -> Future[Result]:
        """Begin it where its kind belongs; an `owner` of one with words is the widget that shows it."""
        if operation.words:
            from ui.widgets.progress import with_progress

            operation = with_progress(operation, owner)
        if operation.kind is Kind.READS_ARCHIVE:
            return self._look(owner, operation)
        work = operation.work
        if operation.kind is Kind.REPLACES_ARCHIVE:
            work = partial(_after, tuple(self._looking), work)
        pool = "reading" if operation.is_dropped else _POOLS[operation.kind]
        future = self._submit(pool, owner, operation, work)
        if pool == "archive":
            self._last = self._told.get(future)  # none where it has ended by now
        return future

    def _look(self, owner: QObject, operation: Operation[Result]) -> Future[Result]:
        """Read when all is written that was given before; what is given later does not wait for it."""
        from aimed_desktop.stopping import stoppable

        before = (self._last,) if self._last is not None else ()

        def work() -> Result:
            with stoppable(lambda: self._is_closed):
                return operation.work()

        pool = "work" if operation.is_long else "looking"
        future = self._submit(pool, owner, operation, partial(_after, before, work))
        if (told := self._told.get(future)) is not None:
            self._looking = {one for one in self._looking if not one.is_set()} | {told}
        return future

    def wait_until(self, is_done: Callable[[], bool], seconds: float) -> bool:
        """Wait for work that was given and tell everybody what has ended; whether `is_done` came about."""
        from concurrent.futures import FIRST_COMPLETED, wait

        end = monotonic() + seconds
        while True:
            futures = tuple(self._futures)  # before delivering: what is missing here has an answer waiting
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
            if is_done():
                return True
            if monotonic() >= end or not (futures or self._futures):
                return False
            wait(futures, end - monotonic(), FIRST_COMPLETED)

    def close(self, seconds: float = _CLOSING_SECONDS) -> None:
        """Finish archive and notes, drop what has not begun elsewhere; nobody is told.

        What only reads is not waited for.
        """
        from concurrent.futures import wait

        self._is_closed = True
        for name, pool in self._pools.items():
            pool.shutdown(wait=False, cancel_futures=name not in _FINISHED_AT_CLOSING)
        wait([future for future, name in list(self._futures.items()) if name != "reading"], seconds)
        # A future stays kept for a moment after it is done: its answer is still under way.
        self.is_held = not all(future.done() for future in list(self._futures))
        if not self.is_held:
            for pool in self._pools.values():
                pool.shutdown(wait=True)

    def _pool(self, name: str) -> ThreadPoolExecutor:
        """The pool of that name, made when it is first needed: after the first paint."""
        if name not in self._pools:
            sys.setswitchinterval(_SWITCH_SECONDS)
            from concurrent.futures import ThreadPoolExecutor

            self._pools[name] = ThreadPoolExecutor(_THREADS[name], thread_name_prefix=name)
        return self._pools[name]

    @Slot(object)
    def _call(self, callback: Callable[[], None]) -> None:
        if not self._is_closed:
            callback()

    def _submit(
        self, pool: str, owner: QObject, operation: Operation[Result], work: Callable[[], Result]
    ) -> Future[Result]:
        future = self._pool(pool).submit(work)
        self._futures[future] = pool
        self._told[future] = told = Event()

        def deliver(finished: Future[Result]) -> None:
            try:
                if not finished.cancelled() and isValid(self):
                    self._delivered.emit(lambda: _answer(owner, finished, operation))
            finally:
                told.set()
            self._futures.pop(finished, None)
            self._told.pop(finished, None)

        future.add_done_callback(deliver)
        return future


def _after(before: Iterable[Event], work: Callable[[], Result]) -> Result:
    """Do `work` once all of `before` have ended and their answers are on their way, whatever came of them."""
    for told in before:
        told.wait()
    return work()


def _answer(owner: QObject, finished: Future[Result], operation: Operation[Result]) -> None:
    if not isValid(owner):
        return
    error = finished.exception()
    if error is not None:
        operation.failed(error)
    else:
        operation.done(finished.result())
