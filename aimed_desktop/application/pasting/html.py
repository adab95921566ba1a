"""Reads HTML of Word, WPS, Excel or a browser: blocks of a narrative, tables, and what was lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from aimed_desktop.application.pasting import html_table
from aimed_desktop.application.pasting.css import Declarations, StyleSheet
from aimed_desktop.application.pasting.html_lists import (
    ListJoiner,
    PastedItem,
    before,
    css_label,
    is_startable,
    plain_label,
    read_marker,
)
from aimed_desktop.application.pasting.html_looks import (
    HtmlLook,
    has_unknown_property,
    is_flat,
    is_hidden,
    is_known,
    look_within,
)
from aimed_desktop.application.pasting.html_words import BREAK, folded, without_bold
from aimed_desktop.application.pasting.losses import Losses
from aimed_desktop.application.pasting.symbol_fonts import shown_text
from aimed_desktop.application.values.cleaning import single_line
from aimed_desktop.application.values.identifiers import is_of_excel
from aimed_desktop.application.values.labels import TypedLabel
from aimed_desktop.application.values.words import Look, Span, Words, cleaned, joined, plain

_MAX_CHARACTERS = 5_000_000
_MAX_DEPTH = 400
_DEEPEST_TABLE = 16
_START = re.compile(r"<!--\s*StartFragment\s*-->", re.IGNORECASE)
_EMPTY_NAMES = "br img hr meta link col input wbr base area embed param source track basefont bgsound frame"
_EMPTY = frozenset(_EMPTY_NAMES.split())
_PARAGRAPH_NAMES = (
    "p div li h1 h2 h3 h4 h5 h6 blockquote pre dt dd section article aside main header footer nav address"
    " figure figcaption caption center fieldset legend details summary form hgroup xmp listing plaintext"
    " dialog search"
)
_PARAGRAPHS = frozenset(_PARAGRAPH_NAMES.split())
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_CELLS = frozenset({"td", "th"})
_INSIDE_ITEM = frozenset({"p", "div"})
_FORMULAS = frozenset({"math", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot"})
_HEADING = re.compile("h([1-6])")
_WORD_LIST = re.compile(r"(?!none|ignore)[a-z]\S*(?:\s+level([1-9]))?")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NARROW = re.compile("#{3,}")
_NUMBER = re.compile(r"-?[0-9]{1,5}")
_ENDS = (("<!--", "-->"), ("<", ">"))
_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Pasted:
    """`entries` are blocks as a narrative has them; {"picture": n} stands for `pictures[n]`, a source.

    `tables` are the outer tables as they are seen; `losses` sentences of what could not be taken over.
    """

    entries: tuple[dict[str, Any], ...]
    pictures: tuple[str, ...] = ()
    tables: tuple[html_table.PastedTable, ...] = ()
    losses: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """An element that is not yet closed."""

    tag: str
    look: HtmlLook
    children: int = 0
    after: str = ""  # what is written behind its words


@dataclass(slots=True)
class _List:
    """A list element. `label` None: its items have none; "": bullets."""

    label: str | None
    number: int = 1


@dataclass(slots=True)
class _Kind:
    """What the paragraph under way becomes."""

    level: int = 0  # of a heading
    is_item: bool = False
    depth: int = 0
    label: str | None = None  # of an item of a list element, as `_List`
    number: int = 1
    is_of_word: bool = False  # its marker tells the label


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item, or a block that is done."""

    item: PastedItem | None = None
    block: dict[str, Any] = field(default_factory=dict)


def read_html(html: str) -> Pasted:
    """The blocks that `html` shows. Colours, sizes and fonts are dropped, merged cells kept.

    A table of more cells than a text may hold becomes a line of text for each row.
    """
    html = closed_html(html[:_MAX_CHARACTERS])
    reader = _Reader(is_whole=_START.search(html) is None)
    reader.feed(html)
    reader.close()
    return reader.result()


