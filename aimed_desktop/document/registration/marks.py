"""What was written or stamped on a scanned page beside what is printed there."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aimed_desktop.document.registration.aligning import Laid, laid_image
from aimed_desktop.document.registration.comparing import beyond
from aimed_desktop.document.registration.sheets import Sheet

Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom; pixels of the sheet

_RED = 45  # levels that red stands above green and blue


class Marks:
    """The marks of one page. `is_red_one`: red counts, too, which the ink of a page leaves out."""

    def __init__(self, sheet: Sheet, laid: Laid, *, is_red_one: bool) -> None:
        self._where = beyond(sheet, laid.ink)
        if is_red_one and laid.scan.mode == "RGB":
            self._where = self._where | _red(np.asarray(laid_image(laid, sheet.image.size), dtype=np.int16))

    def area(self, box: Box) -> int:
        """Pixels that are marked within a box, which may reach beyond the page."""
        left, top, right, bottom = (max(0, int(side)) for side in box)
        return int(self._where[top : bottom + 1, left : right + 1].sum())


def _red(levels: NDArray[np.int16]) -> NDArray[np.bool_]:
    return np.asarray(levels[..., 0] - np.maximum(levels[..., 1], levels[..., 2]) > _RED)
