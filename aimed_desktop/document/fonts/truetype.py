"""Reads a TrueType font file: which characters it has, how wide they are, and subsets of it."""

from __future__ import annotations

import mmap
import struct
from array import array
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

_COPIED_TABLES = ("cvt ", "fpgm", "prep")
_RESTRICTED_LICENCE = 0x0002  # OS/2 fsType: may not be embedded
_NO_SUBSETTING = 0x0100
_ARGS_ARE_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x01, 0x08, 0x20, 0x40, 0x80


class TrueTypeError(Exception):
    """The file is no TrueType font with outlines that a PDF can embed."""


class TrueTypeFile:
    """One font of a .ttf or .ttc file, mapped into memory; its tables are read when asked for.

    Lengths that it returns are in thousandths of the type size, as PDF wants them.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._tables = self._directory(index)
        if not {"glyf", "loca", "cmap", "head", "hhea", "hmtx", "maxp"} <= set(self._tables):
            raise TrueTypeError(path.name)
        head, hhea = self._tables["head"][0], self._tables["hhea"][0]
        self._units: int = struct.unpack_from(">H", self._data, head + 18)[0]
        self._long_loca: bool = struct.unpack_from(">h", self._data, head + 50)[0] != 0
        self._metrics: int = struct.unpack_from(">H", self._data, hhea + 34)[0]
        self.bbox = tuple(self._scale(v) for v in struct.unpack_from(">4h", self._data, head + 36))
        self.ascent, self.descent = (self._scale(v) for v in struct.unpack_from(">2h", self._data, hhea + 4))
        if not self._embeddable():
            raise TrueTypeError(path.name)

    @cached_property
    def characters(self) -> dict[int, int]:
        """Glyph number of every character code that the font has a glyph for."""
        start, _ = self._tables["cmap"]
        (count,) = struct.unpack_from(">H", self._data, start + 2)
        records = [struct.unpack_from(">HHL", self._data, start + 4 + 8 * i) for i in range(count)]
        best: dict[int, int] = {}
        for platform, encoding, offset in records:
            (kind,) = struct.unpack_from(">H", self._data, start + offset)
            unicode_table = platform == 0 or (platform, encoding) in ((3, 1), (3, 10))
            if unicode_table and kind in (4, 12):
                best[kind] = start + offset
        if 12 in best:
            return self._segmented_coverage(best[12])
        if 4 in best:
            return self._segment_mapping(best[4])
        raise TrueTypeError(self.path.name)

    @cached_property
    def name(self) -> str:
        """PostScript name, made of ASCII letters, digits and hyphens."""
        found = self.path.stem
        if "name" in self._tables:
            start, _ = self._tables["name"]
            count, strings = struct.unpack_from(">2xHH", self._data, start)
            for i in range(count):
                record = struct.unpack_from(">6H", self._data, start + 6 + 12 * i)
                platform, _encoding, _language, kind, length, offset = record
                if kind == 6 and platform == 3:
                    at = start + strings + offset
                    found = self._data[at : at + length].decode("utf-16-be", "replace")
                    break
        return "".join(c for c in found if c.isascii() and (c.isalnum() or c == "-")) or "Font"

    def advance(self, glyph: int) -> float:
        """How far the pen moves for `glyph`."""
        start, _ = self._tables["hmtx"]
        (width,) = struct.unpack_from(">H", self._data, start + 4 * min(glyph, self._metrics - 1))
        return self._scale(width)

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A font file holding `glyphs` in that order (the first should be 0), and their components."""
        wanted = list(glyphs)
        position = {glyph: index for index, glyph in reversed(list(enumerate(wanted)))}
        outlines: list[bytes] = []
        for glyph in wanted:  # grows while components are found
            outlines.append(self._renumbered(self._outline(glyph), wanted, position))
        metrics = b"".join(self._metric(glyph) for glyph in wanted)
        loca, glyf = _joined(outlines)
        tables = {tag: self._table(tag) for tag in _COPIED_TABLES if tag in self._tables}
        tables |= {
            "glyf": glyf,
            "loca": loca,
            "hmtx": metrics,
            "head": _patched(self._table("head"), {8: (">L", 0), 50: (">h", 1)}),
            "hhea": _patched(self._table("hhea"), {34: (">H", len(wanted))}),
            "maxp": _patched(self._table("maxp"), {4: (">H", len(wanted))}),
        }
        return _font_file(tables)

    def _directory(self, index: int) -> dict[str, tuple[int, int]]:
        kind = self._data[:4]
        start = 0
        if kind == b"ttcf":
            (start,) = struct.unpack_from(">L", self._data, 12 + 4 * index)
            kind = self._data[start : start + 4]
        if kind not in (b"\0\1\0\0", b"true"):
            raise TrueTypeError(self.path.name)
        (count,) = struct.unpack_from(">H", self._data, start + 4)
        entries = (struct.unpack_from(">4s4xLL", self._data, start + 12 + 16 * i) for i in range(count))
        return {tag.decode("latin-1"): (offset, length) for tag, offset, length in entries}

    def _embeddable(self) -> bool:
        if "OS/2" not in self._tables:
            return True
        (rights,) = struct.unpack_from(">H", self._data, self._tables["OS/2"][0] + 8)
        return rights & 0x000F != _RESTRICTED_LICENCE and not rights & _NO_SUBSETTING

    def _scale(self, units: int) -> float:
        return units if self._units == 1000 else round(units * 1000 / self._units, 2)

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _segmented_coverage(self, start: int) -> dict[int, int]:
        (count,) = struct.unpack_from(">L", self._data, start + 12)
        groups = self._data[start + 16 : start + 16 + 12 * count]
        found: dict[int, int] = {}
        for first, last, glyph in struct.iter_unpack(">LLL", groups):
            if first == last:
                found[first] = glyph
            else:
                found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
        return found

    def _segment_mapping(self, start: int) -> dict[int, int]:
        (length,) = struct.unpack_from(">H", self._data, start + 2)
        words = array("H", self._data[start : start + (length & ~1)])
        words.byteswap()
        n = words[3] // 2
        ends, starts, deltas, offsets = 7, 8 + n, 8 + 2 * n, 8 + 3 * n
        found: dict[int, int] = {}
        for i in range(n):
            delta, offset = words[deltas + i], words[offsets + i]
            for code in range(words[starts + i], words[ends + i] + 1):
                at = offsets + i + offset // 2 + code - words[starts + i]
                glyph = code if not offset else (words[at] if at < len(words) else 0)
                if not offset or glyph:
                    glyph = (glyph + delta) & 0xFFFF
                if glyph and code != 0xFFFF:
                    found[code] = glyph
        return found

    def _outline(self, glyph: int) -> bytes:
        loca, glyf = self._tables["loca"][0], self._tables["glyf"][0]
        if self._long_loca:
            start, end = struct.unpack_from(">LL", self._data, loca + 4 * glyph)
        else:
            start, end = (2 * v for v in struct.unpack_from(">HH", self._data, loca + 2 * glyph))
        return self._data[glyf + start : glyf + end]

    def _metric(self, glyph: int) -> bytes:
        start, _ = self._tables["hmtx"]
        if glyph < self._metrics:
            return self._data[start + 4 * glyph : start + 4 * glyph + 4]
        last = start + 4 * (self._metrics - 1)
        bearing = start + 4 * self._metrics + 2 * (glyph - self._metrics)
        return self._data[last : last + 2] + self._data[bearing : bearing + 2]

    @staticmethod
    def _renumbered(outline: bytes, wanted: list[int], position: dict[int, int]) -> bytes:
        """`outline` with the numbers of its components as in the subset; new ones join `wanted`."""
        if len(outline) < 10 or outline[0] < 0x80:  # empty or simple: contour count is not negative
            return outline
        changed = bytearray(outline)
        at, flags = 10, _MORE
        while flags & _MORE:
            flags, component = struct.unpack_from(">HH", outline, at)
            if component not in position:
                position[component] = len(wanted)
                wanted.append(component)
            struct.pack_into(">H", changed, at + 2, position[component])
            at += 8 if flags & _ARGS_ARE_WORDS else 6
            at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
        return bytes(changed)


