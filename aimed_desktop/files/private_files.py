"""Files that only their owner may read: folder 0700, files 0600, replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aimed_desktop.errors import UserProblem, unwritable
from aimed_desktop.files.folders import private_dir
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.renaming import replace
from aimed_desktop.files.temporaries import held_folder


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
        # Someone who names a shared folder must not lose it for everybody else; one that may not be
        # written stays so.
        if (
            mode & (stat.S_IRWXG | stat.S_IRWXO)
            and not mode & stat.S_ISVTX
            and folder.resolve().parent != folder.resolve()
        ):
            folder.chmod(mode & stat.S_IRWXU)


def create_private(path: Path) -> None:
    """An empty new file of mode 0600. FileExistsError when it is there."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def write_private(path: Path, data: bytes) -> None:
    """Replace `path` by `data` atomically: after a power cut it holds the old bytes or the new ones."""
    with machine_problems(path), held_folder(path.parent) as held:
        write_new(held / "0", data)
        replace(held / "0", path)


@contextmanager
def temporary_beside(path: Path) -> Iterator[Path]:
    """An empty 0600 file on the disk of `path`, in a held folder; gone afterwards unless renamed."""
    with held_folder(path.parent) as held:
        temporary = held / path.name
        create_private(temporary)
        yield temporary
