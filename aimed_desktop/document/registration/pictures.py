"""Pictures of a scan as it lies on its sheet, and of the sheet itself: for the one file and the screen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from aimed_desktop.document.pdf.reading import opened_pdf, page_of
from aimed_desktop.document.registration.aligning import laid_again
from aimed_desktop.document.registration.levels import opened_scan
from aimed_desktop.document.registration.sheets import SHARP_DPI

Marked = Sequence[tuple[float, float, float, float]]  # left, top, right, bottom; shares of the upright page

QUALITY = 75
_SMALL_QUALITY = 85
_MARK = (214, 90, 20)
_AROUND = 0.004  # of the page's width, between a character and its mark


def scan_as_it_lies(
    content: bytes, lie: tuple[int, Sequence[float]], pdf: bytes, index: int, *, quality: int = QUALITY
) -> bytes:
    """A page of a scan, as `judging` drew it, as JPEG: upright, straight, as large as the printed page."""
    turn, matrix = lie
    size, lies = _sheet_size(pdf, index)
    laid = laid_again(opened_scan(content), turn, matrix, size)
    return _jpeg(laid.rotate(90, expand=True) if lies else laid, quality)


def small_scan(
    content: bytes,
    lie: tuple[int, Sequence[float]] | None,
    of: tuple[bytes, int],
    width_px: int,
    marked: Marked = (),
) -> bytes:
    """The same for the screen, `width_px` wide, framed where it is `marked`; without a lie as it came.

    `of`: the PDF and the place in it of the page that it lies on.
    """
    scan = opened_scan(content)
    if lie is None:
        return _jpeg(_of_width(scan, width_px), _SMALL_QUALITY)
    size, lies = _sheet_size(*of)
    factor = min(1.0, width_px / (size[1] if lies else size[0]))
    small = (round(size[0] * factor), round(size[1] * factor))
    laid = laid_again(scan, *lie, small, factor)
    return _framed(laid, marked, lies=lies)


def small_sheet(pdf: bytes, index: int, width_px: int, marked: Marked = ()) -> bytes:
    """A printed page for the screen."""
    with opened_pdf(pdf) as document:
        page = page_of(document, index)
        drawn: Image.Image = page.render(scale=width_px / page.get_width()).to_pil().convert("RGB")
    lies = drawn.width > drawn.height
    return _framed(drawn.rotate(-90, expand=True) if lies else drawn, marked, lies=lies)


def lighter(jpeg: bytes, quality: int) -> bytes:
    """The same picture, of fewer bytes."""
    with Image.open(BytesIO(jpeg)) as picture:
        return _jpeg(picture, quality)


def _sheet_size(pdf: bytes, index: int) -> tuple[tuple[int, int], bool]:
    """As large as `sheets.sheet` draws it, upright; whether it lies."""
    with opened_pdf(pdf) as document:
        wide, tall = (math.ceil(side * (SHARP_DPI / 72)) for side in page_of(document, index).get_size())
    lies = wide > tall
    return ((tall, wide) if lies else (wide, tall)), lies


def _framed(upright: Image.Image, marked: Marked, *, lies: bool) -> bytes:
    if marked:
        upright = upright.convert("RGB")
        pen, around = ImageDraw.Draw(upright), max(2, round(upright.width * _AROUND))
        for left, top, right, bottom in marked:
            box = (left * upright.width, top * upright.height, right * upright.width, bottom * upright.height)
            frame = (box[0] - around, box[1] - around, box[2] + around, box[3] + around)
            pen.rectangle(frame, outline=_MARK, width=max(1, around // 2))
    return _jpeg(upright.rotate(90, expand=True) if lies else upright, _SMALL_QUALITY)


def _of_width(page: Image.Image, width_px: int) -> Image.Image:
    height = max(1, round(page.height * width_px / page.width))
    return page.resize((width_px, height), Image.Resampling.BOX, reducing_gap=3.0)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    content = BytesIO()
    picture.save(content, "JPEG", quality=quality, optimize=True)
    return content.getvalue()
