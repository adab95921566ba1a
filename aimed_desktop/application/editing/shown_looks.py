"""Words as a comparison shows them: a text that carries their looks, and how tables and figures are laid out.

Each character that is raised, lowered or bold stands behind a sign of its own; what is said of a layout
stands between two others. They are noncharacters of Unicode, which nobody types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from aimed_desktop.application.values.narrative import ImageBlock, ListItem, TableBlock
from aimed_desktop.application.values.narrative_table import TableCell
from aimed_desktop.application.values.words import LOOKS, Look, Span, Words, spans

_SIGNS = dict(zip(LOOKS, "\ufdd2\ufdd3\ufdd4", strict=True))
_OF_SIGN: dict[str, Look] = {sign: look for look, sign in _SIGNS.items()}
_TAGS = {"sup": "sup", "sub": "sub", "bold": "b"}
_BEGIN, _END = "\ufdd5", "\ufdd6"
ONE_CHARACTER = "[\ufdd2-\ufdd4]."  # as a pattern: what a comparison must not part
_NOTES = re.compile(f"{_BEGIN}[^{_END}]*{_END}")
_ANY = re.compile("[\ufdd2-\ufdd6]")
_RUNS = re.compile("(?:\ufdd2.)+|(?:\ufdd3.)+|(?:\ufdd4.)+|[^\ufdd2-\ufdd4]+|.", re.DOTALL)


def marked(words: Words) -> str:
    """`words` with a sign before each character that has a look."""
    return "".join(
        "".join(_SIGNS[look] + character for character in text) if look else text
        for text, look in spans(words)
    )


def said(text: str) -> str:
    """The words of such a text alone."""
    return _ANY.sub("", _NOTES.sub("", text))


def as_html(text: str) -> str:
    """Such a text as a label shows it."""
    made = []
    for words, look in runs(text):
        shown = escape(words).replace("\n", "<br>")
        made.append(f"<{_TAGS[look]}>{shown}</{_TAGS[look]}>" if look else shown)
    return "".join(made)


def runs(text: str) -> Iterator[Span]:
    """The words of such a text with their looks, those of its layout included."""
    for run in _RUNS.findall(text):
        if words := _ANY.sub("", run):
            yield Span(words, _OF_SIGN.get(run[0], ""))


def label_note(item: ListItem) -> str:
    """What is printed before an item, and how deep it stands."""
    return _note(f"{'　' * item.depth}{item.mark} ")


def picture_note(block: ImageBlock) -> str:
    """Where a figure stands, unless that is below the one before."""
    return _note("（与上图并排）") if block.beside else ""


def table_note(block: TableBlock) -> str:
    """The widths and heads of a table, where its author set them."""
    told = []
    if len(set(block.widths)) > 1:
        shares = (round(100 * width / sum(block.widths)) for width in block.widths)
        told.append(f"列宽 {':'.join(map(str, shares))}")
    if block.header_rows not in (None, 1):
        told.append(f"前 {block.header_rows} 行是表头" if block.header_rows else "没有表头")
    return _note(f"（{'，'.join(told)}）") if told else ""


def table_rows(block: TableBlock) -> Iterator[list[str]]:
    """The cells by row and column, empty where another one covers the place."""
    rows = [[""] * block.columns for _ in range(block.rows)]
    for cell in block.cells:
        rows[cell.row][cell.column] = marked(cell.words) + _span_note(cell)
    return iter(rows)


def _span_note(cell: TableCell) -> str:
    wide = f"占 {cell.span} 列" if cell.span > 1 else ""
    tall = f"占 {cell.down} 行" if cell.down > 1 else ""
    return _note(f"（{'、'.join(filter(None, (wide, tall)))}）") if wide or tall else ""


def _note(words: str) -> str:
    return f"{_BEGIN}{words}{_END}"
