"""Who may read a file: its owner alone while it is made, other hands too once it is finished."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO


def open_private(path: Path) -> BinaryIO:
    """An empty file open for writing, of mode 0600 where it is new."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def open_new(path: Path) -> BinaryIO:
    """As `open_private`, but FileExistsError where something stands there, a link too."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def write_new(path: Path, data: bytes) -> None:
    """A file with this content, of mode 0600 where it is new; who names it brings it to the disk."""
    with open_private(path) as file:
        file.write(data)


def copy_private(source: Path, target: Path) -> None:
    """The content of a file of any size in one of mode 0600."""
    with source.open("rb") as given, open_private(target) as file:
        shutil.copyfileobj(given, file)


def link_or_copy(source: Path, target: Path) -> None:
    """A second name for a file, so that it stays when the first is taken; a copy where FAT knows no links."""
    try:
        os.link(source, target)
    except OSError:
        copy_private(source, target)


def usual_modes(path: Path) -> None:
    """Give a finished file, or a folder and all below it, the mode that anything new gets."""
    umask = os.umask(0)
    os.umask(umask)
    for each in (path, *path.rglob("*")) if path.is_dir() else (path,):
        with suppress(PermissionError):  # FAT knows no modes
            each.chmod((0o777 if each.is_dir() else 0o666) & ~umask)
