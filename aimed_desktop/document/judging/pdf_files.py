"""PDF files as pages: whether each can be drawn and is blank, what it looks like, what it says."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aimed_desktop.document.judging.ink import TALL_PX, is_white
from aimed_desktop.document.judging.verdict import Reading
from aimed_desktop.document.pdf.reading import PdfUnreadable, drawn, opened_pdf, page_of, words_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 2_000
LARGEST_PAGE_PT = 14_400.0  # ISO 32000-1, annex C: more than five metres
_TALLEST_PX = 4000  # of a page that is drawn
_MOST_TEXT = 2_000_000  # characters
_LENGTH = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d+)", re.DOTALL)

Told = Callable[[int], None]


def read_pdf(content: bytes, told: Told) -> Reading:
    """What its pages are like."""
    try:
        with opened_pdf(content) as document:
            if not len(document):
                return Reading("cut_off" if is_cut_off(content) else "damaged")
            if len(document) > MOST_PAGES:
                return Reading("too_heavy", len(document))
            return _read_pages(document, "cut_off" if is_cut_off(content) else None, told)
    except PdfUnreadable as problem:
        return _unread(content, problem)


def _read_pages(document: PdfDocument, trouble: str | None, told: Told) -> Reading:
    white, broken, oversize = [], [], []
    for number in range(1, len(document) + 1):
        try:
            page = page_of(document, number - 1)
            longest = _longest(page)
            if longest > LARGEST_PAGE_PT:
                oversize.append(number)  # too large for what stands on it to be seen
            elif _is_white_page(page):
                white.append(number)
            page.close()
        except PdfUnreadable:
            broken.append(number)
        told(number)
    return Reading(
        "cut_off" if trouble else None, len(document), tuple(white), tuple(broken), tuple(oversize)
    )


def draw_pdf(content: bytes, width_px: int, most: int, first: int = 0) -> Iterator[bytes]:
    """`most` pages from the `first` as PNG, about `width_px` wide; nothing in place of one that cannot be
    drawn.
    """
    try:
        with opened_pdf(content) as document:
            for index in range(first, min(len(document), first + most)):
                try:
                    yield _drawn_page(document, index, width_px)
                except PdfUnreadable:
                    yield b""
    except PdfUnreadable:
        return


def _drawn_page(document: PdfDocument, index: int, width_px: int) -> bytes:
    page = page_of(document, index)
    width, height = (max(side, 1.0) for side in page.get_size())
    image = drawn(page, min(width_px / width, _TALLEST_PX / height))
    page.close()
    made = io.BytesIO()
    image.save(made, "PNG", compress_level=1)
    return made.getvalue()


def text_of(content: bytes, most_pages: int) -> tuple[str, str]:
    """Its keywords, and its text without white space: what a scanner's recognition put under the pages."""
    keywords, texts, length = "", [], 0
    with suppress(PdfUnreadable), opened_pdf(content) as document:
        keywords = str(document.get_metadata_value("Keywords"))
        for index in range(min(len(document), most_pages)):
            with suppress(PdfUnreadable):
                page = page_of(document, index)
                texts.append("".join(words_of(page).get_text_range().split()))
                page.close()
                length += len(texts[-1])
            if length > _MOST_TEXT:
                break
    return keywords, "".join(texts)[:_MOST_TEXT]


def blocks_of(content: bytes, told: Told) -> dict[str, Any]:
    """Its words as blocks, with what was lost: the head of the message that tells them."""
    from aimed_desktop.document.pdf.text.reader import read_text

    try:
        with opened_pdf(content) as document:
            if is_cut_off(content):
                return {"reading": Reading("cut_off").to_json()}
            if not 0 < len(document) <= MOST_PAGES:
                return {"reading": Reading("too_heavy" if len(document) else "damaged").to_json()}
            text = read_text(document, _is_white_page, told)
    except PdfUnreadable as problem:
        return {"reading": _unread(content, problem).to_json()}
    return {
        "reading": Reading(None, text.pages).to_json(),
        "entries": text.entries,
        "losses": text.losses,
        "taken": text.taken,
        "pictures": text.pictures,
    }


def _is_white_page(page: PdfPage) -> bool:
    longest = _longest(page)
    return longest <= LARGEST_PAGE_PT and is_white(drawn(page, TALL_PX / longest))


def _unread(content: bytes, problem: PdfUnreadable) -> Reading:
    if problem.is_locked:
        return Reading("locked")
    return Reading("cut_off" if is_cut_off(content) else "damaged")


def is_cut_off(content: bytes) -> bool:
    """Whether the end is missing: `startxref` follows the last object of a whole PDF (ISO 32000-1 7.5.5)."""
    last = max(content.rfind(b"endobj"), content.rfind(b"endstream"))
    if content.find(b"startxref", max(last, 0)) < 0:
        return True
    length = _LENGTH.search(content, 0, 2048)
    return length is not None and int(length[1]) > len(content)


def _longest(page: PdfPage) -> float:
    return float(max(*page.get_size(), 1.0))
