"""The tables of a Word file as the blocks of a narrative: rows of cells, or figures side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aimed_desktop.application.pasting.figure_tables import FigureInTable, FigureRows
from aimed_desktop.application.values.narrative_table import one_line
from aimed_desktop.application.values.shapes import Block, Cell
from aimed_desktop.application.values.words import Span, Words, joined, lines, of, plain, stripped
from aimed_desktop.document.word.read.drawings import Drawings, hole, sign_of_loss
from aimed_desktop.document.word.read.entries import Entries
from aimed_desktop.document.word.read.figure_tables import figures_of
from aimed_desktop.document.word.read.item_marks import labelled
from aimed_desktop.document.word.read.package import WordPackage
from aimed_desktop.document.word.read.tables import WordCell, WordTable, read_table
from aimed_desktop.document.word.read.text import (
    TABLE,
    Lost,
    PlacedPicture,
    TextBox,
    TextPiece,
    Untakable,
    blocks_in,
    is_deleted,
    joins_next,
    pieces,
    with_joined_losses,
    words,
)
from aimed_desktop.document.word.read.told import Told
from aimed_desktop.document.word.xml import NAMESPACES, Element

_BLANKS = " \t\u3000\xa0\n"


@dataclass(slots=True)
class TableBlocks:
    """Adds the tables of one file to its entries."""

    _package: WordPackage
    _entries: Entries
    _drawings: Drawings
    _told: Told
    _tables: int = 0  # that were read

    def add(self, node: Element) -> None:
        """A table becomes rows of cells, with the spans, heads and widths that the author gave it."""
        found = read_table(node)
        self._tables += 1
        if (figures := figures_of(found)) is not None:
            self._figures(*figures)
            return
        rows = [[self._cell(cell, row) for cell in cells] for row, cells in enumerate(found.rows, 1)]
        self._tell(node, found)
        if any(plain(cell["text"] if isinstance(cell, dict) else cell) for row in rows for cell in row):
            self._entries.add_table(_entry(rows, found))
        self._entries.flush_caption()

    def _tell(self, node: Element, found: WordTable) -> None:
        """What is lost of the table as a whole."""
        self._told.place = f"第{self._tables}个表格"
        for properties in node.iterfind("w:tblPr", NAMESPACES):
            self._told.lose_markup(properties)
        for kind, row in found.unseen:
            if said := words(row).strip():
                self._told.lose(kind, said)
        self._told.lose_joined()

    def _figures(self, found: FigureRows[PlacedPicture], several: Sequence[Lost]) -> None:
        """The pictures of a table that only places them, each but the first of a row beside the last."""
        self._entries.flush_caption()
        self._told.place = f"第{self._tables}个表格"
        for lost in several:
            self._told.lose(lost.kind, lost.words)
        for number, row in enumerate(found.rows):
            is_beside = False
            for figure in row:
                is_beside |= self._figure(figure, is_beside=is_beside)
            if number in found.below:
                self._entries.add({"text": found.below[number]})

    def _figure(self, figure: FigureInTable[PlacedPicture], *, is_beside: bool) -> bool:
        """Answers whether the picture could be taken; where not, its caption stays as words."""
        taken = self._drawings.blocks(figure.picture)
        for entry in taken:
            self._entries.add(entry | {"beside": True} if is_beside else entry)
        if taken and figure.caption:
            self._entries.name_picture(figure.caption)
        elif not taken and (said := joined([*sign_of_loss(figure.picture), figure.caption])):
            self._entries.add({"text": said})
        return bool(taken)

    def _cell(self, cell: WordCell, row: int) -> Words | Cell:
        """A cell as values hold it."""
        self._told.place = f"第{self._tables}个表格第{row}行第{cell.column + 1}列"
        said: Words = ""
        properties = None if cell.node is None else cell.node.find("w:tcPr", NAMESPACES)
        if properties is not None:
            self._told.lose_markup(properties)
        if cell.node is not None and not is_deleted(cell.node):
            said = self._cell_words(cell.node)
        for node in cell.covered:
            if covered := words(node).strip():
                self._told.lose("covered", covered)
        if cell.span == cell.down == 1:
            return said
        made: Cell = {"text": said}
        if cell.span > 1:
            made["span"] = cell.span
        if cell.down > 1:
            made["down"] = cell.down
        return made

    def _cell_words(self, node: Element) -> Words:
        """The words of a cell on one line; its pictures stand before the table."""
        inside: list[Words] = []
        for block in blocks_in(node):
            self._told.lose_markup(block)
            said = stripped(of(self._spans(block)), _BLANKS)
            if block.tag == TABLE and said:
                self._told.lose("nested_table")
            label = self._package.labels.get(block)
            if said or (label and label.text and not joins_next(block)):  # a column numbered without a word
                inside += lines(said if label is None else labelled(label, said))
        if len(inside) > 1:
            self._told.join_cell()
        return one_line(joined(filter(None, inside), " "))

    def _spans(self, block: Element) -> Iterator[Span]:
        """The words of a paragraph of a cell."""
        for piece in with_joined_losses(_with_boxes(pieces(block))):
            if isinstance(piece, Lost):
                self._told.lose(piece.kind, piece.words)
            elif isinstance(piece, PlacedPicture | Untakable):
                if drawn := self._drawings.blocks(piece):
                    self._told.lose("cell_picture")
                else:
                    yield from hole(piece, block)
                for entry in drawn:
                    self._entries.add(entry)
            elif isinstance(piece, Span):
                yield piece


def _entry(rows: list[list[Words | Cell]], found: WordTable) -> Block:
    entry: Block = {"table": rows}
    if found.header_rows > 1:
        entry["header_rows"] = found.header_rows
    if found.widths and len(found.widths) == max(c.column + c.span for r in found.rows for c in r):
        entry["widths"] = list(found.widths)
    return entry


def _with_boxes(found: Iterable[TextPiece]) -> Iterator[TextPiece]:
    """The pieces, those of a text box among them."""
    for piece in found:
        if isinstance(piece, TextBox):
            yield Span("\n")
            yield from _with_boxes(pieces(piece.content))
        else:
            yield piece
