"""Pictures of a Word file: known ones by their name in the application, new ones cleaned."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from aimed_desktop.application.files import Files
from aimed_desktop.application.values.shapes import Block
from aimed_desktop.document.pictures.images import DAMAGE, PRINT_DPI, WIDEST_MM, normalise, opened, problem
from aimed_desktop.document.word.read.package import WordPackage
from aimed_desktop.document.word.read.text import PlacedPicture
from aimed_desktop.errors import UserProblem
from aimed_desktop.messages import sentence

if TYPE_CHECKING:
    from PIL import Image

_LEAST_MM = 10.0
_MOST_NEW = 200
_SIDE = 480  # pixels: how large two pictures are compared
_CELL = 8  # pixels: a square of them that may differ as a recompressed photo does
_DIFFERENT = 10  # of 255: more than recompressing changes


@dataclass(slots=True)
class PictureReader:
    """Takes the pictures of one file. `fresh`: those that the application does not have, by passing names."""

    package: WordPackage
    files: Files
    names: Iterable[str]  # of the pictures that the application has
    fresh: dict[str, bytes] = field(default_factory=dict)

    def take(self, placed: PlacedPicture) -> Block | str:
        """The entry of a picture in a narrative, or why it could not be taken."""
        data = self.package.picture(placed.relation)
        if data is None:
            return "有一张图片在文件里找不到（可能只是链接），没能取回。"
        if any(placed.crop):
            data = _cropped(data, placed.crop)
        elif (name := self._known(data)) is not None:
            return {"image": name}
        if (code := problem(data)) or len(self.fresh) >= _MOST_NEW:
            return sentence(code or "image_too_large")
        try:
            data = normalise(data, None)
        except UserProblem as trouble:
            return str(trouble)
        name = f"new/{sha256(data).hexdigest()[:16]}"
        self.fresh[name] = data
        if width := placed.width_mm:
            return {"image": name, "width_mm": round(min(max(width, _LEAST_MM), WIDEST_MM))}
        return {"image": name}

    def _known(self, data: bytes) -> str | None:
        if problem(data) is not None:
            return None
        for name in self.names:
            try:
                if is_same_picture(self.files.read(name), data):
                    return name
            except (UserProblem, *DAMAGE):
                continue
        return None


def is_same_picture(stored: bytes, found: bytes) -> bool:
    """Whether `found` is `stored` as it was printed, or that with another program's compression."""
    if problem(stored) is not None or problem(found) is not None:
        return False
    with opened(found) as image:
        width, height = image.size
    printed = normalise(stored, width * 25.4 / PRINT_DPI)
    if found in (stored, printed):
        return True
    with opened(printed) as image:
        if abs(image.width * height - image.height * width) > 0.02 * image.width * height:
            return False
    return _differ_by(printed, found) <= _DIFFERENT


def _differ_by(first: bytes, second: bytes) -> int:
    """The largest difference of any small square, 0 to 255."""
    from PIL import Image, ImageChops

    sizes = (_SIDE, _SIDE)
    difference = ImageChops.difference(_plain(first, sizes), _plain(second, sizes))
    squares = difference.resize((_SIDE // _CELL, _SIDE // _CELL), Image.Resampling.BOX)
    return max(squares.tobytes())


def _plain(data: bytes, size: tuple[int, int]) -> Image.Image:
    from PIL import Image

    with opened(data) as image:
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image.convert("RGBA"))
        return white.convert("RGB").resize(size, Image.Resampling.BOX)


def _cropped(data: bytes, crop: tuple[float, float, float, float]) -> bytes:
    """The picture without what Word has only hidden: nothing that the author cut off comes back."""
    if problem(data) is not None:
        return data
    left, top, right, bottom = crop
    try:
        with opened(data) as image:
            width, height = image.size
            box = (
                round(width * left),
                round(height * top),
                max(round(width * (1 - right)), round(width * left) + 1),
                max(round(height * (1 - bottom)), round(height * top) + 1),
            )
            kept = image.convert("RGBA").crop(box)
    except DAMAGE:
        return data  # broken, and so refused by whoever reads it next
    buffer = io.BytesIO()
    kept.save(buffer, "PNG")
    return buffer.getvalue()
