"""Pages laid onto the empty pages of another PDF, whose bookmarks and links lead to them."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from pypdfium2 import PdfDocument, PdfMatrix, PdfPage

from aimed_desktop.document.pdf.reading import opened_pdf, page_of
from aimed_desktop.document.pdf.scanned import timeless

_FOOT_PT: Final = 28.0  # left free for the number of the page, which stands over no paper


def laid_pdf(front: bytes, pages: bytes, over: bytes) -> bytes:
    """`front` with each of `pages` on one of its last pages and the same page of `over` on top.

    A page is made a little smaller, so that what `over` says at the foot stands beside it. Its ink is
    taken over as it is, turned as it is shown. The same PDFs make the same bytes.
    """
    written = BytesIO()
    with opened_pdf(front) as made, opened_pdf(pages) as laid, opened_pdf(over) as topmost:
        first = len(made) - len(laid)
        for index in range(len(laid)):
            target = page_of(made, first + index)
            _lay(made, target, laid, index, foot=_FOOT_PT)
            _lay(made, target, topmost, index)
            target.gen_content()
        made.save(written)
    return timeless(written.getvalue())


def _lay(made: PdfDocument, target: PdfPage, source: PdfDocument, index: int, foot: float = 0) -> None:
    """The page as it is shown over the whole of `target`, but for its foot."""
    wide, tall = page_of(source, index).get_size()
    room = target.get_size()
    placed = source.page_as_xobject(index, made).as_pageobject()  # upright, without what is cropped
    smaller = 1 - foot / room[1]
    scaled = PdfMatrix().scale(smaller * room[0] / wide, smaller * room[1] / tall)
    placed.set_matrix(scaled.translate((1 - smaller) * room[0] / 2, foot))
    target.insert_obj(placed)
