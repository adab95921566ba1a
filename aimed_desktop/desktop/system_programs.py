"""Hands files and folders to the programs of the system, and finds out whether one took them."""

from __future__ import annotations

import os
import subprocess
import sys
from enum import Enum
from pathlib import Path
from time import monotonic
from typing import Final

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


class Attempt:
    """Opens one path. Nothing waits: `look` is to be called again and again until it says how it ended."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._openers = list(_OPENERS)
        self._process: subprocess.Popen[bytes] | None = None
        self._end = 0.0

    def look(self) -> bool | None:
        """Whether a program has taken the path; None while that is not known."""
        if sys.platform == "win32":
            return _started(self._path)
        if self._process is None:
            return self._start_next()
        if (status := self._process.poll()) is not None:
            self._process = None
            return True if status == 0 else None
        return True if monotonic() > self._end else None

    def _start_next(self) -> bool | None:
        """Ask the next opener: its exit status says whether the file was opened."""
        if not self._openers:
            return False
        command = [*self._openers.pop(0), str(self._path)]
        none, environment = subprocess.DEVNULL, system_environment()
        try:
            self._process = subprocess.Popen(
                command, stdin=none, stdout=none, stderr=none, env=environment, start_new_session=True
            )
        except OSError:
            return None
        _running[:] = [each for each in _running if each.poll() is None]
        _running.append(self._process)
        self._end = monotonic() + _PATIENCE_SECONDS
        return None


def opening_words(path: Path, opened: OpenedAs) -> str:
    """What is to be told where not the file itself was opened; empty words where it was."""
    if opened is OpenedAs.ITSELF:
        return ""
    if opened is OpenedAs.GONE:
        return f"找不到“{path.name}”：它已被移走、改名或删除。位置：{path}"
    if opened is OpenedAs.FOLDER:
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


def _started(path: Path) -> bool:
    """Windows says itself whether a program is there for the file."""
    try:
        os.startfile(path)  # type: ignore[attr-defined,unused-ignore]  # noqa: S606
    except OSError:
        return False
    return True
