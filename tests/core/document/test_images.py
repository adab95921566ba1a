"""Pictures become upright, small and silent, and come back the same the second time."""

from __future__ import annotations

import gzip
import io
import struct
import zlib

import pytest
from PIL import Image

from aimed_desktop.document.pictures.images import defect, is_metafile, normalise, problem, size_mm
from aimed_desktop.errors import UserProblem


def _photo(width: int, height: int) -> Image.Image:
    """Soft colours with a little grain, as a camera gives them."""
    bands = [
        Image.effect_noise((40, 30), 90).resize((width, height), Image.Resampling.BICUBIC) for _ in "RGB"
    ]
    grain = Image.effect_noise((width, height), 12)
    return Image.merge("RGB", [Image.blend(band, grain, 0.2) for band in bands])


def _bytes(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _phone_photo(orientation: int) -> bytes:
    """A lying photo, its left half red, with a place in its EXIF."""
    image = Image.new("RGB", (2400, 1600), "blue")
    image.paste("red", (0, 0, 1200, 1600))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    return _bytes(image, "JPEG", exif=exif)


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    made = normalise(_phone_photo(orientation=6), 60)
    image = Image.open(io.BytesIO(made))
    assert image.size == (472, 708)  # 60 mm at 200 dpi
    assert image.getpixel((236, 100))[0] > 200, "the left half of the sensor is the upper half of the picture"
    assert image.getpixel((236, 600))[2] > 200
    assert "exif" not in image.info and b"Exif" not in made
    assert size_mm(made, 60, 158) == pytest.approx((60, 90), abs=0.2)


def test_a_photo_shown_by_its_raw_data_is_measured_upright() -> None:
    width, height = size_mm(_phone_photo(orientation=6), 60, 158)
    assert (width, height) == pytest.approx((60, 90))


@pytest.mark.large
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "GIF"])
def test_every_kind_is_shrunk_to_print_size_and_is_then_left_alone(kind: str) -> None:
    made = normalise(_bytes(_photo(1800, 900), kind), 100)
    assert Image.open(io.BytesIO(made)).width == 787
    assert Image.open(io.BytesIO(made)).format in ("JPEG", "PNG")
    assert normalise(made, 100) is made


@pytest.mark.large
def test_a_transparent_drawing_stays_a_png_and_a_solid_one_need_not() -> None:
    drawing = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    drawing.paste((200, 0, 0, 255), (50, 50, 200, 200))
    made = Image.open(io.BytesIO(normalise(_bytes(drawing, "PNG"), 60)))
    assert made.format == "PNG" and made.getpixel((1, 1))[3] == 0
    solid = _photo(900, 600).convert("RGBA")
    assert Image.open(io.BytesIO(normalise(_bytes(solid, "PNG"), 60))).format == "JPEG"


def test_line_art_keeps_its_sharp_edges() -> None:
    chart = Image.new("P", (600, 400), 0)
    chart.putpalette([255, 255, 255, 0, 0, 0, 200, 30, 30])
    chart.paste(1, (100, 100, 500, 102))
    assert Image.open(io.BytesIO(normalise(_bytes(chart, "GIF"), 158))).format == "PNG"


def test_the_first_picture_of_an_animation_is_taken() -> None:
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "blue")]
    data = _bytes(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert Image.open(io.BytesIO(normalise(data, 60))).convert("RGB").getpixel((5, 5))[0] > 200


def _huge_png(side: int) -> bytes:
    """The header of a PNG of `side` × `side` pixels, and hardly any data behind it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "image_unknown"),
        (b"%PDF-1.7", "image_unknown"),
        (_huge_png(10_001), "image_too_large"),
        (_huge_png(30_000), "image_too_large"),
    ],
)
def test_what_cannot_be_printed_is_refused_by_its_header(data: bytes, code: str) -> None:
    assert problem(data) == code
    with pytest.raises(UserProblem) as caught:
        normalise(data, 100)
    assert caught.value.code == code
    assert str(caught.value).endswith("。")


@pytest.mark.parametrize("head", [b"\x01\0\0\0" + bytes(36) + b" EMF", b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0"])
def test_a_drawing_of_windows_is_known_packed_or_not(head: bytes) -> None:
    whole = head + bytes(200)
    assert is_metafile(whole) and is_metafile(gzip.compress(whole))
    assert not any(map(is_metafile, (b"", b"\x1f\x8b broken", gzip.compress(b"words"), b"\x01\0\0\0" * 20)))


def test_a_hundred_megapixels_pass_the_header_without_a_warning() -> None:
    assert problem(_huge_png(10_000)) is None


def test_a_cut_off_picture_is_called_damaged() -> None:
    data = _bytes(_photo(1200, 900), "JPEG")[:9000]
    with pytest.raises(UserProblem) as caught:
        normalise(data, 60)
    assert caught.value.code == "image_damaged"


@pytest.mark.parametrize(("kind", "kept"), [("JPEG", 0.5), ("PNG", 0.9)])
def test_a_picture_cut_off_late_is_damaged_though_it_needs_no_shrinking(kind: str, kept: float) -> None:
    whole = _bytes(Image.effect_noise((400, 300), 60).convert("RGB"), kind)
    data = whole[: int(len(whole) * kept)]
    assert (defect(whole), problem(data), defect(data)) == (None, None, "image_damaged")
    with pytest.raises(UserProblem) as caught:
        normalise(data, 160)
    assert caught.value.code == "image_damaged"


def test_a_picture_is_never_wider_than_its_column_nor_taller_than_the_page() -> None:
    wide, tall = _bytes(_photo(3000, 300), "JPEG"), _bytes(_photo(200, 3000), "JPEG")
    assert size_mm(wide, None, 158) == pytest.approx((158, 15.8))
    assert size_mm(wide, 300, 110) == pytest.approx((110, 11))
    assert size_mm(tall, 150, 158)[1] <= 200
    assert size_mm(_bytes(_photo(96, 48), "PNG"), None, 158) == pytest.approx((25.4, 12.7))