def closed_html(html: str) -> str:
    """`html` without the openings whose end never comes: Python's parser looks for it from each of them."""
    for opening, end in _ENDS:
        last = html.rfind(end)
        at = html.find(opening, last + 1)
        if at >= 0:
            html = html[:at] + html[at:].replace(opening, "&lt;" + opening[1:])
    return html


class _Reader(HTMLParser):
    def __init__(self, *, is_whole: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._is_live = is_whole  # within the fragment; what is open around it counts
        self._open: list[_Open] = []
        self._tags: Counter[str] = Counter()  # of the open elements
        self._sheet = StyleSheet()
        self._css: list[str] = []
        self._entries: list[_Entry] = []
        self._pictures: list[str] = []
        self._done: list[html_table.PastedTable] = []
        self._losses = Losses()
        self._runs: list[Span] = []
        self._marker: list[str] = []
        self._previous: dict[int, TypedLabel | None] = {}  # the last label of each level of Word's lists
        self._kind = _Kind()
        self._lists: list[_List] = []
        self._tables: list[html_table.OpenTable] = []
        self._paragraphs = self._tables_seen = 0

    def result(self) -> Pasted:
        """What was read."""
        self._end_paragraph()
        while self._tables:
            self._end_table()
        return Pasted(
            tuple(_joined(self._entries)), tuple(self._pictures), tuple(self._done), self._losses.sentences()
        )

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Skip `<![if …]>` and whatever else begins so, as browsers do; Python's reader raises."""
        return self.rawdata.find(">", i) + 1 or -1

    def handle_comment(self, data: str) -> None:
        mark = data.strip().lower()
        if mark == "startfragment":
            self._is_live = True
        elif mark == "endfragment":
            self._end_paragraph()
            self._is_live = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        classes = known.get("class", "").lower().split()
        style = self._sheet.style_of(tag, classes, known.get("style", ""))
        outer = self._look
        if tag in _EMPTY:
            if not outer.silence:
                self._empty(tag, known, style)
            return
        look = look_within(outer, tag, classes, known, style)
        self._note_unknown(tag, known.get("style", ""), look)
        look = self._within_formula(tag, look)
        if len(self._open) < _MAX_DEPTH:
            self._tags[tag] += 1
            self._open.append(_Open(tag, look, after=self._after(tag, look)))
        if self._tables and tag in {"tr", *_CELLS}:
            self._in_table(tag, known, style)
        elif not look.silence:
            self._start(tag, known, style)

    def _start(self, tag: str, known: dict[str, str], style: Declarations) -> None:
        """An element whose words are seen."""
        if tag in _INSIDE_ITEM and self._is_in_item():
            self._runs.append(Span(BREAK))
        elif tag in _PARAGRAPHS:
            self._end_paragraph()
            self._kind = self._kind_of(tag, known, style)
        elif tag in _LISTS:
            self._end_paragraph()
            self._begin_list(tag, known, style)
        elif tag == "table":
            self._end_paragraph()
            if len(self._tables) < _DEEPEST_TABLE:  # else its rows are those of the table around it
                self._tables.append(html_table.OpenTable())
        elif tag == "thead" and self._tables:
            self._tables[-1].is_in_head = True
        elif tag == "rt":
            self._runs.append(Span("（"))
            self._lose("ruby")
        elif tag == "math":
            self._lose("formula")
        elif tag == "colgroup" and self._tables and known.get("span"):
            self._column(known, style)

    def handle_endtag(self, tag: str) -> None:
        if not self._tags[tag]:
            return
        was_silent = bool(self._look.silence)
        while True:
            closed = self._open.pop()
            self._tags[closed.tag] -= 1
            if closed.after and self._is_live:
                self._runs.append(Span(closed.after))
            if closed.tag == tag:
                break
        if tag == "style" and self._css:
            self._sheet.add("".join(self._css))
            self._css = []
        if tag in _CELLS and self._tables:
            self._end_cell()
        elif was_silent and closed.look.silence:
            return
        elif tag in _PARAGRAPHS and not (tag in _INSIDE_ITEM and self._is_in_item()):
            self._end_paragraph()
        elif tag in _LISTS and self._lists:
            self._end_paragraph()
            self._lists.pop()
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag == "thead" and self._tables:
            self._tables[-1].is_in_head = False

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].tag == "style":
            self._css.append(data)
            return
        look = self._look
        if not self._is_live:
            return
        if look.silence:
            if look.silence != "nothing" and data.strip() and not self._is_in_hidden_row():
                self._lose(look.silence)
            return
        text = data
        if look.font or _PRIVATE.search(data):
            text, unknown = shown_text(data, look.font)
            if unknown:
                self._lose("unknown_character")
        self._write(text, look)

    @property
    def _look(self) -> HtmlLook:
        return self._open[-1].look if self._open else HtmlLook()

    def _write(self, text: str, look: HtmlLook) -> None:
        text = text.upper() if look.is_capital else text
        text = text.replace("\n", BREAK) if look.keeps_lines else text
        if look.is_marker:
            self._marker.append(text)
            return
        self._runs.append(Span(text, look.look))
        if text.strip():
            for kind in (*look.losses, *(["struck"] if look.is_struck else [])):
                self._lose(kind)

    def _note_unknown(self, tag: str, style: str, look: HtmlLook) -> None:
        is_unknown = not is_known(tag) or (style and has_unknown_property(style))
        if is_unknown and self._is_live and not look.silence:
            self._lose("element")

    def _lose(self, kind: str) -> None:
        self._losses.add(kind, self._place())

    def _place(self) -> str:
        if self._tables:
            number = self._tables_seen + 1
            return f"表格{number if number > 1 else ''}第{len(self._tables[0].rows)}行"
        return f"第{self._paragraphs + 1}段"

    def _within_formula(self, tag: str, look: HtmlLook) -> HtmlLook:
        """The look of a part of a formula: the second part of a power is raised."""
        if not self._open or self._open[-1].tag not in _FORMULAS:
            return look
        above = self._open[-1]
        above.children += 1
        rises: dict[tuple[str, int], Look] = {
            ("msup", 2): "sup",
            ("msub", 2): "sub",
            ("msubsup", 2): "sub",
            ("msubsup", 3): "sup",
        }
        if above.tag == "mfrac" and not look.silence and self._is_live:
            self._runs.append(Span("(" if above.children == 1 else "/("))
        rise = rises.get((above.tag, above.children))
        return HtmlLook(**{**_fields(look), "rise": rise}) if rise else look

    def _after(self, tag: str, look: HtmlLook) -> str:
        if look.silence:
            return ""
        if self._open and self._open[-1].tag == "mfrac":
            return ")"
        if tag == "msqrt" and self._is_live:
            self._runs.append(Span("√("))
            return ")"
        return "）" if tag == "rt" else ""

    def _is_in_item(self) -> bool:
        """Whether what is read belongs to an item of a list, not to a cell inside it."""
        tags = (element.tag for element in reversed(self._open) if element.tag in {"li", *_CELLS})
        return next(tags, "") == "li" and self._kind.is_item

    def _empty(self, tag: str, known: dict[str, str], style: Declarations) -> None:
        if tag == "col" and self._tables:
            self._column(known, style)
        if not self._is_live or is_hidden(known, style):
            return
        if tag == "br" and "page-break" not in known.get("style", ""):
            self._runs.append(Span(BREAK))
        elif tag == "hr":
            self._end_paragraph()
        elif tag == "img" and (source := known.get("src", "").strip()):
            self._picture(source)
        elif tag == "input":
            self._input(known)
        elif tag == "embed":
            self._lose("drawing")

    def _input(self, known: dict[str, str]) -> None:
        kind = known.get("type", "text").lower()
        signs = {"checkbox": "☐☑", "radio": "○◉"}.get(kind)
        if signs:
            self._runs.append(Span(signs["checked" in known]))
        elif kind not in ("hidden", "password", "file"):
            self._runs.append(Span(known.get("value", "")))

    def _picture(self, source: str) -> None:
        if self._tables:
            self._lose("cell_picture")
            return
        self._end_paragraph(keep_kind=True)
        self._entries.append(_Entry(block={"picture": len(self._pictures)}))
        self._pictures.append(source)

    def _column(self, known: dict[str, str], style: Declarations) -> None:
        gone = is_hidden(known, style) or is_flat(known, style, "width")
        self._tables[-1].add_column(_span(known.get("span")), is_hidden=gone)

    def _kind_of(self, tag: str, known: dict[str, str], style: Declarations) -> _Kind:
        of_word = _WORD_LIST.match(style.get("mso-list", ""))
        outline = style.get("mso-outline-level", "")
        kind = _Kind(is_of_word=of_word is not None, depth=int(of_word[1] or 1) - 1 if of_word else 0)
        if found := _HEADING.fullmatch(tag):
            kind.level = min(int(found[1]), _LEVELS)
        elif outline.isdecimal() and 1 <= int(outline[:2]) <= 9:
            kind.level = min(int(outline[:2]), _LEVELS)
        elif of_word:
            kind.is_item = True
        elif tag == "li" and self._lists:
            self._begin_item(kind, known, style)
        return kind

    def _begin_list(self, tag: str, known: dict[str, str], style: Declarations) -> None:
        named = style.get("list-style-type") or style.get("list-style", "").partition(" ")[0]
        label = css_label(named or known.get("type", "1")) if tag == "ol" else ""
        if tag != "ol" and named:
            label = css_label(named)
        start = known.get("start", "")
        self._lists.append(_List(label, int(start) if _NUMBER.fullmatch(start) else 1))
        if "reversed" in known:
            self._lose("reversed")

    def _begin_item(self, kind: _Kind, known: dict[str, str], style: Declarations) -> None:
        inner = self._lists[-1]
        if _NUMBER.fullmatch(known.get("value", "")):
            inner.number = int(known["value"])
        kind.is_item = True
        kind.depth = len(self._lists) - 1
        named = style.get("list-style-type") or known.get("type", "")
        kind.label = css_label(named) if named else inner.label
        kind.number = inner.number
        inner.number += 1

    def _end_paragraph(self, *, keep_kind: bool = False) -> None:
        words = folded(self._runs)
        kind, marker = self._kind, "".join(self._marker).strip(" \t\r\n\xa0\u3000")
        self._runs, self._marker = [], []
        if not keep_kind:
            self._kind = _Kind()
        if not plain(words):
            return
        if self._tables:
            words = before(marker, words) if marker else words
            self._in_cell(cleaned(words, lambda text: text.replace("\n", " ")))
            return
        if kind.level:
            words = without_bold(cleaned(words, single_line))
            words = before(marker, words) if marker else words
            entry = _Entry(block={"heading": words, "level": kind.level})
        elif kind.is_of_word:
            entry = self._item_of_word(words, kind, marker)
        elif kind.is_item and kind.label is not None:
            item = PastedItem(cleaned(words, single_line), kind.depth, kind.label or None, kind.number)
            entry = _Entry(item)
            if kind.label and not is_startable(kind.label, kind.number):
                entry = _Entry(block={"text": joined([f"{kind.number}. ", words])})
        else:
            entry = _Entry(block={"text": before(marker, words) if marker else words})
        self._paragraphs += 1
        self._entries.append(entry)

    def _item_of_word(self, words: Words, kind: _Kind, marker: str) -> _Entry:
        """An item by the label that Word wrote before it."""
        if not marker:
            self._lose("no_label")
            return _Entry(block={"text": words})
        read = read_marker(marker, self._previous.get(kind.depth))
        self._previous[kind.depth] = read.label
        if read.label is not None:
            line = cleaned(words, single_line)
            return _Entry(PastedItem(line, kind.depth, read.label.pattern, read.label.number))
        if read.is_bullet:
            return _Entry(PastedItem(cleaned(words, single_line), kind.depth))
        return _Entry(block={"text": before(marker, words)})

    def _in_cell(self, words: Words) -> None:
        cell = self._tables[-1].cell
        if cell is None:  # words between cells, which a browser puts before the table
            self._entries.append(_Entry(block={"text": words}))
            return
        if self._kind.is_item:
            words = before(plain_label(self._kind.label or None, self._kind.number).text, words)
        cell.paragraphs.append(words)

    def _in_table(self, tag: str, known: dict[str, str], style: Declarations) -> None:
        self._end_cell()
        table = self._tables[-1]
        if tag == "tr":
            hidden = is_hidden(known, style) or is_flat(known, style, "height")
            table.rows.append(html_table.OpenRow(hidden, table.is_in_head))
            return
        if not table.rows:
            table.rows.append(html_table.OpenRow())
        table.cell = html_table.OpenCell(
            _span(known.get("colspan")),
            _span(known.get("rowspan")),
            tag == "th",
            is_hidden(known, style),
            style.get("mso-ignore", "").startswith("colspan"),
        )
        table.rows[-1].cells.append(table.cell)

    def _is_in_hidden_row(self) -> bool:
        return bool(self._tables and self._tables[-1].rows and self._tables[-1].rows[-1].is_hidden)

    def _end_cell(self) -> None:
        self._end_paragraph()
        table = self._tables[-1]
        if table.cell is None:
            return
        table.cell.words = joined(table.cell.paragraphs, " ")
        text = plain(table.cell.words)
        if is_of_excel(text):
            self._lose("rounded")
        elif _NARROW.fullmatch(text):
            self._lose("narrow")
        table.cell.paragraphs = []
        table.cell = None

    def _end_table(self) -> None:
        self._end_cell()
        table = html_table.closed_table(self._tables.pop())
        if self._tables:  # a table in a cell: its words
            self._inner_table(table)
            return
        self._kind = _Kind()
        place = f"表格{self._tables_seen + 1 if self._tables_seen else ''}"
        for kind, count in (("hidden_rows", table.hidden_rows), ("hidden_columns", table.hidden_columns)):
            if count:
                self._losses.add(kind, place)
        if not table.cells or not table.rows:
            return
        self._tables_seen += 1
        self._paragraphs += 1
        self._done.append(table)
        if table.columns == 1:  # a frame around words
            blocks = [{"text": line[0]} for line in table.lines()]
        elif table.fits:
            blocks = [table.block()]
        else:
            self._losses.add("large_table", place)
            blocks = [{"text": joined(line, "\u3000")} for line in table.lines()]
        self._entries += [_Entry(block=block) for block in blocks]

    def _inner_table(self, table: html_table.PastedTable) -> None:
        cell = self._tables[-1].cell
        lines = [joined(line, " ") for line in table.lines()]
        if cell is not None and lines:
            cell.paragraphs += lines
            if table.columns > 1:
                self._lose("inner_table")


def _joined(entries: list[_Entry]) -> Iterator[dict[str, Any]]:
    """The blocks, items of one list together."""
    lists = ListJoiner()
    for entry in entries:
        if entry.item is not None:
            lists.add(entry.item)
        else:
            yield from lists.blocks()
            yield entry.block
    yield from lists.blocks()


def _fields(look: HtmlLook) -> dict[str, Any]:
    return {name: getattr(look, name) for name in look.__slots__}


def _span(words: str | None) -> int:
    return min(max(int(words[:9]), 1), 100) if words and words.isascii() and words.isdecimal() else 1
