"""The sections of a Word file: its page, the cover's own, and the number at the foot."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.shared import Length, Pt, Twips

from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.document.plan.styles import PAGE_NUMBER_FROM_EDGE_MM
from aimed_desktop.document.word.write.package import section_of
from aimed_desktop.document.word.xml import Element, twips, w

_FOOTER_FROM_EDGE_MM = PAGE_NUMBER_FROM_EDGE_MM - 1.3  # Word measures to the foot of the line
_FINGERPRINT_PT = 7.5


def set_up_page(document: Document, page: PageSetup) -> None:
    """Size and margins; the base numbers its pages, and one that is not wanted numbered loses its foot."""
    section = document.sections[-1]
    width, height = page.width_mm, page.height_mm
    if page.landscape:
        section.orientation = WD_ORIENTATION.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = _length(width), _length(height)
    section.top_margin, section.bottom_margin = _length(page.top_mm), _length(page.bottom_mm)
    section.left_margin, section.right_margin = _length(page.left_mm), _length(page.right_mm)
    section.gutter = _length(page.binding_mm)
    section.header_distance = _length(page.top_mm / 2)
    section.footer_distance = _length(_FOOTER_FROM_EDGE_MM)
    if not page.number:
        section.footer.is_linked_to_previous = True


def print_fingerprint(document: Document, fingerprint: str) -> None:
    """Write the fingerprint, small, behind the number of each page."""
    footer = document.sections[-1].footer
    if not footer.is_linked_to_previous:
        footer.paragraphs[0].add_run(f"  {fingerprint}").font.size = Pt(_FINGERPRINT_PT)


def count_from_one(document: Document) -> None:
    """Let the last section begin with page 1."""
    section_of(document).append(w("pgNumType", start=1))


def cover_section(document: Document) -> Element:
    """`w:sectPr` of a cover before the last section: the same page without a number."""
    section = section_of(document).clone()
    for number in section.findall(_NUMBER) + section.findall(_FOOT):
        section.remove(number)
    return section


_NUMBER = w("pgNumType").tag
_FOOT = w("footerReference").tag


def _length(length_mm: float) -> Length:
    return Twips(twips(length_mm))
