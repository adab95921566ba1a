"""Scanned pages as one PDF, each over the printed page it is a scan of: so its words can be searched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from pypdfium2 import PdfDocument, PdfImage, PdfMatrix

from aimed_desktop.document.pdf.reading import opened_pdf, page_of
from aimed_desktop.stopping import checkpoint

_CREATED = re.compile(rb"/CreationDate\(D:\d{14}")
_IDENTITY = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")
_TRAILER = 1024  # bytes from the end in which it stands


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A JPEG of the whole page as it is read, and the printed page under it.

    `has_words`: whether the words of the printed page lie under the picture, to be searched.
    """

    picture: bytes
    pdf: bytes
    index: int  # from 0
    has_words: bool = True


def scanned_pdf(pages: Sequence[ScannedPage]) -> bytes:
    """One PDF of them, in that order. The same pages make the same bytes."""
    written = BytesIO()
    with PdfDocument.new() as made:
        for (_, has_words), following in groupby(pages, key=_run):  # pages of a file share its fonts
            run = list(following)
            first = len(made)
            with opened_pdf(run[0].pdf) as printed:
                if has_words:
                    made.import_pages(printed, [page.index for page in run])
                else:
                    for each in run:
                        made.new_page(*page_of(printed, each.index).get_size())
                for at, page in enumerate(run, start=first):
                    checkpoint()
                    _cover(made, at, page.picture)
        made.save(written)
    return timeless(written.getvalue())


def _run(page: ScannedPage) -> tuple[int, bool]:
    return id(page.pdf), page.has_words


def _cover(made: PdfDocument, at: int, picture: bytes) -> None:
    """Lay a picture over the whole of a page."""
    page = page_of(made, at)
    image = PdfImage.new(made)
    image.load_jpeg(BytesIO(picture), inline=True)
    image.set_matrix(PdfMatrix().scale(*page.get_size()))
    page.insert_obj(image)
    page.gen_content()


def timeless(content: bytes) -> bytes:
    """The same without the moment it was written, which pdfium puts in two places."""
    dated = _CREATED.sub(b"/CreationDate(D:20000101000000", content)
    return dated[:-_TRAILER] + _IDENTITY.sub(
        b"/ID[<" + b"0" * 32 + b"><" + b"0" * 32 + b">]", dated[-_TRAILER:]
    )
