"""Where the archive's files stand in the data folder, and holding that folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aimed_desktop.archive.lock import FolderLock
from aimed_desktop.archive.private_files import machine_problems, own_folder, remove_leftovers
from aimed_desktop.paths import ARCHIVE_NAME

WAIT_SECONDS = 3.0  # a command that finds the window saving waits this long


@dataclass(frozen=True, slots=True)
class Places:
    """The files of the archive in `folder`."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / ARCHIVE_NAME

    @property
    def keys(self) -> Path:
        return self.folder / "archive-keys.json"

    @property
    def lock(self) -> Path:
        return self.folder / "archive.lock"

    def set_orphan_keys_aside(self) -> None:
        """Rename keys without a database: they may belong to one that somebody moved away."""
        number = 1
        while self.keys.exists():
            aside = self.folder / f"archive-keys-{number}.json"
            number += 1
            if not aside.exists():
                with machine_problems(aside):
                    self.keys.rename(aside)


@contextmanager
def hold_folder(places: Places, wait_seconds: float) -> Iterator[FolderLock]:
    """The folder's lock, kept when the block ends well and released when it fails."""
    own_folder(places.folder)
    lock = FolderLock(places.lock, wait_seconds)
    try:
        remove_leftovers(places.folder)
        yield lock
    except BaseException:
        lock.release()
        raise
