"""Pictures of a Word file: known ones by their name in the application, new ones cleaned."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from hashlib import sha256

from aimed_desktop.application.values.shapes import Block
from aimed_desktop.document.pictures.images import DAMAGE, WIDEST_MM, is_metafile, normalise, opened, problem
from aimed_desktop.document.word.read.known_pictures import KnownPictures
from aimed_desktop.document.word.read.package import WordPackage
from aimed_desktop.document.word.read.text import PlacedPicture
from aimed_desktop.errors import UserProblem
from aimed_desktop.messages import sentence

_LEAST_MM = 10.0
_MOST_NEW = 200


@dataclass(slots=True)
class PictureReader:
    """Takes the pictures of one file. `fresh`: those that the application does not have, by passing names."""

    package: WordPackage
    known: KnownPictures
    fresh: dict[str, bytes] = field(default_factory=dict)

    def take(self, placed: PlacedPicture) -> Block | str:
        """The entry of a picture in a narrative, or why it could not be taken."""
        data = self.package.picture(placed.relation)
        if data is None:
            return "有一张图片在文件里找不到（可能只是链接），没能取回。"
        if any(placed.crop):
            data = _cropped(data, placed.crop)
        elif (name := self.known.name_of(data)) is not None:
            return {"image": name}
        code = "image_metafile" if is_metafile(data) else problem(data)
        if code or len(self.fresh) >= _MOST_NEW:
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
