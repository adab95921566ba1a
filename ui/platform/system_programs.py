"""Opens files and folders in the programs of the system, and says what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from shiboken6 import isValid

_LOOK_MS: Final = 30
_PATIENCE_SECONDS: Final = 5  # a program that is still there by then is showing the file
_OPENERS: Final = (("xdg-open",), ("gio", "open"))
_BUNDLE_PATHS: Final = "LD_LIBRARY_PATH"  # of this program's own libraries, once it is built
_running: list[subprocess.Popen[bytes]] = []  # openers, some of which show the file as long as they run


class OpenedAs(Enum):
    """What came about: the file itself, the folder in which it lies, neither; or it is not there any more."""

    ITSELF = "itself"
    FOLDER = "folder"
    NOTHING = "nothing"
    GONE = "gone"


def open_path(path: Path, asker: QObject, done: Callable[[OpenedAs], None]) -> None:
    """Open a file, or its folder where no program takes it; a folder itself has no second try.

    `done` is told on the UI thread, unless `asker` is gone.
    """

    if not path.exists():
        done(OpenedAs.GONE)
        return

    def file_tried(is_open: bool) -> None:
        if is_open:
            done(OpenedAs.ITSELF)
        elif path.is_dir():
            done(OpenedAs.NOTHING)
        else:
            _try(path.parent, asker, lambda is_shown: done(OpenedAs.FOLDER if is_shown else OpenedAs.NOTHING))

    _try(path, asker, file_tried)


def words_of(path: Path, shown: OpenedAs) -> str:
    """What is to be told where not the file itself was opened; empty words where it was."""
    if shown is OpenedAs.ITSELF:
        return ""
    if shown is OpenedAs.GONE:
        return f"找不到“{path.name}”：它已被移走、改名或删除。位置：{path}"
    if shown is OpenedAs.FOLDER:
        return f"这台电脑上没有程序能打开“{path.name}”，已打开它所在的文件夹。"
    return f"没有打开“{path.name}”：这台电脑上没有能打开它的程序。位置：{path}"


def system_environment() -> dict[str, str]:
    """The environment for a program of the system: without the libraries that this one brings along."""
    environment = dict(os.environ)
    before = environment.pop(f"{_BUNDLE_PATHS}_ORIG", None)
    if before is not None:
        environment[_BUNDLE_PATHS] = before
    elif getattr(sys, "frozen", False):
        environment.pop(_BUNDLE_PATHS, None)
    return environment


def _try(path: Path, asker: QObject, told: Callable[[bool], None]) -> None:
    if sys.platform == "win32":
        told(_started(path))
    else:
        _attempts.add(_Attempt(path, asker, told))


def _started(path: Path) -> bool:
    """Windows says itself whether a program is there for the file."""
    try:
        os.startfile(path)  # type: ignore[attr-defined,unused-ignore]  # noqa: S606
    except OSError:
        return False
    return True


class _Attempt:
    """Asks one opener after the other; its exit status says whether the file was opened."""

    def __init__(self, path: Path, asker: QObject, told: Callable[[bool], None]) -> None:
        self._path, self._asker, self._told = path, asker, told
        self._openers = list(_OPENERS)
        self._process: subprocess.Popen[bytes] | None = None
        self._end = 0.0

    def look(self) -> bool:
        """Whether it has come to an end."""
        if self._process is None:
            return self._start_next()
        if (status := self._process.poll()) is not None:
            self._process = None
            return status == 0 and self._tell(is_open=True)
        return monotonic() > self._end and self._tell(is_open=True)

    def _start_next(self) -> bool:
        if not self._openers:
            return self._tell(is_open=False)
        command = [*self._openers.pop(0), str(self._path)]
        none, environment = subprocess.DEVNULL, system_environment()
        try:
            self._process = subprocess.Popen(
                command, stdin=none, stdout=none, stderr=none, env=environment, start_new_session=True
            )
        except OSError:
            return False
        _running[:] = [each for each in _running if each.poll() is None]
        _running.append(self._process)
        self._end = monotonic() + _PATIENCE_SECONDS
        return False

    def _tell(self, *, is_open: bool) -> bool:
        if isValid(self._asker):
            self._told(is_open)
        return True


class _Attempts:
    """Those under way, looked at by one timer, which belongs to the application and outlives them all."""

    def __init__(self) -> None:
        self._under_way: list[_Attempt] = []
        self._timer: QTimer | None = None

    def add(self, attempt: _Attempt) -> None:
        """Look at it from the next turn on."""
        self._under_way.append(attempt)
        if self._timer is None or not isValid(self._timer):
            self._timer = QTimer(QCoreApplication.instance(), interval=_LOOK_MS)
            self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        for attempt in list(self._under_way):
            self._under_way.remove(attempt)  # before what is told may fail
            if not attempt.look():
                self._under_way.append(attempt)
        if not self._under_way and self._timer is not None:
            self._timer.stop()


_attempts = _Attempts()
