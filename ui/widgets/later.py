"""Calls a function on the next turn of the event loop, unless its owner is gone by then."""

from __future__ import annotations

from collections.abc import Callable

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
