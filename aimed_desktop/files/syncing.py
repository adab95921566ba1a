"""Bringing files and folders to the disk, so that they outlive a power cut or a stick pulled out."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import IO

_NO_FOLDERS = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)  # what such a drive says of a folder


def sync_file(file: IO[bytes]) -> None:
    """Bring what was written to an open file to the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_path(path: Path) -> None:
    """Bring a file that is not open any more to the disk."""
    _sync(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows does so by itself, some drives on a network too."""
    if sys.platform == "win32":
        return
    try:
        _sync(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise


def sync_tree(path: Path) -> None:
    """Bring a file, or a folder with everything below it, to the disk: the innermost first."""
    if not path.is_dir():
        sync_path(path)
        return
    for inner in path.iterdir():
        sync_tree(inner)
    sync_folder(path)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
