"""Which printed page a scanned one is, at a glance: correlated with all of them, both ways up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from aimed_desktop.document.registration.levels import flattened, ink_of, shrunk
from aimed_desktop.document.registration.sheets import ROOM, TALL, WIDE, Glance, spectrum
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

    def find(self, scan: Image.Image) -> Guesses:
        """The printed pages that a scanned one may be."""
        small = flattened(shrunk(scan, _GLANCE_PX))
        quarter = 90 if small.width > small.height else 0
        standing = small.rotate(-quarter, expand=True) if quarter else small
        degrees = skew(ink_of(standing))
        straight = standing.rotate(-degrees, Image.Resampling.BILINEAR, fillcolor=255)
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
        size = (TALL + 2 * ROOM, WIDE + 2 * ROOM)
        own = spectrum(upright)
        for start in range(0, len(self._spectra), _AT_ONCE):
            surface = np.fft.irfft2(self._spectra[start : start + _AT_ONCE] * own, size)
            down = np.concatenate([surface[:, -_REACH_DOWN:], surface[:, : _REACH_DOWN + 1]], 1)
            near = np.concatenate([down[:, :, -_REACH_ACROSS:], down[:, :, : _REACH_ACROSS + 1]], 2)
            flat = near.reshape(len(near), -1)
            for offset, peak in enumerate(flat.argmax(1)):
                row, column = divmod(int(peak), 2 * _REACH_ACROSS + 1)
                shift = (row - _REACH_DOWN, column - _REACH_ACROSS)
                made.append(Guess(float(flat[offset, peak]), start + offset, turn, shift))
        return made
