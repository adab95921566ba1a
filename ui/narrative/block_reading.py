"""Reads the text of a document as narrative blocks, each with its place."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtGui import QTextBlock, QTextDocument, QTextList

from aimed_desktop.application.values.words import Span, of, plain, stripped
from ui.narrative.list_blocks import ListReader, item_of
from ui.narrative.text_formats import KEPT, NO_LEVEL, OBJECT, list_keys, look_of
from ui.narrative.text_looks import INNER_BREAK, words_of

Known = Sequence[list[dict[str, Any]]]
_AT_ONCE = 50  # paragraphs that one step reads


@dataclass(frozen=True, slots=True)
class BlockSpan:
    """A block of the narrative and the numbers of the first and the last paragraph that show it."""

    entry: dict[str, Any]
    first: int
    last: int


def read_document(document: QTextDocument, known: Known | None = None) -> list[dict[str, Any]]:
    """The blocks of `document` in order; empty paragraphs are none. `known`: as of `read_spans`."""
    return [span.entry for span in read_spans(document, known)]


def read_spans(document: QTextDocument, known: Known | None = None) -> list[BlockSpan]:
    """As `read_document`, each block with its place. `known`: what `block_entries` says of each paragraph."""
    steps = span_steps(document, known)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return cast("list[BlockSpan]", end.value)


def span_steps(document: QTextDocument, known: Known | None = None) -> Generator[None, None, list[BlockSpan]]:
    """`read_spans` in steps, for a document that nobody changes meanwhile."""
    if known is not None and len(known) != document.blockCount():
        known = None
    spans: list[BlockSpan] = []
    reader = ListReader()
    for number, (found, item) in enumerate(_known(document, known) if known else _read(document)):
        if item is None:
            if found:
                reader.close()
            spans += [BlockSpan(entry, number, number) for entry in found]
        elif (entry := reader.add(item, found[0]["items"][0])) is not None:
            spans.append(BlockSpan(entry, number, number))
        else:
            spans[-1] = BlockSpan(spans[-1].entry, spans[-1].first, number)
        if number % _AT_ONCE == _AT_ONCE - 1:
            yield
    return spans


def _read(document: QTextDocument) -> Iterator[tuple[list[dict[str, Any]], QTextList | None]]:
    """What each paragraph says, and the list whose item it is."""
    block = document.begin()
    while block.isValid():
        found = block_entries(block)
        is_item = found and "items" in found[0] and OBJECT not in block.text()
        yield found, block.textList() if is_item else None
        block = block.next()


def _known(document: QTextDocument, known: Known) -> Iterator[tuple[list[dict[str, Any]], QTextList | None]]:
    """As `_read`, by what is known of each paragraph: only items are looked at again."""
    for number, found in enumerate(known):
        listing = None
        if found and "items" in found[0]:
            block = document.findBlockByNumber(number)
            listing = None if OBJECT in block.text() else block.textList()
        yield found, listing


def block_entries(block: QTextBlock) -> list[dict[str, Any]]:
    """What one paragraph says, a list item as a list of its own; nothing when it is empty."""
    text = block.text()
    if OBJECT in text:
        return list(_pieces(block))
    listing = block.textList()
    if listing is not None:
        item = item_of(block)
        return [] if item is None else [{**list_keys(listing.format()), "items": [item]}]
    if not text.strip():
        return []
    level = block.blockFormat().headingLevel()
    if level:
        is_named = level > 1 or not block.blockFormat().property(NO_LEVEL)
        return [{"heading": stripped(words_of(block))} | ({"level": level} if is_named else {})]
    return [{"text": words_of(block)}]


def _pieces(block: QTextBlock) -> Iterator[dict[str, Any]]:
    """The words and the kept blocks of a paragraph that holds any of these."""
    words: list[Span] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        kept = fragment.charFormat().property(KEPT)
        text = fragment.text()
        if kept and OBJECT in text:
            yield from _paragraph(words)
            words = []
            for _ in range(text.count(OBJECT)):
                yield json.loads(kept)
        else:
            said = text.replace(OBJECT, "").replace(INNER_BREAK, "\n")
            words.append(Span(said, look_of(fragment.charFormat())))
        iterator += 1
    yield from _paragraph(words)


def _paragraph(parts: list[Span]) -> Iterator[dict[str, Any]]:
    words = of(parts)
    if plain(words).strip():
        yield {"text": words}
