"""One process at a time: an operating system lock that ends with its process, however it dies."""

from __future__ import annotations

import os
import time
from pathlib import Path

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.locking import open_lock, try_lock, unlock
from aimed_desktop.files.private_files import machine_problems

_PAUSE_SECONDS = 0.05


class FolderLock:
    """Holds the lock file of a data folder until `release`."""

    def __init__(self, path: Path, wait_seconds: float, *, read_only: bool = False) -> None:
        """Wait up to `wait_seconds` for another process; then UserProblem archive_locked.

        `read_only`: the file is there, and need not be written.
        """
        with machine_problems(path):
            self._descriptor = open_lock(path, read_only=read_only)
        self._path = path
        self._held = True
        deadline = time.monotonic() + wait_seconds
        try:
            with machine_problems(path):  # a network drive may know no locks
                while not try_lock(self._descriptor):
                    if time.monotonic() >= deadline:
                        raise UserProblem("archive_locked", path=path.parent)
                    time.sleep(_PAUSE_SECONDS)
        except BaseException:
            os.close(self._descriptor)
            raise

    @property
    def stands(self) -> bool:
        """Whether the file that is locked is still the one under its name."""
        try:
            return os.path.samestat(os.fstat(self._descriptor), self._path.stat())
        except OSError:
            return False

    def taken_again(self) -> FolderLock:
        """A lock on the file that stands there now, this one released. UserProblem where another has it."""
        fresh = FolderLock(self._path, wait_seconds=0)
        self.release()
        return fresh

    def release(self) -> None:
        """Let the next process in. The file stays: deleting it would race with one that waits."""
        if self._held:
            self._held = False
            unlock(self._descriptor)
            os.close(self._descriptor)
