"""One window for each data folder: a second start asks the first window to come to the front, and ends.

No socket: the first holds a lock of the operating system and watches a folder for a file that the second
puts there. Taking the file away is the answer.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt

from aimed_desktop.archive.lock import FolderLock
from aimed_desktop.errors import UserProblem
from aimed_desktop.paths import private_dir

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_FOLDER: Final = "window"
_REQUEST: Final = "come-forward"
_PATIENCE_SECONDS: Final = 10.0  # the first window may just be starting
_PAUSE_SECONDS: Final = 0.05
_ANY_PROCESS: Final = -1  # ASFW_ANY of Windows


@dataclass(frozen=True, slots=True)
class Claim:
    """Whether this process is the first on its data folder; `lock` is None where nothing can be locked."""

    is_first: bool
    lock: FolderLock | None = None


def claim(data_dir: Path) -> Claim:
    """Claim the data folder for this window until the process ends, however it dies."""
    try:
        folder = private_dir(private_dir(data_dir) / _FOLDER)
        return Claim(True, FolderLock(folder / "lock", wait_seconds=0))
    except UserProblem as problem:
        return Claim(problem.code != "archive_locked")
    except OSError:  # a folder that cannot be written: the archive will say so
        return Claim(True)


def ask_first(data_dir: Path) -> None:
    """Have the first window come to the front. UserProblem window_silent where it does not answer."""
    request = data_dir / _FOLDER / _REQUEST
    _let_others_come_forward()
    request.touch()
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while request.exists():
        if time.monotonic() >= deadline:
            with suppress(OSError):
                request.unlink()
            raise UserProblem("window_silent")
        time.sleep(_PAUSE_SECONDS)


class Doorbell(QObject):
    """Brings the window to the front whenever another start asks for it."""

    def __init__(self, data_dir: Path, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._request = data_dir / _FOLDER / _REQUEST
        self._watcher = QFileSystemWatcher(self)
        if self._request.parent.is_dir():
            self._watcher.addPath(str(self._request.parent))
        self._watcher.directoryChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        if self._request.exists():
            with suppress(OSError):  # Windows may still hold it for the one who made it
                self._request.unlink()
            bring_forward(self._window)


def bring_forward(window: QWidget) -> None:
    """Show the window above all others, out of the task bar if it is there."""
    from PySide6.QtWidgets import QApplication

    state = window.windowState() & ~Qt.WindowState.WindowMinimized
    window.setWindowState(state | Qt.WindowState.WindowActive)
    for shown in (window, QApplication.activeModalWidget()):
        if shown is not None:
            shown.raise_()
            shown.activateWindow()
    QApplication.alert(window)


def _let_others_come_forward() -> None:
    """Windows lets a window come forward only if the process that the user has just started allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
