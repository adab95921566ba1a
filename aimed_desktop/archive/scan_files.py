"""The kept scans as files, for whoever packs them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aimed_desktop.archive.archive import Archive
from aimed_desktop.files.folders import private_dir
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.private_files import machine_problems
from aimed_desktop.files.workspace import fresh_folder


@contextmanager
def scan_files(archive: Archive, entry: str) -> Iterator[list[Path]]:
    """Every scan of an application as a file below the data folder, gone afterwards."""
    with fresh_folder(archive.folder / "tmp") as folder:
        paths = []
        with machine_problems(folder):
            for scan in archive.lifecycle.scans(entry):
                own = private_dir(folder / str(scan.number))  # two scans may have the same name
                paths.append(own / scan.name)
                write_new(paths[-1], archive.lifecycle.scan_content(scan.number))
        yield paths
