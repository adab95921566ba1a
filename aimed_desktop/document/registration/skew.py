"""How far a scanned page is from upright: the angle at which its lines are sharpest."""

from __future__ import annotations

import math

import numpy as np

from aimed_desktop.document.registration.levels import Ink

_MOST_DEGREES = 6.0
_DARK = 0.35
_FEWEST, _MOST = 50, 40_000  # inked pixels that are looked at


def skew(ink: Ink) -> float:
    """Degrees that the page is turned counterclockwise, at most 6 either way; 0 where nothing tells.

    The projection profile of Postl: rows of ink are summed along each angle, and the sharpest sums win.
    """
    rows, columns = np.nonzero(ink > _DARK)
    if len(rows) < _FEWEST:
        return 0.0
    every = len(rows) // _MOST + 1
    down, across = rows[::every], columns[::every] - ink.shape[1] / 2
    room = math.ceil(ink.shape[1] * math.tan(math.radians(_MOST_DEGREES)))

    def sharpness(degrees: float) -> float:
        along = (down + across * math.tan(math.radians(degrees)) + room).astype(np.int32)
        return float((np.diff(np.bincount(along).astype(np.float64)) ** 2).sum())

    best = max(np.arange(-_MOST_DEGREES, _MOST_DEGREES + 0.01, 0.5), key=sharpness)
    return float(max(np.arange(best - 0.5, best + 0.51, 0.1), key=sharpness))
