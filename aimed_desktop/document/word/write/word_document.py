"""Draws a plan as a Word file that Word, WPS and LibreOffice show alike."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from docx.document import Document

from aimed_desktop.document.plan.plan import (
    CoverPage,
    Figure,
    FigureRow,
    Grid,
    Paragraph,
    Plan,
    PlanBlock,
    PlanPart,
    SignatureBlock,
)
from aimed_desktop.document.plan.styles import (
    BELOW_GRID_PT,
    FIGURE_BEFORE_PT,
    SMALL_GRID_SHARE,
    TALLEST_IN_CELL_SHARE,
)
from aimed_desktop.document.word.styles import style_id
from aimed_desktop.document.word.write.answers import Answer, answers
from aimed_desktop.document.word.write.controls import Controls, WordOptions
from aimed_desktop.document.word.write.cover import cover_elements
from aimed_desktop.document.word.write.estimate import POINTS, grid_height_pt
from aimed_desktop.document.word.write.package import (
    append_blocks,
    drop_placeholders,
    fill_properties,
    open_base,
    package_bytes,
)
from aimed_desktop.document.word.write.pictures import PictureParts
from aimed_desktop.document.word.write.sections import (
    count_from_one,
    cover_section,
    print_fingerprint,
    set_up_page,
)
from aimed_desktop.document.word.write.signature import signature_elements
from aimed_desktop.document.word.write.tables import keep_together, row_of_columns, table_element
from aimed_desktop.document.word.write.text import (
    HAIRLINE_TWIPS,
    Drawing,
    ParagraphSetting,
    hairline,
    paragraph_element,
)
from aimed_desktop.document.word.xml import Element, twips_of_points, w

_CAPTION_ROOM_MM = 12


WORD_OPTIONS = WordOptions()


def docx_bytes(plan: Plan, options: WordOptions = WORD_OPTIONS) -> bytes:
    """The plan as a .docx file; the same plan and options give the same bytes."""
    document = open_base()
    set_up_page(document, plan.page)
    if options.print_fingerprint:
        print_fingerprint(document, plan.properties.fingerprint)
    if plan.has_cover:
        count_from_one(document)
    writer = _Writer(plan, options, document)
    append_blocks(document, writer.body())
    if not writer.drawing.controls.count:
        drop_placeholders(document)
    fill_properties(document, plan.properties)
    return package_bytes(document.part.package)


class _Top(Enum):
    """How the first block of a part meets the top of a page."""

    NONE = auto()
    FRESH = auto()  # it stands there already
    BREAK = auto()  # it must be brought there


class _Writer:
    """Draws the blocks of one plan, numbering controls and pictures as it goes."""

    def __init__(self, plan: Plan, options: WordOptions, document: Document) -> None:
        self.plan = plan
        self.document = document
        self.drawing = Drawing(options, Controls(options.controls), room_mm=plan.text_width_mm)
        self.pictures = PictureParts(document, self.drawing)
        page = plan.page
        height = page.width_mm if page.landscape else page.height_mm
        self.text_height_mm = height - page.top_mm - page.bottom_mm

    def body(self) -> list[Element]:
        """The blocks of all parts, in their order."""
        made: list[Element] = []
        for part in self.plan.parts:
            drawn = self._part(part, on_fresh_page=not made or _ends_section(made[-1]))
            _append(made, drawn, BELOW_GRID_PT)
        if not made or _last(made).tag == _TABLE:
            made.append(hairline())
        return made

    def _part(self, part: PlanPart, on_fresh_page: bool) -> list[Element]:
        top = _Top.FRESH if on_fresh_page else _Top.BREAK if part.starts_page else _Top.NONE
        made: list[Element] = []
        for answer in answers(part.blocks):
            drawn: list[Element] = []
            self.drawing.inside_control = answer.field is not None
            for block in answer.blocks:
                _append(drawn, self._block(block, _Top.NONE if made or drawn else top), BELOW_GRID_PT)
            _append(made, self._controlled(answer, drawn), BELOW_GRID_PT)
        return made

    def _controlled(self, answer: Answer, drawn: list[Element]) -> list[Element]:
        self.drawing.inside_control = False
        if answer.field is None:
            return drawn
        if drawn and drawn[-1].tag == _TABLE and self.drawing.controls.wanted:
            drawn = [*drawn, hairline()]  # LibreOffice drops a bookmark that ends between blocks
        return self.drawing.controls.around(drawn, answer.field, is_empty=answer.is_empty)

    def _block(self, block: PlanBlock, top: _Top) -> list[Element]:
        breaks = top is _Top.BREAK
        match block:
            case Paragraph():
                setting = ParagraphSetting(page_break=breaks, before_mm=None if top is _Top.NONE else 0)
                return [paragraph_element(block, self.drawing, setting)]
            case Figure():
                return self._figure(block, breaks, self.text_height_mm - _CAPTION_ROOM_MM)
            case FigureRow():
                made = [hairline(page_break=True)] if breaks else []
                return [*made, self._figure_row(block, self.text_height_mm - _CAPTION_ROOM_MM)]
            case Grid():
                return self._grid(block, breaks, nested=False)
            case SignatureBlock():
                return signature_elements(block, self.plan.text_width_mm, self.drawing, breaks)
            case CoverPage():
                return self._cover(block, breaks)

    def _inner_blocks(self, blocks: tuple[PlanBlock, ...], room_mm: float) -> list[Element]:
        made: list[Element] = []
        outside = self.drawing.inside_cell, self.drawing.room_mm
        self.drawing.inside_cell, self.drawing.room_mm = True, room_mm
        within = self.drawing.inside_control  # a small table belongs to the control of its whole answer
        for answer in answers(blocks):
            drawn: list[Element] = []
            self.drawing.inside_control = within or answer.field is not None
            for block in answer.blocks:
                _append(drawn, self._inner_block(block), 0)
            _append(made, drawn if within else self._controlled(answer, drawn), 0)
        self.drawing.inside_cell, self.drawing.room_mm = outside
        self.drawing.inside_control = within
        return made

    def _inner_block(self, block: PlanBlock) -> list[Element]:
        tallest_mm = self.text_height_mm * TALLEST_IN_CELL_SHARE - _CAPTION_ROOM_MM
        if isinstance(block, Figure):
            return self._figure(block, False, tallest_mm)
        if isinstance(block, FigureRow):
            return [self._figure_row(block, tallest_mm)]
        if isinstance(block, Grid):
            return self._grid(block, False, nested=True)
        return self._block(block, _Top.NONE)

    def _figure(self, figure: Figure, page_break: bool, tallest_mm: float) -> list[Element]:
        keeps = figure.caption is not None and not self.drawing.inside_cell
        made = [self._picture(figure, tallest_mm, keep_next=keeps, page_break=page_break)]
        if figure.caption:
            made.append(paragraph_element(figure.caption, self.drawing, ParagraphSetting(keep_lines=True)))
        return made

    def _figure_row(self, row: FigureRow, tallest_mm: float) -> Element:
        """A table without rules: the pictures in one row, standing on one line, their captions below."""
        keeps = not self.drawing.inside_cell
        room_mm = self.drawing.room_mm
        pictures = [[self._picture(each, tallest_mm, keep_next=keeps)] for each in row.figures]
        captions: list[list[Element]] = []
        for figure, width in zip(row.figures, row.widths_mm, strict=True):
            self.drawing.room_mm = width
            setting = ParagraphSetting(keep_lines=True)
            said = figure.caption
            captions.append([hairline() if said is None else paragraph_element(said, self.drawing, setting)])
        self.drawing.room_mm = room_mm
        return row_of_columns(row.widths_mm, (pictures, captions))

    def _picture(
        self, figure: Figure, tallest_mm: float, *, keep_next: bool, page_break: bool = False
    ) -> Element:
        """A paragraph with the picture alone."""
        properties = w("pPr", None, w("pStyle", style_id("caption")))
        if keep_next:
            properties.append(w("keepNext"))
        if page_break:
            properties.append(w("pageBreakBefore"))
        before = twips_of_points(FIGURE_BEFORE_PT)
        properties.append(w("spacing", before=before, after=0, line=240, lineRule="auto"))
        properties.append(w("rPr", None, w("sz", 2), w("szCs", 2)))
        shrunk = min(1, tallest_mm / figure.height_mm)
        fitting = replace(figure, width_mm=figure.width_mm * shrunk, height_mm=figure.height_mm * shrunk)
        return w("p", None, properties, self.pictures.run_with(fitting))

    def _grid(self, grid: Grid, page_break: bool, nested: bool) -> list[Element]:
        table = table_element(grid, self._inner_blocks, whole_rows=nested)
        if not nested and grid_height_pt(grid) <= self.text_height_mm * POINTS * SMALL_GRID_SHARE:
            keep_together(table)
        if grid.caption:
            setting = ParagraphSetting(page_break=page_break, keep_next=True)
            return [paragraph_element(grid.caption, self.drawing, setting), table]
        return [hairline(page_break=True), table] if page_break else [table]

    def _cover(self, cover: CoverPage, page_break: bool) -> list[Element]:
        made = [hairline(page_break=True)] if page_break else []
        made += cover_elements(cover, self.plan.text_width_mm, self.text_height_mm, self.drawing)
        end = hairline()
        end[0].append(cover_section(self.document))
        return [*made, end]


_TABLE = w("tbl").tag
_SECTION = w("sectPr").tag
_CONTROL = w("sdt").tag
_PARAGRAPH, _RUN = w("p").tag, w("r").tag
_PAGE_BREAK = w("pageBreakBefore").tag


def _append(made: list[Element], drawn: list[Element], below_grid_pt: float) -> None:
    """Add what was drawn; between two tables stands a paragraph, else Word joins them.

    Below a table a little room is left, but not where it could fall onto a page of its own.
    """
    for block in drawn:
        if made and _last(made).tag == _TABLE:
            first = _first(block)
            if first.tag == _TABLE or (below_grid_pt and first.find(f".//{_PAGE_BREAK}") is None):
                made.append(hairline(height_twips=max(twips_of_points(below_grid_pt), HAIRLINE_TWIPS)))
        made.append(block)


def _first(block: Element) -> Element:
    return block[1][0] if block.tag == _CONTROL else block


def _last(made: list[Element]) -> Element:
    if made[-1].tag != _CONTROL:
        return made[-1]
    blocks = [block for block in made[-1][1] if block.tag in (_PARAGRAPH, _TABLE)]
    return blocks[-2] if len(blocks) > 1 and _is_blank_line(blocks[-1]) else blocks[-1]


def _is_blank_line(block: Element) -> bool:
    return block.tag == _PARAGRAPH and block.find(_RUN) is None


def _ends_section(drawn: Element) -> bool:
    return drawn.find(f".//{_SECTION}") is not None
