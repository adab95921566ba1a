"""Takes out of a picture what nobody may see: solid black burnt into the pixels, edges cut off."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from aimed_desktop.document.pictures.images import DAMAGE, opened, problem
from aimed_desktop.errors import UserProblem

if TYPE_CHECKING:
    from PIL import Image


@dataclass(frozen=True, slots=True)
class PictureArea:
    """A rectangle of a picture, in shares of its width and height as it stands (0 to 1)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class BlackOut:
    area: PictureArea


@dataclass(frozen=True, slots=True)
class Crop:
    area: PictureArea


@dataclass(frozen=True, slots=True)
class Turn:
    """A quarter turn to the right."""


PictureEdit = BlackOut | Crop | Turn


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture for the screen: `rgb` are three bytes a pixel, row by row."""

    width: int
    height: int
    rgb: bytes


class Redaction:
    """A picture decoded once, upright and without anything but its pixels, to be edited step by step."""

    def __init__(self, data: bytes, longest: int | None = None) -> None:
        """`longest` shrinks it to that many pixels for the screen. UserProblem where it cannot be read."""
        if code := problem(data):
            raise UserProblem(code)
        try:
            with opened(data) as image:
                self._image = _plain(image, longest)
        except DAMAGE:
            raise UserProblem("image_damaged") from None

    def pixels(self, edits: Sequence[PictureEdit]) -> Pixels:
        """What is seen after the edits, in order, on white."""
        image = self._after(edits)
        if image.mode == "RGBA":
            image = _on_white(image)
        return Pixels(image.width, image.height, image.tobytes())

    def png(self, edits: Sequence[PictureEdit]) -> bytes:
        """The picture after the edits, in order, as PNG."""
        buffer = io.BytesIO()
        self._after(edits).save(buffer, "PNG", compress_level=1)
        return buffer.getvalue()

    def _after(self, edits: Sequence[PictureEdit]) -> Image.Image:
        image = self._image
        for edit in edits:
            image = _after(image, edit)
        return image


def redacted(data: bytes, edits: Sequence[PictureEdit]) -> bytes:
    """The whole picture at its own resolution with every edit burnt in, as PNG without metadata.

    UserProblem where it cannot be read.
    """
    return Redaction(data).png(edits)


def _plain(image: Image.Image, longest: int | None) -> Image.Image:
    from PIL import Image, ImageOps

    if longest is not None and image.format in ("JPEG", "MPO"):
        image.draft(None, (longest, longest))
    upright = ImageOps.exif_transpose(image)
    see_through = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    made = upright.convert("RGBA" if see_through else "RGB")
    if longest is not None and max(made.size) > longest:
        made.thumbnail((longest, longest), Image.Resampling.BILINEAR)
    made.info.clear()
    return made


def _on_white(image: Image.Image) -> Image.Image:
    from PIL import Image

    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image)
    return white.convert("RGB")


def _after(image: Image.Image, edit: PictureEdit) -> Image.Image:
    from PIL import Image

    match edit:
        case Turn():
            return image.transpose(Image.Transpose.ROTATE_270)
        case Crop(area):
            return image.crop(_pixels(area, image.size))
        case BlackOut(area):
            covered = image.copy()
            covered.paste((0, 0, 0, 255)[: len(covered.getbands())], _pixels(area, image.size))
            return covered


def _pixels(area: PictureArea, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Every pixel that the area touches, at least one."""
    width, height = size
    left = min(max(floor(min(area.left, area.right) * width), 0), width - 1)
    top = min(max(floor(min(area.top, area.bottom) * height), 0), height - 1)
    right = min(max(ceil(max(area.left, area.right) * width), left + 1), width)
    bottom = min(max(ceil(max(area.top, area.bottom) * height), top + 1), height)
    return left, top, right, bottom
