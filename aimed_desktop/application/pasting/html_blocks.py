"""Makes the blocks of a narrative from what is read in pasted HTML: words, paragraphs, cells, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aimed_desktop.application.pasting.html_lists import (
    ListJoiner,
    PastedItem,
    before,
    is_startable,
    plain_label,
    read_marker,
)
from aimed_desktop.application.pasting.html_paragraphs import ParagraphKind
from aimed_desktop.application.pasting.html_table import (
    OpenCell,
    OpenTable,
    PastedTable,
    closed_table,
)
from aimed_desktop.application.pasting.html_words import BREAK, folded, without_bold
from aimed_desktop.application.pasting.losses import Losses
from aimed_desktop.application.pasting.spreadsheet import loss_of
from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.cleaning import single_line
from aimed_desktop.application.values.labels import TypedLabel
from aimed_desktop.application.values.words import Look, Span, Words, cleaned, joined, plain, spans

_DEEPEST_TABLE = 16
_BLANKS = " \t\r\n\xa0\u3000"
_USUAL_BULLETS = frozenset("•●·–")


@dataclass(frozen=True, slots=True)
class Pasted:
    """`entries` are blocks as a narrative has them; {"picture": n} stands for `pictures[n]`, a source, and
    may be `beside` the one before and have a `caption`.

    `tables` are the outer tables as they are seen; `losses` sentences of what could not be taken over.
    """

    entries: tuple[dict[str, Any], ...]
    pictures: tuple[str, ...] = ()
    tables: tuple[PastedTable, ...] = ()
    losses: tuple[str, ...] = ()


@dataclass(slots=True)
class BlockMaker:
    """Takes what is read in order. `tables` are those that are open, the innermost last."""

    kind: ParagraphKind = field(default_factory=ParagraphKind)
    tables: list[OpenTable] = field(default_factory=list)
    _entries: list[dict[str, Any] | PastedItem] = field(default_factory=list)
    _pictures: list[str] = field(default_factory=list)
    _done: list[PastedTable] = field(default_factory=list)
    _losses: Losses = field(default_factory=Losses)
    _runs: list[Span] = field(default_factory=list)
    _marker: list[str] = field(default_factory=list)
    _initial: Words = ""  # a drop cap that waits for its paragraph
    _labels: dict[int, TypedLabel | None] = field(default_factory=dict)  # the last of each level of Word's
    _paragraphs: int = 0
    _is_pictured: bool = False  # the paragraph under way has shown a picture
    _in_cells: list[tuple[str, str]] = field(default_factory=list)  # pictures of the table under way, placed

    def result(self) -> Pasted:
        """What was made."""
        self.end_paragraph()
        while self.tables:
            self.end_table()
        if self._initial:
            self._entries.append({"text": self._initial})
        losses = self._losses.sentences()
        return Pasted(tuple(_joined(self._entries)), tuple(self._pictures), tuple(self._done), losses)

    def write(self, text: str, look: Look = "") -> None:
        """Words of the paragraph under way."""
        self._runs.append(Span(text, look))

    def write_note(self, note: BlockMaker) -> None:
        """A footnote in brackets, with what was lost of it."""
        read = note.result()
        said = joined([line for entry in read.entries for line in _lines(entry)], " ")
        for span in spans(joined(["（注：", said, "）"])):
            self.write(span.text, span.look)
        for kind in ("note", *note._losses.kinds, *(["picture"] if read.pictures else [])):
            self.lose(kind)

    def write_marker(self, text: str) -> None:
        """The label that Word writes before an item."""
        self._marker.append(text)

    def lose(self, kind: str) -> None:
        """Note a loss where the reading stands; comments stand behind all paragraphs."""
        self._losses.add(kind, "" if kind == "comment" else self._place())

    def _place(self) -> str:
        if self.tables:
            return f"{self._table_name()}第{self.tables[0].seen_rows}行"
        return f"第{self._paragraphs + 1}段"

    def picture(self, source: str) -> None:
        """A picture between the words; beside the one before where no word parts them in their paragraph."""
        kind = self.kind
        is_beside = self._is_pictured and not any(BREAK in run.text for run in self._runs)
        count = len(self._entries)
        self.end_paragraph()
        self.kind = kind
        if self.tables:
            self._picture_in_cell(source)
            return
        self._add_picture(source, is_beside=is_beside and count == len(self._entries))
        self._is_pictured = True

    def _add_picture(self, source: str, *, is_beside: bool = False, caption: Words = "") -> None:
        entry: dict[str, Any] = {"picture": len(self._pictures)}
        entry |= {"beside": True} if is_beside else {}
        self._entries.append(entry | ({"caption": caption} if caption else {}))
        self._pictures.append(source)

    def _picture_in_cell(self, source: str) -> None:
        """It stays only where the table has nothing but pictures."""
        cell = self.tables[-1].cell
        if cell is None or len(self.tables) > 1:
            self.lose("cell_picture")
            return
        cell.is_mixed |= bool(cell.paragraphs or cell.pictures)
        cell.pictures.append(len(self._in_cells))
        self._in_cells.append((source, self._place()))

    def end_paragraph(self) -> None:
        """What was written since the last end is a paragraph, unless it says nothing."""
        words = folded(self._runs)
        kind, marker = self.kind, "".join(self._marker).strip(_BLANKS)
        self._runs, self._marker, self.kind, self._is_pictured = [], [], ParagraphKind(), False
        if not plain(words):
            words, marker = self._label_alone(kind, marker), ""
            if not words:
                return
            kind = ParagraphKind()
        if kind.is_initial:
            self._initial = joined([self._initial, before(marker, words) if marker else words])
            return
        if self._initial:
            words, self._initial = joined([self._initial, words]), ""
        if self.tables:
            self._in_cell(cleaned(words, lambda text: text.replace("\n", " ")), kind, marker)
        else:
            self._entries.append(self._entry(words, kind, marker))
            self._paragraphs += 1

    def _label_alone(self, kind: ParagraphKind, marker: str) -> str:
        """What stands where a paragraph has no words: the number of a row, or a marker that is none."""
        is_number = not marker and kind.is_item and kind.label
        label = plain_label(kind.label, kind.number) if is_number else marker
        if label and not self.tables and (is_number or read_marker(label, None).is_label):
            self.lose("label_alone")
            return ""
        return label

    def begin_table(self) -> None:
        """A table begins; the rows of one that stands too deep are those of the table around it."""
        self.end_paragraph()
        if len(self.tables) < _DEEPEST_TABLE:
            self.tables.append(OpenTable())

    def begin_row(self, *, is_hidden: bool) -> None:
        """A row of the innermost table begins."""
        self.end_cell()
        self.tables[-1].add_row(is_hidden=is_hidden)

    def begin_cell(self, cell: OpenCell) -> None:
        """A cell of the last row begins."""
        self.end_cell()
        table = self.tables[-1]
        if not table.rows:
            table.add_row(is_hidden=False)
        table.cell = cell
        table.rows[-1].cells.append(cell)

    def end_cell(self) -> None:
        """The cell under way, if there is one, ends."""
        self.end_paragraph()
        table = self.tables[-1]
        if table.cell is None:
            return
        table.cell.words = joined(table.cell.paragraphs, " ")
        if kind := loss_of(plain(table.cell.words)):
            self.lose(kind)
        table.cell.paragraphs = []
        table.cell = None

    def end_table(self) -> None:
        """The innermost table ends: a block, the words of the cell around it, or lines."""
        self.end_cell()
        ended = self.tables.pop()
        if not self.tables and self._take_figures(ended):
            return
        table = closed_table(ended)
        if self.tables:
            self._inner_table(table)
            return
        name = self._table_name()
        for kind, count in (("hidden_rows", table.hidden_rows), ("hidden_columns", table.hidden_columns)):
            if count:
                self._losses.add(kind, name)
        if not table.cells or not table.rows:
            return
        self._paragraphs += 1
        self._done.append(table)
        if table.columns == 1:  # a frame around words
            self._entries += [{"text": line[0]} for line in table.lines()]
        elif table.fits:
            self._entries.append(table.block())
        else:
            self._losses.add("large_table", name)
            self._entries += [{"text": joined(line, "\u3000")} for line in table.lines()]

    def _take_figures(self, table: OpenTable) -> bool:
        """Answers whether the table only places pictures; those of any other are told."""
        pictures, self._in_cells = self._in_cells, []
        found = table.figures()
        if found is None:
            for _, place in pictures:
                self._losses.add("cell_picture", place)
            return False
        for number, row in enumerate(found.rows):
            for at, figure in enumerate(row):
                self._add_picture(pictures[figure.picture][0], is_beside=at > 0, caption=figure.caption)
            if number in found.below:
                self._entries.append({"text": found.below[number]})
        self._paragraphs += 1
        return True

    def _table_name(self) -> str:
        return f"表格{len(self._done) + 1 if self._done else ''}"

    def _entry(self, words: Words, kind: ParagraphKind, marker: str) -> dict[str, Any] | PastedItem:
        if kind.level:
            heading = without_bold(cleaned(words, single_line))
            return {"heading": before(marker, heading) if marker else heading, "level": kind.level}
        if kind.is_of_word:
            return self._item_of_word(words, kind, marker)
        if kind.is_item and kind.label is not None:
            if kind.label and not is_startable(kind.label, kind.number):
                return {"text": joined([f"{kind.number}. ", words])}
            return PastedItem(cleaned(words, single_line), kind.depth, kind.label or None, kind.number)
        return {"text": before(marker, words) if marker else words}

    def _item_of_word(self, words: Words, kind: ParagraphKind, marker: str) -> dict[str, Any] | PastedItem:
        """An item by the label that Word wrote before it."""
        if not marker:
            self.lose("no_label")
            return {"text": words}
        read = read_marker(marker, self._labels.get(kind.depth))
        self._labels[kind.depth] = read.label
        if read.label is not None:
            line = cleaned(words, single_line)
            return PastedItem(line, kind.depth, read.label.pattern, read.label.number)
        if read.is_bullet:
            if read.text not in _USUAL_BULLETS:
                self.lose("bullet")
            return PastedItem(cleaned(words, single_line), kind.depth)
        return {"text": before(marker, words)}

    def _in_cell(self, words: Words, kind: ParagraphKind, marker: str) -> None:
        if marker:
            words = before(marker, words)
        elif kind.is_item and kind.label is not None:
            words = before(plain_label(kind.label or None, kind.number), words)
        cell = self.tables[-1].cell
        if cell is None:  # words between cells, which a browser shows before the table
            self._entries.append({"text": words})
        else:
            cell.paragraphs.append(words)

    def _inner_table(self, table: PastedTable) -> None:
        cell = self.tables[-1].cell
        lines = [joined(line, " ") for line in table.lines()]
        if cell is not None and lines:
            cell.paragraphs += lines
            if table.columns > 1:
                self.lose("inner_table")


def _lines(entry: dict[str, Any]) -> Iterator[Words]:
    """The lines of one block; those of a list or a table without their looks."""
    if words := entry.get("text", entry.get("heading", entry.get("caption"))):
        yield words
    else:
        yield from narrative.texts([entry])


def _joined(entries: list[dict[str, Any] | PastedItem]) -> Iterator[dict[str, Any]]:
    """The blocks, items of one list together."""
    lists = ListJoiner()
    for entry in entries:
        if isinstance(entry, PastedItem):
            lists.add(entry)
        else:
            yield from lists.blocks()
            yield entry
    yield from lists.blocks()
