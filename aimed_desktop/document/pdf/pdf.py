"""Draws a plan as a PDF: embedded fonts, bookmarks, metadata, the same bytes for the same plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from aimed_desktop.document.pdf.metadata import add_metadata
from aimed_desktop.document.pdf.page import PageWriter
from aimed_desktop.document.plan.plan import Plan
from aimed_desktop.document.typeset.typeset import Page, Sheet, sheet_of, typeset

_NO_FONT = "aimed-none"
_A4_PT = (595.276, 841.89)
_reportlab = Lock()  # reportlab keeps its settings and fonts in module globals


@dataclass(frozen=True, slots=True)
class EmptyPage:
    """An A4 page onto which one made elsewhere is laid. `corner`: what stands on top of it, small.

    `bookmark`: what begins there.
    """

    is_lying: bool
    corner: str
    bookmark: str = ""

    @property
    def size(self) -> tuple[float, float]:
        wide, tall = _A4_PT
        return (tall, wide) if self.is_lying else (wide, tall)


def pdf_bytes(plan: Plan, *, print_fingerprint: bool = False) -> bytes:
    """The plan as a PDF file; the fingerprint stands at the foot of numbered pages only when asked for."""
    return pages_as_pdf(plan, typeset(plan), print_fingerprint=print_fingerprint)


def pages_as_pdf(plan: Plan, pages: list[Page], *, print_fingerprint: bool = False) -> bytes:
    """Pages of the plan that are set already."""
    return some_pages_as_pdf(plan, pages, range(len(pages)), print_fingerprint=print_fingerprint)


def page_as_pdf(plan: Plan, pages: list[Page], index: int) -> bytes:
    """One of the pages alone, with the number that it has among them."""
    return some_pages_as_pdf(plan, pages, (index,))


def some_pages_as_pdf(
    plan: Plan, pages: list[Page], indexes: Iterable[int], *, print_fingerprint: bool = False
) -> bytes:
    """The pages of these indexes, each with the number that it has among all of them."""
    with _reportlab:
        return _written(plan, [(index, pages[index]) for index in indexes], print_fingerprint)


def page_starts(plan: Plan) -> dict[str, int]:
    """For each part the page of the file on which it starts, counted from 1."""
    return {part: number for number, page in enumerate(typeset(plan), 1) for part, _y in page.parts}


def printed_number(plan: Plan, index: int) -> int | None:
    """The number at the foot of the page `index` (from 0); None for the cover or without numbers."""
    if not plan.page.number or (plan.has_cover and index == 0):
        return None
    return index + (0 if plan.has_cover else 1)


def pdf_with_room(plan: Plan, pages: list[Page], empty: Sequence[EmptyPage]) -> tuple[bytes, bytes]:
    """The pages of the plan with the empty ones behind them, and what stands on top of these, alone."""
    with _reportlab:
        return _written(plan, list(enumerate(pages)), False, empty), _corners(plan, empty)


def _corners(plan: Plan, empty: Sequence[EmptyPage]) -> bytes:
    buffer, sheet = BytesIO(), sheet_of(plan)
    canvas = _canvas(buffer, plan, sheet)
    writer = PageWriter(canvas, sheet)
    for page in empty:
        canvas.setPageSize(page.size)
        writer.corner(page.corner, page.size[0])
        canvas.showPage()
    writer.add_fonts()
    canvas.save()
    return buffer.getvalue()


def _written(
    plan: Plan, numbered: list[tuple[int, Page]], print_fingerprint: bool, empty: Sequence[EmptyPage] = ()
) -> bytes:
    buffer, sheet = BytesIO(), sheet_of(plan)
    canvas = _canvas(buffer, plan, sheet, is_ours=not empty)
    writer = PageWriter(canvas, sheet)
    bookmarks = {part.id: (part.bookmark, part.level) for part in plan.parts if part.bookmark}
    depth = -1
    for index, page in numbered:
        for part, y in page.parts:
            if part in bookmarks:
                title, level = bookmarks[part]
                depth = min(max(level, 1) - 1, depth + 1)
                canvas.bookmarkPage(part, fit="XYZ", left=0, top=sheet.height - sheet.top - y + 12)
                canvas.addOutlineEntry(title, part, level=depth)
        foot = plan.properties.fingerprint if print_fingerprint else ""
        writer.draw(page, printed_number(plan, index), plan, foot)
        canvas.showPage()
    _add_empty(canvas, empty)
    writer.add_fonts()
    canvas.save()
    return buffer.getvalue()


def _add_empty(canvas: Any, empty: Sequence[EmptyPage]) -> None:
    for number, page in enumerate(empty):
        canvas.setPageSize(page.size)
        if page.bookmark:
            canvas.bookmarkPage(f"empty{number}", fit="Fit")
            canvas.addOutlineEntry(page.bookmark, f"empty{number}", level=0)
        canvas.showPage()


def _canvas(buffer: BytesIO, plan: Plan, sheet: Sheet, *, is_ours: bool = True) -> Any:
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # pure Python, forty times slower than the rest
    pdfmetrics.registerFont(_NoFont())
    properties = plan.properties
    canvas = Canvas(
        buffer,
        pagesize=(sheet.width, sheet.height),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=_NO_FONT,
        lang=properties.language,
    )
    add_metadata(canvas._doc, properties, is_ours=is_ours)
    return canvas


class _NoFont:
    """Stands for the canvas's initial font, so that no Helvetica enters the file."""

    fontName = _NO_FONT  # noqa: N815 - these four are reportlab's names
    _dynamicFont = 1  # noqa: N815
    _multiByte = 0  # noqa: N815

    class face:  # noqa: N801
        name = _NO_FONT
