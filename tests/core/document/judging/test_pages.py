"""Pages that are there, cut off, damaged or white; what a picture gives away."""

from __future__ import annotations

import io
import random

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageDraw

from aimed_desktop.document.judging.gps import tells_place
from aimed_desktop.document.judging.ink import is_white
from aimed_desktop.document.judging.judge import draw_pages, judge
from aimed_desktop.document.judging.verdict import pages_words
from tests.paper_files import page, pdf, picture, tiff

SIZE = (1240, 1754)  # A4 at 150 dpi


def test_a_whole_pdf_has_its_pages_and_no_trouble() -> None:
    verdict = judge(pdf("a", "b", "c"))
    assert (verdict.trouble, verdict.pages, verdict.white) == (None, 3, ())


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8, 0.97])
def test_a_pdf_that_broke_off_is_noticed_wherever_it_did(share: float) -> None:
    whole = pdf(*"abcdefgh")
    assert judge(whole[: int(len(whole) * share)]).trouble == "cut_off"


def test_a_copy_that_broke_off_and_was_filled_up_with_nothing_is_noticed() -> None:
    for whole in (pdf(*"abcdef"), picture("JPEG"), picture("PNG"), tiff(["a", "b"])):
        half = whole[: len(whole) // 2]
        assert judge(half + bytes(len(whole) - len(half))).trouble in ("cut_off", "damaged")


def test_a_pdf_whose_list_of_objects_is_wrong_but_whole_is_taken() -> None:
    whole = pdf("a", "b")
    assert judge(b"sent by mail\n" + whole).trouble is None
    assert judge(whole + b"\n<!-- by a web server -->\n" * 90).trouble is None


def test_a_pdf_that_lost_a_page_on_the_way_names_it() -> None:
    with pikepdf.open(io.BytesIO(pdf("a", "b", "c"))) as document:
        lost = document.pages[1].obj.objgen[0]
        made = io.BytesIO()
        document.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    data = made.getvalue()
    with pikepdf.open(io.BytesIO(data)) as document:
        lost = document.pages[1].obj.objgen[0]
    data = data.replace(f"\n{lost} 0 obj\n<<".encode(), f"\n{lost} 0 obj\n>>".encode())
    verdict = judge(data)
    assert verdict.trouble is not None or verdict.broken == (2,)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "WEBP", "GIF"])
