"""The recovery code that is printed and locked away: 130 random bits with two check characters."""

from __future__ import annotations

from aimed_desktop.archive import crockford

_RANDOM_CHARACTERS = 26  # 130 bits
_CHECK_CHARACTERS = 2
_GROUP = 4
LENGTH = _RANDOM_CHARACTERS + _CHECK_CHARACTERS
_MODULUS = 1021  # the largest prime under 32²: finds every wrong and every swapped character


def new_recovery_code() -> str:
    """A fresh code as it is printed: seven groups of four, `7K3Q-…`."""
    body = crockford.random_text(_RANDOM_CHARACTERS)
    code = body + _check(body)
    return "-".join(code[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def read_recovery_code(typed: str) -> str | None:
    """The code without its dashes, or None when a character is missing, wrong or swapped."""
    code = crockford.normalise(typed)
    if not crockford.is_crockford(code, LENGTH):
        return None
    body, check = code[:_RANDOM_CHARACTERS], code[_RANDOM_CHARACTERS:]
    return code if _check(body) == check else None


def looks_like_recovery_code(typed: str) -> bool:
    """Whether somebody meant to type a recovery code: groups of about its length, slips allowed."""
    code = crockford.normalise(typed)
    known = sum(character in crockford.ALPHABET for character in code)
    return abs(len(code) - LENGTH) <= 2 and known >= len(code) - 2


def _check(body: str) -> str:
    rest = crockford.to_number(body) % _MODULUS
    return crockford.ALPHABET[rest // 32] + crockford.ALPHABET[rest % 32]
