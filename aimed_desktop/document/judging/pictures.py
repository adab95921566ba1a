"""Pictures as pages: whether each can be read to its end and is blank, and what it looks like."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from aimed_desktop.document.judging.ink import TALL_PX, is_white
from aimed_desktop.document.judging.kinds import FileKind
from aimed_desktop.document.judging.tiff import tiff_pages
from aimed_desktop.document.judging.verdict import Reading
from aimed_desktop.document.pictures.images import DAMAGE, MAX_PIXELS

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")
_TALLEST_PX = 4000  # of a page that is drawn
_JPEG_QUALITY = 85
_NUL_TAIL = b"\0" * 64  # what a copy leaves that broke off: the length is right, the rest is empty
_SOS, _EOI = 0xDA, b"\xff\xd9"

Told = Callable[[int], None]  # is told the number of each page that has been read


def read_picture(content: bytes, kind: FileKind, told: Told) -> Reading:
    """What its pages are like; a TIFF may have many."""
    if _ends_early(content, kind):
        return Reading("cut_off")
    frames: tuple[int, ...] = (0,)
    if kind is FileKind.TIFF:
        found = tiff_pages(content)
        if found.are_too_many:
            return Reading("too_heavy", len(found.frames))
        if found.is_cut_off or not found.frames:
            return Reading("cut_off", len(found.frames) or None)
        frames = found.frames
    return _read_frames(content, frames, told)


def draw_picture(content: bytes, kind: FileKind, width_px: int, most: int, first: int = 0) -> Iterator[bytes]:
    """`most` pages from the `first` upright on white, as JPEG or PNG, about `width_px` wide."""
    frames = tiff_pages(content).frames if kind is FileKind.TIFF else (0,)
    with _opened(content) as image:
        for frame in frames[first : first + most]:
            try:
                image.seek(frame)
                if image.width * image.height > MAX_PIXELS:
                    return
                yield _drawn(image, width_px)
            except DAMAGE:
                return


def _read_frames(content: bytes, frames: tuple[int, ...], told: Told) -> Reading:
    white = []
    try:
        with _opened(content) as image:
            for number, frame in enumerate(frames, 1):
                image.seek(frame)
                if image.width * image.height > MAX_PIXELS:
                    return Reading("too_heavy", len(frames))
                if is_white(_flat(_loaded(image, TALL_PX))):
                    white.append(number)
                told(number)
    except DAMAGE as error:
        trouble = "cut_off" if "truncated" in str(error) or _lacks_end(content) else "damaged"
        return Reading("cut_off" if trouble == "cut_off" else "damaged", len(frames))
    return Reading(None, len(frames), tuple(white))


def _opened(content: bytes) -> Image.Image:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # each page is measured before it is decoded
    return Image.open(io.BytesIO(content), formats=_FORMATS)


def _loaded(image: Image.Image, longest_px: int) -> Image.Image:
    """The picture decoded to its end, a photo no finer than is needed."""
    share = min(1.0, longest_px / max(image.size))
    if image.format in ("JPEG", "MPO") and share < 1:
        image.draft(None, (max(1, round(image.width * share)), max(1, round(image.height * share))))
    image.load()
    return image


def _flat(image: Image.Image) -> Image.Image:
    """Grey or RGB, on white where something shows through."""
    from PIL import Image

    if image.mode in ("1", "L") and "transparency" not in image.info:
        return image.convert("L")
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image.convert("RGBA"))
        return white.convert("RGB")
    return image.convert("RGB")


def _drawn(image: Image.Image, width_px: int) -> bytes:
    from PIL import Image, ImageOps

    longest_px = 2 * max(width_px, width_px * image.height // image.width)
    frame = _flat(ImageOps.exif_transpose(_loaded(image, longest_px)))
    share = min(1.0, width_px / frame.width, _TALLEST_PX / frame.height)
    size = (max(1, round(frame.width * share)), max(1, round(frame.height * share)))
    frame = frame.resize(size, Image.Resampling.BOX, reducing_gap=2.0) if share < 1 else frame
    made = io.BytesIO()
    if image.format in ("JPEG", "MPO", "WEBP"):
        frame.save(made, "JPEG", quality=_JPEG_QUALITY)
    else:
        frame.save(made, "PNG", compress_level=1)
    return made.getvalue()


def _ends_early(content: bytes, kind: FileKind) -> bool:
    """Whether the file says itself that it is longer than it is."""
    if kind is FileKind.PNG:
        return not _has_png_end(content)
    if kind is FileKind.WEBP:
        return int.from_bytes(content[4:8], "little") + 8 > len(content)
    if kind is FileKind.JPEG:
        return content.endswith(_NUL_TAIL) and _lacks_end(content)
    return False


def _has_png_end(content: bytes) -> bool:
    at = 8
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        if content[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + length
    return False


def _lacks_end(content: bytes) -> bool:
    """Whether a JPEG's end is missing; the small picture inside its head has an end of its own."""
    if not content.startswith(b"\xff\xd8"):
        return False
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != _SOS:
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return content.find(_EOI, at) < 0