def test_a_picture_is_one_page_and_one_that_broke_off_is_noticed(kind: str) -> None:
    whole = picture(kind)
    assert (judge(whole).trouble, judge(whole).pages) == (None, 1)
    assert judge(whole[: len(whole) * 2 // 3]).trouble in ("cut_off", "damaged")


def test_a_jpeg_with_a_small_picture_in_its_head_is_cut_off_all_the_same() -> None:
    small = io.BytesIO()
    page("x", (80, 60)).save(small, "JPEG")
    whole = picture("JPEG")
    block = b"Exif\0\0" + small.getvalue()
    data = whole[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + whole[2:]
    assert judge(data).trouble is None
    assert judge(data[:-400]).trouble == "cut_off"


@pytest.mark.parametrize("compression", ["group4", "tiff_lzw", "jpeg", None])
def test_every_page_of_a_tiff_is_counted_looked_at_and_drawn(compression: str | None) -> None:
    data = tiff(["a", "", "c"], compression)
    verdict = judge(data)
    assert (verdict.trouble, verdict.pages, verdict.white) == (None, 3, (2,))
    pictures = draw_pages(data, 60)
    assert [Image.open(io.BytesIO(picture)).width for picture in pictures] == [60, 60, 60]


def test_a_tiff_that_broke_off_is_noticed_and_its_small_copies_are_no_pages() -> None:
    whole = tiff(["a", "b", "c"], None)
    assert judge(whole[: len(whole) * 2 // 3]).trouble == "cut_off"
    assert judge(tiff(["a", "b", "c"])[:-300]).trouble == "cut_off"
    made = io.BytesIO()
    small = page("a", (62, 88), "L")
    small.encoderinfo = {"tiffinfo": {254: 1}}
    page("a", mode="L").save(made, "TIFF", save_all=True, append_images=[small])
    assert judge(made.getvalue()).pages == 1


@pytest.mark.large
def test_white_pages_are_named_one_by_one() -> None:
    assert judge(pdf("a", "", "c", "", "")).white == (2, 4, 5)
    assert judge(pdf(*[""] * 11)).is_all_white
    assert judge(picture("PNG", "")).is_all_white
    assert pages_words(range(1, 12)) == "第1页至第11页"
    assert pages_words((2, 4, 5)) == "第2页、第4页至第5页"
    assert pages_words(range(1, 40, 2)).endswith("第11页等共 20 页")


def noisy(sigma: float, quality: int | None = None) -> Image.Image:
    grey = Image.effect_noise(SIZE, sigma).point(lambda level: max(0, min(255, level + 115)))
    if quality is None:
        return grey
    made = io.BytesIO()
    grey.save(made, "JPEG", quality=quality)
    return Image.open(made)


def dusty(image: Image.Image) -> Image.Image:
    draw, dice = ImageDraw.Draw(image), random.Random(1)
    for _ in range(30):
        x, y = dice.randrange(SIZE[0]), dice.randrange(SIZE[1])
        draw.ellipse((x, y, x + 2, y + 2), fill=30)
    return image


def streaked(image: Image.Image) -> Image.Image:
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 18, SIZE[1]), fill=40)  # the shadow of the scanner's edge
    draw.line((700, 0, 702, SIZE[1]), fill=60, width=3)  # dirt on its glass
    return image


def shone_through(image: Image.Image) -> Image.Image:
    back = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(back)
    for y in range(200, 1500, 40):
        draw.rectangle((150, y, 1000, y + 16), fill=225)
    return ImageChops.darker(image, back)


@pytest.mark.parametrize(
    "paper",
    [
        noisy(4),
        noisy(12),
        noisy(18, 20),
        noisy(8, 60),
        dusty(noisy(5)),
        streaked(noisy(5)),
        shone_through(noisy(5)),
        Image.new("RGB", SIZE, (250, 205, 210)),
        Image.new("1", SIZE, 1),
    ],
)
def test_what_a_scanner_adds_is_no_ink(paper: Image.Image) -> None:
    assert is_white(paper)


def marked(draw_on: str) -> Image.Image:
    image = noisy(5).convert("RGB")
    draw = ImageDraw.Draw(image)
    match draw_on:
        case "one word":
            draw.text((300, 300), "OK", fill=(20, 20, 20), font_size=44)
        case "page number":
            draw.text((600, 1640), "- 1 -", fill=(20, 20, 20), font_size=28)
        case "seal":
            draw.ellipse((500, 900, 740, 1140), outline=(225, 60, 60), width=8)
        case "pale seal":
            draw.ellipse((500, 900, 740, 1140), outline=(250, 180, 185), width=8)
        case "signature":
            draw.line([(400 + i * 8, 1200 + (i * 37) % 60) for i in range(30)], fill=(60, 60, 90), width=3)
    return image


@pytest.mark.parametrize("what", ["one word", "page number", "seal", "pale seal", "signature"])
def test_the_least_mark_is_ink(what: str) -> None:
    assert not is_white(marked(what))


def test_a_dark_page_and_a_photo_without_edges_are_not_white() -> None:
    assert not is_white(Image.new("L", SIZE, 5))
    assert not is_white(Image.linear_gradient("L").resize(SIZE))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_tells_where_it_was_taken_is_known(kind: str) -> None:
    assert judge(picture(kind, place=True)).tells_place
    assert not judge(picture(kind)).tells_place


def test_the_place_is_found_in_both_orders_of_bytes_and_in_xmp() -> None:
    with Image.open(io.BytesIO(picture("JPEG", place=True))) as image:
        exif = image.getexif()
    exif.endian = ">"
    assert tells_place(exif.tobytes()[6:])
    assert tells_place(b"..<rdf exif:GPSLatitude='30,35.0N'/>")
    assert not tells_place(b"II*\0\xff\xff\xff\xff")
    assert not tells_place(b"Exif\0\0MM\0*\0\0\0\x08\0\1\x88\x25\0\4")


def test_a_photo_inside_a_pdf_tells_its_place_too() -> None:
    photo = picture("JPEG", place=True)
    document = pikepdf.new()
    sheet = document.add_blank_page()
    stream = pikepdf.Stream(document, photo)
    stream.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=620,
            Height=877,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB,
            Filter=pikepdf.Name.DCTDecode,
        )
    )
    sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=stream))
    sheet.Contents = document.make_stream(b"q 612 0 0 792 0 0 cm /P Do Q")
    made = io.BytesIO()
    document.save(made)
    verdict = judge(made.getvalue())
    assert (verdict.pages, verdict.white, verdict.tells_place) == (1, (), True)


def test_a_page_larger_than_any_paper_is_told() -> None:
    assert judge(pdf("a", size=(20_000, 400))).oversize == (1,)
