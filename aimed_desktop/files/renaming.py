"""Giving finished files their names: they are synced before, their folder after."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.syncing import sync_folder, sync_tree

Pairs = Sequence[tuple[Path, Path]]

_TRIES = 5
_PAUSE_SECONDS = 0.2


def replace(source: Path, target: Path) -> None:
    """Put the finished file at `target`, over what stands there. OSError, after a while of trying."""
    sync_tree(source)
    patiently(lambda: source.replace(target))
    sync_folder(target.parent)


def publish(source: Path, target: Path) -> None:
    """Give the finished file or folder its name, never over another one: UserProblem target_exists."""
    sync_tree(source)
    try:
        name_freshly(source, target)
    except FileExistsError:
        raise UserProblem("target_exists", path=target) from None
    sync_folder(target.parent)


def stage(source: Path, staged: Path) -> None:
    """Give what is ready in a held folder another name there. Nothing is synced: `together` does it."""
    source.rename(staged)


@contextmanager
def folders_aside(pairs: Pairs) -> Iterator[Pairs]:
    """Rename those of `pairs` (here, there) that are folders, and back where the block fails; the others.

    The block names what comes in their place, and so brings the folder of both to the disk.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        for here, there in pairs:
            if here.is_dir():
                here.rename(there)
                moved.append((here, there))
        yield [pair for pair in pairs if pair not in moved]
    except BaseException:
        for here, there in moved:
            there.rename(here)
        raise


def name_freshly(source: Path, target: Path) -> None:
    """Rename, never over another one: FileExistsError. Nothing is synced here."""
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    if sys.platform == "win32" or source.is_dir():  # rename itself refuses there
        patiently(lambda: source.rename(target))
        return
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # FAT on a USB stick knows no links
        source.rename(target)
    else:
        source.unlink()


def next_free(path: Path) -> Path:
    """`path`, or with `-2`, `-3` … before its ending where something stands there already."""
    candidate, number = path, 1
    while os.path.lexists(candidate):
        number += 1
        candidate = path.with_name(numbered(path.name, number))
    return candidate


def numbered(name: str, number: int) -> str:
    """`name` for the first, then with `-2`, `-3` … before its ending."""
    path = Path(name)
    return name if number == 1 else f"{path.stem}-{number}{path.suffix}"


def patiently(rename: Callable[[], object]) -> None:
    """Windows refuses for a moment while an antivirus program or an office program reads a file."""
    for _ in range(_TRIES - 1):
        try:
            rename()
        except PermissionError:
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    rename()
