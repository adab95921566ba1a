"""The packet as a BagIt bag (RFC 8493, version 1.0, sha256): writing it, opening it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aimed_desktop.errors import UserProblem, unreadable
from aimed_desktop.files.file_names import one_line
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.workspace import fresh_folder
from aimed_desktop.files.zips import MAX_ENTRIES, MAX_UNPACKED_BYTES
from aimed_desktop.packet.entries import unsafe
from aimed_desktop.packet.litter import is_litter
from aimed_desktop.packet.tag_files import DECLARATION, INFORMATION, PAYLOAD
from aimed_desktop.packet.unpack import unpack
from aimed_desktop.packet.zipping import files_in
from aimed_desktop.stopping import checkpoint

MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
FINGERPRINT_LABEL = "AIMed-Fingerprint"
VERSION_LABEL = "AIMed-Version"
MATERIAL_PAGES_LABEL = "AIMed-Scan-Material-Pages"

_CHUNK_BYTES = 1024 * 1024


def write_bag(root: Path, information: Mapping[str, str]) -> None:
    """Make `root`, which holds `data/`, a bag. `information` goes into bag-info.txt in its order."""
    payload = files_in(root / PAYLOAD)
    octets = sum(path.stat().st_size for path in payload)
    lines = {**information, "Payload-Oxum": f"{octets}.{len(payload)}"}
    _write(root / DECLARATION, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    _write(root / INFORMATION, "".join(f"{label}: {one_line(text)}\n" for label, text in lines.items()))
    _write(root / MANIFEST, _manifest(root, payload))
    _write(root / TAG_MANIFEST, _manifest(root, [root / n for n in (INFORMATION, DECLARATION, MANIFEST)]))


def sha256_of(path: Path) -> str:
    """SHA-256 of the file in hexadecimal digits, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            checkpoint()
            digest.update(chunk)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class OpenedPacket:
    """A packet that is safe to read. `root`: the bag's own folder, with bagit.txt in it.

    `beside`: system litter of a zip that was left out, or lies beside the bag.
    """

    root: Path
    beside: tuple[str, ...] = ()


@contextmanager
def open_packet(path: Path, temporary: Path | None = None) -> Iterator[OpenedPacket]:
    """A packet folder or zip, opened.

    A zip is unpacked into a fresh folder under `temporary` (default: the data folder's `tmp`),
    which is gone afterwards. UserProblem when the packet is unsafe, damaged or none at all.
    """
    if path.is_dir():
        _check_folder(path)
        if not (path / DECLARATION).is_file():
            raise UserProblem("packet_not_a_packet")
        yield OpenedPacket(path)
        return
    with fresh_folder(temporary) as fresh:
        left_out = unpack(path, fresh)
        root, litter = _bag_root(fresh)
        yield OpenedPacket(root, (*left_out, *litter))


def _bag_root(unpacked: Path) -> tuple[Path, list[str]]:
    """The bag in the unpacked zip: its one top folder, or the zip's own top; and the litter beside it."""
    beside = sorted(path.name for path in unpacked.iterdir())
    litter = [name for name in beside if is_litter(name)]
    if (unpacked / DECLARATION).is_file():
        return unpacked, []
    roots = [name for name in beside if name not in litter]
    if len(roots) != 1 or not (unpacked / roots[0] / DECLARATION).is_file():
        raise UserProblem("packet_not_a_packet")
    return unpacked / roots[0], litter


def _check_folder(root: Path) -> None:
    """Refuse a folder with links, devices, too many or too large files."""
    count = octets = 0
    pending = [root]
    while pending:
        for entry in _scan(pending.pop()):
            state = entry.stat(follow_symlinks=False)
            if not _is_plain(state):
                raise unsafe(Path(entry.path).relative_to(root).as_posix())
            count += 1
            if stat.S_ISDIR(state.st_mode):
                pending.append(Path(entry.path))
            else:
                octets += state.st_size
            if count > MAX_ENTRIES or octets > MAX_UNPACKED_BYTES:
                raise UserProblem("packet_too_large")


def _scan(folder: Path) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError as error:
        raise unreadable(folder, error) from None


def _is_plain(state: os.stat_result) -> bool:
    """A regular file or a folder; not a link, nor a Windows junction."""
    junction = getattr(state, "st_file_attributes", 0) & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)
    return not junction and (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode))


def _manifest(root: Path, files: Iterable[Path]) -> str:
    return "".join(f"{sha256_of(path)}  {_listed(path.relative_to(root).as_posix())}\n" for path in files)


def _listed(name: str) -> str:
    """RFC 8493, 2.1.3: CR, LF and % are percent-encoded in manifests, and nothing else."""
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _write(path: Path, text: str) -> None:
    write_new(path, text.encode())
