"""Watches what the program tells the operating system: which content is on the disk when a name appears."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from aimed_desktop.files.rename_log import JOURNAL

_ITS_OWN = ("archive.lock", "archive.db-wal", "archive.db-shm")  # held open, written by SQLite


class Disk:
    """What has reached the disk: the content of which file as it was when, and the names of which folder."""

    def __init__(self) -> None:
        self.named: list[Path] = []
        self.faults: list[str] = []
        self._contents: dict[tuple[int, int], int] = {}
        self._open_folders: dict[tuple[int, int], Path] = {}

    def sync(self, descriptor: int) -> None:
        state = os.fstat(descriptor)
        self._contents[state.st_dev, state.st_ino] = state.st_mtime_ns
        self._open_folders.pop((state.st_dev, state.st_ino), None)

    def name(self, target: Path, source: Path) -> None:
        is_journal = target.name == JOURNAL
        if any(part.startswith(".aimed-") for part in target.parts) and not is_journal:
            return
        if not is_journal:
            self.named.append(target)
            if (state := source.parent.stat()) and (state.st_dev, state.st_ino) in self._open_folders:
                self.faults.append(f"{target.name} got its name before the journal was on the disk")
        for path in (source, *source.rglob("*")):
            state = path.stat()
            if self._contents.get((state.st_dev, state.st_ino)) != state.st_mtime_ns:
                self.faults.append(f"{target.name}: {path.name} was not on the disk when it got its name")
        self.folder_changed(target.parent)

    def folder_changed(self, folder: Path) -> None:
        state = folder.stat()
        self._open_folders[state.st_dev, state.st_ino] = folder

    def check(self, folder: Path) -> None:
        """Whether all is well, and every file of `folder` got its name by a rename that was seen."""
        assert self.faults == []
        assert not list(self._open_folders.values()), "folders with names that a power cut would take away"
        assert self.named
        for path in folder.rglob("*"):
            if path.is_file() and path.name not in _ITS_OWN:
                assert any(named in (path, *path.parents) for named in self.named), path


def watched_disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The calls of the operating system, watched from now on; each does what it always does."""
    seen = Disk()
    fsync, mkdir = os.fsync, os.mkdir

    def watched_fsync(descriptor: int) -> None:
        fsync(descriptor)
        seen.sync(descriptor)

    def watched_mkdir(path: str, *arguments: int, **options: int) -> None:
        mkdir(path, *arguments, **options)
        if not any(part.startswith(".aimed-") for part in Path(path).parts):
            seen.folder_changed(Path(path).parent)

    def watched(call: Callable[..., None]) -> Callable[..., None]:
        def run(source: str, target: str, **options: object) -> None:
            seen.name(Path(target), Path(source))
            call(source, target, **options)

        return run

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "mkdir", watched_mkdir)
    for name in ("rename", "replace", "link"):
        monkeypatch.setattr(os, name, watched(getattr(os, name)))
    return seen
