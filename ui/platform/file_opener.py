"""Opens files and folders in the programs of the system, and tells what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from shiboken6 import isValid

from aimed_desktop.desktop.system_programs import Attempt, OpenedAs

_LOOK_MS: Final = 30


def open_path(path: Path, asker: QObject, done: Callable[[OpenedAs], None]) -> None:
    """Open a file, or its folder where no program takes it; a folder itself has no second try.

    `done` is told on the UI thread, unless `asker` is gone.
    """
    if not path.exists():
        done(OpenedAs.GONE)
        return

    def told(opened: OpenedAs) -> None:
        if isValid(asker):
            done(opened)

    def file_tried(is_open: bool) -> None:
        if is_open:
            told(OpenedAs.ITSELF)
        elif path.is_dir():
            told(OpenedAs.NOTHING)
        else:
            _watch(path.parent, lambda is_shown: told(OpenedAs.FOLDER if is_shown else OpenedAs.NOTHING))

    _watch(path, file_tried)


class _Attempts:
    """Those under way, looked at by one timer, which belongs to the application and outlives them all."""

    def __init__(self) -> None:
        self._under_way: list[tuple[Attempt, Callable[[bool], None]]] = []
        self._timer: QTimer | None = None

    def add(self, attempt: Attempt, told: Callable[[bool], None]) -> None:
        """Look at it from the next turn on."""
        self._under_way.append((attempt, told))
        if self._timer is None or not isValid(self._timer):
            self._timer = QTimer(QCoreApplication.instance(), interval=_LOOK_MS)
            self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        for attempt, told in list(self._under_way):
            self._under_way.remove((attempt, told))  # before what is told may fail
            if (is_open := attempt.look()) is None:
                self._under_way.append((attempt, told))
            else:
                told(is_open)
        if not self._under_way and self._timer is not None:
            self._timer.stop()


_attempts = _Attempts()


def _watch(path: Path, told: Callable[[bool], None]) -> None:
    _attempts.add(Attempt(path), told)
