"""Words whose looks carry meaning: plain text, or a list of pieces some of which are raised, lowered or bold.

As they are kept in JSON: a string, or a list of strings and `{sup: …}`, `{sub: …}`, `{bold: …}`. Counted,
searched and compared as the plain string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple, TypeGuard

Look = Literal["", "sup", "sub", "bold"]
Piece = str | dict[str, str]
Words = str | list[Piece]

LOOKS: tuple[Look, ...] = ("sup", "sub", "bold")
_LEFT_OUT = 200  # characters that cleaning leaves out in one place, at most


class Span(NamedTuple):
    """Characters of one look."""

    text: str
    look: Look = ""


def is_words(value: Any) -> TypeGuard[Words]:
    """Whether `value` has the shape of words."""
    if isinstance(value, str):
        return True
    return isinstance(value, list) and bool(value) and all(map(_is_piece, value))


def has_looks(value: Any) -> TypeGuard[list[Piece]]:
    """Whether `value` is words some of which have a look."""
    return isinstance(value, list) and is_words(value) and any(isinstance(piece, dict) for piece in value)


def plain(words: Words) -> str:
    """The characters alone."""
    return words if isinstance(words, str) else "".join(_span(piece).text for piece in words)


def spans(words: Words) -> Iterator[Span]:
    """The spans that say something, neighbours of one look joined."""
    if not isinstance(words, str):
        return _joined(map(_span, words))
    return iter([Span(words)] if words else [])


def _joined(parts: Iterable[Span]) -> Iterator[Span]:
    texts: list[str] = []
    look: Look = ""
    for span in parts:
        if not span.text:
            continue
        if texts and span.look != look:
            yield Span("".join(texts), look)
            texts = []
        texts.append(span.text)
        look = span.look
    if texts:
        yield Span("".join(texts), look)


def of(parts: Iterable[Span]) -> Words:
    """The shortest way to keep `parts`: a string where no look is left."""
    given = list(parts)
    if not any(part.look and part.text for part in given):
        return "".join(part.text for part in given)
    return [_piece(part) for part in _joined(given)]


def cut(words: Words, start: int, stop: int | None = None) -> Words:
    """The characters from `start` to `stop`, with their looks; as a slice of the plain string."""
    if isinstance(words, str):
        return words[start:stop]
    text = plain(words)
    first, last, _ = slice(start, stop).indices(len(text))
    return of(_between(words, first, last))


def replaced(words: Words, start: int, stop: int, text: str) -> Words:
    """`words` with `text` in place of the characters from `start` to `stop`, in the look of the first."""
    if isinstance(words, str):
        return words[:start] + text + words[stop:]
    look: Look = next((span.look for span in _between(words, start, max(stop, start + 1))), "")
    rest = _between(words, stop, len(plain(words)))
    return of([*_between(words, 0, start), Span(text, look if stop > start else ""), *rest])


def joined(several: Iterable[Words], between: str = "") -> Words:
    """Several words as one, `between` them."""
    parts: list[Span] = []
    for index, words in enumerate(several):
        parts += [Span(between)] if index and between else []
        parts += spans(words)
    return of(parts)


def lines(words: Words) -> list[Words]:
    """The words of each line, as `str.split` would part the plain string."""
    if isinstance(words, str):
        return list(words.split("\n"))
    found: list[Words] = []
    start = 0
    text = plain(words)
    for line in text.split("\n"):
        found.append(cut(words, start, start + len(line)))
        start += len(line) + 1
    return found


def stripped(words: Words, blanks: str | None = None) -> Words:
    """`words` without blanks at both ends."""
    if isinstance(words, str):
        return words.strip(blanks)
    text = plain(words)
    start = len(text) - len(text.lstrip(blanks))
    return cut(words, start, max(start, len(text.rstrip(blanks))))


def cleaned(words: Words, clean: Callable[[str], str]) -> Words:
    """`words` with `clean` done to them; a `clean` that looks at neighbours sees the plain string first.

    Where cleaning the whole string or each of its spans comes to the same, the looks stay. Else the words
    are what the cleaned string says, with the looks of the characters that were kept.
    """
    if isinstance(words, str):
        return clean(words)
    whole = clean(plain(words))
    parts = [Span(clean(span.text), span.look) for span in spans(words)]
    if "".join(part.text for part in parts) == whole:
        return of(parts)
    return _aligned(words, whole)


def _aligned(words: Words, text: str) -> Words:
    """The looks of `words` on `text`, whose characters are those of `words` with some left out or changed."""
    looks = [(character, span.look) for span in spans(words) for character in span.text]
    at = 0
    found: list[Span] = []
    for character in text:
        near = range(at, min(at + _LEFT_OUT, len(looks)))
        ahead = next((i for i in near if looks[i][0] == character), None)
        if ahead is None:
            found.append(Span(character))
        else:
            found.append(Span(character, looks[ahead][1]))
            at = ahead + 1
    return of(found)


def _between(words: Words, start: int, stop: int) -> Iterator[Span]:
    at = 0
    for span in spans(words):
        text = span.text[max(start - at, 0) : max(stop - at, 0)]
        if text:
            yield Span(text, span.look)
        at += len(span.text)


def _is_piece(piece: Any) -> bool:
    if isinstance(piece, str):
        return True
    if not isinstance(piece, dict) or len(piece) != 1:
        return False
    ((look, text),) = piece.items()
    return look in LOOKS and isinstance(text, str)


def _span(piece: Piece) -> Span:
    if isinstance(piece, str):
        return Span(piece)
    for look in LOOKS:
        if look in piece:
            return Span(piece[look], look)
    return Span("")


def _piece(span: Span) -> Piece:
    return {span.look: span.text} if span.look else span.text
