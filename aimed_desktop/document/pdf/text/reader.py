"""The words of a PDF file as the blocks of a narrative, with what could not be taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from aimed_desktop.application.pasting.html_lists import ListJoiner
from aimed_desktop.application.pasting.html_table import PastedTable
from aimed_desktop.application.pasting.html_words import without_bold
from aimed_desktop.application.values.cleaning import single_line
from aimed_desktop.application.values.words import Words, cleaned, joined, plain
from aimed_desktop.document.pdf.reading import PdfUnreadable, page_of
from aimed_desktop.document.pdf.text.grids import Grid
from aimed_desktop.document.pdf.text.headings import levels_of
from aimed_desktop.document.pdf.text.lines import WIDE_GAP, Line
from aimed_desktop.document.pdf.text.lists import USUAL_BULLETS, items_of, sign_of, without_label
from aimed_desktop.document.pdf.text.margins import text_size, with_notes, without_margins
from aimed_desktop.document.pdf.text.order import Edges, Placed, in_order
from aimed_desktop.document.pdf.text.page import marks_of
from aimed_desktop.document.pdf.text.paragraphs import Paragraph, PlacedLine, paragraphs_of, words_in
from aimed_desktop.document.pdf.text.sheets import PageSheet, sheet_of
from aimed_desktop.document.pdf.text.tables import is_continued, table_of, with_rest

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 60
MOST_CHARACTERS = 30_000
_FEW_LINES = 8  # of a page: its edges are those of the others
_FEW_CHARACTERS = 40  # beside a picture as large as the page
_PICTURE_SHARE = 0.004  # of the page: smaller ones are marks


@dataclass(slots=True)
class PdfText:
    """Blocks, and by kind of loss (of `application.pasting.losses`) the pages where it happened.

    `pages` of the file; `taken` of them were read, `pictures` hold no words but a picture of some.
    """

    pages: int
    taken: int = 0
    entries: list[dict[str, Any]] = field(default_factory=list)
    losses: dict[str, list[int]] = field(default_factory=dict)
    pictures: list[int] = field(default_factory=list)

    def lose(self, kind: str, page: int) -> None:
        """Note a loss."""
        pages = self.losses.setdefault(kind, [])
        if page not in pages:
            pages.append(page)


def read_text(
    document: PdfDocument, is_white: Callable[[PdfPage], bool], told: Callable[[int], None]
) -> PdfText:
    """The first pages of `document`, as many as the bounds allow; each that was read is `told`."""
    made = PdfText(len(document))
    sheets: list[PageSheet] = []
    characters = 0
    for number in range(1, min(len(document), MOST_PAGES) + 1):
        if characters > MOST_CHARACTERS:
            break
        made.taken = number
        try:
            page = page_of(document, number - 1)
            sheet = sheet_of(number, marks_of(page))
            characters += len(sheet.marks.glyphs)
            if _is_picture(sheet, page, is_white):
                made.pictures.append(number)
            sheets.append(sheet)
            page.close()
        except PdfUnreadable:
            made.lose("pdf_broken", number)
        told(number)
    _write(made, sheets)
    return made


def _is_picture(sheet: PageSheet, page: PdfPage, is_white: Callable[[PdfPage], bool]) -> bool:
    said = sum(not glyph.is_blank for glyph in sheet.marks.glyphs)
    if said:
        return sheet.marks.is_picture and said < _FEW_CHARACTERS and not sheet.marks.is_recognised
    return not is_white(page)


def _write(made: PdfText, sheets: list[PageSheet]) -> None:
    size = text_size(sheets)
    sheets, with_margins = without_margins(sheets, size)
    sheets = [with_notes(sheet, size) for sheet in sheets]
    known = words_in([line for sheet in sheets for line in (*sheet.lines, *sheet.notes)])
    for sheet in sheets:
        for kind in _lost(sheet, made.pictures):
            made.lose(kind, sheet.number)
    writer = _Writer(made, known, size)
    for sheet, items in _with_usual_edges([(sheet, in_order(sheet.lines, sheet.grids)) for sheet in sheets]):
        writer.page(sheet, items)
    writer.end()
    for number in with_margins:
        made.lose("pdf_margin", number)


def _lost(sheet: PageSheet, scanned: Sequence[int]) -> list[str]:
    """What of a page is no word, or may be read wrongly: the kinds of loss."""
    marks = sheet.marks
    kinds = {
        "pdf_picture": sheet.number in scanned,
        "pdf_recognised": marks.is_recognised,
        "unknown_character": marks.unknown,
        "pdf_full": marks.is_full,
        "hidden": marks.unseen,
        "picture": sheet.number not in scanned
        and not marks.is_recognised
        and marks.picture_share > _PICTURE_SHARE,
        "pdf_notes": sheet.notes,
        "pdf_turned": marks.turned,
    }
    return [kind for kind, is_so in kinds.items() if is_so]


def _with_usual_edges(pages: list[tuple[PageSheet, list[Placed]]]) -> list[tuple[PageSheet, list[Placed]]]:
    """A page of few lines has the edges of those that have more."""
    usual: dict[tuple[float, int, float], Counter[float]] = {}
    for sheet, items in pages:
        for one in items:
            usual.setdefault(_column(sheet, one), Counter())[round(one.edges.right, 0)] += 1
    made = []
    for sheet, items in pages:
        few = len([one for one in items if isinstance(one.item, Line)]) < _FEW_LINES
        made.append((sheet, [_widened(one, usual[_column(sheet, one)]) for one in items] if few else items))
    return made


def _column(sheet: PageSheet, one: Placed) -> tuple[float, int, float]:
    return round(sheet.marks.width, 0), one.columns, round(one.edges.left / 20, 0)


def _widened(one: Placed, usual: Counter[float]) -> Placed:
    right = usual.most_common(1)[0][0]
    return Placed(one.item, Edges(one.edges.left, max(one.edges.right, right)), one.columns)


class _Writer:
    """Makes blocks of the pages as they come; a paragraph may go on on the next page."""

    def __init__(self, made: PdfText, known: frozenset[str], size: float) -> None:
        self._made = made
        self._known = known
        self._size = size
        self._lines: list[PlacedLine] = []
        self._notes: list[tuple[int, list[PlacedLine]]] = []
        self._table: tuple[Grid, PastedTable, int] | None = None
        self._column = 0
        self._edges: Edges | None = None

    def page(self, sheet: PageSheet, items: Sequence[Placed]) -> None:
        """What stands on a page."""
        self._column += 1
        self._edges = None
        for one in items:
            if isinstance(one.item, Line):
                self._end_table(sheet.number)
                self._add(one.item, one.edges, sheet.number)
            else:
                self._add_table(one.item, sheet.number)
        lines = [
            PlacedLine(one.item, one.edges, sheet.number, 0)
            for one in in_order(sheet.notes)
            if isinstance(one.item, Line)
        ]
        if lines:
            self._notes.append((sheet.number, lines))

    def end(self) -> None:
        """Write what is left."""
        self._end_table(0)
        self._end_text()
        self._write_notes(self._made.pages + 1)

    def _add(self, line: Line, edges: Edges, page: int) -> None:
        if edges != self._edges:
            self._column += 1
            self._edges = edges
        self._lines.append(PlacedLine(line, edges, page, self._column))

    def _add_table(self, grid: Grid, page: int) -> None:
        table = table_of(grid, self._known)
        if not table.rows:
            return
        if self._table is not None:
            before, begun, last = self._table
            if last == page - 1 and is_continued(before, grid):
                self._table = grid, with_rest(begun, table), page
                return
            self._end_table(page)
        self._end_text()
        self._table = grid, table, page

    def _end_table(self, page: int) -> None:
        if self._table is None:
            return
        _, table, last = self._table
        self._table = None
        if table.fits:
            self._made.entries.append(table.block())
        else:
            self._made.lose("large_table", last)
            self._made.entries += [{"text": joined(line, WIDE_GAP)} for line in table.lines()]
        self._write_notes(page)

    def _end_text(self) -> None:
        paragraphs = list(paragraphs_of(self._lines))
        self._lines = []
        levels = levels_of(paragraphs, self._size)
        items = items_of(paragraphs, levels)
        lists = ListJoiner()
        for at, (paragraph, level) in enumerate(zip(paragraphs, levels, strict=True)):
            if at not in items:
                self._made.entries += lists.blocks()
                self._write_notes(paragraph.first.page)
                self._write(paragraph, level)
                continue
            if at - 1 not in items:  # notes stand behind the list
                self._write_notes(paragraph.first.page)
            if sign_of(paragraph) not in USUAL_BULLETS:
                self._made.lose("bullet", paragraph.first.page)
            words = without_label(self._words(paragraph), items[at])
            lists.add(replace(items[at], words=words))
        self._made.entries += lists.blocks()
        self._tell_rows(paragraphs)

    def _write(self, paragraph: Paragraph, level: int) -> None:
        words = self._words(paragraph)
        if plain(words):
            self._made.entries.append(
                {"heading": without_bold(words), "level": level} if level else {"text": words}
            )

    def _words(self, paragraph: Paragraph) -> Words:
        is_bold = paragraph.share(bold=True) > 0.95
        return cleaned(paragraph.words(self._known, keeps_bold=not is_bold), single_line)

    def _tell_rows(self, paragraphs: Sequence[Paragraph]) -> None:
        """Cells without lines around them, where several rows stand together."""
        for one, other in pairwise(paragraphs):
            if one.first.line.is_row and other.first.line.is_row:
                self._made.lose("pdf_table", other.first.page)

    def _write_notes(self, page: int) -> None:
        """Footnotes of the pages before `page` stand behind the paragraph that their page ends in."""
        while self._notes and self._notes[0][0] < page:
            _, lines = self._notes.pop(0)
            for paragraph in paragraphs_of(lines):
                self._write(paragraph, 0)
