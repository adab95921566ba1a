"""Folders for unpacked packets: personal data in plain, gone with its process however that dies."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aimed_desktop import paths
from aimed_desktop.errors import unwritable
from aimed_desktop.files.locking import try_lock, unlock

_PREFIX, _LOCK, _INSIDE = "packet-", "held", "unpacked"
_YOUNG_SECONDS = 60  # a folder whose lock is not there may just be being made


@contextmanager
def fresh_folder(temporary: Path | None = None) -> Iterator[Path]:
    """An empty folder under `temporary` (default: the data folder's `tmp`), removed afterwards."""
    workspace = temporary or paths.default_data_dir() / "tmp"
    try:
        paths.private_dir(workspace)
        remove_abandoned(workspace)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=workspace))
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise unwritable(workspace, error) from None
    try:
        with suppress(OSError):  # a network drive may know no locks: then nobody can take the folder for left
            try_lock(descriptor)
        yield paths.private_dir(folder / _INSIDE)
    finally:
        os.close(descriptor)  # first: Windows removes no open file
        shutil.rmtree(folder, ignore_errors=True)


def remove_abandoned(workspace: Path) -> None:
    """Remove what killed processes left; folders in which another one works stay."""
    for folder in workspace.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if not _is_held(folder):
                shutil.rmtree(folder)


def _is_held(folder: Path) -> bool:
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDWR)
    except FileNotFoundError:
        return time.time() - folder.stat().st_mtime < _YOUNG_SECONDS
    try:
        if not try_lock(descriptor):
            return True
        unlock(descriptor)
        return False
    finally:
        os.close(descriptor)
