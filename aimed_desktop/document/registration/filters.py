"""Ink blurred and thickened: what a print looks like once it was scanned, and what it may have spread to."""

from __future__ import annotations

from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from aimed_desktop.document.registration.levels import Ink

Levels: TypeAlias = NDArray[np.uint8]  # ink as 0 to 255: a quarter of the memory
_Plane = TypeVar("_Plane", bound=NDArray[Any])


def levels_of(ink: Ink) -> Levels:
    """Ink in 256 steps."""
    return (np.clip(ink, 0, 1) * 255).astype(np.uint8)


def ink_from(levels: Levels) -> Ink:
    """The same as ink again."""
    return levels.astype(np.float32) / np.float32(255)


def blurred(levels: Levels, radius: float) -> Levels:
    """Blurred as by a scanner."""
    return np.asarray(Image.fromarray(levels).filter(ImageFilter.GaussianBlur(radius)))


def thickened(plane: _Plane, reach: int) -> _Plane:
    """Each point the highest of those up to `reach` pixels from it, across and down."""
    for axis in (0, 1):
        before, made = np.moveaxis(plane, axis, 0), np.moveaxis(plane.copy(), axis, 0)
        for step in range(1, reach + 1):
            np.maximum(made[step:], before[:-step], out=made[step:])
            np.maximum(made[:-step], before[step:], out=made[:-step])
        plane = np.moveaxis(made, 0, axis)
    return plane
