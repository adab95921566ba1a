"""What was covered or cut off is gone: from the pixels, the stored bytes, the Word and the PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.files import FolderFiles
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.pictures.images import normalise
from aimed_desktop.document.pictures.redact import BlackOut, Crop, PictureArea, Redaction, Turn, redacted
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.write.word_document import docx_bytes
from aimed_desktop.errors import UserProblem

SECRET = (255, 0, 255)  # stands nowhere else in the picture
NAME = PictureArea(0.25, 0.5, 0.5, 0.75)  # where it stands


def scan(kind: str = "JPEG", mode: str = "RGB") -> bytes:
    """A grey picture with a name in magenta, and the place where it was taken in its EXIF."""
    image = Image.new("RGB", (800, 400), (128, 128, 128))
    image.paste(SECRET, (210, 210, 390, 290))
    exif = Image.Exif()
    exif[0x010E] = "住院号 12345"
    made = io.BytesIO()
    (image.quantize(8) if mode == "P" else image.convert(mode)).save(made, kind, exif=exif)
    return made.getvalue()


def magenta(image: Image.Image) -> int:
    """How many pixels show anything of the secret."""
    return sum(red > green + 40 and blue > green + 40 for red, green, blue in colours(image))


def colours(image: Image.Image) -> Iterator[tuple[int, int, int]]:
    """The pixels one by one."""
    data = image.convert("RGB").tobytes()
    return zip(data[::3], data[1::3], data[2::3], strict=True)


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P")])
def test_black_is_burnt_into_the_pixels_at_the_resolution_of_the_picture(kind: str, mode: str) -> None:
    data = scan(kind, mode)
    assert magenta(Image.open(io.BytesIO(data))) > 10_000
    made = redacted(data, [BlackOut(NAME)])
    with Image.open(io.BytesIO(made)) as image:
        assert image.size == (800, 400)
        assert magenta(image) == 0
        assert image.convert("RGBA").crop((200, 200, 400, 300)).getcolors() == [(20_000, (0, 0, 0, 255))]
        assert not image.getexif()
        assert not image.info


def test_what_is_stored_and_exported_shows_nothing_of_it(tmp_path: Path) -> None:
    stored = normalise(redacted(scan(), [BlackOut(NAME)]), None)
    assert b"12345" not in stored
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.jpg").write_bytes(stored)
    app = begin(default_library(None), "wuhan-2026-1")
    app.files = FolderFiles(tmp_path)
    app.set("background", [{"image": "files/a.jpg", "caption": "现场", "width_mm": 150}])
    (plan,) = make_plans(app, draft=True)
    with zipfile.ZipFile(io.BytesIO(docx_bytes(plan))) as package:
        (name,) = [name for name in package.namelist() if name.startswith("word/media/")]
        assert magenta(Image.open(io.BytesIO(package.read(name)))) == 0
    document = pypdfium2.PdfDocument(pdf_bytes(plan))
    pages = [document[index].render(scale=2).to_pil() for index in range(len(document))]
    document.close()
    assert sum(map(magenta, pages)) == 0
    assert max(sum(pixel == (0, 0, 0) for pixel in colours(page)) for page in pages) > 20_000


def test_a_pixel_that_the_area_only_touches_is_covered_whole() -> None:
    """What is left of a letter at the rim of the black can be read."""
    white = io.BytesIO()
    Image.new("RGB", (10, 10), "white").save(white, "PNG")
    made = redacted(white.getvalue(), [BlackOut(PictureArea(0.29, 0.31, 0.51, 0.69))])
    with Image.open(io.BytesIO(made)) as image:
        black = [(x, y) for x in range(10) for y in range(10) if image.getpixel((x, y)) == (0, 0, 0)]
    assert black == [(x, y) for x in range(2, 6) for y in range(3, 7)]


def test_a_crop_leaves_nothing_of_what_was_cut_off() -> None:
    made = redacted(scan("PNG"), [Crop(PictureArea(0.6, 0, 1, 1))])
    with Image.open(io.BytesIO(made)) as image:
        assert image.size == (320, 400)
        assert magenta(image) == 0


def test_edits_follow_one_another_on_the_picture_as_it_stands() -> None:
    edits = [Turn(), BlackOut(PictureArea(0.25, 0.25, 0.5, 0.5)), Crop(PictureArea(0, 0, 1, 0.75))]
    with Image.open(io.BytesIO(redacted(scan("PNG"), edits))) as image:
        assert image.size == (400, 600)
        assert magenta(image) == 0


def test_a_photo_taken_upright_is_covered_where_it_is_seen() -> None:
    lying = Image.new("RGB", (400, 200), (128, 128, 128))
    lying.paste(SECRET, (0, 0, 100, 200))  # its left edge is the top of what is seen
    exif = Image.Exif()
    exif[0x0112] = 6
    data = io.BytesIO()
    lying.save(data, "PNG", exif=exif)
    with Image.open(io.BytesIO(redacted(data.getvalue(), [BlackOut(PictureArea(0, 0, 1, 0.25))]))) as image:
        assert image.size == (200, 400)
        assert magenta(image) == 0


def test_what_the_screen_shows_is_what_is_written() -> None:
    edits = [BlackOut(NAME), Turn()]
    shown = Redaction(scan(), 200).pixels(edits)
    assert (shown.width, shown.height, len(shown.rgb)) == (100, 200, 60_000)
    assert magenta(Image.frombytes("RGB", (shown.width, shown.height), shown.rgb)) == 0


@pytest.mark.parametrize("data", [b"", b"no picture", scan()[:300]])
def test_a_broken_picture_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UserProblem, match="图片"):
        redacted(data, [])
