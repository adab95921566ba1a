"""Folders for what is not finished: hidden, named `.aimed-…`, held by a lock, gone with their process.

The lock is one of the operating system on the file `held` inside: it ends however the process dies. Whoever
writes into a folder next finishes or removes what nobody holds any more; age is never asked.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aimed_desktop.files.locking import try_lock
from aimed_desktop.files.rename_log import JOURNAL, finish

HIDDEN = ".aimed-"
_OURS = re.compile(r"\.aimed-(?:[0-9a-f]{8}|temporary-[0-9a-f]+)")  # the latter are files of earlier versions
_LOCK = "held"
_OPEN = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@contextmanager
def held_folder(out: Path) -> Iterator[Path]:
    """A folder in `out` for its owner alone, gone after the block, or at the next writing into `out`.

    What is finished inside is moved out by `renaming` or `together`. OSError where `out` takes no folder.
    """
    clear_leftovers(out)
    folder, descriptor = _new_folder(out)
    try:
        yield folder
    finally:
        if (folder / JOURNAL).exists():  # a set that could neither be finished nor undone: the next run tries
            os.close(descriptor)
        else:
            _remove_held(folder, descriptor)


def clear_leftovers(folder: Path) -> None:
    """Finish or remove what killed processes left in `folder`; what is held, or cannot be locked, stays."""
    for left in our_own(folder):
        with suppress(OSError, RecursionError):  # somebody's own, nested thousands deep
            if stat.S_ISDIR(left.lstat().st_mode):
                _clear_folder(left)
            elif stat.S_ISREG(left.lstat().st_mode):
                _clear_file(left)


def _new_folder(out: Path) -> tuple[Path, int]:
    """A new folder and its open lock; another one where somebody clears it away before the lock is held."""
    while True:
        folder = out / f"{HIDDEN}{os.urandom(4).hex()}"
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            if (descriptor := _hold(folder)) is not None:
                _hide(folder)
                return folder, descriptor


def _hold(folder: Path) -> int | None:
    """The open lock of a new folder; None where another process was quicker to take it for left."""
    try:
        descriptor = os.open(folder / _LOCK, _OPEN | os.O_CREAT | os.O_EXCL, 0o600)
    except (FileNotFoundError, FileExistsError):
        return None
    except OSError:  # a full disk
        folder.rmdir()
        raise
    if _got_it(folder, descriptor):
        return descriptor
    _remove_held(folder, descriptor)
    return None


def _got_it(folder: Path, descriptor: int) -> bool:
    try:
        if not try_lock(descriptor):
            return False
    except OSError:  # the disk knows no locks: then nobody can take the folder for left
        return True
    with suppress(FileNotFoundError):
        return os.path.samestat((folder / _LOCK).stat(), os.fstat(descriptor))
    return False


def _clear_folder(folder: Path) -> None:
    descriptor = os.open(folder / _LOCK, _OPEN | os.O_CREAT, 0o600)
    try:
        if not try_lock(descriptor):
            os.close(descriptor)
            return
        finish(folder)
    except BaseException:
        os.close(descriptor)
        raise
    _remove_held(folder, descriptor)


def _clear_file(path: Path) -> None:
    """A file so named: earlier versions made them beside backups and keys."""
    descriptor = os.open(path, _OPEN)
    try:
        is_free = try_lock(descriptor)
    finally:
        os.close(descriptor)
    if is_free:
        path.unlink()


def _remove_held(folder: Path, descriptor: int) -> None:
    """Remove a folder whose lock is ours: the lock last, so that nobody takes it for free half way."""
    with suppress(OSError):
        for inner in folder.iterdir():
            if inner.name == _LOCK:
                continue
            if inner.is_dir() and not inner.is_symlink():
                shutil.rmtree(inner, ignore_errors=True)
            else:
                inner.unlink(missing_ok=True)
    os.close(descriptor)  # Windows removes no open file
    with suppress(OSError):
        (folder / _LOCK).unlink()
        folder.rmdir()


def our_own(folder: Path) -> list[Path]:
    """What stands in `folder` under a name that only we give: not somebody's `.aimed-data`, or his keys."""
    return [path for path in named(folder, HIDDEN) if _OURS.fullmatch(path.name)]


def named(folder: Path, *beginnings: str) -> list[Path]:
    """What stands in `folder` under a name that begins so, in order; nothing where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.name.startswith(beginnings))
    except OSError:
        return []


def is_held(path: Path) -> bool:
    """Whether a process works in it now; False also where the disk knows no locks."""
    try:
        descriptor = os.open(path / _LOCK if path.is_dir() else path, _OPEN)
        try:
            return not try_lock(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        return False


def _hide(folder: Path) -> None:
    """A leading dot hides on other systems."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetFileAttributesW(str(folder), 0x2)
