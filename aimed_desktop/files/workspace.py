"""Folders for personal data in plain, in the `tmp` of the data folder, gone with their process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from aimed_desktop import paths
from aimed_desktop.errors import unwritable
from aimed_desktop.files.folders import private_dir
from aimed_desktop.files.locking import try_lock
from aimed_desktop.files.temporaries import clear_leftovers, held_folder

_INSIDE = "inside"
_OLD_PACKETS, _OLD_SCANS, _OLD_LOCK = "packet-*", "scans-*", "held"  # of earlier versions


@contextmanager
def fresh_folder(temporary: Path | None = None) -> Iterator[Path]:
    """An empty folder under `temporary` (default: the data folder's `tmp`), removed afterwards."""
    workspace = temporary or paths.default_data_dir() / "tmp"
    with ExitStack() as stack:
        try:
            private_dir(workspace)
            _remove_old_packets(workspace)
            folder = private_dir(stack.enter_context(held_folder(workspace)) / _INSIDE)
        except OSError as error:
            raise unwritable(workspace, error) from None
        yield folder


def remove_leftovers(folder: Path) -> None:
    """Clear away what killed processes left in a data folder; the caller holds its lock."""
    clear_leftovers(folder)
    workspace = folder / "tmp"
    clear_leftovers(workspace)
    for left in workspace.glob(_OLD_SCANS):
        shutil.rmtree(left, ignore_errors=True)
    _remove_old_packets(workspace)


def _remove_old_packets(workspace: Path) -> None:
    for left in workspace.glob(_OLD_PACKETS):
        with suppress(OSError):
            _remove_old_packet(left)


def _remove_old_packet(left: Path) -> None:
    """Its own process held a lock in it."""
    with suppress(FileNotFoundError):
        descriptor = os.open(left / _OLD_LOCK, os.O_RDWR)
        try:
            if not try_lock(descriptor):
                return
        finally:
            os.close(descriptor)
    shutil.rmtree(left)
