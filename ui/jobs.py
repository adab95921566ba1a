"""Work beside the window: one worker thread that owns the archive, a small pool for the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Result = TypeVar("Result")
Failure = Callable[[BaseException], None]


class Jobs(QObject):
    """Runs work in threads; its callbacks come on the UI thread, unless owner or window are gone."""

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_closed = False
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._delivered.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def archive(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failure,
    ) -> Future[Result]:
        """Run `work` in the thread of the archive, after whatever was given before."""
        return self._submit(self._pool("archive", 1), owner, work, done, failed)

    def run(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failure,
    ) -> Future[Result]:
        """Run `work` in the pool."""
        return self._submit(self._pool("work", 2), owner, work, done, failed)

    def finish_archive(self) -> None:
        """Wait until the archive has done what it was given, and tell everybody now."""
        self._pool("archive", 1).submit(int).result()  # begins when those before have been answered
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def close(self) -> None:
        """Finish what was given to the archive, drop what has not begun elsewhere; nobody is told."""
        self._is_closed = True
        for name in ("work", "archive"):
            if name in self._pools:
                self._pools[name].shutdown(wait=True, cancel_futures=name == "work")

    def _pool(self, name: str, threads: int) -> ThreadPoolExecutor:
        """The pool of that name, made when it is first needed: after the first paint."""
        if name not in self._pools:
            from concurrent.futures import ThreadPoolExecutor

            self._pools[name] = ThreadPoolExecutor(threads, thread_name_prefix=name)
        return self._pools[name]

    @Slot(object)
    def _call(self, callback: Callable[[], None]) -> None:
        if not self._is_closed:
            callback()

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failure,
    ) -> Future[Result]:
        future = pool.submit(work)

        def deliver(finished: Future[Any]) -> None:
            if finished.cancelled() or not isValid(self):
                return
            self._delivered.emit(lambda: _answer(owner, finished, done, failed))

        future.add_done_callback(deliver)
        return future


def _answer(owner: QObject, finished: Future[Any], done: Callable[[Any], None], failed: Failure) -> None:
    if not isValid(owner):
        return
    error = finished.exception()
    if error is not None:
        failed(error)
    else:
        done(finished.result())
