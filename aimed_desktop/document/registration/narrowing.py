"""Printed pages that lie alike and differ in some words: those that a scan plainly is not are left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PIL import Image

from aimed_desktop.document.registration.aligning import Laid
from aimed_desktop.document.registration.filters import Levels, thickened
from aimed_desktop.document.registration.levels import Ink
from aimed_desktop.document.registration.sheets import Glance

_DIFFERING: Final = 64  # levels of 255
_FEWEST: Final = 150  # pixels at 48 dpi, about five characters; of less nothing is said
_CLEARLY: Final = 0.3  # more alike where the two pages differ
_SAME_PLACES: Final = 0.5  # correlation of a whole page; of less, it may lie elsewhere


def narrowed(laid: Laid, glances: Sequence[Glance]) -> list[int]:
    """Which of the pages the scan may be that lies on the first of them, the most alike first.

    A page that is printed in other places than the first is always left in.
    """
    whole = Image.fromarray((np.clip(laid.ink, 0, 1) * 255).astype(np.uint8))
    seen: dict[tuple[int, ...], Ink] = {}
    kept: list[int] = []
    elsewhere: list[int] = []
    for at, glance in enumerate(glances):
        shape = glance.levels.shape
        if shape not in seen:
            small = whole.resize((shape[1], shape[0]), Image.Resampling.BOX)
            seen[shape] = np.asarray(small, dtype=np.float32)
        scan = seen[shape]
        if _alike(glance.levels, scan) < _SAME_PLACES:
            elsewhere.append(at)
            continue
        against = [_preferred(glances[other].levels, glance.levels, scan) for other in kept]
        if 1 in against:  # another one is plainly closer
            continue
        kept = [other for other, choice in zip(kept, against, strict=True) if choice >= 0] + [at]
    return [*kept, *elsewhere]


def _preferred(one: Levels, other: Levels, scan: Ink) -> int:
    """1 where the scan is plainly closer to the one, -1 to the other, 0 where nothing is plain."""
    if one.shape != other.shape:
        return 0
    where = abs(one.astype(np.int16) - other) > _DIFFERING
    if where.sum() < _FEWEST:
        return 0
    room = thickened(where, 1)
    seen = scan[room]
    closer = _correlation(one[room], seen) - _correlation(other[room], seen)
    return int(closer > _CLEARLY) - int(closer < -_CLEARLY)


def _alike(page: Levels, scan: Ink) -> float:
    return _correlation(page.ravel(), scan.ravel())


def _correlation(levels: Levels, seen: Ink) -> float:
    own, there = levels - levels.mean(dtype=np.float32), seen - seen.mean()
    length = float(np.sqrt(float((own * own).sum()) * float((there * there).sum())))
    return float((own * there).sum()) / length if length else 0.0
