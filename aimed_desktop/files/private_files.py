"""Files that only their owner may read: folder 0700, files 0600, replaced whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from aimed_desktop.errors import UserProblem, unwritable
from aimed_desktop.paths import private_dir

_TEMPORARY = ".aimed-temporary-"
SCANS_FOLDER = "scans-"  # in tmp: stamped scans in plain, while a packet is made
_REPLACE_TRIES = 20
_REPLACE_PAUSE_SECONDS = 0.1


@contextmanager
def machine_problems(path: Path) -> Iterator[None]:
    """Turns the operating system's refusals about `path` into a UserProblem of status 3."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise UserProblem("disk_full", path=path) from error
        raise unwritable(path, error) from error


def own_folder(folder: Path) -> None:
    """Make the data folder, for its owner alone."""
    with machine_problems(folder):
        private_dir(folder)
        if sys.platform == "win32":
            return  # a profile folder is private there by its access list
        mode = folder.stat().st_mode
        # Someone who names a shared folder must not lose it for everybody else.
        if (
            stat.S_IMODE(mode) != 0o700
            and not mode & stat.S_ISVTX
            and folder.resolve().parent != folder.resolve()
        ):
            folder.chmod(0o700)


def create_private(path: Path) -> None:
    """An empty new file of mode 0600. FileExistsError when it is there."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def write_private(path: Path, data: bytes) -> None:
    """Replace `path` by `data` atomically: after a power cut it holds the old bytes or the new ones."""
    with machine_problems(path), temporary_beside(path) as temporary:
        with temporary.open("wb") as file:
            file.write(data)
            sync_file(file)
        replace(temporary, path)


@contextmanager
def temporary_beside(path: Path) -> Iterator[Path]:
    """An empty 0600 file in the folder of `path`, removed afterwards unless it was renamed."""
    import secrets  # 12 ms that the lock of a window must not cost before its first paint

    temporary = path.parent / f"{_TEMPORARY}{secrets.token_hex(8)}"
    create_private(temporary)
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> None:
    """Delete the temporary files that a killed process left; the caller holds the lock."""
    for leftover in folder.glob(f"{_TEMPORARY}*"):
        with contextlib.suppress(OSError):
            leftover.unlink()
    temporary = folder / "tmp"
    if temporary.is_dir():
        import shutil  # off the launch path

        from aimed_desktop.files.workspace import remove_abandoned

        for unpacked in temporary.glob(f"{SCANS_FOLDER}*"):
            shutil.rmtree(unpacked, ignore_errors=True)
        remove_abandoned(temporary)


def replace(source: Path, target: Path) -> None:
    """`os.replace`, repeated for a while: antivirus programs on Windows hold new files for a moment."""
    for attempt in range(_REPLACE_TRIES):
        try:
            source.replace(target)
            break
        except PermissionError:
            if sys.platform != "win32" or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(_REPLACE_PAUSE_SECONDS)
    sync_folder(target.parent)


def publish(source: Path, target: Path) -> None:
    """Give the finished file its name, never over another one: UserProblem target_exists."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise UserProblem("target_exists", path=target) from None
    except OSError:  # FAT on a USB stick knows no links
        if target.exists():
            raise UserProblem("target_exists", path=target) from None
        source.rename(target)
    sync_folder(target.parent)


def sync_file(file: IO[bytes]) -> None:
    """Bring what was written to the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a rename to the disk; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
