"""Calls functions on later turns of the event loop, unless their owner is gone by then."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer


def call_later(owner: QObject, call: Callable[[], object], after_ms: int = 0) -> None:
    """Call `call` once the event loop comes round, or later.

    WORKAROUND(PySide6 6.9): `QTimer.singleShot(0, owner, call)` leaves an error of `call` pending: no hook
    hears of it, and it ends the next slot instead. A slot of a timer of its own is heard.
    """
    timer = QTimer(owner, singleShot=True)
    timer.timeout.connect(call)
    timer.timeout.connect(timer.deleteLater)
    timer.start(after_ms)


class OneByOne(QObject):
    """Calls functions one each turn of the event loop: what takes long together lets keys in between."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._waiting: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_turn)

    def begin(self, calls: Iterable[Callable[[], object]]) -> None:
        """Call these; what still waits of those before is dropped."""
        self._waiting = deque(calls)
        self._timer.start()

    def _on_turn(self) -> None:
        if self._waiting:
            self._waiting.popleft()()
        else:
            self._timer.stop()
