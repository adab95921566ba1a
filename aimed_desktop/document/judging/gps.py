"""Whether a file tells where a photo was taken: GPS in EXIF or XMP, also of pictures inside a PDF."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_GPS_DIRECTORY = 0x8825
_LATITUDE, _LONGITUDE = 2, 4
_MOST_BLOCKS = 2_000  # of EXIF in one file
_MOST_TAGS = 500
_MARKS = (b"Exif\0\0", b"eXIf", b"EXIF")  # of JPEG and HEIC, PNG, WEBP
_XMP = (b"exif:GPSLatitude", b"exif:GPSLongitude")
_TIFF_HEADS = (b"II*\0", b"MM\0*")


def tells_place(content: bytes) -> bool:
    """Whether latitude or longitude stand in the file. Nothing is decoded."""
    if any(mark in content for mark in _XMP):
        return True
    return any(_has_place(content, start) for start in _exif_starts(content))


def _exif_starts(content: bytes) -> Iterator[int]:
    """Where EXIF may begin: with the head of a TIFF, which a picture of that kind is itself."""
    if content.startswith(_TIFF_HEADS):
        yield 0
    for mark in _MARKS:
        at = content.find(mark)
        for _ in range(_MOST_BLOCKS):
            if at < 0:
                break
            for skipped in (0, 4, 10):  # the length of a chunk, and JPEG's mark inside one
                start = at + len(mark) + skipped
                if content.startswith(_TIFF_HEADS, start):
                    yield start
                    break
            at = content.find(mark, at + len(mark))


def _has_place(content: bytes, start: int) -> bool:
    order = "<" if content.startswith(b"II", start) else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", content, start + 4)
        directory = _tags(content, start, first, order).get(_GPS_DIRECTORY)
        place = _tags(content, start, directory, order) if directory else {}
    except struct.error:
        return False
    return _LATITUDE in place or _LONGITUDE in place


def _tags(content: bytes, start: int, at: int, order: str) -> dict[int, int]:
    """The tags of a directory with the number that each holds (or its offset)."""
    (count,) = struct.unpack_from(f"{order}H", content, start + at)
    found = {}
    for index in range(min(count, _MOST_TAGS)):
        tag, _kind, _length, value = struct.unpack_from(f"{order}HHII", content, start + at + 2 + 12 * index)
        found[tag] = value
    return found
