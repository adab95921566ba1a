"""Pages of several files bound into one PDF, as often as there are copies: what is shared is kept once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image
from pypdfium2 import PdfDocument, PdfImage, PdfMatrix, PdfPage
from pypdfium2.raw import FLAT_PRINT, FPDFPage_Flatten

from aimed_desktop.document.pdf.reading import opened_pdf, page_of
from aimed_desktop.document.pdf.scanned import timeless

A4_PT: Final = (595.276, 841.89)
_LIKE_A4_PT: Final = 9.0  # 3 mm: what a printer prints whole without scaling
_EDGE_PT: Final = 14.2  # 5 mm left free around a picture, as printers need it


@dataclass(frozen=True, slots=True)
class PictureLook:
    """How a picture is put on A4. `short_px`: the most pixels along the short side of the page."""

    short_px: int = 1654  # 200 dpi
    quality: int = 85  # of JPEG
    edge_pt: float = _EDGE_PT

    @property
    def long_px(self) -> int:
        return round(self.short_px * A4_PT[1] / A4_PT[0])


USUAL_LOOK: Final = PictureLook()
Leaf = tuple[int, int]  # which source and which of its pages, both from 0
BLANK: Final[Leaf] = (-1, 0)


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF, or the pages of a picture file as JPEG or PNG. `is_fitted`: its pages are brought to A4."""

    pdf: bytes = b""
    pictures: tuple[bytes, ...] = ()
    is_fitted: bool = True


def bound_pdf(sources: Iterable[Source], leaves: Sequence[Leaf], look: PictureLook = USUAL_LOOK) -> bytes:
    """One PDF of the leaves in that order; a leaf may come again. The same leaves make the same bytes.

    PdfUnreadable, or what Pillow raises, where a source cannot be read: it is taken when its turn comes.
    """
    written = BytesIO()
    with PdfDocument.new() as single, PdfDocument.new() as made:
        at = dict(_laid_out(single, sources, leaves, look))
        made.import_pages(single, [at[leaf] for leaf in leaves])  # in one go, so that copies share everything
        made.save(written)
    return timeless(written.getvalue())


def _laid_out(
    single: PdfDocument, sources: Iterable[Source], leaves: Sequence[Leaf], look: PictureLook
) -> Iterator[tuple[Leaf, int]]:
    """Every leaf once, source by source; each with its place in `single`."""
    for number, source in enumerate(sources):
        wanted = sorted({page for which, page in leaves if which == number})
        first = len(single)
        if source.pdf:
            _add_pages(single, source, wanted)
        else:
            for page in wanted:
                _add_picture(single, source.pictures[page], look)
        yield from (((number, page), first + place) for place, page in enumerate(wanted))
    if BLANK in leaves:
        single.new_page(*A4_PT)
        yield BLANK, len(single) - 1


def _add_pages(single: PdfDocument, source: Source, wanted: Sequence[int]) -> None:
    with opened_pdf(source.pdf) as document:
        if source.is_fitted:  # made elsewhere: seals and fields stand in it beside the page's own ink
            document.init_forms()
            for index in wanted:
                page = page_of(document, index)
                FPDFPage_Flatten(page, FLAT_PRINT)
                page.close()  # what was drawn into it is seen when it is opened anew
        pages = [page_of(document, index) for index in wanted]
        if not source.is_fitted or all(_is_a4(page) for page in pages):
            single.import_pages(document, list(wanted))
            return
        for index, page in zip(wanted, pages, strict=True):
            if _is_a4(page):
                single.import_pages(document, [index])
            else:
                _fit(single, document, index, page)


def _is_a4(page: PdfPage) -> bool:
    given = sorted(page.get_size())
    return all(abs(have - want) < _LIKE_A4_PT for have, want in zip(given, A4_PT, strict=True))


def _fit(single: PdfDocument, document: PdfDocument, index: int, page: PdfPage) -> None:
    """The page as it is shown, made smaller or larger, in the middle of A4 that lies or stands alike."""
    width, height = page.get_size()
    sheet = A4_PT if height >= width else A4_PT[::-1]
    scale = min(sheet[0] / width, sheet[1] / height)
    placed = document.page_as_xobject(index, single).as_pageobject()  # upright, without what is cropped
    middle = ((sheet[0] - width * scale) / 2, (sheet[1] - height * scale) / 2)
    placed.set_matrix(PdfMatrix().scale(scale, scale).translate(*middle))
    fitted = single.new_page(*sheet)
    fitted.insert_obj(placed)
    fitted.gen_content()


def _add_picture(single: PdfDocument, content: bytes, look: PictureLook) -> None:
    """A picture in the middle of an A4 page that lies or stands as it does."""
    with Image.open(BytesIO(content)) as picture:
        plain = picture.convert("L" if picture.mode in ("1", "L") else "RGB")
    wide, tall = plain.size
    most = (look.short_px, look.long_px) if tall >= wide else (look.long_px, look.short_px)
    plain.thumbnail(most, Image.Resampling.BOX, reducing_gap=2.0)
    jpeg = BytesIO()
    plain.save(jpeg, "JPEG", quality=look.quality)
    jpeg.seek(0)
    sheet = A4_PT if tall >= wide else A4_PT[::-1]
    room = (sheet[0] - 2 * look.edge_pt, sheet[1] - 2 * look.edge_pt)
    scale = min(room[0] / wide, room[1] / tall)
    size = (wide * scale, tall * scale)
    page = single.new_page(*sheet)
    image = PdfImage.new(single)
    image.load_jpeg(jpeg, inline=True)
    image.set_matrix(PdfMatrix().scale(*size).translate((sheet[0] - size[0]) / 2, (sheet[1] - size[1]) / 2))
    page.insert_obj(image)
    page.gen_content()


def lying_pages(content: bytes) -> list[bool]:
    """Whether each page of a PDF lies, as it is shown."""
    with opened_pdf(content) as document:
        sizes = [page_of(document, index).get_size() for index in range(len(document))]
    return [wide > tall for wide, tall in sizes]
