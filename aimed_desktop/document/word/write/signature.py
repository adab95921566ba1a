"""Signature lines at the right of the page, with room for hands and seals."""

from __future__ import annotations

from aimed_desktop.document.plan.plan import Paragraph, SignatureBlock, SignatureLine
from aimed_desktop.document.plan.styles import SIGNATURE_LEFT_SHARE, STYLES
from aimed_desktop.document.word.write.estimate import POINTS
from aimed_desktop.document.word.write.text import Drawing, ParagraphSetting, paragraph_element
from aimed_desktop.document.word.xml import Element


def signature_elements(
    block: SignatureBlock, width_mm: float, drawing: Drawing, page_break: bool
) -> list[Element]:
    """One paragraph a line, held together on one page."""
    made: list[Element] = []
    last = len(block.lines) - 1
    for index, line in enumerate(block.lines):
        setting = ParagraphSetting(
            page_break=page_break and index == 0,
            keep_next=index < last,
            keep_lines=True,
            left_mm=width_mm * SIGNATURE_LEFT_SHARE,
            before_mm=_room_above_mm(line),
        )
        made.append(paragraph_element(Paragraph(line.runs, "signature"), drawing, setting))
    return made


def _room_above_mm(line: SignatureLine) -> float:
    return max(0, line.room_mm - STYLES["signature"].line_pt / POINTS)
