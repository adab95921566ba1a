"""Words with looks in a document: the value's spans as characters of a format, and back."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from aimed_desktop.application.values.words import Span, Words, of, spans
from ui.narrative.text_formats import OBJECT, look_format, look_of

INNER_BREAK = "\u2028"
_NOT_KEPT = frozenset("\r\x00\u2028\u2029\ufdd0\ufdd1" + OBJECT)  # Qt reads something else in them


def insert_words(cursor: QTextCursor, words: Words, base: QTextCharFormat | None = None) -> None:
    """Write `words` where the cursor stands; `base` is how those without a look are shown."""
    for span in spans(words):
        cursor.insertText(span.text.replace("\n", INNER_BREAK), look_format(span.look, base))


def words_of(block: QTextBlock) -> Words:
    """What a paragraph says, breaks inside it as `\\n`."""
    if has_no_looks(block):
        return block.text().replace(INNER_BREAK, "\n")
    return of(Span(text.replace(INNER_BREAK, "\n"), look) for text, look in looks_of(block))


def has_no_looks(block: QTextBlock) -> bool:
    """Whether a paragraph is plain throughout, as nearly all are: told without reading its words."""
    iterator = block.begin()
    if iterator.atEnd():
        return True
    first = iterator.fragment()
    return first.length() == block.length() - 1 and not look_of(first.charFormat())


def looks_of(block: QTextBlock) -> list[Span]:
    """The characters of a paragraph by their look."""
    found: list[Span] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        found.append(Span(fragment.text(), look_of(fragment.charFormat())))
        iterator += 1
    return found


def is_shown_as(block: QTextBlock, base: QTextCharFormat) -> bool:
    """Whether the words of a paragraph look as `base`, each with its own look."""
    return not _shown_otherwise(block, base)


def show_as(block: QTextBlock, base: QTextCharFormat) -> None:
    """Let the words of a paragraph look as `base`, each with its own look."""
    cursor = QTextCursor(block)
    for position, length, wanted in _shown_otherwise(block, base):
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(wanted)


def _shown_otherwise(block: QTextBlock, base: QTextCharFormat) -> list[tuple[int, int, QTextCharFormat]]:
    """Where characters of a paragraph look otherwise, how many, and how they should look."""
    otherwise: list[tuple[int, int, QTextCharFormat]] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        wanted = look_format(look_of(fragment.charFormat()), base)
        if fragment.charFormat() != wanted:
            otherwise.append((fragment.position(), fragment.length(), wanted))
        iterator += 1
    return otherwise


def are_kept(words: Words) -> bool:
    """Whether a document gives `words` back as they are."""
    if isinstance(words, str):
        return _NOT_KEPT.isdisjoint(words)
    return of(spans(words)) == words and all(_NOT_KEPT.isdisjoint(span.text) for span in spans(words))
