"""Where each printed character of a page of ours stands."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double
from typing import TYPE_CHECKING, TypeAlias

from aimed_desktop.document.pdf.reading import words_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

CharacterBox: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom in pt, y downwards

_LEAST_PT = 0.5  # what is smaller is no character that anybody sees


def printed_characters(page: PdfPage) -> Iterator[tuple[str, CharacterBox]]:
    """Every character that is seen, with the box of its ink, as pdfium orders them. PdfUnreadable."""
    import pypdfium2.raw as pdfium

    words, height = words_of(page), page.get_height()
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    for at in range(pdfium.FPDFText_CountChars(words)):
        character = chr(pdfium.FPDFText_GetUnicode(words, at))
        if character.isspace() or not character.isprintable():
            continue
        pdfium.FPDFText_GetCharBox(words, at, left, right, bottom, top)
        if right.value - left.value > _LEAST_PT and top.value - bottom.value > _LEAST_PT:
            yield character, (left.value, height - top.value, right.value, height - bottom.value)
    words.close()
