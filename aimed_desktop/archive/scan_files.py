"""The kept scans as files, for whoever packs them."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aimed_desktop.archive.archive import Archive
from aimed_desktop.files.private_files import SCANS_FOLDER, machine_problems
from aimed_desktop.paths import private_dir


@contextmanager
def scan_files(archive: Archive, entry: str) -> Iterator[list[Path]]:
    """Every scan of an application as a file below the data folder, gone afterwards."""
    folder = archive.folder / "tmp" / f"{SCANS_FOLDER}{secrets.token_hex(6)}"
    try:
        paths = []
        with machine_problems(folder):
            for scan in archive.lives.scans(entry):
                own = private_dir(folder / str(scan.number))  # two scans may have the same name
                paths.append(own / scan.name)
                paths[-1].write_bytes(archive.lives.scan_content(scan.number))
        yield paths
    finally:
        shutil.rmtree(folder, ignore_errors=True)
