"""The paragraphs, lists, pictures and tables of a Word file as the blocks of a narrative."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from aimed_desktop.application.bounds import MAX_ENTRIES
from aimed_desktop.application.pasting.captions import CaptionNumbers, is_numbered, may_be_caption
from aimed_desktop.application.values.narrative_table import one_line
from aimed_desktop.application.values.shapes import Block, Cell
from aimed_desktop.application.values.words import Span, Words, joined, lines, of, plain, spans, stripped
from aimed_desktop.document.word.read.drawings import Drawings, TakePicture, hole
from aimed_desktop.document.word.read.figure_tables import FigureRows, figure_rows
from aimed_desktop.document.word.read.item_marks import generated_mark, labelled, typed_item
from aimed_desktop.document.word.read.lists import ItemMark, ListBuilder
from aimed_desktop.document.word.read.numbering import ParagraphLabel
from aimed_desktop.document.word.read.package import WordPackage
from aimed_desktop.document.word.read.places import FieldExtent
from aimed_desktop.document.word.read.tables import WordCell, read_table
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
from aimed_desktop.document.word.styles import STYLE_NAMES
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified
from aimed_desktop.errors import UserProblem

_BLANKS = " \t\u3000\xa0\n"
_CAPTIONS = {STYLE_NAMES["caption"], STYLE_NAMES["cell_caption"], "题注"}
_OWN_HEADINGS = {STYLE_NAMES["cell_heading"]}
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_OWN_LEVEL = 3  # of Word's headings: where a chapter's own begin


@dataclass(slots=True)
class BlockReader:
    """What was read: the entries, and what could not be taken."""

    entries: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_blocks(shown: Sequence[FieldExtent], package: WordPackage, take_picture: TakePicture) -> BlockReader:
    """The blocks in order; headings have level 1 to 3, numbers of captions and items are left out."""
    reader = _Reader(package, take_picture)
    for part in shown:
        if part.node.tag == TABLE:
            reader.table(part.node)
        else:
            reader.paragraph(part)
    reader.close()
    return reader.made


class _Reader:
    def __init__(self, package: WordPackage, take_picture: TakePicture) -> None:
        self.made = BlockReader()
        self._package = package
        self._told = Told(self.made.notes)
        self._drawings = Drawings(package, take_picture, self._told)
        self._table_caption: Words | None = None  # waits for its table
        self._caption_place = ""
        self._numbers = CaptionNumbers()
        self._counts = {"image": 0, "table": 0}  # of the entries
        self._joined: list[Span] = []  # words of a paragraph whose mark was deleted
        self._paragraphs = 0  # that were read, a table counting as one
        self._tables = 0
        self._list = ListBuilder()

    def table(self, node: Element) -> None:
        """A table becomes rows of cells, with the spans, heads and widths that the author gave it."""
        found = read_table(node)
        self._paragraphs += 1
        self._tables += 1
        if (figures := figure_rows(found)) is not None:
            self._figures(figures)
            return
        rows = [[self._cell(cell, row) for cell in cells] for row, cells in enumerate(found.rows, 1)]
        self._told.place = f"第{self._tables}个表格"
        for properties in node.iterfind("w:tblPr", NAMESPACES):
            self._told.lose_markup(properties)
        for kind, row in found.unseen:
            if said := words(row).strip():
                self._told.lose(kind, said)
        self._told.lose_joined()
        if any(plain(cell["text"] if isinstance(cell, dict) else cell) for row in rows for cell in row):
            entry: Block = {"table": rows}
            if found.header_rows > 1:
                entry["header_rows"] = found.header_rows
            if found.widths and len(found.widths) == max(c.column + c.span for r in found.rows for c in r):
                entry["widths"] = list(found.widths)
            if self._table_caption:
                entry["caption"] = self._numbers.taken(
                    self._table_caption, "表", self._counts["table"] + 1, self._caption_place
                )
            self._add(entry)
            self._table_caption = None
        self._flush_caption()

    def _figures(self, found: FigureRows) -> None:
        """The pictures of a table that only places them, each but the first of a row beside the last."""
        self._flush_caption()
        self._told.place = f"第{self._tables}个表格"
        for lost in found.lost:
            self._told.lose(lost.kind, lost.words)
        for number, row in enumerate(found.rows):
            is_beside = False
            for figure in row:
                taken = self._drawings.blocks(figure.picture)
                for entry in taken:
                    self._add(entry | {"beside": True} if is_beside else entry)
                is_taken = bool(taken)
                is_beside = is_beside or is_taken
                if not figure.caption:
                    continue
                if is_taken:
                    at = self._counts["image"]
                    self._last["caption"] = self._numbers.taken(figure.caption, "图", at, self._told.place)
                else:
                    self._add({"text": figure.caption})
            if number in found.below:
                self._add({"text": found.below[number]})

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
            text = list[Span]()
            self._told.lose_markup(block)
            for piece in with_joined_losses(_with_boxes(pieces(block))):
                if isinstance(piece, Lost):
                    self._told.lose(piece.kind, piece.words)
                elif isinstance(piece, PlacedPicture | Untakable):
                    if drawn := self._drawings.blocks(piece):
                        self._told.lose("cell_picture")
                    text += [] if drawn else hole(piece, block)
                    for entry in drawn:
                        self._add(entry)
                elif isinstance(piece, Span):
                    text.append(piece)
            said = stripped(of(text), _BLANKS)
            if block.tag == TABLE and said:
                self._told.lose("nested_table")
            label = self._package.labels.get(block)
            if said or (label and label.text and not joins_next(block)):  # a column numbered without a word
                inside += lines(said if label is None else labelled(label, said))
        if len(inside) > 1:
            self._told.join_cell()
        return one_line(joined(filter(None, inside), " "))

    def paragraph(self, shown: FieldExtent) -> None:
        """A paragraph becomes a text, a heading, an item, a caption; pictures stand for themselves."""
        self._paragraphs += 1
        self._told.place = f"第{self._paragraphs}段"
        self._flush_caption_unless_table_follows(shown.node)
        text = self._joined
        self._joined = []
        had_picture = False
        self._told.lose_markup(shown.node)
        boxes: list[TextBox] = []
        label = self._package.labels.get(shown.node)
        for piece in with_joined_losses(pieces(shown.node, shown.span)):
            if isinstance(piece, Span):
                text.append(piece)
                continue
            if isinstance(piece, Lost):
                self._told.lose(piece.kind, piece.words)
                continue
            if isinstance(piece, TextBox):
                boxes.append(piece)
                continue
            if not (drawn := self._drawings.blocks(piece)):
                text += hole(piece, shown.node)
                continue
            if had_picture and "image" in self._last and not plain(of(text)).strip(_BLANKS[:-1]):
                drawn = [entry | {"beside": True} if "image" in entry else entry for entry in drawn]
            if self._words(of(text), shown.node, label, after_picture=had_picture):
                label = None
            text, had_picture = [], True
            for entry in drawn:
                self._add(entry)
        if _is_drop_cap(shown.node):
            self._told.lose("drop_cap", plain(of(text)))
            self._joined = text
        elif joins_next(shown.node):
            is_said = label is not None and plain(of(text)).strip(_BLANKS)
            self._joined = list(spans(labelled(label, of(text)))) if label and is_said else text
        elif not self._words(of(text), shown.node, label, after_picture=had_picture) and label:
            self._note_empty(label)
        for box in boxes:
            self._box(box)

    def _box(self, box: TextBox) -> None:
        """The paragraphs and tables of a text box, behind the paragraph that holds it."""
        at = self._paragraphs
        if words(box.content).strip():
            self._told.lose("text_box")
        for block in blocks_in(box.content):
            if block.tag == TABLE:
                self.table(block)
            else:
                self.paragraph(FieldExtent(block))
            self._paragraphs = at
            self._told.place = f"第{at}段"

    def close(self) -> None:
        """Nothing follows."""
        if last := stripped(of(self._joined), _BLANKS):
            self._add({"text": last})
        self._flush_caption()
        for number, place in self._numbers.other():
            self._told.place = place
            self._told.lose("caption_number", number)

    def _words(
        self, text: Words, node: Element, label: ParagraphLabel | None, *, after_picture: bool
    ) -> bool:
        """Take the words of a paragraph, or of a part of it; answers whether there were any."""
        inner = stripped(text, _BLANKS)
        if not inner:
            return False
        style = self._style(node)
        shown = inner if label is None else labelled(label, inner)
        if self._is_caption(shown, style):
            return True
        heading = None if after_picture else _heading_level(style, node)
        if heading:
            self._add({"heading": one_line(shown), "level": heading})
        elif label is not None and (mark := self._generated_mark(label)):
            self._told.lose_bullet(mark, label.text)
            self._add_item(inner, mark)
        elif label is None and (typed := typed_item(text, style, node)) is not None:
            self._told.lose_bullet(typed[1], plain(inner)[:1])
            self._add_item(*typed)
        else:
            for line in lines(shown):
                if said := stripped(line, _BLANKS):
                    self._add({"text": said})
        return True

    def _note_empty(self, label: ParagraphLabel) -> None:
        if label.text:
            self._told.lose("label_alone", label.text)

    def _generated_mark(self, label: ParagraphLabel) -> ItemMark | None:
        """What a label of Word is in a list of values; None where it must be words."""
        mark = generated_mark(label)
        return mark if mark is not None and self._list.has_place(mark.level) else None

    def _is_caption(self, said: Words, style: str) -> bool:
        """Take a caption to its picture, or keep it for its table."""
        if style not in _CAPTIONS and not may_be_caption(said):
            return False
        last = self._last
        waits = "image" in last and "caption" not in last
        if waits and (style in _CAPTIONS or is_numbered(said, "图")):
            last["caption"] = self._numbers.taken(said, "图", self._counts["image"], self._told.place)
            return True
        if is_numbered(said, "表"):
            self._flush_caption()
            self._table_caption, self._caption_place = said, self._told.place
            return True
        return False

    def _flush_caption_unless_table_follows(self, node: Element) -> None:
        if words(node).strip(_BLANKS):
            self._flush_caption()

    def _flush_caption(self) -> None:
        """What looked like the caption of a table, and was none, is a paragraph."""
        if self._table_caption:
            caption, self._table_caption = self._table_caption, None
            self._add({"text": caption})

    def _add_item(self, text: Words, mark: ItemMark) -> None:
        if not (said := one_line(text)):
            return
        if block := self._list.add(said, mark):
            self._append(block)

    def _add(self, entry: Block) -> None:
        self._list.close()
        self._append(entry)

    def _append(self, entry: Block) -> None:
        if len(self.made.entries) >= MAX_ENTRIES:
            raise UserProblem("word_too_long", most=MAX_ENTRIES)
        self.made.entries.append(entry)
        for kind in self._counts.keys() & entry.keys():
            self._counts[kind] += 1

    @property
    def _last(self) -> Block:
        return self.made.entries[-1] if self.made.entries else {}

    def _style(self, node: Element) -> str:
        style = node.find("w:pPr/w:pStyle", NAMESPACES)
        identity = "" if style is None else style.get(qualified("w:val"), "")
        return self._package.styles.get(identity, identity.lower())


def _heading_level(style: str, node: Element) -> int:
    """1 to 3 for a heading, 0 for anything else."""
    if style in _OWN_HEADINGS:
        return 1
    found = _HEADING.match(style)
    if found:
        return min(max(int(found[1]) - _OWN_LEVEL + 1, 1), 3)
    outline = node.find("w:pPr/w:outlineLvl", NAMESPACES)
    level = "" if outline is None else outline.get(qualified("w:val"), "")
    return 1 if level in tuple("012345678") else 0


def _with_boxes(found: Iterable[TextPiece]) -> Iterator[TextPiece]:
    """The pieces, those of a text box among them."""
    for piece in found:
        if isinstance(piece, TextBox):
            yield Span("\n")
            yield from _with_boxes(pieces(piece.content))
        else:
            yield piece


def _is_drop_cap(node: Element) -> bool:
    frame = node.find("w:pPr/w:framePr", NAMESPACES)
    return frame is not None and frame.get(qualified("w:dropCap"), "none") != "none"
