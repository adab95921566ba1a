"""Printed pages as they are compared with scanned ones: at a glance, and sharp with their characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from aimed_desktop.document.pdf.reading import opened_pdf, page_of
from aimed_desktop.document.pdf.text.boxes import printed_characters
from aimed_desktop.document.registration.filters import Levels, blurred, thickened
from aimed_desktop.document.registration.levels import Ink, flattened, ink_of
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Spectrum: TypeAlias = NDArray[np.complex64]

TALL, WIDE = 192, 136  # px of a page at a glance: 16 dpi of A4
ROOM = 16  # px that it may be shifted
FINEST_DOWN, FINEST_ACROSS = 56, 43  # of its frequencies: half of them, the others are noise
SHARP_DPI = 150
PAD = 80  # px
_SOFTNESS = 0.6  # px; a print is never as sharp as what was drawn
_GLANCE_DPI = 48


class Glyph(NamedTuple):
    """A character of a sheet and its box, in pixels at `SHARP_DPI` from the upper left."""

    character: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Glance:
    """A printed page at 16 dpi. `look`: the same of pages with the same ink. A page that lies is put upright,
    turned clockwise. `levels`: its ink at 48 dpi."""

    index: int
    look: bytes
    spectrum: Spectrum
    levels: Levels
    lies: bool
    is_bare: bool  # nothing is printed on it


@dataclass(frozen=True, eq=False)
class Sheet:
    """A printed page at `SHARP_DPI`, in grey, put upright where it `lies`."""

    image: Image.Image
    glyphs: tuple[Glyph, ...]
    lies: bool
    _smaller: dict[int, Image.Image] = field(default_factory=dict, init=False, repr=False)

    @property
    def ink(self) -> Ink:
        """Not kept: sixteen sheets of it would be 140 MB."""
        return ink_of(self.image)

    def smaller(self, times: int) -> Image.Image:
        """So many times smaller; kept, as a page is laid in several steps."""
        if times not in self._smaller:
            size = (self.image.width // times, self.image.height // times)
            self._smaller[times] = self.image.resize(size, Image.Resampling.BOX)
        return self._smaller[times]

    @cached_property
    def levels(self) -> Levels:
        """The ink in 256 steps."""
        return 255 - np.asarray(self.image)

    @cached_property
    def soft(self) -> Levels:
        """The ink as it is once it was scanned, with `PAD` pixels of paper around."""
        return np.pad(blurred(self.levels, _SOFTNESS), PAD)

    @cached_property
    def thick(self) -> Levels:
        """Where ink may stand on a scan that lies a pixel off."""
        return thickened(self.levels, 1)

    @cached_property
    def around(self) -> Levels:
        """The same of two pixels."""
        return thickened(self.levels, 2)


def glances(pdf: bytes) -> Iterator[Glance]:
    """Every page of a PDF file that this program made."""
    with opened_pdf(pdf) as document:
        for index in range(len(document)):
            checkpoint()
            drawn = page_of(document, index).render(scale=_GLANCE_DPI / 72, grayscale=True).to_pil()
            lies = drawn.width > drawn.height
            upright = drawn.rotate(-90, expand=True) if lies else drawn
            look = sha256(f"{drawn.size}".encode() + drawn.tobytes()).digest()
            even = flattened(upright)
            levels = 255 - np.asarray(even)
            yield Glance(index, look, np.conj(spectrum(even)), levels, lies, _is_bare(upright))


def sheet(pdf: bytes, index: int) -> Sheet:
    """One page of such a file, upright."""
    with opened_pdf(pdf) as document:
        page = page_of(document, index)
        drawn = page.render(scale=SHARP_DPI / 72, grayscale=True).to_pil()
        glyphs = tuple(_glyphs(page))
    lies = drawn.width > drawn.height
    if lies:
        glyphs = tuple(
            Glyph(each.character, drawn.height - each.bottom, each.left, drawn.height - each.top, each.right)
            for each in glyphs
        )
        drawn = drawn.rotate(-90, expand=True)
    return Sheet(flattened(drawn), glyphs, lies)


def _is_bare(page: Image.Image) -> bool:
    darkest, _ = page.getextrema()
    return bool(darkest == 255)


def spectrum(page: Image.Image) -> Spectrum:
    """What a page in grey is correlated by: its ink at 16 dpi, blurred, of mean 0 and length 1."""
    small = page.resize((WIDE, TALL), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(1))
    ink = np.sqrt(ink_of(small))
    ink -= ink.mean()
    length = float(np.linalg.norm(ink)) or 1.0
    whole = np.fft.rfft2(ink / length, (TALL + 2 * ROOM, WIDE + 2 * ROOM))[:, :FINEST_ACROSS]
    return np.concatenate([whole[:FINEST_DOWN], whole[1 - FINEST_DOWN :]]).astype(np.complex64)


def _glyphs(page: PdfPage) -> Iterator[Glyph]:
    factor = SHARP_DPI / 72
    for character, (left, top, right, bottom) in printed_characters(page):
        yield Glyph(character, left * factor, top * factor, right * factor, bottom * factor)
