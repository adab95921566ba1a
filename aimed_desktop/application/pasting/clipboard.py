"""What the clipboard holds, by its HTML where that can be read, else by its words."""

from __future__ import annotations

from collections.abc import Iterator

from aimed_desktop.application.pasting.html import read_html
from aimed_desktop.application.pasting.html_blocks import Pasted
from aimed_desktop.application.pasting.html_lists import before
from aimed_desktop.application.pasting.html_words import unraised
from aimed_desktop.application.pasting.losses import Losses
from aimed_desktop.application.values.cleaning import several_lines
from aimed_desktop.application.values.narrative import (
    HeadingBlock,
    ListBlock,
    NarrativeBlock,
    TableBlock,
    TextBlock,
    blocks,
)
from aimed_desktop.application.values.words import Words, joined, plain
from aimed_desktop.stopping import Stopped


def read_clipboard(html: str, text: str) -> Pasted:
    """The blocks of `html`; those of `text`, and a word about it, where the reader fails."""
    try:
        return read_html(html)
    except Stopped:
        raise
    except Exception:  # noqa: BLE001 - whatever a program has put there, what was copied is pasted
        losses = Losses()
        losses.add("unreadable")
        lines = several_lines(text).split("\n")
        return Pasted(tuple({"text": line} for line in lines if line.strip()), losses=losses.sentences())


def word_lines(pasted: Pasted) -> list[Words]:
    """What was pasted as lines of words, with labels of items and captions; cells of a row in one line."""
    entries = [
        {"text": entry["caption"]} if "picture" in entry else entry
        for entry in pasted.entries
        if "picture" not in entry or "caption" in entry
    ]
    return [words for block in blocks(entries) for words in _lines(block)]


def losses_without_pictures(pasted: Pasted) -> tuple[str, ...]:
    """What is lost where no picture can stand."""
    losses = Losses()
    if pasted.pictures:
        losses.add("picture")
    return losses.sentences() + pasted.losses


def plain_text(pasted: Pasted) -> tuple[str, tuple[str, ...]]:
    """What was pasted as plain lines, labels of items included, and what is lost with it.

    Raised and lowered digits are the characters that Unicode has for them.
    """
    lines = [unraised(words) for words in word_lines(pasted)]
    losses = Losses()
    if any(is_lost for _, is_lost in lines):
        losses.add("raised")
    return "\n".join(text for text, _ in lines), losses_without_pictures(pasted) + losses.sentences()


def _lines(block: NarrativeBlock) -> Iterator[Words]:
    match block:
        case TextBlock(words=words) | HeadingBlock(words=words):
            yield words
        case ListBlock(entries=items):
            for item in items:
                yield before(item.mark, item.words)
        case TableBlock(cells=cells, rows=rows):
            for row in range(rows):
                told = [cell.words for cell in cells if cell.row == row and plain(cell.words)]
                if told:
                    yield joined(told, " ")
