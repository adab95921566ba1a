"""Reads HTML of Word, WPS, Excel or a browser: blocks of a narrative, tables, and what was lost."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from aimed_desktop.application.pasting.css import Declarations, StyleSheet
from aimed_desktop.application.pasting.html_blocks import BlockMaker, Pasted
from aimed_desktop.application.pasting.html_looks import (
    EMPTY_ELEMENTS,
    HtmlLook,
    has_unknown_property,
    is_flat,
    is_hidden,
    is_known,
    look_within,
)
from aimed_desktop.application.pasting.html_notes import HtmlNotes, find_notes
from aimed_desktop.application.pasting.html_paragraphs import LISTS, OpenLists
from aimed_desktop.application.pasting.html_parser import OfficeParser, beginning_of, closed_html
from aimed_desktop.application.pasting.html_table import OpenCell
from aimed_desktop.application.pasting.html_words import BREAK
from aimed_desktop.application.pasting.symbol_fonts import shown_text
from aimed_desktop.application.values.words import Look
from aimed_desktop.stopping import checkpoint

_MAX_CHARACTERS = 5_000_000
_MAX_DEPTH = 400
_MOST_ELEMENTS = 300_000  # 200 pages of Word have 50,000
_MOST_LOOKS = 2000
_PLAIN = HtmlLook()
_START = re.compile(r"<!--\s*StartFragment\s*-->", re.IGNORECASE)
_PARAGRAPH_NAMES = (
    "p div li h1 h2 h3 h4 h5 h6 blockquote pre dt dd section article aside main header footer nav address"
    " figure figcaption caption center fieldset legend details summary form hgroup xmp listing plaintext"
    " dialog search"
)
_PARAGRAPHS = frozenset(_PARAGRAPH_NAMES.split())
_CELLS = frozenset({"td", "th"})
_INSIDE_ITEM = frozenset({"p", "div"})
_RISES: dict[tuple[str, int], Look] = {  # by the element of a formula and the number of its part
    ("msup", 2): "sup",
    ("msub", 2): "sub",
    ("msubsup", 2): "sub",
    ("msubsup", 3): "sup",
}
_SIGNS = {"checkbox": "☐☑", "radio": "○◉"}  # of an input, not chosen and chosen
_UNSEEN_INPUTS = frozenset({"hidden", "password", "file"})
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class TooManyElements(Exception):
    """The HTML holds more than anybody writes."""


@dataclass(slots=True)
class _Open:
    """An element that is not yet closed."""

    tag: str
    look: HtmlLook
    parts: int = 0  # elements inside it so far
    after: str = ""  # what is written behind its words


def read_html(html: str) -> Pasted:
    """The blocks that `html` shows. Colours, sizes and fonts are dropped, merged cells kept.

    A table of more cells than a text may hold becomes a line of text for each row. What is longer than
    anybody writes ends early, which is told. TooManyElements beyond any text that somebody has written;
    Stopped where the work is to end.
    """
    is_cut = len(html) > _MAX_CHARACTERS
    html = closed_html(beginning_of(html, _MAX_CHARACTERS))
    notes = find_notes(html)
    return _read(html, notes, is_whole=_START.search(html) is None, is_cut=is_cut).result()


def _read(html: str, notes: HtmlNotes, *, is_whole: bool, is_cut: bool = False) -> BlockMaker:
    reader = _Reader(notes, is_whole=is_whole)
    reader.feed(html)
    reader.close()
    if is_cut:
        reader.end_early()
    return reader.made


class _Reader(OfficeParser):
    """Follows elements and what their words look like; `made` makes blocks of them."""

    def __init__(self, notes: HtmlNotes, *, is_whole: bool) -> None:
        super().__init__()
        self._notes = notes
        self._written: set[str] = set()  # notes that stand in brackets at their place
        self.made = BlockMaker()
        self._is_live = is_whole  # within the fragment; what is open around it counts
        self._open: list[_Open] = []
        self._tags: Counter[str] = Counter()  # of the open elements
        self._lists = OpenLists()
        self._sheet = StyleSheet()
        self._css: list[str] = []
        self._left = _MOST_ELEMENTS
        self._looks: dict[tuple[object, ...], tuple[HtmlLook, HtmlLook]] = {}

    def end_early(self) -> None:
        """Tell that more would follow, unless what was copied is already over."""
        if self._is_live:
            self.made.lose("cut_off")

    def handle_comment(self, data: str) -> None:
        mark = data.strip().lower()
        if mark == "startfragment":
            self._is_live = True
        elif mark == "endfragment":
            self.made.end_paragraph()
            self._is_live = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        checkpoint()
        self._left -= 1
        if not self._left:
            raise TooManyElements
        known = {name: value or "" for name, value in attrs}
        classes = known.get("class", "").lower().split()
        style = self._sheet.style_of(tag, classes, known.get("style", ""))
        if tag in EMPTY_ELEMENTS:
            if not self._look.silence:
                self._empty(tag, known, style)
            return
        look = self._look_within(tag, classes, known, style)
        self._tell_unknown(tag, known.get("style", ""), look)
        look = self._in_note(self._in_formula(look))
        if len(self._open) < _MAX_DEPTH:
            after = self._after(tag, look)
            self._tags[tag] += 1
            self._open.append(_Open(tag, look, after=after))
        if self.made.tables and (tag == "tr" or tag in _CELLS):
            self._in_table(tag, known, style)
        elif not look.silence:
            self._start(tag, known, style)

    def _look_within(
        self, tag: str, classes: list[str], known: dict[str, str], style: Declarations
    ) -> HtmlLook:
        """The look inside an element; thousands of paragraphs are marked up alike."""
        outer = self._look
        written = (known.get("class", ""), known.get("style", ""), known.get("face", ""), "hidden" in known)
        key = (id(outer), tag, *written)
        if (found := self._looks.get(key)) is not None:
            return found[1]
        look = look_within(outer, tag, classes, known, style)
        if len(self._looks) < _MOST_LOOKS:
            self._looks[key] = outer, look  # as long as it is here, `outer` keeps its id
        return look

    def handle_endtag(self, tag: str) -> None:
        if not self._tags[tag]:
            return
        while True:
            closed = self._open.pop()
            self._tags[closed.tag] -= 1
            if closed.after and self._is_live:
                self.made.write(closed.after)
            if closed.tag == tag:
                break
        if tag == "style":
            self._sheet.add("".join(self._css))
            self._looks.clear()
            self._css = []
        elif tag in _CELLS and self.made.tables:
            self.made.end_cell()
        elif not closed.look.silence:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        look = self._look
        if self._open and self._open[-1].tag == "style":
            self._css.append(data)
        elif not self._is_live:
            return
        elif look.silence:
            if look.silence != "nothing" and data.strip() and not self._is_in_hidden_row():
                self.made.lose(look.silence)
        else:
            self._write(self._shown(data, look), look)

    @property
    def _look(self) -> HtmlLook:
        return self._open[-1].look if self._open else _PLAIN

    def _shown(self, data: str, look: HtmlLook) -> str:
        """The characters that a reader sees."""
        if look.font or _PRIVATE.search(data):
            data, unknown = shown_text(data, look.font)
            if unknown:
                self.made.lose("unknown_character")
        return data.upper() if look.is_capital else data

    def _write(self, text: str, look: HtmlLook) -> None:
        if look.is_marker:
            self.made.write_marker(text)
            return
        self.made.write(text.replace("\n", BREAK) if look.keeps_lines else text, look.look)
        if text.strip():
            for kind in (*look.losses, *(["struck"] if look.is_struck else [])):
                self.made.lose(kind)

    def _start(self, tag: str, known: dict[str, str], style: Declarations) -> None:
        """An element whose words are seen."""
        if tag in _INSIDE_ITEM and self._is_in_item():
            self.made.write(BREAK)
        elif tag in _PARAGRAPHS:
            self.made.end_paragraph()
            self.made.kind = self._lists.kind_of(tag, known, style)
        elif tag in LISTS:
            self.made.end_paragraph()
            self._lists.begin(tag, known, style)
            if "reversed" in known:
                self.made.lose("reversed")
        elif tag == "table":
            self.made.begin_table()
        elif tag in {"thead", "tbody", "tfoot"} and self.made.tables:
            self.made.tables[-1].is_in_head = tag == "thead"
        elif tag == "colgroup" and self.made.tables and known.get("span"):
            self._column(known, style)
        elif tag in {"rt", "math"} and self._is_live:
            self.made.lose("ruby" if tag == "rt" else "formula")

    def _end(self, tag: str) -> None:
        """The end of an element whose words are seen."""
        if tag in _PARAGRAPHS and not (tag in _INSIDE_ITEM and self._is_in_item()):
            self.made.end_paragraph()
        elif tag in LISTS:
            self.made.end_paragraph()
            self._lists.end()
        elif tag == "table" and self.made.tables:
            self.made.end_table()
        elif tag == "thead" and self.made.tables:
            self.made.tables[-1].is_in_head = False

    def _empty(self, tag: str, known: dict[str, str], style: Declarations) -> None:
        if tag == "col" and self.made.tables:
            self._column(known, style)
        if not self._is_live or is_hidden(known, style):
            return
        if tag == "br" and "page-break" not in known.get("style", ""):
            self.made.write(BREAK)
        elif tag == "hr":
            self.made.end_paragraph()
        elif tag == "img" and (source := known.get("src", "").strip()):
            self.made.picture(source)
        elif tag == "input":
            self._input(known)
        elif tag == "embed":
            self.made.lose("drawing")

    def _input(self, known: dict[str, str]) -> None:
        kind = known.get("type", "text").lower()
        if signs := _SIGNS.get(kind):
            self.made.write(signs["checked" in known])
        elif kind not in _UNSEEN_INPUTS:
            self.made.write(known.get("value", ""))

    def _column(self, known: dict[str, str], style: Declarations) -> None:
        gone = is_hidden(known, style) or is_flat(known, style, "width")
        self.made.tables[-1].add_column(_span(known.get("span")), is_hidden=gone)

    def _in_table(self, tag: str, known: dict[str, str], style: Declarations) -> None:
        if tag == "tr":
            self.made.begin_row(is_hidden=is_hidden(known, style) or is_flat(known, style, "height"))
            return
        cell = OpenCell(
            _span(known.get("colspan")),
            _span(known.get("rowspan")),
            is_head=tag == "th",
            is_hidden=is_hidden(known, style),
            spills=style.get("mso-ignore", "").startswith("colspan"),
        )
        self.made.begin_cell(cell)

    def _in_formula(self, look: HtmlLook) -> HtmlLook:
        """The look of a part of a formula: the second part of a power is raised, a fraction gets brackets."""
        if not self._open or look.silence:
            return look
        above = self._open[-1]
        above.parts += 1
        if above.tag == "mfrac" and self._is_live:
            self.made.write("(" if above.parts == 1 else "/(")
        rise = _RISES.get((above.tag, above.parts))
        return replace(look, rise=rise) if rise else look

    def _in_note(self, look: HtmlLook) -> HtmlLook:
        """The mark of a note becomes its words in brackets; they are not read again where they stand."""
        notes, at = self._notes, self.offset
        if self._is_live and not look.silence and (name := notes.marks.get(at)):
            note = notes.texts[name]
            self.made.write_note(_read(note.html, HtmlNotes(silent=note.silent), is_whole=True))
            self._written.add(name)
            return replace(look, silence="nothing")
        if at in notes.silent or notes.holders.get(at) in self._written:
            return replace(look, silence="nothing")
        return look

    def _after(self, tag: str, look: HtmlLook) -> str:
        """What is written behind the words of an element; before them its counterpart is written."""
        if look.silence or not self._is_live:
            return ""
        if tag == "rt":
            self.made.write("（")
        elif tag == "msqrt":
            self.made.write("√(")
        is_part = bool(self._open) and self._open[-1].tag == "mfrac"
        return {"rt": "）", "msqrt": ")"}.get(tag, "") + (")" if is_part else "")

    def _tell_unknown(self, tag: str, style: str, look: HtmlLook) -> None:
        is_unknown = not is_known(tag) or (style and has_unknown_property(style))
        if is_unknown and self._is_live and not look.silence:
            self.made.lose("element")

    def _is_in_item(self) -> bool:
        """Whether what is read belongs to an item of a list, not to a cell inside it."""
        tags = (element.tag for element in reversed(self._open) if element.tag in {"li", *_CELLS})
        return self.made.kind.is_item and next(tags, "") == "li"

    def _is_in_hidden_row(self) -> bool:
        table = self.made.tables[-1] if self.made.tables else None
        return table is not None and bool(table.rows) and table.rows[-1].is_hidden


def _span(words: str | None) -> int:
    return min(max(int(words[:9]), 1), 100) if words and words.isascii() and words.isdecimal() else 1
