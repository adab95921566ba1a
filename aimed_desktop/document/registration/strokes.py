"""One character of a sheet and of a scan, to a third of a pixel: whether a single stroke is more or less."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PIL import Image

from aimed_desktop.document.registration.levels import Ink

_FINER = 3  # times
SLIP = 2  # px that a character may lie off, either way
_SPOT, _BLOT = 3, 6  # px: a stroke is as wide, no stroke is
_BLOTTED = 0.25
_FAINT = 0.15
_RING, _REACHING = 3, 2  # px at the outside; inked ones among them where something goes on
_PALEST = 0.3  # a print that is paler than this share of ours is not made darker


class StrokeDifference(NamedTuple):
    """The palest and the darkest spot of a scan against the sheet, 0 to 1, and their correlation.

    `goes_on`: what is added reaches beyond the character or is no stroke, as a fold, a seal, a signature.
    """

    missing: float
    added: float
    goes_on: bool
    alike: float


def stroke_difference(own: Ink, seen: Ink, margin: int) -> StrokeDifference:
    """Compare a character, `margin` pixels of room around it, with a window that shows `SLIP` more."""
    wanted, window = _finer(own), _finer(seen)
    found = _nearest(wanted, window)
    added = found - wanted
    ring = np.ones(added.shape, dtype=bool)
    ring[_RING * _FINER : -_RING * _FINER, _RING * _FINER : -_RING * _FINER] = False
    room = slice(margin * _FINER // 2, -(margin * _FINER // 2))
    spots = _spots(added, _SPOT)[room, room]
    is_blot = bool(_spots(added, _BLOT).max() > _BLOTTED)
    goes_on = is_blot or int((added[ring] > _FAINT).sum()) > _REACHING * _FINER * _FINER
    return StrokeDifference(
        -float(spots.min()), float(spots.max()), goes_on, _correlation(wanted[room, room], found[room, room])
    )


def _nearest(wanted: Ink, window: Ink) -> Ink:
    """The part of the window that differs least, made as dark."""
    strength = max(float((wanted * wanted).sum()), 1e-6)
    there = sliding_window_view(window, wanted.shape)
    product = np.einsum("abij,ij->ab", there, wanted)
    squares = _boxes(window * window, wanted.shape)
    darkness = np.maximum(product / strength, _PALEST)
    off = squares / darkness**2 - 2 * product / darkness
    down, across = np.unravel_index(int(off.argmin()), off.shape)
    found: Ink = there[down, across] / darkness[down, across]
    return found


def _boxes(plane: Ink, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """The sum of every part of that shape."""
    table = np.pad(plane.astype(np.float64), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    tall, wide = shape
    sums: NDArray[np.float64] = (
        table[tall:, wide:] - table[:-tall, wide:] - table[tall:, :-wide] + table[:-tall, :-wide]
    )
    return sums


def _finer(ink: Ink) -> Ink:
    image = Image.fromarray((np.clip(ink, 0, 1) * 255).astype(np.uint8))
    size = (image.width * _FINER, image.height * _FINER)
    return np.asarray(image.resize(size, Image.Resampling.BICUBIC), dtype=np.float32) / np.float32(255)


def _spots(difference: Ink, width: int) -> Ink:
    """The mean of every square of that width, in pixels."""
    side = width * _FINER
    room = (side // 2, side - side // 2)
    table = np.pad(difference, (room, room)).cumsum(0).cumsum(1)
    sums: Ink = table[side:, side:] - table[:-side, side:] - table[side:, :-side] + table[:-side, :-side]
    return sums / np.float32(side * side)


def _correlation(one: Ink, other: Ink) -> float:
    first, second = one - one.mean(), other - other.mean()
    length = float(np.sqrt((first * first).sum() * (second * second).sum()))
    return float((first * second).sum()) / length if length else 0.0
