"""Reads what Word, WPS or a browser puts on the clipboard as HTML: blocks of a narrative, no looks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from aimed_desktop.application.bounds import MAX_COLUMNS, MAX_TABLE_CELLS
from aimed_desktop.application.values.cleaning import several_lines, single_line

_MAX_CHARACTERS = 5_000_000
_MAX_DEPTH = 400
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.DOTALL | re.IGNORECASE)
_SILENT = frozenset({"head", "style", "script", "title", "xml", "del", "noscript", "template", "textarea"})
_EMPTY = frozenset({"br", "img", "hr", "meta", "link", "col", "input", "wbr", "base", "area"})
_PARAGRAPHS = frozenset(
    {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dt", "dd", "section"}
)
_CELLS = frozenset({"td", "th"})
_GONE = frozenset(
    {"msodel", "msocomanchor"}
)  # classes of Word: what a revision deleted, the mark of a comment
_INSIDE_ITEM = frozenset({"p", "div"})
_HEADING = re.compile("h([1-6])")
_OUTLINE = re.compile(r"mso-outline-level:\s*([1-9])")
_WORD_LIST = re.compile(r"mso-list:\s*(?!none|ignore)[a-z]", re.IGNORECASE)
_MARKER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all|mso-element:\s*comment", re.IGNORECASE)
_COUNTED = re.compile(  # a lone letter is a bullet in the font Wingdings
    r"[（(]?(?:[0-9０-９一二三四五六七八九十百ⅰ-ⅻⅠ-Ⅻ①-⑳]+|[a-zA-Z]{1,4}[.)）、．])"
)
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…"
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n]+[ \t\r\n]*(?=[{_WIDE}])")
_ENDS = (("<!--", "-->"), ("<![", "]"), ("<", ">"))
_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Pasted:
    """`entries` are blocks as a narrative has them; {"picture": n} stands for `pictures[n]`, a source."""

    entries: tuple[dict[str, Any], ...]
    pictures: tuple[str, ...]


@dataclass(slots=True)
class _Open:
    """An element that is not yet closed."""

    tag: str
    is_silent: bool = False
    is_marker: bool = False


@dataclass(slots=True)
class _Table:
    """A table that is being read; `held` are the columns that a cell above still covers, by rows left."""

    rows: list[list[str]] = field(default_factory=list)
    held: dict[int, int] = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)  # of the cell under way
    spans: tuple[int, int] = (1, 1)
    is_in_cell: bool = False  # whose end may not be written
    cells: int = 0

    def add(self, *words: str) -> None:
        """Cells at the end of the last row."""
        self.rows[-1] += words
        self.cells += len(words)

    @property
    def is_full(self) -> bool:
        """Whether it is larger than a table of a text: what is merged is no longer taken apart."""
        return self.cells > MAX_TABLE_CELLS


def read_html(html: str) -> Pasted:
    """The blocks that `html` shows. Bold, colours and fonts are dropped, merged cells are taken apart.

    A table of more cells than a text may hold becomes a line of text for each row.
    """
    html = closed_html(html[:_MAX_CHARACTERS])
    found = _FRAGMENT.search(html)
    reader = _Reader()
    reader.feed(found[1] if found else html)
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
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[_Open] = []
        self._tags: Counter[str] = Counter()  # of the open elements
        self._silent = self._markers = 0  # of the open elements
        self._entries: list[dict[str, Any]] = []
        self._pictures: list[str] = []
        self._text: list[str] = []
        self._marker: list[str] = []
        self._kind: dict[str, Any] = {"text": ""}  # of the paragraph under way
        self._lists: list[bool] = []  # numbered or not, the innermost last
        self._tables: list[_Table] = []

    def result(self) -> Pasted:
        """What was read."""
        self._end_paragraph()
        while self._tables:
            self._end_table()
        return Pasted(tuple(_joined(self._entries)), tuple(self._pictures))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        style = known.get("style", "")
        if tag in _EMPTY:
            self._empty(tag, known, style)
            return
        if len(self._open) < _MAX_DEPTH:
            classes = known.get("class", "").lower().split()
            is_silent = tag in _SILENT or bool(_HIDDEN.search(style)) or not _GONE.isdisjoint(classes)
            self._silent += is_silent
            self._tags[tag] += 1
            is_marker = bool(_MARKER.search(style))
            self._markers += is_marker
            self._open.append(_Open(tag, is_silent, is_marker))
        if self._is_silent():
            return
        if tag in _INSIDE_ITEM and self._is_in_item():
            self._text.append("\v")
        elif tag in _PARAGRAPHS:
            self._end_paragraph()
            self._kind = self._kind_of(tag, style)
        elif tag in {"ul", "ol"}:
            self._end_paragraph()
            self._lists.append(tag == "ol")
        elif tag == "table":
            self._end_paragraph()
            self._tables.append(_Table())
        elif self._tables:
            self._in_table(tag, known)

    def handle_endtag(self, tag: str) -> None:
        if not self._tags[tag]:
            return
        was_silent = self._is_silent()
        while (closed := self._open.pop()).tag != tag:
            self._forget(closed)
        self._forget(closed)
        if was_silent:
            return
        if tag in _PARAGRAPHS and not (tag in _INSIDE_ITEM and self._is_in_item()):
            self._end_paragraph()
        elif tag in {"ul", "ol"} and self._lists:
            self._end_paragraph()
            self._lists.pop()
        elif tag in _CELLS and self._tables:
            self._end_cell()
        elif tag == "table" and self._tables:
            self._end_table()

    def handle_data(self, data: str) -> None:
        if self._is_silent():
            return
        if self._markers:
            self._marker.append(data)
        else:
            self._text.append(data)

    def _is_silent(self) -> bool:
        return self._silent > 0

    def _forget(self, closed: _Open) -> None:
        self._silent -= closed.is_silent
        self._markers -= closed.is_marker
        self._tags[closed.tag] -= 1

    def _is_in_item(self) -> bool:
        """Whether what is read belongs to an item of a list, not to a cell inside it."""
        tags = (element.tag for element in reversed(self._open) if element.tag in {"li", *_CELLS})
        return next(tags, "") == "li" and "items" in self._kind

    def _empty(self, tag: str, known: dict[str, str], style: str) -> None:
        if self._is_silent():
            return
        if tag == "br" and "page-break" not in style:
            self._text.append("\v")  # a break that blanks are not folded into
        elif tag == "img" and (source := known.get("src", "").strip()) and not self._tables:
            self._end_paragraph(keep_kind=True)
            self._entries.append({"picture": len(self._pictures)})
            self._pictures.append(source)

    def _kind_of(self, tag: str, style: str) -> dict[str, Any]:
        if found := _HEADING.fullmatch(tag):
            return {"heading": "", "level": min(int(found[1]), _LEVELS)}
        if found := _OUTLINE.search(style):
            return {"heading": "", "level": min(int(found[1]), _LEVELS)}
        if _WORD_LIST.search(style):
            return {"items": [], "numbered": None}  # its marker tells
        if tag == "li" and self._lists:
            return {"items": [], "numbered": self._lists[-1]}
        return {"text": ""}

    def _end_paragraph(self, *, keep_kind: bool = False) -> None:
        text = _folded("".join(self._text))
        kind, marker = self._kind, "".join(self._marker).strip()
        self._text, self._marker = [], []
        if not keep_kind:
            self._kind = {"text": ""}
        if not text:
            return
        if self._tables:
            self._tables[-1].paragraphs.append(single_line(text))
        elif "heading" in kind:
            self._entries.append({"heading": single_line(text), "level": kind["level"]})
        elif "items" in kind:
            numbered = kind["numbered"]
            numbered = bool(_COUNTED.match(marker)) if numbered is None else numbered
            self._entries.append({"items": [single_line(text)], "numbered": numbered})
        else:
            self._entries.append({"text": text})

    def _in_table(self, tag: str, known: dict[str, str]) -> None:
        table = self._tables[-1]
        if tag == "tr" or tag in _CELLS:
            self._end_cell()
        if tag == "tr":
            table.rows.append([])
            self._skip_held(table)
        elif tag in _CELLS:
            table.is_in_cell = True
            table.paragraphs = []
            table.spans = _span(known.get("colspan")), _span(known.get("rowspan"))

    def _end_cell(self) -> None:
        self._end_paragraph()
        table = self._tables[-1]
        if not table.is_in_cell:
            return
        table.is_in_cell = False
        if not table.rows:
            table.rows.append([])
        row = table.rows[-1]
        wide, down = (1, 1) if table.is_full else table.spans
        if down > 1:
            table.held |= {len(row) + column: down for column in range(wide)}
        table.add(" ".join(table.paragraphs), *[""] * (wide - 1))
        table.paragraphs = []
        self._skip_held(table)

    def _skip_held(self, table: _Table) -> None:
        """Leave the cells empty that one from a row above covers."""
        row = table.rows[-1]
        while not table.is_full and (left := table.held.get(len(row), 0)) > 1:
            table.held[len(row)] = left - 1
            table.add("")

    def _end_table(self) -> None:
        self._end_cell()
        table = self._tables.pop()
        rows = [row for row in table.rows if any(row)]
        if self._tables:  # a table in a cell: its words
            self._tables[-1].paragraphs += [" ".join(filter(None, row)) for row in rows]
        elif rows and max(map(len, rows)) == 1:  # a frame around words
            self._entries += [{"text": row[0]} for row in rows]
        elif rows and not _fits(rows):
            self._entries += [{"text": "　".join(filter(None, row))} for row in rows]
        elif rows:
            columns = max(map(len, rows))
            self._entries.append({"table": [row + [""] * (columns - len(row)) for row in rows]})


def _fits(rows: list[list[str]]) -> bool:
    """Whether a text may hold such a table, its short rows filled up."""
    columns = max(map(len, rows))
    return columns <= MAX_COLUMNS and columns * len(rows) <= MAX_TABLE_CELLS


def _joined(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Items of one list together."""
    before: dict[str, Any] = {}
    for entry in entries:
        if "items" in entry and entry.get("numbered") == before.get("numbered") and "items" in before:
            before["items"] += entry["items"]
            continue
        if before:
            yield before
        before = entry
    if before:
        yield before


def _folded(text: str) -> str:
    """Blanks as a reader sees them: a line that the file breaks between Chinese characters is one line."""
    lines = (_BLANKS.sub(" ", _WIDE_BREAK.sub("", line)).strip(" \u3000") for line in text.split("\v"))
    return several_lines("\n".join(lines)).strip("\n")


def _span(words: str | None) -> int:
    return min(max(int(words[:9]), 1), 100) if words and words.isdecimal() else 1
