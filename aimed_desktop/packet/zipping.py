"""Zips whose bytes depend on nothing but the names and contents in them."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from aimed_desktop.files.modes import open_private
from aimed_desktop.files.zips import MAX_RATIO
from aimed_desktop.stopping import checkpoint

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_CHUNK_BYTES = 256 * 1024
_UNIX = 3
_REGULAR_FILE = 0o100644
# Already compressed: deflating again costs time and gains nothing.
_STORED_SUFFIXES = frozenset(
    {".docx", ".xlsx", ".pdf", ".jpg", ".jpeg", ".png", ".zip", ".mp4", ".7z", ".rar"}
)


def files_in(folder: Path) -> list[Path]:
    """Every file under `folder`, in the order of its path's code points."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(files, key=lambda path: path.relative_to(folder).as_posix())


def zip_folder(folder: Path, archive: Path, top: str) -> None:
    """Write `folder` as the zip `archive` with everything under the one folder `top`."""
    with open_private(archive) as file, zipfile.ZipFile(file, "w") as writer:
        for path in files_in(folder):
            _add(writer, path, f"{top}/{path.relative_to(folder).as_posix()}")


def _add(writer: zipfile.ZipFile, path: Path, name: str) -> None:
    info = zipfile.ZipInfo(name, _FIXED_TIME)
    info.create_system = _UNIX
    info.external_attr = _REGULAR_FILE << 16
    info.compress_type = zipfile.ZIP_DEFLATED if _is_worth_deflating(path) else zipfile.ZIP_STORED
    info.file_size = path.stat().st_size
    info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # WORKAROUND(Python 3.11): no public name
    with path.open("rb") as source, writer.open(info, "w") as target:
        while chunk := source.read(_CHUNK_BYTES):
            checkpoint()
            target.write(chunk)


def _is_worth_deflating(path: Path) -> bool:
    """Not for compressed kinds, nor where the ratio would make a careful reader fear a bomb."""
    if path.suffix.lower() in _STORED_SUFFIXES:
        return False
    compressor = zlib.compressobj(_LEVEL)
    packed = 0
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK_BYTES):
            packed += len(compressor.compress(chunk))
    packed += len(compressor.flush())
    return path.stat().st_size < packed * MAX_RATIO // 2
