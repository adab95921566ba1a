"""Work in slices short enough that no key waits: a generator is carried on whenever the window is idle."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter, thread_time

from PySide6.QtCore import QObject, QTimer, Signal

_WORK_SECONDS = 0.010  # of a slice; laying out and painting what was built comes on top
_MOST_SECONDS = 0.025  # on a machine that is busy with something else


class Slices(QObject):
    """Runs one generator after another. `finished` tells that nothing is left."""

    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: list[Iterator[None]] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._run_slice)

    @property
    def is_busy(self) -> bool:
        """Whether something is left to do."""
        return bool(self._work)

    def add(self, steps: Iterator[None]) -> None:
        """Do the steps of `steps`, those that come first at once, within a slice."""
        self._work.append(steps)
        self._run_slice()
        if self._work:
            self._timer.start()

    def finish(self) -> None:
        """Do all that is left now."""
        while self._work:
            self._step()
        self._stop()

    def _run_slice(self) -> None:
        work, end = thread_time() + _WORK_SECONDS, perf_counter() + _MOST_SECONDS
        while self._work and thread_time() < work and perf_counter() < end:
            self._step()
        if not self._work:
            self._stop()

    def _step(self) -> None:
        if next(self._work[0], "end") == "end":
            del self._work[0]

    def _stop(self) -> None:
        self._timer.stop()
        self.finished.emit()
