"""Papers as clerks have them, for tests: PDF and pictures with something on each page, and broken ones."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

A4 = (595, 842)


def pdf(*pages: str, size: tuple[float, float] = A4) -> bytes:
    """A PDF; each page shows its words, a page of no words is white. One page by default."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=size, invariant=1)
    for words in pages or ("paper",):
        if words:
            canvas.setFont("Helvetica", 24)
            canvas.drawString(100, size[1] - 200, words.encode("unicode_escape").decode())
            canvas.rect(100, 200, 300, 200)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def locked_pdf() -> bytes:
    """A PDF that wants a password."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("secret"))) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="o", user="u"))
    return made.getvalue()


def page(words: str = "", size: tuple[int, int] = (620, 877), mode: str = "RGB") -> Image.Image:
    """A scanned page as a picture: a box and words on it, or white."""
    image = Image.new("L", size, 250)
    if words:
        draw = ImageDraw.Draw(image)
        draw.rectangle((size[0] // 6, size[1] // 6, size[0] // 2, size[1] // 3), outline=20, width=3)
        draw.text((size[0] // 4, size[1] // 4), words.encode("unicode_escape").decode(), fill=10)
    return image.convert(mode)


def picture(kind: str, words: str = "photo", *, place: bool = False, mode: str = "RGB") -> bytes:
    """A picture of a page; `place`: with GPS in its EXIF."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "maker"
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 35.0, 0.0), 3: "E", 4: (114.0, 17.0, 0.0)})
    page(words, mode=mode).save(made, kind, **({"exif": exif} if place else {}))
    return made.getvalue()


def tiff(pages: Sequence[str], compression: str | None = "group4") -> bytes:
    """A TIFF of several pages as a scanner makes it."""
    made = io.BytesIO()
    first, *others = [page(words, mode="1" if compression == "group4" else "L") for words in pages]
    first.save(made, "TIFF", compression=compression, save_all=True, append_images=others)
    return made.getvalue()
