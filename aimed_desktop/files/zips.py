"""Zips that nobody trusts: opened within bounds, read within bounds, whatever their headers say."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Literal

MAX_ENTRIES = 10_000
MAX_UNPACKED_BYTES = 2 * 1024**3
MAX_RATIO = 200
RATIO_FREE_BYTES = 128 * 1024  # so little may be packed at any ratio

_CHUNK_BYTES = 256 * 1024
_MAX_DIRECTORY_BYTES = 16 * 1024**2
_SHORTEST_HEADER = 30  # of an entry, before its name
# What zipfile lets through on damaged input; RuntimeError: a password is asked for.
ZIP_DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    OverflowError,
    OSError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)


class ZipRefused(Exception):
    """A zip that is not read: `damaged`, or `too_large` once unpacked (a bomb among them)."""

    def __init__(self, reason: Literal["damaged", "too_large"]) -> None:
        super().__init__(reason)
        self.reason: Literal["damaged", "too_large"] = reason


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """The zip in `file`, of at most 10,000 entries, 2 GB by its headers, no two of them over the same bytes.

    ZipRefused where it is not so. What really comes out is counted by `entry_chunks`.
    """
    try:
        reader = zipfile.ZipFile(GuardedFile(file))
    except ZIP_DAMAGE:
        raise ZipRefused("damaged") from None
    entries = reader.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise ZipRefused("too_large")
    if _overlap(entries):
        raise ZipRefused("damaged")
    return reader


def entry_chunks(
    reader: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    most: int = MAX_UNPACKED_BYTES,
    free: int = RATIO_FREE_BYTES,
) -> Iterator[bytes]:
    """The entry's bytes as they come out, checked against its CRC. ZipRefused beyond `most`, or beyond the
    ratio where that is more than `free` bytes.
    """
    most = min(most, max(entry.compress_size * MAX_RATIO, free))
    count = 0
    try:
        with reader.open(entry) as source:
            while chunk := source.read(_CHUNK_BYTES):
                count += len(chunk)
                if count > most:
                    raise ZipRefused("too_large")
                yield chunk
    except ZIP_DAMAGE:
        raise ZipRefused("damaged") from None
    if count != entry.file_size:
        raise ZipRefused("damaged")


def read_entry(
    reader: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, free: int = RATIO_FREE_BYTES
) -> bytes:
    """The whole entry of at most `most` bytes. ZipRefused as `entry_chunks`."""
    return b"".join(entry_chunks(reader, entry, most, free))


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries claim the same bytes: how a small zip unpacks to more than any ratio shows."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + _SHORTEST_HEADER + entry.compress_size
    return False


class GuardedFile:
    """A file that refuses to hand over more than a reasonable central directory at once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes. ZipRefused when more than the limit is asked for."""
        data = self._file.read(min(size, _MAX_DIRECTORY_BYTES + 1) if size >= 0 else _MAX_DIRECTORY_BYTES + 1)
        if len(data) > _MAX_DIRECTORY_BYTES:
            raise ZipRefused("too_large")
        return data
