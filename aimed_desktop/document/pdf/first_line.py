"""The first words of a page of ours, as somebody would call it by them."""

from __future__ import annotations

from aimed_desktop.document.pdf.reading import opened_pdf, page_of
from aimed_desktop.document.pdf.text.boxes import printed_characters

_MOST = 12  # characters


def first_line(pdf: bytes, index: int) -> str:
    """The words that stand highest on the page, cut where they are long; empty of a bare page."""
    with opened_pdf(pdf) as document:
        characters = list(printed_characters(page_of(document, index)))
    if not characters:
        return ""
    top, bottom = min((box[1], box[3]) for _, box in characters)
    line = [(box[0], each) for each, box in characters if box[1] < bottom and box[3] > top]
    words = "".join(each for _, each in sorted(line)).strip("。；：，、")
    return words if len(words) <= _MOST else f"{words[:_MOST]}…"
