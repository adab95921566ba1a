"""Writes the marks of pages as PDF operators."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from typing import Any

from aimed_desktop.document.pdf.fonts import EmbeddedFont
from aimed_desktop.document.plan.plan import Plan
from aimed_desktop.document.plan.styles import PAGE_NUMBER_FROM_EDGE_MM, STYLES
from aimed_desktop.document.typeset.boxes import (
    MM,
    FieldRoom,
    HandSpot,
    PageMark,
    Picture,
    RuledLine,
    TextMark,
)
from aimed_desktop.document.typeset.text import line_marks, setting, text_width
from aimed_desktop.document.typeset.typeset import Page, Sheet

_DRAFT, _DRAFT_SIZE, _DRAFT_GREY = "草稿", 150, "0.92"
_FOOT_SIZE = 7.5
_CORNER_SIZE, _CORNER_RIGHT_MM, _CORNER_BASE_MM = 8, 12, 6
_BOLDER = 0.03  # of the size: the line around a bold character, as Word makes one that the font lacks
_JPEG = b"\xff\xd8"


class PageWriter:
    """Draws pages on a reportlab canvas and gathers the fonts that they use."""

    def __init__(self, canvas: Any, sheet: Sheet) -> None:
        self.canvas = canvas
        self.sheet = sheet
        self.fonts: dict[str, EmbeddedFont] = {}

    def draw(self, page: Page, number: int | None, plan: Plan, foot: str = "") -> None:
        """Everything on one page: the draft mark, the content in reading order, the page number.

        `foot`: what stands small at the right of a numbered page's foot.
        """
        if plan.draft:
            self._draft_mark()
        operators: list[str] = []
        for x, y, strip in page.placed:
            self._marks(strip.marks, self.sheet.left + x, self.sheet.height - self.sheet.top - y, operators)
        if number is not None:
            self._marks(self._number(number, foot), 0, 0, operators)
        self.canvas.addLiteral("\n".join(operators))

    def corner(self, text: str, wide_pt: float) -> None:
        """`text` small in the lower right corner of a page of that width; nothing is painted under it."""
        style = STYLES["page_number"]
        source = setting(text, style.font, _CORNER_SIZE)
        width = sum(source.widths)
        left, base = wide_pt - _CORNER_RIGHT_MM * MM - width, _CORNER_BASE_MM * MM
        operators: list[str] = []
        self._marks(line_marks(source, 0, len(text), left, -base), 0, 0, operators)
        self.canvas.addLiteral("\n".join(operators))

    def add_fonts(self) -> None:
        """Write the fonts into the document, once all pages are drawn."""
        for font in self.fonts.values():
            font.add_to(self.canvas._doc)

    def _font(self, file: str) -> EmbeddedFont:
        if file not in self.fonts:
            self.fonts[file] = EmbeddedFont(file, f"F{len(self.fonts) + 1}")
        return self.fonts[file]

    def _marks(self, marks: Iterable[PageMark], left: float, top: float, operators: list[str]) -> None:
        for mark in marks:
            match mark:
                case TextMark():
                    operators.append(self._text(mark, left, top))
                case RuledLine():
                    operators.append(
                        f"{mark.width:g} w {left + mark.x:.2f} {top - mark.y:.2f} m "
                        f"{left + mark.to_x:.2f} {top - mark.to_y:.2f} l S"
                    )
                case Picture():
                    operators.append(self._picture(mark, left, top))
                case FieldRoom() | HandSpot():
                    pass

    def _text(self, mark: TextMark, left: float, top: float) -> str:
        font = self._font(mark.file)
        mode = "3 Tr " if mark.hidden else f"2 Tr {mark.size * _BOLDER:.2f} w " if mark.bold else ""
        ending = " 0 Tr" if mode else ""
        return (
            f"BT /{font.resource} {mark.size:g} Tf {mode}{mark.spacing:.3f} Tc "
            f"1 0 0 1 {left + mark.x:.2f} {top - mark.y:.2f} Tm <{font.encode(mark.text)}> Tj{ending} ET"
        )

    def _picture(self, mark: Picture, left: float, top: float) -> str:
        name = self._image(mark.data)
        return (
            f"q {mark.width:.2f} 0 0 {mark.height:.2f} {left + mark.x:.2f} "
            f"{top - mark.y - mark.height:.2f} cm /{name} Do Q"
        )

    def _image(self, data: bytes) -> str:
        """The resource name of the picture; a JPEG goes into the file as it is, each picture once."""
        from reportlab.lib.utils import ImageReader
        from reportlab.pdfbase import pdfdoc

        document = self.canvas._doc
        name = sha256(data).hexdigest()[:32]
        registered: str = document.getXObjectName(name)
        if registered not in document.idToObject:
            image = pdfdoc.PDFImageXObject(name)
            if not (data.startswith(_JPEG) and image.loadImageFromJPEG(BytesIO(data))):
                image = pdfdoc.PDFImageXObject(name, ImageReader(BytesIO(data)), mask="auto")
                self._add_mask(image, document)
            document.addForm(name, image)
        self.canvas._formsinuse.append(name)
        return registered

    def _add_mask(self, image: Any, document: Any) -> None:
        mask = getattr(image, "_smask", None)
        if mask is not None:
            image.smask = document.Reference(mask, document.getXObjectName(mask.name))
            del image._smask

    def _number(self, number: int, foot: str) -> list[TextMark]:
        style = STYLES["page_number"]
        text = f"— {number} —"
        width = text_width(text, style.font, style.size_pt)
        x = self.sheet.left + (self.sheet.text_width - width) / 2
        source = setting(text, style.font, style.size_pt)
        y = -PAGE_NUMBER_FROM_EDGE_MM * MM
        small = setting(foot, style.font, _FOOT_SIZE)
        beside = self.sheet.left + self.sheet.text_width - sum(small.widths)
        return [
            *line_marks(source, 0, len(text), x, y),
            *line_marks(small, 0, len(foot), beside, y),
        ]

    def _draft_mark(self) -> None:
        source = setting(_DRAFT, "hei", _DRAFT_SIZE)
        width = sum(source.widths)
        glyph = source.glyphs[0]
        font = self._font(glyph.file)
        self.canvas.addLiteral(
            f"q {_DRAFT_GREY} g 0.7071 0.7071 -0.7071 0.7071 {self.sheet.width / 2:.2f} "
            f"{self.sheet.height / 2:.2f} cm BT /{font.resource} {_DRAFT_SIZE} Tf "
            f"1 0 0 1 {-width / 2:.2f} {-0.38 * _DRAFT_SIZE:.2f} Tm <{font.encode(_DRAFT)}> Tj ET Q"
        )
