"""Which words of an application are found: any run of characters, one Chinese character included."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from aimed_desktop.archive.entries import Meta


def searchable_words(application: str, meta: Meta, data: bytes) -> str:
    """Everything that was typed, one text a line, width and case folded."""
    texts = [application, meta.form, meta.title, meta.unit, meta.status, *_texts(json.loads(data))]
    return "\n".join(_folded(text) for text in texts if text)


def search_terms(typed: str) -> list[str]:
    """The words that must all be there."""
    return fold(typed).split()


def fold(text: str) -> str:
    """`text` as it is compared."""
    storable = text.encode("utf-8", "ignore").decode()  # without lone surrogates
    return unicodedata.normalize("NFKC", storable).casefold()


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    """Piece by piece, and each piece once: folding a long application at one go keeps the window waiting."""
    return fold(text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
