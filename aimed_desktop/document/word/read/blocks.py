"""The paragraphs, lists, pictures and tables of a Word file as the blocks of a narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from aimed_desktop.application.bounds import MAX_ENTRIES, MAX_TABLE_CELLS
from aimed_desktop.application.values.narrative_table import one_line
from aimed_desktop.application.values.shapes import Block
from aimed_desktop.application.values.words import Span, Words, cut, joined, lines, of, plain, stripped
from aimed_desktop.document.word.read.losses import lost_sentence
from aimed_desktop.document.word.read.package import WordPackage
from aimed_desktop.document.word.read.places import FieldExtent
from aimed_desktop.document.word.read.text import (
    TABLE,
    Lost,
    PlacedPicture,
    TextBox,
    Untakable,
    blocks_in,
    is_deleted,
    mark_is_deleted,
    pieces,
    spans_of,
    words,
)
from aimed_desktop.document.word.styles import STYLE_NAMES
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified
from aimed_desktop.errors import UserProblem

_BLANKS = " \t\u3000\xa0\n"
_NUMBER = r"\s*[\d０-９]+(?:[-－.．][\d０-９]+)*\s*[：:．.、]?\s*"
_FIGURE, _TABLE_NUMBER = re.compile(f"图{_NUMBER}"), re.compile(f"表{_NUMBER}")
_ITEM = re.compile(r"(?:(\d{1,3})[.．、)）]|[•●·▪◆■])\t+")
_CAPTIONS = {STYLE_NAMES["caption"], STYLE_NAMES["cell_caption"], "题注"}
_ITEMS = {STYLE_NAMES["list_item"], STYLE_NAMES["cell_item"]}
_OWN_HEADINGS = {STYLE_NAMES["cell_heading"]}
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_OWN_LEVEL = 3  # of Word's headings: where a chapter's own begin
_CAPTION_LENGTH = 40  # of a line that is a caption by its words alone


class TakePicture(Protocol):
    """Answers with the entry of a picture, or says why it could not be taken."""

    def __call__(self, placed: PlacedPicture) -> Block | str: ...


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
        self._take_picture = take_picture
        self._table_caption: Words | None = None  # waits for its table
        self._joined: list[Span] = []  # words of a paragraph whose mark was deleted
        self._paragraphs = 0  # that were read, a table counting as one
        self._list: str | None = None  # what the open list is known by

    def table(self, node: Element) -> None:
        """A table becomes rows of plain cells."""
        rows = _bounded_rows(node)
        self._paragraphs += 1
        for placed in pieces(node):
            if isinstance(placed, Lost):
                self._note(placed.kind, placed.words)
            elif isinstance(placed, PlacedPicture | Untakable):
                self._picture_or_note(placed)
        if rows and any(any(row) for row in rows):
            entry: Block = {"table": [[*row] for row in rows]}
            if self._table_caption:
                entry["caption"] = _without(_TABLE_NUMBER, self._table_caption)
            self._add(entry)
            self._table_caption = None
        self._flush_caption()

    def paragraph(self, shown: FieldExtent) -> None:
        """A paragraph becomes a text, a heading, an item, a caption; pictures stand for themselves."""
        self._paragraphs += 1
        self._flush_caption_unless_table_follows(shown.node)
        text = self._joined
        self._joined = []
        had_picture = False
        boxes: list[TextBox] = []
        for piece in pieces(shown.node, shown.span):
            if isinstance(piece, Span):
                text.append(piece)
                continue
            if isinstance(piece, Lost):
                self._note(piece.kind, piece.words)
                continue
            if isinstance(piece, TextBox):
                boxes.append(piece)
                continue
            self._words(of(text), shown.node, after_picture=had_picture)
            text, had_picture = [], True
            self._picture_or_note(piece)
        if mark_is_deleted(shown.node):
            self._joined = text
        else:
            self._words(of(text), shown.node, after_picture=had_picture)
        for box in boxes:
            self._box(box)

    def _box(self, box: TextBox) -> None:
        """The paragraphs and tables of a text box, behind the paragraph that holds it."""
        at = self._paragraphs
        if words(box.content).strip():
            self._note("text_box")
        for block in blocks_in(box.content):
            if block.tag == TABLE:
                self.table(block)
            else:
                self.paragraph(FieldExtent(block))
            self._paragraphs = at

    def close(self) -> None:
        """Nothing follows."""
        if last := stripped(of(self._joined), _BLANKS):
            self._add({"text": last})
        self._flush_caption()

    def _words(self, text: Words, node: Element, *, after_picture: bool) -> None:
        inner = stripped(text, _BLANKS)
        if not inner:
            return
        style = self._style(node)
        if self._is_caption(inner, style):
            return
        heading = None if after_picture else _heading_level(style, node)
        if heading:
            self._add({"heading": one_line(inner), "level": heading})
        elif (item := self._item(text, style, node)) is not None:
            self._add_item(*item)
        else:
            for line in lines(inner):
                if said := stripped(line, _BLANKS):
                    self._add({"text": said})

    def _is_caption(self, said: Words, style: str) -> bool:
        """Take a caption to its picture, or keep it for its table."""
        text = plain(said)
        sure = style in _CAPTIONS or (len(text) <= _CAPTION_LENGTH and not text.endswith("。"))
        last = self.made.entries[-1] if self.made.entries else {}
        waits = "image" in last and "caption" not in last
        if waits and sure and (style in _CAPTIONS or _FIGURE.match(text)):
            last["caption"] = _without(_FIGURE, said)
            return True
        if sure and _TABLE_NUMBER.match(text):
            self._flush_caption()
            self._table_caption = said
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

    def _item(self, said: Words, style: str, node: Element) -> tuple[Words, bool, str] | None:
        """The words of an item, whether its list counts, and what the list is known by."""
        number = node.find("w:pPr/w:numPr/w:numId", NAMESPACES)
        identity = None if number is None else number.get(qualified("w:val"))
        if identity and identity != "0":
            return stripped(said, _BLANKS), self._package.numbered.get(identity, False), f"w{identity}"
        text = plain(said)
        indent = len(text) - len(text.lstrip(" \u3000"))
        marked = _ITEM.match(text, indent)
        if marked:
            rest = stripped(cut(said, marked.end()), _BLANKS)
            restart = marked[1] == "1"
            kind = "n" if marked[1] else "b"
            return rest, bool(marked[1]), f"{kind}{len(self.made.entries) if restart else ''}"
        if style in _ITEMS:
            last = self.made.entries[-1] if self.made.entries else {}
            return stripped(said, _BLANKS), bool(last.get("numbered")), self._list or "b"
        return None

    def _add_item(self, text: Words, numbered: bool, known_by: str) -> None:
        if not text:
            return
        last = self.made.entries[-1] if self.made.entries else {}
        goes_on = known_by == self._list or (known_by == "n" and (self._list or "").startswith("n"))
        if "items" in last and last["numbered"] == numbered and goes_on:
            last["items"].append(one_line(text))
        else:
            self._add({"items": [one_line(text)], "numbered": numbered})
            self._list = known_by

    def _note(self, kind: str, words: str = "") -> None:
        """What cannot be kept as it was, and where it stood."""
        self._tell(lost_sentence(kind, words))

    def _tell(self, sentence: str) -> None:
        self.made.notes.append(f"第{self._paragraphs}段：{sentence}")

    def _picture_or_note(self, piece: PlacedPicture | Untakable) -> None:
        if isinstance(piece, Untakable):
            self._untakable(piece)
            return
        taken = self._take_picture(piece)
        if isinstance(taken, str):
            self._tell(taken)
        else:
            self._add(taken)

    def _untakable(self, piece: Untakable) -> None:
        lines = self._package.drawn_lines(piece.relation) if piece.relation else []
        if piece.kind == "SmartArt" and lines:
            for line in lines:
                self._add({"text": line})
            self._note("smart_art")
        else:
            named = f"“{lines[0]}”" if lines else ""
            self._tell(f"{piece.kind}{named}没能取回，请截成图片后插入。")

    def _add(self, entry: Block) -> None:
        self._list = None
        if len(self.made.entries) >= MAX_ENTRIES:
            raise UserProblem("word_too_long", most=MAX_ENTRIES)
        self.made.entries.append(entry)

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


def _bounded_rows(table: Element) -> list[list[Words]]:
    """The rows of a table of bearable size. UserProblem for another."""
    rows: list[list[Words]] = []
    cells = 0
    for row in _rows(table):
        cells += len(row)
        if cells > MAX_TABLE_CELLS:
            raise UserProblem("word_huge_table", most=MAX_TABLE_CELLS)
        rows.append(row)
    return rows


def _rows(table: Element) -> Iterator[list[Words]]:
    for row in table.iter(qualified("w:tr")):
        if _table_of(row) is not table or row.find("w:trPr/w:del", NAMESPACES) is not None:
            continue
        yield [text for cell in row.iter(qualified("w:tc")) if _row_of(cell) is row for text in _cell(cell)]


def _cell(cell: Element) -> Iterator[Words]:
    """The words of a cell, and empty ones for the columns that it covers besides."""
    inside = (stripped(_said(block), _BLANKS) for block in blocks_in(cell))
    yield one_line(joined(filter(None, inside), "\n")) if not is_deleted(cell) else ""
    span = cell.find("w:tcPr/w:gridSpan", NAMESPACES)
    width = "" if span is None else span.get(qualified("w:val"), "")
    yield from [""] * (min(int(width[:9]), 63) - 1 if width.isdecimal() else 0)


def _said(node: Element) -> Words:
    return of(spans_of(pieces(node)))


def _without(number: re.Pattern[str], caption: Words) -> Words:
    """The words of a caption behind its number."""
    found = number.search(plain(caption))
    return one_line(cut(caption, found.end()) if found and not found.start() else caption)


def _table_of(node: Element) -> Element | None:
    return next(node.iterancestors(TABLE), None)


def _row_of(node: Element) -> Element | None:
    return next(node.iterancestors(qualified("w:tr")), None)
