"""Where the ink of each character and every ruled line of a PDF lies, as pdfium sees it."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_CELL_PT = 24.0  # of the net in which neighbours are looked for


@dataclass(frozen=True)
class Box:
    """A rectangle in pt from the lower left corner of the page, with the character in it."""

    left: float
    bottom: float
    right: float
    top: float
    text: str = ""

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)

    def shared(self, other: Box) -> float:
        """The area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(width, 0) * max(height, 0)


@dataclass(frozen=True)
class Sheet:
    """One page: ink boxes of its characters in drawing order, its ruled lines, its size."""

    glyphs: tuple[Box, ...]
    rules: tuple[Box, ...]
    width: float
    height: float

    def uprights(self) -> list[Box]:
        return [rule for rule in self.rules if rule.right - rule.left < 1 < rule.top - rule.bottom]

    def levels(self) -> list[Box]:
        """The level lines of tables: an upright one meets each of their ends."""
        ends = {(round((u.left + u.right) / 2), round(y)) for u in self.uprights() for y in (u.bottom, u.top)}
        near = {(x + dx, y + dy) for x, y in ends for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        flat = [rule for rule in self.rules if rule.top - rule.bottom < 1 < rule.right - rule.left]
        return [
            rule for rule in flat if all((round(x), round(rule.top)) in near for x in (rule.left, rule.right))
        ]

    def crossings(self) -> Iterator[tuple[Box, Box]]:
        """Characters that run over a line of a table, so over the edge of their cell."""
        for rule in (*self.uprights(), *self.levels()):
            line = Box(rule.left - 0.1, rule.bottom - 0.1, rule.right + 0.1, rule.top + 0.1)
            yield from ((glyph, rule) for glyph in self.glyphs if glyph.shared(line) > 0.05)

    def overlaps(self) -> Iterator[tuple[Box, Box]]:
        """Pairs of characters that print over one another."""
        net: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for glyph in self.glyphs:
            seen: set[int] = set()
            for x in range(int(glyph.left // _CELL_PT), int(glyph.right // _CELL_PT) + 1):
                for y in range(int(glyph.bottom // _CELL_PT), int(glyph.top // _CELL_PT) + 1):
                    for other in net[x, y]:
                        if id(other) not in seen and glyph.shared(other) > 0.2 * min(glyph.area, other.area):
                            yield other, glyph
                        seen.add(id(other))
                    net[x, y].append(glyph)

    def outside(self, left: float, bottom: float, right: float, top: float) -> list[Box]:
        """Characters that are not wholly inside these margins."""
        return [
            g for g in self.glyphs if g.left < left or g.bottom < bottom or g.right > right or g.top > top
        ]


def sheets(data: bytes) -> list[Sheet]:
    """Every page of the file."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [_sheet(page) for page in document]
    finally:
        document.close()


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    text = page.get_textpage()
    characters = text.get_text_range(0, text.count_chars()) if text.count_chars() else ""
    glyphs = tuple(_glyphs(text))
    rules = tuple(
        Box(*_bounds(shape)) for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)
    )
    assert characters or not glyphs
    text.close()
    return Sheet(glyphs, rules, page.get_width(), page.get_height())


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[Box]:
    """Characters with ink; lines to write on are ruled, their underscores are there to be read only."""
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        character = chr(code) if code else ""
        if character.isspace() or character in ("", "_") or pdfium.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        box = Box(*text.get_charbox(index), character)
        if box.area > 0.01:
            yield box


def _bounds(shape: pypdfium2.PdfObject) -> tuple[float, float, float, float]:
    values = [ctypes.c_float() for _ in range(4)]
    assert pdfium.FPDFPageObj_GetBounds(shape.raw, *values)
    left, bottom, right, top = (value.value for value in values)
    # pdfium adds half a point on every side of a stroked line, whatever its width.
    return left + 0.25, bottom + 0.25, right - 0.25, top - 0.25
