"""The paragraphs, lists, pictures and tables of a Word file as the blocks of a narrative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from aimed_desktop.application.values.narrative_table import one_line
from aimed_desktop.application.values.shapes import Block
from aimed_desktop.application.values.words import Span, lines, of, plain, spans, stripped
from aimed_desktop.document.word.read.drawings import Drawings, TakePicture, hole
from aimed_desktop.document.word.read.entries import Entries
from aimed_desktop.document.word.read.item_marks import generated_mark, labelled, typed_item
from aimed_desktop.document.word.read.lists import ItemMark
from aimed_desktop.document.word.read.numbering import ParagraphLabel
from aimed_desktop.document.word.read.package import WordPackage
from aimed_desktop.document.word.read.places import FieldExtent
from aimed_desktop.document.word.read.table_blocks import TableBlocks
from aimed_desktop.document.word.read.text import (
    TABLE,
    Lost,
    TextBox,
    TextPiece,
    blocks_in,
    joins_next,
    pieces,
    with_joined_losses,
    words,
)
from aimed_desktop.document.word.read.told import Told
from aimed_desktop.document.word.styles import STYLE_NAMES
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified

_BLANKS = " \t\u3000\xa0\n"
_OWN_HEADINGS = {STYLE_NAMES["cell_heading"]}
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_OWN_LEVEL = 3  # of Word's headings: where a chapter's own begin


@dataclass(frozen=True, slots=True)
class WordBlocks:
    """What was read: the entries, and what could not be taken."""

    entries: list[Block]
    notes: list[str]


def read_blocks(shown: Sequence[FieldExtent], package: WordPackage, take_picture: TakePicture) -> WordBlocks:
    """The blocks in order; headings have level 1 to 3, numbers of captions and items are left out."""
    reader = _Reader(package, take_picture)
    for part in shown:
        if part.node.tag == TABLE:
            reader.table(part.node)
        else:
            reader.paragraph(part)
    reader.close()
    return WordBlocks(reader.entries.blocks, reader.told.notes)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read; `text` are the words behind its last picture."""

    node: Element
    label: ParagraphLabel | None
    text: list[Span]
    boxes: list[TextBox] = field(default_factory=list)
    had_picture: bool = False


class _Reader:
    def __init__(self, package: WordPackage, take_picture: TakePicture) -> None:
        self.told = Told()
        self.entries = Entries(self.told)
        self._package = package
        self._drawings = Drawings(package, take_picture, self.told)
        self._tables = TableBlocks(package, self.entries, self._drawings, self.told)
        self._joined: list[Span] = []  # words of a paragraph whose mark was deleted
        self._paragraphs = 0  # that were read, a table counting as one

    def table(self, node: Element) -> None:
        """A table stands for itself."""
        self._paragraphs += 1
        self._tables.add(node)

    def paragraph(self, shown: FieldExtent) -> None:
        """A paragraph becomes a text, a heading, an item, a caption; pictures stand for themselves."""
        self._paragraphs += 1
        self.told.place = f"第{self._paragraphs}段"
        if words(shown.node).strip(_BLANKS):  # between a caption and its table nothing is said
            self.entries.flush_caption()
        self.told.lose_markup(shown.node)
        made = _Paragraph(shown.node, self._package.labels.get(shown.node), self._joined)
        self._joined = []
        for piece in with_joined_losses(pieces(shown.node, shown.span)):
            self._piece(piece, made)
        self._end(made)
        for box in made.boxes:
            self._box(box)

    def _piece(self, piece: TextPiece, made: _Paragraph) -> None:
        if isinstance(piece, Span):
            made.text.append(piece)
        elif isinstance(piece, Lost):
            self.told.lose(piece.kind, piece.words)
        elif isinstance(piece, TextBox):
            made.boxes.append(piece)
        elif drawn := self._drawings.blocks(piece):
            self._drawn(drawn, made)
        else:
            made.text += hole(piece, made.node)

    def _drawn(self, drawn: list[Block], made: _Paragraph) -> None:
        """Pictures behind the words so far; one that follows another at once stands beside it."""
        is_beside = made.had_picture and "image" in self.entries.last
        if is_beside and not plain(of(made.text)).strip(_BLANKS[:-1]):
            drawn = [entry | {"beside": True} if "image" in entry else entry for entry in drawn]
        if self._words(made):
            made.label = None
        made.text, made.had_picture = [], True
        for entry in drawn:
            self.entries.add(entry)

    def _end(self, made: _Paragraph) -> None:
        """The words behind its last picture; they wait where the next paragraph goes on with them."""
        text, label = of(made.text), made.label
        if _is_drop_cap(made.node):
            self.told.lose("drop_cap", plain(text))
            self._joined = made.text
        elif joins_next(made.node):
            is_said = label is not None and plain(text).strip(_BLANKS)
            self._joined = list(spans(labelled(label, text))) if label and is_said else made.text
        elif not self._words(made) and label is not None and label.text:
            self.told.lose("label_alone", label.text)

    def _box(self, box: TextBox) -> None:
        """The paragraphs and tables of a text box, behind the paragraph that holds it."""
        at = self._paragraphs
        if words(box.content).strip():
            self.told.lose("text_box")
        for block in blocks_in(box.content):
            if block.tag == TABLE:
                self.table(block)
            else:
                self.paragraph(FieldExtent(block))
            self._paragraphs = at
            self.told.place = f"第{at}段"

    def close(self) -> None:
        """Nothing follows."""
        if last := stripped(of(self._joined), _BLANKS):
            self.entries.add({"text": last})
        self.entries.close()

    def _words(self, made: _Paragraph) -> bool:
        """Take the words of a paragraph, or of a part of it; answers whether there were any."""
        text, label = of(made.text), made.label
        inner = stripped(text, _BLANKS)
        if not inner:
            return False
        style = self._style(made.node)
        shown = inner if label is None else labelled(label, inner)
        if self.entries.take_caption(shown, style):
            return True
        level = 0 if made.had_picture else _heading_level(style, made.node)
        if level:
            self.entries.add({"heading": one_line(shown), "level": level})
        elif label is not None and (mark := self._generated_mark(label)):
            self.told.lose_bullet(mark, label.text)
            self.entries.add_item(inner, mark)
        elif label is None and (typed := typed_item(text, style, made.node)) is not None:
            self.told.lose_bullet(typed[1], plain(inner)[:1])
            self.entries.add_item(*typed)
        else:
            for line in lines(shown):
                if said := stripped(line, _BLANKS):
                    self.entries.add({"text": said})
        return True

    def _generated_mark(self, label: ParagraphLabel) -> ItemMark | None:
        """What a label of Word is in a list of values; None where it must be words."""
        mark = generated_mark(label)
        return mark if mark is not None and self.entries.has_place(mark.level) else None

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


def _is_drop_cap(node: Element) -> bool:
    frame = node.find("w:pPr/w:framePr", NAMESPACES)
    return frame is not None and frame.get(qualified("w:dropCap"), "none") != "none"
