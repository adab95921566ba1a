"""Folders that outlive a power cut: the name of each that is made is brought to the disk."""

from __future__ import annotations

from pathlib import Path

from aimed_desktop.files.syncing import sync_folder


def make_synced(path: Path, mode: int = 0o777) -> Path:
    """`path`, made with its parents where it is missing; `mode` is for itself alone. OSError."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    for folder in missing:
        sync_folder(folder.parent)
    return path


def private_dir(path: Path) -> Path:
    """`path`, made with mode 0700 where it is missing. OSError."""
    return make_synced(path, 0o700)
