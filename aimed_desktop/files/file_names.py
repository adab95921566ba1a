"""File names that every Windows, every zip and every mailbox takes, and that hold no ID number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

MAX_CHARACTERS = 80
MAX_BYTES = 200

_FULL_WIDTH = str.maketrans('<>:"/\\|?*%', "＜＞：”／＼｜？＊％")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)")
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
_DIGITS = {ord(wide): str(digit) for digit, wide in enumerate("０１２３４５６７８９")} | {ord("Ｘ"): "X"}
# An ID number: 17 digits and a check character, in one run or grouped 6-8-4 around its birth date.
_ID_NUMBER = re.compile(r"\d{17}[\dXx]|\d{6}[ \-]\d{8}[ \-]\d{3}[\dXx]")
_BLANK = re.compile(r"\{([a-z][a-z0-9_.]*)\}")


def mask_id_numbers(text: str) -> str:
    """`text` with every ID number (also in full-width digits) left out."""
    folded = text.translate(_DIGITS)
    if not _ID_NUMBER.search(folded):
        return text
    return _ID_NUMBER.sub("（证件号略）", folded)


def one_line(text: str) -> str:
    """`text` without line breaks, control characters, bidi marks and lone surrogates."""
    spaced = re.sub(r"\s+", " ", text)
    kept = (c for c in spaced if unicodedata.category(c) not in _DROPPED and c not in "\ufffe\uffff")
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def fill_pattern(pattern: str, text_of: Callable[[str], str]) -> str:
    """`pattern` with each `{field}` replaced; separators around an empty field are not left doubled."""
    filled = _BLANK.sub(lambda blank: one_line(text_of(blank[1])), pattern)
    return re.sub(r"([-+_ ])\1+", r"\1", filled).strip("-+_ ")


def safe_file_name(name: str, suffix: str = "", *, project: str = "", reserve: int = 5) -> str:
    """`name` + `suffix` as one path component, at most 80 characters and 200 UTF-8 bytes.

    Where it is too long, `project` inside it is shortened first, with …, then its end.
    `reserve` keeps so many ASCII characters free, for an ending such as `.docx` added later.
    """
    stem = _clean(name)
    ending = _clean(suffix, keep_dot=True)
    room = reserve + _characters(ending), reserve + len(ending.encode())
    if not _fits(stem, room):
        stem = _shorten_inside(stem, _clean(project), room)
    if not _fits(stem, room):
        stem = _shorten(stem, lambda shorter: _fits(shorter, room))
    stem = stem.rstrip(". ") or "未命名"
    return (f"_{stem}" if _RESERVED.match(stem) else stem) + ending


def is_reserved(name: str) -> bool:
    """Whether Windows takes `name` for a device, as `NUL.txt`."""
    return _RESERVED.match(name) is not None


def split_suffix(name: str) -> tuple[str, str]:
    """`name` as stem and ending (`.pdf`, lower case); an ending of more than 8 characters is none."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or not 0 < len(ending) <= 8 or not ending.isascii() or not ending.isalnum():
        return name, ""
    return stem, f".{ending.lower()}"


def _clean(text: str, *, keep_dot: bool = False) -> str:
    cleaned = mask_id_numbers(one_line(text)).translate(_FULL_WIDTH)
    return cleaned.rstrip(". ") if keep_dot else cleaned.strip(". ")


def _characters(text: str) -> int:
    """Length as Windows counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _fits(stem: str, room: tuple[int, int]) -> bool:
    # One character stays free for the underscore before a reserved name.
    return _characters(stem) + room[0] < MAX_CHARACTERS and len(stem.encode()) + room[1] < MAX_BYTES


def _shorten_inside(stem: str, part: str, room: tuple[int, int]) -> str:
    if not part or part not in stem:
        return stem
    before, _, after = stem.partition(part)
    shorter = _shorten(part, lambda piece: _fits(before + piece + after, room))
    return before + shorter + after


def _shorten(text: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning of `text` that fits with a … behind it."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle].rstrip() + "…") else (low, middle - 1)
    return text[:low].rstrip() + "…"
