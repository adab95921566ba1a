"""Unpacking a zip that nobody trusts: every limit is enforced on the bytes that really come out."""

from __future__ import annotations

import errno
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from aimed_desktop.errors import UserProblem, unreadable, unwritable
from aimed_desktop.packet.entries import NameRegister, safe_entry, unsafe
from aimed_desktop.stopping import checkpoint

MAX_ENTRIES = 10_000
MAX_UNPACKED_BYTES = 2 * 1024**3
MAX_RATIO = 200
RATIO_FREE_BYTES = 128 * 1024  # so little may be packed at any ratio

_CHUNK_BYTES = 256 * 1024
_MAX_DIRECTORY_BYTES = 16 * 1024**2
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile lets through on damaged input.
_DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    ValueError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
)
_NAME_ERRORS = (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ENOTDIR, errno.EISDIR, errno.EEXIST)


@dataclass(frozen=True, slots=True)
class _Entry:
    info: zipfile.ZipInfo
    path: PurePosixPath


def unpack(archive: Path, target: Path) -> None:
    """Unpack the zip `archive` into the empty folder `target`; UserProblem where it is unsafe or damaged."""
    with _opened(archive) as (reader, packed_bytes):
        entries = _entries(reader)
        _refuse_announced_bomb(entries)
        budget = _Budget(packed_bytes)
        for entry in entries:
            if entry.info.is_dir():
                _make_folder(target.joinpath(*entry.path.parts), entry.path)
            else:
                _unpack_entry(reader, entry, target.joinpath(*entry.path.parts), budget)


@contextmanager
def _opened(archive: Path) -> Iterator[tuple[zipfile.ZipFile, int]]:
    try:
        file = archive.open("rb")
    except OSError as error:
        raise unreadable(archive, error) from None
    with file:
        yield _reader(file), os.fstat(file.fileno()).st_size


def _reader(file: BinaryIO) -> zipfile.ZipFile:
    begins_as_zip = file.read(4) == b"PK\x03\x04"
    try:
        return zipfile.ZipFile(_Guarded(file))
    except (*_DAMAGE, OSError):
        raise UserProblem("packet_truncated" if begins_as_zip else "packet_not_a_packet") from None


class _Guarded:
    """A file that refuses to hand over more than a reasonable central directory at once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes. UserProblem when more than the limit is asked for."""
        data = self._file.read(min(size, _MAX_DIRECTORY_BYTES + 1) if size >= 0 else _MAX_DIRECTORY_BYTES + 1)
        if len(data) > _MAX_DIRECTORY_BYTES:
            raise UserProblem("packet_too_large")
        return data


def _entries(reader: zipfile.ZipFile) -> list[_Entry]:
    """Every entry with its checked path; nothing has been written yet."""
    infos = reader.infolist()
    if len(infos) > MAX_ENTRIES:
        raise UserProblem("packet_too_large")
    register = NameRegister()
    entries = []
    for info in infos:
        name = _decoded_name(info)
        _refuse_special(info, name)
        path = safe_entry(name)
        register.add(path, is_folder=info.is_dir())
        entries.append(_Entry(info, path))
    return entries


def _decoded_name(info: zipfile.ZipInfo) -> str:
    """The name by its UTF-8 flag; else as UTF-8, else as GBK (what Chinese Windows tools write)."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unsafe(info.orig_filename)


def _refuse_special(info: zipfile.ZipInfo, name: str) -> None:
    if info.flag_bits & _ENCRYPTED_FLAGS:
        raise UserProblem("packet_encrypted")
    if info.compress_type not in _METHODS:  # the others cannot be unpacked within a bound
        raise UserProblem("packet_method", name=name)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (kind == stat.S_IFDIR and not info.is_dir()):
        raise unsafe(name)


def _refuse_announced_bomb(entries: list[_Entry]) -> None:
    """Refuse early what the headers already admit; the real bytes are counted later all the same."""
    if sum(entry.info.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise UserProblem("packet_too_large")


class _Budget:
    """Counts what has come out of the archive."""

    def __init__(self, packed_bytes: int) -> None:
        self._limit = min(MAX_UNPACKED_BYTES, packed_bytes * MAX_RATIO + RATIO_FREE_BYTES)
        self._spent = 0

    def spend(self, count: int) -> None:
        self._spent += count
        if self._spent > self._limit:
            raise UserProblem("packet_too_large")


def _unpack_entry(reader: zipfile.ZipFile, entry: _Entry, target: Path, budget: _Budget) -> None:
    _make_folder(target.parent, entry.path)
    entry_limit = max(entry.info.compress_size * MAX_RATIO, RATIO_FREE_BYTES)
    written = 0
    with _written(target, entry.path) as output:
        for chunk in _chunks(reader, entry.info):
            written += len(chunk)
            budget.spend(len(chunk))
            if written > entry_limit:
                raise UserProblem("packet_too_large")
            output.write(chunk)
    if written != entry.info.file_size:
        raise UserProblem("packet_truncated")


def _chunks(reader: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry's bytes, checked against its CRC."""
    try:
        with reader.open(info) as source:
            while chunk := source.read(_CHUNK_BYTES):
                checkpoint()
                yield chunk
    except (*_DAMAGE, RuntimeError):
        raise UserProblem("packet_truncated") from None


@contextmanager
def _written(target: Path, name: PurePosixPath) -> Iterator[BinaryIO]:
    try:
        with open(target, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as output:
            yield output
    except OSError as error:
        raise _write_problem(error, target, name) from None


def _make_folder(folder: Path, name: PurePosixPath) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _write_problem(error, folder, name) from None


def _write_problem(error: OSError, target: Path, name: PurePosixPath) -> UserProblem:
    if error.errno in _NAME_ERRORS:
        return unsafe(str(name))
    return unwritable(target.parent, error)
