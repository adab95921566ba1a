"""Work in slices short enough that no key waits: a generator is carried on whenever the window is idle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.later import call_later

_SECONDS = 0.008  # of a slice; laying out and painting what was built comes on top


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

    def add(self, steps: Iterator[None], *, at_once: bool = True) -> None:
        """Do the steps of `steps`, those that come first `at_once`, within a slice."""
        self._work.append(steps)
        if at_once:
            self._run_slice()
        if self._work:
            self._timer.start()

    def finish(self) -> None:
        """Do all that is left now."""
        while self._work:
            self._step()
        self._stop()

    def drop(self) -> None:
        """Leave all that is left; nobody is told."""
        self._work.clear()
        self._timer.stop()

    def _run_slice(self) -> None:
        end = perf_counter() + _SECONDS
        while self._work and perf_counter() < end:
            self._step()
        if not self._work:
            self._stop()

    def _step(self) -> None:
        if next(self._work[0], "end") == "end":
            del self._work[0]

    def _stop(self) -> None:
        self._timer.stop()
        self.finished.emit()


class AfterPaint(QObject):
    """Calls `then` once, a turn after `widget` was painted for the first time."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            call_later(self, self._then)
        return False
