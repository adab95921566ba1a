"""What nobody caught: reported on stderr at once, and to the window as soon as there is one.

A report holds places in the program and never what the user typed: no message, no value.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from aimed_desktop import __version__

Listener = Callable[[BaseException], None]

_MOST_WAITING = 20
_waiting: deque[BaseException] = deque(maxlen=_MOST_WAITING)  # until somebody listens
_listeners: list[Listener] = []


def watch() -> Callable[[], None]:
    """Stand in for the hooks of Python, in every thread; what is returned gives them back."""
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def give_back() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

    sys.excepthook = _on_uncaught
    threading.excepthook = _on_thread
    sys.unraisablehook = _on_unraisable
    return give_back


def name_crashes() -> None:
    """Have a crash of C code name the Python lines that led there, on stderr, as a bug's report does."""
    import faulthandler

    if sys.platform != "win32" and sys.stderr is not None:  # Windows raises harmless ones all day
        with suppress(OSError, ValueError):  # a stderr that is no file
            faulthandler.enable()


def listen(listener: Listener) -> Callable[[], None]:
    """Tell `listener`, in whatever thread it happens, first what came before; what is returned ends it."""
    give_back = watch() if sys.excepthook is not _on_uncaught else None
    _listeners.append(listener)
    while _waiting:
        _tell(_waiting.popleft())

    def leave() -> None:
        if listener in _listeners:
            _listeners.remove(listener)
            if give_back is not None:
                give_back()

    return leave


def bug_report(error: BaseException) -> str:
    """Where a bug happened, without a word of what the user typed."""
    import platform
    from traceback import walk_tb

    machine = f"Python {platform.python_version()} · {platform.system()} {platform.release()}"
    lines = [
        f"  {Path(frame.f_code.co_filename).name}:{line} {frame.f_code.co_name}"
        for frame, line in walk_tb(error.__traceback__)
    ]
    return "\n".join([f"申报助手 {__version__} · {machine}", type(error).__name__, *lines])


def report(error: BaseException) -> None:
    """Write the report of `error` to stderr; a program that was started by a double click has none."""
    if sys.stderr is not None:
        sys.stderr.write(bug_report(error) + "\n")
        sys.stderr.flush()


def _on_uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    report(error)
    _tell(error)


def _on_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        _on_uncaught(told.exc_type, told.exc_value, told.exc_traceback)


def _on_unraisable(told: Any) -> None:
    """An error where Python cannot raise one: while something is destroyed, in a callback from C."""
    if told.exc_value is not None:
        _on_uncaught(told.exc_type, told.exc_value, told.exc_traceback)


def _tell(error: BaseException) -> None:
    if not _listeners:
        _waiting.append(error)
        return
    try:
        _listeners[-1](error)
    except Exception as second:  # noqa: BLE001 - who tells of bugs must not end the program by one
        report(second)
