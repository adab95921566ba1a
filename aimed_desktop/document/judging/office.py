"""Containers of office programs: zipped (docx, xlsx, OFD) and the older compound files (doc, xls)."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ContainerTrouble = Literal["cut_off", "damaged", "locked", "too_heavy"]
MOST_ENTRIES = 10_000
_MOST_DIRECTORY_BYTES = 8 * 1024**2
_MOST_UNPACKED_BYTES = 512 * 1024**2  # read through to see whether a zip is whole; nothing is kept
_PIECE = 1024**2
_ZIP_END = b"PK\x05\x06"
_ZIP_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_END_OF_CHAIN = 0xFFFFFFFA  # and above: no sector
_MOST_NAMES = 10_000
_BAD_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, RuntimeError, OverflowError),
)


def zip_kind(content: bytes) -> str:
    """`docx`, `xlsx`, `pptx`, `ofd` or `zip`, by the names that its directory (or what is left) holds."""
    names = _zip_names(content)
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                return kind
    return "zip"


def zip_trouble(content: bytes) -> ContainerTrouble | None:
    """`cut_off`, `damaged`, `locked` or `too_heavy`; None where every entry can be read to its end."""
    if _directory(content) is None:
        return "cut_off"
    if not _is_bounded(content):
        return "too_heavy"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if any(entry.flag_bits & 1 for entry in package.infolist()):
                return "locked"
            return _read_through(package)
    except _BAD_ZIP:
        return "damaged"


def _read_through(package: zipfile.ZipFile) -> ContainerTrouble | None:
    left = _MOST_UNPACKED_BYTES
    for entry in package.infolist():
        with package.open(entry) as file:
            while piece := file.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    return None  # a large one: what was read is whole
    return None


def _zip_names(content: bytes) -> list[str]:
    if not _is_bounded(content):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return package.namelist()
    except _BAD_ZIP:
        return list(_local_names(content))


def _local_names(content: bytes) -> Iterator[str]:
    """The names of a zip that was cut off: those of its local headers."""
    at = content.find(b"PK\x03\x04")
    for _ in range(MOST_ENTRIES):
        if at < 0 or at + 30 > len(content):
            return
        (length,) = struct.unpack_from("<H", content, at + 26)
        yield content[at + 30 : at + 30 + length].decode("utf-8", "replace")
        at = content.find(b"PK\x03\x04", at + 30)


def _directory(content: bytes) -> tuple[int, int] | None:
    """Entries and bytes of the central directory as its end says; None where the end is missing."""
    at = content.rfind(_ZIP_END, max(0, len(content) - _ZIP_END_BYTES - _LONGEST_COMMENT))
    if at < 0 or at + _ZIP_END_BYTES > len(content):
        return None
    entries, size = struct.unpack_from("<HI", content, at + 10)
    return entries, size


def _is_bounded(content: bytes) -> bool:
    directory = _directory(content)
    return directory is None or (directory[0] <= MOST_ENTRIES and directory[1] <= _MOST_DIRECTORY_BYTES)


@dataclass(frozen=True, slots=True)
class _Stream:
    name: str
    start: int
    size: int


class _CompoundFile:
    """The directory of a compound file ([MS-CFB]); ValueError where it leads out of the file."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512:
            raise ValueError
        self._content = content
        (shift,) = struct.unpack_from("<H", content, 30)
        if shift not in (9, 12):
            raise ValueError
        self._sector_bytes: int = 1 << shift
        self._tables = self._table_sectors()
        self.streams = tuple(self._entries())

    def sector(self, number: int) -> bytes:
        """The bytes of a sector."""
        at = (number + 1) * self._sector_bytes
        piece = self._content[at : at + self._sector_bytes]
        if not piece:
            raise ValueError
        return piece

    def chain(self, start: int) -> Iterator[int]:
        """The sectors of a stream from its first."""
        most = len(self._content) // self._sector_bytes + 1
        for _ in range(most):
            if start >= _END_OF_CHAIN:
                return
            yield start
            start = self._next(start)
        raise ValueError  # it runs in a circle

    def is_whole(self, stream: _Stream) -> bool:
        """Whether every sector of a stream lies inside the file."""
        if stream.size < 4096:  # kept elsewhere, in the small stream
            return True
        last = max(self.chain(stream.start), default=0)
        return (last + 1) * self._sector_bytes < len(self._content)

    def _next(self, sector: int) -> int:
        per_table = self._sector_bytes // 4
        table = self.sector(self._tables[sector // per_table])
        return int(struct.unpack_from("<I", table, sector % per_table * 4)[0])

    def _table_sectors(self) -> list[int]:
        count, more = (
            struct.unpack_from("<I", self._content, 44)[0],
            struct.unpack_from("<I", self._content, 68)[0],
        )
        if count > len(self._content) // self._sector_bytes + 1:
            raise ValueError
        found = list(struct.unpack_from("<109I", self._content, 76))
        while len(found) < count and more < _END_OF_CHAIN:
            numbers = struct.unpack_from(f"<{self._sector_bytes // 4}I", self.sector(more))
            found += numbers[:-1]
            more = numbers[-1]
        return found[:count]

    def _entries(self) -> Iterator[_Stream]:
        (start,) = struct.unpack_from("<I", self._content, 48)
        seen = 0
        for number in self.chain(start):
            sector = self.sector(number)
            for at in range(0, len(sector) - 127, 128):
                seen += 1
                (length,) = struct.unpack_from("<H", sector, at + 64)
                if sector[at + 66] == 2 and 2 <= length <= 64:
                    name = sector[at : at + length - 2].decode("utf-16-le", "replace")
                    yield _Stream(name, *struct.unpack_from("<II", sector, at + 116))
                if seen > _MOST_NAMES:
                    return


def ole_kind(content: bytes) -> str:
    """`doc`, `xls`, `ppt`, `locked_office` or `ole`, by the streams of a compound file."""
    try:
        names = {stream.name for stream in _CompoundFile(content).streams}
    except (ValueError, IndexError, struct.error):
        return "ole"
    for name, kind in (
        ("EncryptedPackage", "locked_office"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    ):
        if name in names:
            return kind
    return "ole"


def ole_trouble(content: bytes) -> ContainerTrouble | None:
    """`locked` or `cut_off`; None where nothing is wrong with a compound file."""
    try:
        file = _CompoundFile(content)
        for stream in file.streams:
            if stream.name == "EncryptedPackage" or _is_locked(file, stream):
                return "locked"
            if not file.is_whole(stream):
                return "cut_off"
    except (ValueError, IndexError, struct.error):
        return "cut_off"
    return None


def _is_locked(file: _CompoundFile, stream: _Stream) -> bool:
    """The mark of a password: Word's fEncrypted ([MS-DOC] 2.5.2), Excel's FILEPASS ([MS-XLS] 2.4.117)."""
    if stream.name not in ("WordDocument", "Workbook", "Book") or stream.size < 4096:
        return False
    head = file.sector(stream.start)
    if stream.name == "WordDocument":
        (flags,) = struct.unpack_from("<H", head, 10)
        return bool(flags & 0x0100)
    (length,) = struct.unpack_from("<H", head, 2)
    (mark,) = struct.unpack_from("<H", head, 4 + length)
    return bool(mark == 0x002F)
