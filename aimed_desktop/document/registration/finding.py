"""Which printed page a scanned one is, at a glance: correlated with all of them, both ways up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aimed_desktop.document.registration.levels import ink_of, shrunk
from aimed_desktop.document.registration.sheets import (
    FINEST_ACROSS,
    FINEST_DOWN,
    ROOM,
    TALL,
    WIDE,
    Glance,
    Spectrum,
    spectrum,
)
from aimed_desktop.document.registration.skew import skew

_GLANCE_PX = 1169  # 100 dpi of A4
_REACH_DOWN, _REACH_ACROSS = 12, 10  # px at 16 dpi: about 19 and 16 mm
_AT_ONCE = 64  # pages that are correlated in one step


@dataclass(frozen=True, slots=True)
class Guess:
    """`at`: the glance's place in what was searched. `turn`: degrees clockwise that put the scan upright.

    `shift`: down and across, in px at 16 dpi, once it is upright. `score`: 0 to 1.
    """

    score: float
    at: int
    turn: int
    shift: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Guesses:
    """Best first, each page once; `skew` as `skew.skew` tells it."""

    skew: float
    guesses: tuple[Guess, ...]


class Finder:
    """Searches printed pages of any number; made once for a pile."""

    def __init__(self, pages: Sequence[Glance]) -> None:
        self._spectra = np.stack([page.spectrum for page in pages]) if pages else None

    def find(self, even: Image.Image) -> Guesses:
        """The printed pages that a scanned one may be, which was `flattened`."""
        small = shrunk(even, _GLANCE_PX)
        quarter = 90 if small.width > small.height else 0
        standing = small.rotate(-quarter, expand=True) if quarter else small
        degrees = skew(ink_of(standing))
        straight = standing.reduce(2).rotate(-degrees, Image.Resampling.BILINEAR, fillcolor=255)
        found: dict[int, Guess] = {}
        for half in (0, 180):
            for guess in self._correlated(straight.rotate(half), (quarter + half) % 360):
                if guess.at not in found or found[guess.at].score < guess.score:
                    found[guess.at] = guess
        return Guesses(degrees, tuple(sorted(found.values(), key=lambda guess: -guess.score)))

    def _correlated(self, upright: Image.Image, turn: int) -> list[Guess]:
        made: list[Guess] = []
        if self._spectra is None:
            return made
        own = spectrum(upright)
        for start in range(0, len(self._spectra), _AT_ONCE):
            near = _within_reach(self._spectra[start : start + _AT_ONCE] * own)
            flat = near.reshape(len(near), -1)
            for offset, peak in enumerate(flat.argmax(1)):
                row, column = divmod(int(peak), 2 * _REACH_ACROSS + 1)
                shift = (row - _REACH_DOWN, column - _REACH_ACROSS)
                made.append(Guess(float(flat[offset, peak]), start + offset, turn, shift))
        return made


def _within_reach(spectra: Spectrum) -> NDArray[np.float32]:
    """The correlation of each, for the shifts within reach alone: an inverse transform by two products."""
    rows = (spectra.reshape(-1, FINEST_ACROSS) @ _ACROSS).reshape(len(spectra), -1, 2 * _REACH_ACROSS + 1)
    surface: NDArray[np.float32] = np.matmul(_DOWN, rows).real
    return surface


def _waves(reach: int, frequencies: NDArray[np.int_], length: int) -> Spectrum:
    """Shifts × frequencies of an inverse Fourier transform of that length."""
    shifts = np.arange(-reach, reach + 1)
    waves: NDArray[np.complex128] = np.exp(2j * np.pi * np.outer(shifts, frequencies) / length) / length
    return waves.astype(np.complex64)


_DOWN = _waves(_REACH_DOWN, np.r_[:FINEST_DOWN, 1 - FINEST_DOWN : 0], TALL + 2 * ROOM)
_ACROSS = _waves(_REACH_ACROSS, np.arange(FINEST_ACROSS), WIDE + 2 * ROOM).T
_ACROSS = np.ascontiguousarray(np.where(np.arange(FINEST_ACROSS) > 0, 2, 1)[:, None] * _ACROSS, np.complex64)
