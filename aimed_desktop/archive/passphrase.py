"""Whether a new passphrase protects anything: not short, blank, a run, a repeat, nor among the commonest."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from aimed_desktop.errors import UserProblem
from aimed_desktop.paths import RESOURCES

SHORTEST = 8
COMMONEST = RESOURCES / "passphrases" / "commonest.txt"
_LEAST_DISTINCT = 4  # characters
_LEAST_PIECES = 4  # characters that do not follow from the one before
_KEYBOARD = (  # neighbours on the keys; those in the alphabet and among the digits are neighbours by number
    "`1234567890-=",
    "!@#$%^&*()_+",
    "qwertyuiop[]\\",
    "asdfghjkl;'",
    "zxcvbnm,./",
)
_ORDERS = frozenset(("up", "down", "keys"))
_FOLLOWS = {pair for row in _KEYBOARD for order in (row, row[::-1]) for pair in pairwise(order)}


def check_passphrase(passphrase: str) -> None:
    """UserProblem when a new passphrase is too weak; one that an archive has already is not asked."""
    text = fold_secret(passphrase)
    if len(text) < SHORTEST:
        raise UserProblem("passphrase_short", least=SHORTEST)
    seen = "".join(character for character in text if _is_seen(character)).casefold()
    if not seen:
        raise UserProblem("passphrase_blank")
    if _is_repeat(seen):
        raise UserProblem("passphrase_repeat")
    if _pieces(seen) < _LEAST_PIECES:
        raise UserProblem("passphrase_run")
    if _is_common(text.casefold(), seen):
        raise UserProblem("passphrase_common")


def fold_secret(secret: str) -> str:
    """The same text however the input method typed it: full-width letters are folded."""
    return unicodedata.normalize("NFKC", secret)


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZC"


def _is_repeat(text: str) -> bool:
    """`aaaaaaaa`, `abababab`, `a7ka7ka7`: a short piece over and over, or hardly a character in it."""
    periods = range(1, min(len(text) // 2 + 1, SHORTEST))
    return len(set(text)) < _LEAST_DISTINCT or any(text[at:] == text[:-at] for at in periods)


def _pieces(text: str) -> int:
    """How many characters do not follow from those before them; doubled ones count once.

    `12345678` and `qwertyui` are one piece, `abcd1234` and `aabbccdd1` two, `abx7` three.
    """
    single = "".join(now for before, now in pairwise("\0" + text) if before != now)
    count, orders = 1, _ORDERS
    for before, now in pairwise(single):
        orders &= _orders(before, now)
        if not orders:
            count, orders = count + 1, _ORDERS
    return count


def _orders(before: str, now: str) -> frozenset[str]:
    """In which orders `now` follows `before`."""
    found = {"keys"} if (before, now) in _FOLLOWS else set()
    if before.isascii() and now.isascii() and before.isalnum() and now.isalnum():
        distance = ord(now) - ord(before)
        if distance == 1 or before + now == "90":
            found.add("up")
        if distance == -1 or before + now == "09":
            found.add("down")
    return frozenset(found)


def _is_common(*texts: str) -> bool:
    listed = COMMONEST.read_text(encoding="utf-8").split("\n")
    return any(text in listed for text in texts)
