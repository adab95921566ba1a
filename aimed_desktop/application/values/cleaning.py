"""Takes out of typed and pasted text what no paper can show."""

from __future__ import annotations

import re
from typing import Any

_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Control characters, lone surrogates, non-characters, marks that reorder what is read, hyphens and breaks
# that only show at the end of a line.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u2060\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_BETWEEN_WORDS = re.compile(r"(?<=[!-~])[ \t\n]+(?=[!-~])")


def several_lines(text: str) -> str:
    """`text` with `\\n` for every kind of break, blanks for tabs, and no control character."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")


def single_line(text: str) -> str:
    """`text` as one line; a break between two Western words becomes a blank."""
    joined = _BETWEEN_WORDS.sub(_joint, _UNPRINTABLE.sub("", _BREAKS.sub("\n", text)))
    return re.sub("[\t\n]", "", joined).strip()


def storable(value: Any) -> Any:
    """`value`, as JSON has it, without lone surrogates: no file, no font and no other program takes them."""
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATES.sub("", value)
    if isinstance(value, list):
        return [storable(inner) for inner in value]
    if isinstance(value, dict):
        return {name(key): storable(inner) for key, inner in value.items()}
    return value


def name(text: str) -> str:
    """The name of something in a file, without what cannot be shown."""
    return _UNPRINTABLE.sub("", text)


def _joint(blanks: re.Match[str]) -> str:
    return " " if re.search("[\t\n]", blanks[0]) else blanks[0]
