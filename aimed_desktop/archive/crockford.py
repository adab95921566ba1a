"""Crockford's base 32: letters and digits that are read aloud and typed without mistakes."""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U
_READ_AS = str.maketrans("OIL", "011")
_SEPARATORS = " \t\r\n-—–－_"


def random_text(length: int) -> str:
    """`length` characters, five random bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def normalise(typed: str) -> str:
    """What was meant: full-width and lower-case letters, blanks, dashes, O for 0, I or L for 1 are folded.

    Characters that are none of the alphabet's stay, so that the caller can refuse them.
    """
    folded = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    return "".join(character for character in folded if character not in _SEPARATORS)


def is_crockford(text: str, length: int) -> bool:
    """Whether `text` is `length` characters of the alphabet."""
    return len(text) == length and all(character in ALPHABET for character in text)


def to_number(text: str) -> int:
    """The number that `text` writes in base 32."""
    number = 0
    for character in text:
        number = number * 32 + ALPHABET.index(character)
    return number
