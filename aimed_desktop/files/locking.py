"""Locks of the operating system on open files: they end with their process, however it dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def open_lock(path: Path, *, read_only: bool = False) -> int:
    """The descriptor of a file that is locked and holds nothing; made, of mode 0600, where it is missing.

    `read_only`: it is there, and need not be written.
    """
    return os.open(path, os.O_RDONLY if read_only else os.O_RDWR | os.O_CREAT, 0o600)


if sys.platform == "win32":
    import msvcrt

    def try_lock(descriptor: int) -> bool:
        """Lock the file that is open here; whether nobody else holds it."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def unlock(descriptor: int) -> None:
        """Let the file go."""
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """Lock the file that is open here; whether nobody else holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(descriptor: int) -> None:
        """Let the file go."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)  # closing is not enough where a child process inherited it
