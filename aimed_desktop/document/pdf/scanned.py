"""Scanned pages as one PDF, each over the printed page it is a scan of: so its words can be searched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from pypdfium2 import PdfDocument, PdfImage, PdfMatrix, PdfPage, raw

from aimed_desktop.document.pdf.reading import PdfUnreadable, opened_pdf, page_of
from aimed_desktop.stopping import checkpoint

_CREATED = re.compile(rb"/CreationDate\(D:\d{14}")
_IDENTITY = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")
_MOST_NOTES = 20  # on a page
_LONGEST_NOTE = 4000  # characters
_TRAILER = 1024  # bytes from the end in which it stands


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A JPEG of the whole page as it is read, and the printed page under it.

    `note`: of a page without a picture, which stays as it is printed; a reader of PDF shows it.
    `has_words`: whether the words of the printed page lie under the picture, to be searched.
    """

    picture: bytes
    pdf: bytes
    index: int  # from 0
    has_words: bool = True
    note: str = ""


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
                    if page.picture:
                        _cover(made, at, page.picture)
                    else:
                        _annotate(made, at, page.note)
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


def _annotate(made: PdfDocument, at: int, note: str) -> None:
    """Put a note on a page, which is not printed."""
    page = page_of(made, at)
    annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_TEXT)
    height = page.get_height()
    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(12, height - 12, 30, height - 30))
    text = (note + "\0").encode("utf-16-le")
    raw.FPDFAnnot_SetStringValue(
        annotation, b"Contents", (raw.FPDF_WCHAR * (len(text) // 2)).from_buffer_copy(text)
    )
    raw.FPDFPage_CloseAnnot(annotation)


def notes_of(content: bytes, most_pages: int) -> list[tuple[int, str]]:
    """The place, from 0, and the words of each note on the first pages of a PDF."""
    found: list[tuple[int, str]] = []
    with suppress(PdfUnreadable), opened_pdf(content) as document:
        for index in range(min(len(document), most_pages)):
            with suppress(PdfUnreadable):
                page = page_of(document, index)
                count = min(raw.FPDFPage_GetAnnotCount(page), _MOST_NOTES)
                found += [(index, _note(page, at)) for at in range(count)]
                page.close()
    return [(index, note) for index, note in found if note]


def _note(page: PdfPage, at: int) -> str:
    annotation = raw.FPDFPage_GetAnnot(page, at)
    if not annotation:
        return ""
    try:
        if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_TEXT:
            return ""
        room = (raw.FPDF_WCHAR * _LONGEST_NOTE)()
        size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", room, 2 * _LONGEST_NOTE)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)
    return bytes(room)[: size - 2].decode("utf-16-le", "replace") if 2 < size <= 2 * _LONGEST_NOTE else ""


def timeless(content: bytes) -> bytes:
    """The same without the moment it was written, which pdfium puts in two places."""
    dated = _CREATED.sub(b"/CreationDate(D:20000101000000", content)
    return dated[:-_TRAILER] + _IDENTITY.sub(
        b"/ID[<" + b"0" * 32 + b"><" + b"0" * 32 + b">]", dated[-_TRAILER:]
    )
