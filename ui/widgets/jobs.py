"""Work beside the window: one worker thread that owns the archive, small pools for the rest.

What only reads the archive has a thread of its own, so that a save waits for no reading: the database lets
one in between two statements. Reading begins when everything has been written that was given before it.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Result = TypeVar("Result")
Failure = Callable[[BaseException], None]

_THREADS: Final = {"archive": 1, "looking": 1, "work": 2, "reading": 8, "notes": 1}
_FINISHED_AT_CLOSING: Final = ("archive", "notes")
_CLOSING_SECONDS: Final = 15


class Jobs(QObject):
    """Runs work in threads; its callbacks come on the UI thread, unless owner or window are gone.

    `is_held`: after closing, a thread still waits for a disk or network place that does not answer.
    """

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_held = False
        self._is_closed = False
        self._futures: dict[Future[Any], str] = {}  # of which nobody was told yet, with their pool
        self._last: Future[Any] | None = None  # given to the archive
        self._looking: set[Future[Any]] = set()  # what reads the archive and has not ended
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._delivered.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def archive(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failure,
    ) -> Future[Result]:
        """Run `work`, which writes, in the thread of the archive, after whatever was given to it before."""
        self._last = self._submit("archive", owner, work, done, failed)
        return self._last

    def alone(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failure,
    ) -> Future[Result]:
        """The same for what closes the archive or puts another in its place: nobody is reading meanwhile."""
        looking = tuple(self._looking)

        def after_all() -> Result:
            for future in looking:
                _await(future)
            return work()

        return self.archive(owner, after_all, done, failed)

    def look(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failure,
        *,
        is_long: bool = False,
    ) -> Future[Result]:
        """Run `work`, which only reads the archive, when all is written that was given to it before.

        What is given to the archive later, a save above all, does not wait for it. One after the other, but
        for what is long.
        """
        from aimed_desktop.stopping import stoppable

        before = self._last

        def after_writes() -> Result:
            _await(before)
            with stoppable(lambda: self._is_closed):
                return work()

        future = self._submit("work" if is_long else "looking", owner, after_writes, done, failed)
        self._looking.add(future)
        future.add_done_callback(self._looking.discard)
        return future

    def run(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failure,
    ) -> Future[Result]:
        """Run `work` in the pool."""
        return self._submit("work", owner, work, done, failed)

    def read(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failure,
    ) -> Future[Result]:
        """Run `work`, which reads what may stand on a network that does not answer: it holds nothing up."""
        return self._submit("reading", owner, work, done, failed)

    def note(self, work: Callable[[], None]) -> None:
        """Run `work`, which writes what the next start shows, in the order given; nobody is told."""
        self._submit("notes", self, work, lambda _nothing: None, _raise)

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
            from concurrent.futures import ThreadPoolExecutor

            self._pools[name] = ThreadPoolExecutor(_THREADS[name], thread_name_prefix=name)
        return self._pools[name]

    @Slot(object)
    def _call(self, callback: Callable[[], None]) -> None:
        if not self._is_closed:
            callback()

    def _submit(
        self,
        pool: str,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failure,
    ) -> Future[Result]:
        future = self._pool(pool).submit(work)
        self._futures[future] = pool

        def deliver(finished: Future[Any]) -> None:
            if not finished.cancelled() and isValid(self):
                self._delivered.emit(lambda: _answer(owner, finished, done, failed))
            self._futures.pop(finished, None)

        future.add_done_callback(deliver)
        return future


def _raise(error: BaseException) -> None:
    raise error


def _await(future: Future[Any] | None) -> None:
    """Wait until it has ended, whatever came of it."""
    from concurrent.futures import CancelledError

    if future is None:
        return
    try:
        future.exception()
    except CancelledError:
        return


def _answer(owner: QObject, finished: Future[Any], done: Callable[[Any], None], failed: Failure) -> None:
    if not isValid(owner):
        return
    error = finished.exception()
    if error is not None:
        failed(error)
    else:
        done(finished.result())
