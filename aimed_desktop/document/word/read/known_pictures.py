"""Which picture of an application one in a Word file is, though another program has written it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from aimed_desktop.application.files import Files
from aimed_desktop.document.pictures.images import DAMAGE, PRINT_DPI, normalise, opened, problem
from aimed_desktop.errors import UserProblem

if TYPE_CHECKING:
    from PIL import Image

_SIDE = 480  # pixels: how large two pictures are compared
_CELL = 8  # pixels: a square of them that may differ as a recompressed photo does
_DIFFERENT = 10  # of 255: more than recompressing changes
_GLANCE = 16  # pixels: how large each is looked at before
_SURELY_DIFFERENT = 30  # of 255, at a glance
_OTHER_SHAPE = 0.05
_PLAIN_MODES = ("L", "RGB", "RGBA", "P", "LA", "1")


class _Glance(NamedTuple):
    """A picture at a glance: its width to its height, and its squares."""

    shape: float
    squares: bytes


_BROKEN = _Glance(0.0, b"")  # as no picture is


@dataclass(slots=True)
class KnownPictures:
    """The pictures of `names`. Each is looked at once; only those that look alike are compared."""

    files: Files
    names: Iterable[str]
    _glances: dict[str, _Glance | None] = field(default_factory=dict)

    def name_of(self, data: bytes) -> str | None:
        """The name of the picture that `data` shows; None for a new one."""
        if problem(data) is not None:
            return None
        try:
            seen = _glance(data)
        except DAMAGE:
            return None
        for name in self.names:
            try:
                if self._looks_like(name, seen) and is_same_picture(self.files.read(name), data):
                    return name
            except (UserProblem, *DAMAGE):
                continue
        return None

    def _looks_like(self, name: str, seen: _Glance | None) -> bool:
        if name not in self._glances:
            self._glances[name] = _BROKEN  # until it was seen
            self._glances[name] = _glance(self.files.read(name))
        known = self._glances[name]
        if known is None or seen is None:
            return True
        if abs(known.shape - seen.shape) > _OTHER_SHAPE * seen.shape:
            return False
        return max(abs(a - b) for a, b in zip(known.squares, seen.squares, strict=True)) <= _SURELY_DIFFERENT


def is_same_picture(stored: bytes, found: bytes) -> bool:
    """Whether `found` is `stored` as it was printed, or that with another program's compression."""
    if problem(stored) is not None or problem(found) is not None:
        return False
    if found == stored:
        return True
    with opened(found) as image:
        width, height = image.size
    printed = normalise(stored, width * 25.4 / PRINT_DPI)
    if found == printed:
        return True
    with opened(printed) as image:
        if abs(image.width * height - image.height * width) > 0.02 * image.width * height:
            return False
    return _differ_by(printed, found) <= _DIFFERENT


def _glance(data: bytes) -> _Glance | None:
    """None where its colours cannot be compared so."""
    from PIL import ImageOps

    with opened(data) as image:
        if image.mode not in _PLAIN_MODES:
            return None
        image.draft(None, (4 * _GLANCE, 4 * _GLANCE))
        upright = ImageOps.exif_transpose(image)
        return _Glance(upright.width / upright.height, _on_white(upright, (_GLANCE, _GLANCE)).tobytes())


def _differ_by(first: bytes, second: bytes) -> int:
    """The largest difference of any small square, 0 to 255."""
    from PIL import Image, ImageChops

    difference = ImageChops.difference(_sized(first), _sized(second))
    squares = difference.resize((_SIDE // _CELL, _SIDE // _CELL), Image.Resampling.BOX)
    return max(squares.tobytes())


def _sized(data: bytes) -> Image.Image:
    with opened(data) as image:
        return _on_white(image, (_SIDE, _SIDE))


def _on_white(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    from PIL import Image

    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    return white.convert("RGB").resize(size)
