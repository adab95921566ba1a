"""One window for each data folder: a second start asks the first window to come to the front, hands it the
file that it was to open, and ends.

No socket: the first holds a lock of the operating system and watches a folder (see
`ui/platform/instance_listener.py`) for a file that the second puts there. Taking it away is the answer.
Nothing of Qt is needed here.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from aimed_desktop.archive.lock import FolderLock
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.folders import private_dir
from aimed_desktop.files.network_drives import refuse_network_drive

_FOLDER: Final = "window"
_REQUEST: Final = "come-forward"
_PATIENCE_SECONDS: Final = 10.0  # the first window may just be starting
_PAUSE_SECONDS: Final = 0.05
_ANY_PROCESS: Final = -1  # ASFW_ANY of Windows


class Request(NamedTuple):
    """What another start asks of the first window: to come forward, and to receive a file."""

    file: Path | None


class Claim(NamedTuple):
    """Whether this process is the first on its data folder; `lock` is None where nothing can be locked."""

    is_first: bool
    lock: FolderLock | None = None


def claim(data_dir: Path) -> Claim:
    """Claim the data folder for this window until the process ends, however it dies.

    UserProblem `folder_on_network` before anything is made there.
    """
    refuse_network_drive(data_dir)
    try:
        folder = private_dir(private_dir(data_dir) / _FOLDER)
        return Claim(True, FolderLock(folder / "lock", wait_seconds=0))
    except UserProblem as problem:
        return Claim(problem.code != "archive_locked")
    except OSError:  # a folder that cannot be written: the archive will say so
        return Claim(True)


def request_of(data_dir: Path) -> Path:
    """The file that asks the first window to come to the front."""
    return data_dir / _FOLDER / _REQUEST


def take_request(data_dir: Path) -> Request | None:
    """What another start has asked; its file is taken away, which is the answer."""
    request = request_of(data_dir)
    if not request.exists():
        return None
    named = ""
    with suppress(OSError, ValueError):  # Windows may still hold it for the one who made it
        named = request.read_text(encoding="utf-8", errors="surrogateescape")
        request.unlink()
    return Request(Path(named) if named else None)


def ask_first(data_dir: Path, file: Path | None = None) -> None:
    """Have the first window come to the front and receive `file`. UserProblem window_silent where it does not
    answer.
    """
    from aimed_desktop.files.private_files import write_private

    request = request_of(data_dir)
    _let_others_come_forward()
    named = str(file.absolute()) if file is not None else ""
    write_private(request, named.encode("utf-8", "surrogateescape"))  # whole from the first moment
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while request.exists():
        if time.monotonic() >= deadline:
            with suppress(OSError):
                request.unlink()
            raise UserProblem("window_silent")
        time.sleep(_PAUSE_SECONDS)


def _let_others_come_forward() -> None:
    """Windows lets a window come forward only if the process that the user has just started allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
