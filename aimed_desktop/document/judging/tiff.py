"""The pages of a TIFF by its directories, which may lead in a circle or out of the file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MOST_PAGES = 2_000
_MOST_TAGS = 4_096
_MOST_STRIPS = 200_000
_SUBFILE, _REDUCED = 254, 1
_STRIPS = ((273, 279), (324, 325))  # where strips and tiles stand, and how long each is
_LENGTHS = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 13: 4, 16: 8, 18: 8}
_LETTERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}


@dataclass(frozen=True, slots=True)
class TiffPages:
    """`frames` are the indexes of the pages among all directories: small copies of pages are none.

    `is_cut_off`: something that a directory names lies behind the end of the file.
    """

    frames: tuple[int, ...]
    is_cut_off: bool
    are_too_many: bool = False


def tiff_pages(content: bytes) -> TiffPages:
    """The pages in order. Nothing is decoded."""
    frames: list[int] = []
    try:
        for index, directory in enumerate(_directories(content)):
            if index >= MOST_PAGES:
                return TiffPages(tuple(frames), is_cut_off=False, are_too_many=True)
            if not directory.first(_SUBFILE) & _REDUCED:
                frames.append(index)
            if directory.end > len(content):
                return TiffPages(tuple(frames), is_cut_off=True)
    except (struct.error, ValueError):
        return TiffPages(tuple(frames), is_cut_off=True)
    return TiffPages(tuple(frames), is_cut_off=False)


class _Directory:
    """One directory: tag → (type, count, where its values stand)."""

    def __init__(self, content: bytes, at: int, order: str, is_big: bool) -> None:
        self._content, self._order, self._is_big = content, order, is_big
        head, entry = ("Q", "HHQ") if is_big else ("H", "HHI")
        (count,) = struct.unpack_from(order + head, content, at)
        if count > _MOST_TAGS:
            raise ValueError
        at += struct.calcsize(order + head)
        self._tags: dict[int, tuple[int, int, int]] = {}
        size = 20 if is_big else 12
        for number in range(count):
            tag, kind, values = struct.unpack_from(order + entry, content, at + number * size)
            self._tags[tag] = (kind, values, at + number * size + (12 if is_big else 8))
        (self.next,) = struct.unpack_from(order + ("Q" if is_big else "I"), content, at + count * size)

    def first(self, tag: int) -> int:
        """The first number of a tag; 0 where there is none."""
        return next(self._numbers(tag), 0)

    @property
    def end(self) -> int:
        """Where the last strip or tile ends."""
        ends = (
            start + length
            for starts, lengths in _STRIPS
            for start, length in zip(self._numbers(starts), self._numbers(lengths), strict=False)
        )
        return max(ends, default=0)

    def _numbers(self, tag: int) -> Iterator[int]:
        kind, count, at = self._tags.get(tag, (0, 0, 0))
        if kind not in _LETTERS or not count:
            return
        if count > _MOST_STRIPS:
            raise ValueError
        if _LENGTHS[kind] * count > (8 if self._is_big else 4):
            (at,) = struct.unpack_from(self._order + ("Q" if self._is_big else "I"), self._content, at)
        yield from struct.unpack_from(f"{self._order}{count}{_LETTERS[kind]}", self._content, at)


def _directories(content: bytes) -> Iterator[_Directory]:
    order = "<" if content.startswith(b"II") else ">"
    is_big = content[2:4] in (b"+\0", b"\0+")
    (at,) = struct.unpack_from(order + ("Q" if is_big else "I"), content, 8 if is_big else 4)
    seen = set()
    while at and at not in seen:
        seen.add(at)
        directory = _Directory(content, at, order, is_big)
        yield directory
        at = directory.next
