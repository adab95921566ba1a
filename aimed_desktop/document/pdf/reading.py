"""Opens PDF files to be read and drawn, one at a time: pdfium must not be used by two threads at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_pdfium = RLock()  # it keeps fonts and errors in globals: pages drawn side by side come out empty


class PdfUnreadable(Exception):
    """A PDF that does not open, or a page that does not. `is_locked`: it wants a password."""

    def __init__(self, *, is_locked: bool) -> None:
        super().__init__(is_locked)
        self.is_locked = is_locked


@contextmanager
def opened_pdf(source: Path | bytes) -> Iterator[PdfDocument]:
    """The document, closed afterwards; everything that is taken from it is used inside. PdfUnreadable.

    Only for files that this program made: what comes from outside is read by `judging`, within bounds.
    """
    import pypdfium2

    with _pdfium:
        try:
            with pypdfium2.PdfDocument(source) as document:
                yield document
        except pypdfium2.PdfiumError as error:
            raise PdfUnreadable(is_locked="password" in str(error).lower()) from None


def page_of(document: PdfDocument, index: int) -> PdfPage:
    """A page of an open document. PdfUnreadable where it cannot be loaded."""
    import pypdfium2

    try:
        return document[index]
    except pypdfium2.PdfiumError:
        raise PdfUnreadable(is_locked=False) from None


def words_of(page: PdfPage) -> PdfTextPage:
    """The characters of a page. PdfUnreadable where they cannot be read."""
    import pypdfium2

    try:
        return page.get_textpage()
    except pypdfium2.PdfiumError:
        raise PdfUnreadable(is_locked=False) from None


def drawn(page: PdfPage, scale: float) -> Image.Image:
    """The page in RGB, `scale` pixels a point. PdfUnreadable where it cannot be drawn."""
    import pypdfium2

    try:
        bitmap = page.render(scale=scale)
    except pypdfium2.PdfiumError:
        raise PdfUnreadable(is_locked=False) from None
    image: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    return image
