"""Powers as they are typed in one line: `10^9` for a raised 9, changed as plain text and raised again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aimed_desktop.application.values.words import Span, Words, of, plain, replaced, spans

POWER = r"(?<=[0-9A-Za-zµμΩ)）])\^([-−+]?[0-9]{1,3})"
_POWER = re.compile(POWER + r"(?![0-9])")


def retyped(words: Words, text: str) -> Words:
    """`words` once they say `text`: what begins and ends alike keeps its looks."""
    was = plain(words)
    longest = min(len(was), len(text))
    start = next((at for at in range(longest) if was[at] != text[at]), longest)
    most = longest - start
    end = next((at for at in range(most) if was[-1 - at] != text[-1 - at]), most)
    return replaced(words, start, len(was) - end, text[start : len(text) - end])


def written(words: Words) -> Words:
    """`words` with `^9` for each raised number that `raised` finds again."""
    parts = list(spans(words))
    made = of(_written(parts))
    return made if raised(made) == of(parts) else words


def raised(words: Words) -> Words:
    """`words` with the number raised in each `10^9`."""
    return of(part for span in spans(words) for part in ([span] if span.look else _raised(span.text)))


def _written(parts: list[Span]) -> Iterator[Span]:
    for span in parts:
        yield Span(f"^{span.text}") if span.look == "sup" else span


def _raised(text: str) -> Iterator[Span]:
    at = 0
    for found in _POWER.finditer(text):
        yield Span(text[at : found.start()])
        yield Span(found[1], "sup")
        at = found.end()
    yield Span(text[at:])
