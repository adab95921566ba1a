"""Pictures as the paper needs them: upright, no finer than print, nothing told about the place."""

from __future__ import annotations

import io
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

from aimed_desktop.errors import UserProblem

if TYPE_CHECKING:
    from PIL import Image

PRINT_DPI = 200
MAX_PIXELS = 100_000_000
JPEG_QUALITY = 85
WIDEST_MM = 160.0  # the width of a page of text
TALLEST_MM = 200.0
TALLEST_BY_ITSELF_MM = 110.0  # when nobody chose a width
_SCREEN_DPI = 96
_KINDS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")  # a phone's MPO is opened as JPEG
DAMAGE = (OSError, ValueError, SyntaxError, EOFError, IndexError)  # what Pillow raises on broken data
_PACKED, _EMF = b"\x1f\x8b", b"\x01\0\0\0"
_WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0")
_METAFILE_HEAD = 64  # bytes that tell an EMF or WMF
_ORIENTATION = 0x0112
_PNG_BYTES_PER_PIXEL = 1.2  # more than this is a photograph, which JPEG holds better
_KEPT_PICTURES = 24
_kept: dict[tuple[bytes, float | None], bytes] = {}  # oldest first
_JPEG_SEGMENTS = ("APP0", "APP14")  # JFIF and the colour kind; anything else talks


def problem(data: bytes) -> str | None:
    """Why a picture cannot be taken, as a message code; None when its header is good. Decodes nothing."""
    try:
        with opened(data) as image:
            return "image_too_large" if image.width * image.height > MAX_PIXELS else None
    except DAMAGE:
        return "image_unknown"


def is_metafile(data: bytes) -> bool:
    """Whether it is a drawing of Windows (EMF, WMF, or either packed), as Word, Visio and PowerPoint keep."""
    if data.startswith(_PACKED):
        try:
            data = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, _METAFILE_HEAD)
        except zlib.error:
            return False
    return data.startswith(_WMF) or (data.startswith(_EMF) and data[40:44] == b" EMF")


def defect(data: bytes) -> str | None:
    """As `problem`, and `image_damaged` where the picture cannot be decoded to its end."""
    if code := problem(data):
        return code
    try:
        with opened(data) as image:
            _decode(image)
    except DAMAGE:
        return "image_damaged"
    return None


def normalise(data: bytes, width_mm: float | None) -> bytes:
    """The picture upright as JPEG or PNG, at most 200 dpi at the printed width, without EXIF.

    What is so already comes back unchanged. UserProblem when it cannot be read. The last few results are
    kept: while somebody types, the same pictures are asked for again and again.
    """
    key = (sha256(data).digest(), width_mm)
    found = _kept.pop(key, None)
    made = _kept[key] = _normalised(data, width_mm) if found is None else found
    while len(_kept) > _KEPT_PICTURES:
        _kept.pop(next(iter(_kept)), None)
    return made


def _normalised(data: bytes, width_mm: float | None) -> bytes:
    if code := problem(data):
        raise UserProblem(code)
    target = _pixels(width_mm or WIDEST_MM)
    try:
        with opened(data) as image:
            if not _is_normal(image, len(data), target):
                return _encoded(_shrunk(image, target), image)
            _decode(image)
            return data
    except DAMAGE:
        raise UserProblem("image_damaged") from None


def size_mm(data: bytes, width_mm: float | None, column_mm: float) -> tuple[float, float]:
    """Width and height as printed: the chosen width, or its natural one, inside the column."""
    with opened(data) as image:
        width, height = _upright_size(image)
    tallest = TALLEST_MM if width_mm else TALLEST_BY_ITSELF_MM
    wanted = min(width_mm or width * 25.4 / _SCREEN_DPI, column_mm, tallest * width / height)
    return wanted, wanted * height / width


def opened(data: bytes) -> Image.Image:
    """The picture, its pixels not read yet; what is broken raises one of `DAMAGE`."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # we refuse large pictures ourselves, before anything is decoded
    return Image.open(io.BytesIO(data), formats=_KINDS)


def _decode(image: Image.Image) -> None:
    """Read the picture to its end, of a photo no more than an eighth of the size."""
    image.draft(None, (1, 1))
    image.load()


def _pixels(length_mm: float) -> int:
    return max(1, round(length_mm / 25.4 * PRINT_DPI))


def _upright_size(image: Image.Image) -> tuple[int, int]:
    lying = image.getexif().get(_ORIENTATION) in (5, 6, 7, 8)
    return (image.height, image.width) if lying else image.size


def _is_normal(image: Image.Image, length: int, target: int) -> bool:
    if image.width > _allowed_width(image.size, target):
        return False
    if image.format == "JPEG":
        segments = [name for name, _ in getattr(image, "applist", [])]
        return image.mode in ("RGB", "L") and all(name in _JPEG_SEGMENTS for name in segments)
    talking = set(image.info) - {"transparency", "interlace"}
    small = length <= image.width * image.height * _PNG_BYTES_PER_PIXEL + 1024
    return (
        image.format == "PNG" and image.mode in ("1", "L", "P", "RGB", "LA", "RGBA") and not talking and small
    )


def _allowed_width(size: tuple[int, int], target: int) -> int:
    """The width in pixels that 200 dpi ask for, a tall picture being printed narrower."""
    width, height = size
    return max(1, min(target, width, round(_pixels(TALLEST_MM) * width / height)))


def _shrunk(image: Image.Image, target: int) -> Image.Image:
    from PIL import Image, ImageOps

    width, height = _upright_size(image)
    new_width = _allowed_width((width, height), target)
    new_size = (new_width, max(1, round(new_width * height / width)))
    if image.format in ("JPEG", "MPO"):
        lying = (width, height) != image.size
        image.draft(None, new_size[::-1] if lying else new_size)  # decodes no more than is needed
    upright = _plain_colours(ImageOps.exif_transpose(image))
    if upright.size == new_size:
        return upright
    return upright.resize(new_size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _plain_colours(image: Image.Image) -> Image.Image:
    """RGB or L, with alpha only where something shows through."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        coloured = image.convert("RGBA")
        is_solid = coloured.getchannel("A").getextrema() == (255, 255)
        return coloured.convert("RGB") if is_solid else coloured
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("RGB")


def _encoded(image: Image.Image, source: Image.Image) -> bytes:
    if image.mode == "RGBA":
        return _png(image)
    photo = io.BytesIO()
    image.save(photo, "JPEG", quality=JPEG_QUALITY)
    if source.format in ("JPEG", "MPO", "WEBP"):
        return photo.getvalue()
    drawing = _png(image)
    return drawing if len(drawing) <= 2 * len(photo.getvalue()) else photo.getvalue()


def _png(image: Image.Image) -> bytes:
    from PIL import Image

    colours = image.getcolors(256) if image.mode == "RGB" else None
    if colours is not None:
        image = image.quantize(len(colours), dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    image.info.clear()
    image.save(buffer, "PNG", optimize=False)
    return buffer.getvalue()