def _joined(outlines: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The `loca` (long) and `glyf` tables of the outlines."""
    pieces, offsets, at = [], [0], 0
    for outline in outlines:
        piece = outline + bytes(-len(outline) % 4)
        pieces.append(piece)
        at += len(piece)
        offsets.append(at)
    return struct.pack(f">{len(offsets)}L", *offsets), b"".join(pieces)


def _patched(table: bytes, changes: dict[int, tuple[str, int]]) -> bytes:
    changed = bytearray(table)
    for offset, (layout, value) in changes.items():
        struct.pack_into(layout, changed, offset, value)
    return bytes(changed)


def _checksum(data: bytes) -> int:
    words = array("I", data + bytes(-len(data) % 4))
    words.byteswap()
    return sum(words) & 0xFFFFFFFF


def _font_file(tables: dict[str, bytes]) -> bytes:
    """An sfnt file of `tables` (OpenType 1.9, "Organization of an OpenType font")."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">4s4H", b"\0\1\0\0", count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    offset = len(header) + 16 * count
    directory, body = b"", b""
    head_at = 0
    for tag in sorted(tables):
        data = tables[tag]
        if tag == "head":
            head_at = offset + len(body)
        directory += struct.pack(
            ">4sLLL", tag.encode("latin-1"), _checksum(data), offset + len(body), len(data)
        )
        body += data + bytes(-len(data) % 4)
    whole = bytearray(header + directory + body)
    struct.pack_into(">L", whole, head_at + 8, (0xB1B0AFBA - _checksum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)
