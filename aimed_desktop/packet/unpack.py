"""Unpacking a zip that nobody trusts: every limit is enforced on the bytes that really come out."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from aimed_desktop.errors import UserProblem, unwritable
from aimed_desktop.files.modes import open_new
from aimed_desktop.files.reading import open_regular
from aimed_desktop.files.zips import (
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_FREE_BYTES,
    ZipRefused,
    entry_chunks,
    open_zip,
)
from aimed_desktop.packet.entries import NameRegister, safe_entry, unsafe
from aimed_desktop.packet.litter import is_litter
from aimed_desktop.stopping import checkpoint

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NAME_ERRORS = (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ENOTDIR, errno.EISDIR, errno.EEXIST)


@dataclass(frozen=True, slots=True)
class _Entry:
    info: zipfile.ZipInfo
    path: PurePosixPath


def unpack(archive: Path, target: Path) -> tuple[str, ...]:
    """Unpack the zip `archive` into the empty folder `target`; UserProblem where it is unsafe or damaged.

    The names of system litter that was left out, as no system takes it (`a.docx:Zone.Identifier`).
    """
    with _opened(archive) as (reader, packed_bytes):
        entries, left_out = _entries(reader)
        budget = _Budget(packed_bytes)
        for entry in entries:
            if entry.info.is_dir():
                _make_folder(target.joinpath(*entry.path.parts), entry.path)
            else:
                _unpack_entry(reader, entry, target.joinpath(*entry.path.parts), budget)
    return left_out


@contextmanager
def _opened(archive: Path) -> Iterator[tuple[zipfile.ZipFile, int]]:
    with open_regular(archive) as file:
        begins_as_zip = file.read(4) == b"PK\x03\x04"
        try:
            reader = open_zip(file)
        except ZipRefused as refused:
            if refused.reason == "damaged" and not begins_as_zip:
                raise UserProblem("packet_not_a_packet") from None
            raise _problem(refused) from None
        yield reader, os.fstat(file.fileno()).st_size


def _problem(refused: ZipRefused) -> UserProblem:
    return UserProblem("packet_too_large" if refused.reason == "too_large" else "packet_truncated")


def _entries(reader: zipfile.ZipFile) -> tuple[list[_Entry], tuple[str, ...]]:
    """Every entry with its checked path, and litter of a name that cannot be; nothing is written yet."""
    register = NameRegister()
    entries, left_out = [], []
    for info in reader.infolist():
        name = _decoded_name(info)
        _refuse_special(info, name)
        try:
            path = safe_entry(name)
        except UserProblem:
            if not is_litter(name) or ".." in name:
                raise
            left_out.append(name)
            continue
        register.add(path, is_folder=info.is_dir())
        entries.append(_Entry(info, path))
    return entries, tuple(left_out)


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
    try:
        with _written(target, entry.path) as output:
            for chunk in entry_chunks(reader, entry.info):
                checkpoint()
                budget.spend(len(chunk))
                output.write(chunk)
    except ZipRefused as refused:
        raise _problem(refused) from None


@contextmanager
def _written(target: Path, name: PurePosixPath) -> Iterator[BinaryIO]:
    try:
        with open_new(target) as output:
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
