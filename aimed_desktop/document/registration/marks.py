"""What was written or stamped on a scanned page beside what is printed there."""

from __future__ import annotations

from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from aimed_desktop.document.registration.aligning import Laid, laid_plane
from aimed_desktop.document.registration.comparing import beyond
from aimed_desktop.document.registration.sheets import Sheet

Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom; pixels of the sheet

_RED = 45  # levels that red stands above green and blue


class Marks:
    """The marks of one page, looked for once however many places are asked about."""

    def __init__(self, sheet: Sheet, laid: Laid) -> None:
        self._sheet, self._laid = sheet, laid
        self._written = beyond(sheet, laid.ink)

    def area(self, box: Box, *, with_red: bool) -> int:
        """Pixels that are marked within a box, which may reach beyond the page; with red ink where asked."""
        left, top, right, bottom = (max(0, int(side)) for side in box)
        where = self._stamped if with_red else self._written
        return int(where[top : bottom + 1, left : right + 1].sum())

    @cached_property
    def _stamped(self) -> NDArray[np.bool_]:
        """With red, which the ink of a page leaves out."""
        if self._laid.scan.mode != "RGB":
            return self._written
        laid = laid_plane(self._laid, _redness(self._laid.scan), self._sheet.image.size)
        return self._written | (np.asarray(laid) > _RED)


def _redness(page: Image.Image) -> Image.Image:
    """How many levels red stands above green and blue."""
    red, green, blue = page.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue))
