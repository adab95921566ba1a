"""The ink of a scanned page: darkness against the paper around it, whatever the light was."""

from __future__ import annotations

from io import BytesIO
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Picture: TypeAlias = Image.Image
Ink: TypeAlias = NDArray[np.float32]  # rows × columns, 0 paper to 1 black

_BLOCK_PX = 16  # paper is seen in each block of this size, beside whatever is written
_NEARBY = 5  # blocks; odd
_ROWS = 64
_SCAN_PX = 2000  # 170 dpi of A4
_COLOUR_PX, _COLOURED, _FEWEST_COLOURED = 400, 12, 4  # levels that a pixel is off grey; so many of them


def opened_scan(content: bytes) -> Picture:
    """A page of a scan as `judging` drew it, in grey or in colour."""
    with Image.open(BytesIO(content)) as opened:
        return opened.convert("L" if opened.mode in ("1", "L") else "RGB")


def has_colour(page: Image.Image) -> bool:
    """Whether a scanner that sees colour has made it: else red seals are not told from black ones."""
    if page.mode != "RGB":
        return False
    small = np.asarray(shrunk(page, _COLOUR_PX), dtype=np.int16)
    return bool((small.max(2) - small.min(2) > _COLOURED).sum() >= _FEWEST_COLOURED)


def flattened(page: Image.Image) -> Image.Image:
    """The page in grey, its paper white: shadows and yellow paper go, and so does the red of a seal."""
    grey = page.getchannel("R") if page.mode == "RGB" else page.convert("L")
    small = (max(1, grey.width // _BLOCK_PX), max(1, grey.height // _BLOCK_PX))
    paper = grey.resize(small, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(_NEARBY))
    around = paper.filter(ImageFilter.BoxBlur(3)).resize(grey.size, Image.Resampling.BILINEAR)
    dark, light = np.asarray(grey), np.asarray(around)
    even = np.empty_like(dark)
    for start in range(0, len(dark), _ROWS):  # what is worked on at once stays in the processor
        rows = slice(start, start + _ROWS)
        levels = dark[rows] / np.maximum(light[rows], 1).astype(np.float32)
        even[rows] = np.minimum(levels, np.float32(1)) * np.float32(255)
    return Image.fromarray(even)


def ink_of(page: Image.Image) -> Ink:
    """Of a page in grey whose paper is white."""
    return 1 - np.asarray(page, dtype=np.float32) / np.float32(255)


def looked_at(page: Image.Image) -> Image.Image:
    """A scan in grey or in colour, no sharper than it is looked at."""
    return shrunk(page if page.mode in ("L", "RGB") else page.convert("L"), _SCAN_PX)


def shrunk(page: Image.Image, longest_px: int) -> Image.Image:
    """The page no longer than that; never larger than it was."""
    factor = longest_px / max(page.size)
    if factor >= 1:
        return page
    size = (max(1, round(page.width * factor)), max(1, round(page.height * factor)))
    return page.resize(size, Image.Resampling.BOX, reducing_gap=3.0)
