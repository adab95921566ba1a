"""Reading what a user or a stranger names: regular files alone, and never more than was asked for."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from aimed_desktop.errors import UserProblem, unreadable

_MEGABYTE = 1024**2
# Opening a pipe waits for its other end; without a wait it can be opened, looked at and refused.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def open_regular(path: Path, shown: str | Path | None = None) -> BinaryIO:
    """The file at `path`, open for reading. `shown`: what messages call it.

    UserProblem `file_missing`, `file_is_folder`, `file_is_device` (a pipe, device or socket: it may
    have no end, or wait for ever) or `file_unreadable`.
    """
    shown = path if shown is None else shown
    try:
        _refuse_special(path.stat(), shown)  # before it is opened: opening alone does something to some
        file = os.fdopen(os.open(path, _FLAGS), "rb")
    except OSError as error:
        raise unreadable(shown, error) from None
    except ValueError:  # a NUL in the name
        raise UserProblem("file_missing", path=str(shown).replace("\0", "")) from None
    try:
        _refuse_special(os.fstat(file.fileno()), shown)
    except BaseException:
        file.close()
        raise
    return file


def read_regular(path: Path, most: int, too_big: UserProblem | None = None) -> bytes:
    """The whole file, of at most `most` bytes; UserProblem as `open_regular`, or `too_big`.

    Its size is looked at before it is read, and no more is read should it grow meanwhile.
    """
    refusal = too_big or UserProblem("file_too_big", path=path, limit=size_text(most))
    try:
        with open_regular(path) as file:
            if os.fstat(file.fileno()).st_size > most:
                raise refusal
            data = file.read(most + 1)
    except OSError as error:
        raise unreadable(path, error) from None
    if len(data) > most:
        raise refusal
    return data


def size_text(octets: int) -> str:
    """A limit as people write it: 2 MB, 64 KB."""
    return f"{octets // _MEGABYTE} MB" if octets >= _MEGABYTE else f"{octets // 1024} KB"


def _refuse_special(state: os.stat_result, shown: str | Path) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise UserProblem("file_is_folder", path=shown)
    if not stat.S_ISREG(state.st_mode):
        raise UserProblem("file_is_device", path=shown)
