"""Characters whose meaning depends on their font: Symbol, Wingdings, Webdings, MT Extra, Zapf Dingbats."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from aimed_desktop.paths import RESOURCES

UNKNOWN = "▯"  # stands for a character that no table knows
_FILE = RESOURCES / "symbols" / "symbol_fonts.txt"
_OLDER = "older equals"
_ALIASES = {
    "symbolmt": "symbol",
    "symboltiger": "symbol",
    "symboltigerexpert": "symbol",
    "symbolneu": "symbol",
    "symbolps": "symbol",
    "symbolsetswa": "symbol",
    "euclidsymbol": "symbol",
    "standardsymbolsl": "symbol",
    "standardsymbolsps": "symbol",
    "wingdings1": "wingdings",
    "mtextratiger": "mtextra",
    "euclidextra": "mtextra",
    "monotypesorts": "zapfdingbats",
    "itczapfdingbats": "zapfdingbats",
    "dingbats": "zapfdingbats",
    "d050000l": "zapfdingbats",
}
_WITHOUT_TABLE = frozenset(
    {"marlett", "bookshelfsymbol7", "fences", "euclidmathone", "euclidmathtwo", "msoutlook"}
)
_NOT_IN_NAME = re.compile(r"[\s\"'@_-]|(?:regular|normal)$", re.IGNORECASE)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NO_BREAK_SPACE = "\xa0"
_LAST_SYMBOL = "\uf0ff"


class ShownText(NamedTuple):
    """What a reader sees, and how many characters no table knows (each is `UNKNOWN` in the text)."""

    text: str
    unknown: int = 0


def is_symbol_font(font: str | None) -> bool:
    """Whether the codes of `font` (a name, or a CSS list whose first counts) mean characters of its own."""
    key = _key(font)
    return key in _fonts() or key in _WITHOUT_TABLE


def shown_text(text: str, font: str | None) -> ShownText:
    """`text` as `font` draws it: codes as bytes or as U+F000–F0FF.

    What is no code of such a font (Chinese in a run whose other font is Symbol) stays. In any other font
    only the private characters are unknown.
    """
    if not text.isascii() or is_symbol_font(font):
        shown = "".join(_shown(character, _key(font)) for character in text)
        return ShownText(shown, shown.count(UNKNOWN) - text.count(UNKNOWN))
    return ShownText(text)


def shown_code(code: int, font: str | None) -> ShownText:
    """The character of `w:sym` or of a SYMBOL field: a code of `font`, private or a byte; else of Unicode."""
    if not 0x20 <= code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return ShownText(UNKNOWN, 1)
    return shown_text(chr(code), font)


def _shown(character: str, key: str) -> str:
    table = _fonts().get(key)
    if table is None and key not in _WITHOUT_TABLE:
        return UNKNOWN if _PRIVATE.match(character) else character
    code = _byte(character)
    if code is None:
        return UNKNOWN if _PRIVATE.match(character) else character
    return (table or {}).get(code, " " if code == 0x20 else UNKNOWN)


def _byte(character: str) -> int | None:
    """The code that a character stands for; None for one that such a font does not draw."""
    number = ord(character)
    if character == _NO_BREAK_SPACE:  # of HTML, never the sign that has its code
        return 0x20
    if "\uf000" <= character <= _LAST_SYMBOL:
        number -= 0xF000
    elif number > 0xFF:
        try:
            number = character.encode("cp1252")[0]
        except UnicodeEncodeError:
            return None
    return number if number >= 0x20 else None


def _key(font: str | None) -> str:
    name = _NOT_IN_NAME.sub("", (font or "").split(",")[0].split(";")[0].strip()).casefold()
    return _ALIASES.get(name, name)


@cache
def _fonts() -> dict[str, dict[int, str]]:
    """By the key of a font its characters by code."""
    parts: dict[str, dict[int, list[str]]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            rows = parts.setdefault(line.strip("[]"), {})
        elif not line.startswith("#"):
            first, *values = line.split()
            rows[int(first, 16)] = values
    older = {row: int(values[0], 16) for row, values in parts.pop(_OLDER).items()}
    return {_key(name): _characters(rows, older) for name, rows in parts.items()}


def _characters(rows: dict[int, list[str]], older: dict[int, int]) -> dict[int, str]:
    codes = {row + place: value for row, values in rows.items() for place, value in enumerate(values)}
    numbers = {code: int(value, 16) for code, value in codes.items() if value != "-"}
    return {code: chr(older.get(number, number)) for code, number in numbers.items()}
