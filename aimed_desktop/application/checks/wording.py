"""Chinese typesetting of what was typed: half-width marks, stray blanks, full-width digits."""

from __future__ import annotations

import re
from collections.abc import Callable

from aimed_desktop.application.values.shapes import Value, is_mapping

_HAN = "一-鿿㐀-䶿"
_WIDE = f"{_HAN}“”‘’《》（）【】、。，；：！？…—"
_FULL = str.maketrans(",;:!?", "，；：！？")
_MARK = re.compile(rf"(?<=[{_WIDE}])[,;:!?] ?(?=[{_WIDE}]|$)", re.MULTILINE)
_BRACKETS = re.compile(rf"\(([^()\n]*[{_HAN}][^()\n]*)\)")
_WIDE_LETTERS = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_INSIDE = re.compile(rf"(?<=[{_WIDE}])[ \u00a0\u3000]+(?=[{_WIDE}])")
_AT_THE_ENDS = re.compile(r"^[ \u00a0\u3000\t]+|[ \u00a0\u3000\t]+$", re.MULTILINE)

_FAULTS: dict[str, Callable[[str], str]] = {
    "半角标点": lambda text: _BRACKETS.sub(r"（\1）", _MARK.sub(lambda m: m[0][0].translate(_FULL), text)),
    "全角数字或字母": lambda text: _WIDE_LETTERS.sub(lambda match: _narrow(match[0]), text),
    "多余的空格": lambda text: _AT_THE_ENDS.sub("", _INSIDE.sub("", text)),
}


def tidied(text: str) -> str:
    """`text` with full-width marks between Chinese words, half-width digits and no stray blank.

    Western words, numbers, addresses and what is not sure are left alone.
    """
    for mend in _FAULTS.values():
        text = mend(text)
    return text


def faults(text: str) -> list[str]:
    """The words for what `tidied` would mend in `text`."""
    return [name for name, mend in _FAULTS.items() if mend(text) != text]


def in_texts(value: Value, mend: Callable[[str], str]) -> Value:
    """A text or narrative with `mend` applied to each of its texts, captions and table cells."""
    if isinstance(value, str):
        return mend(value)
    if isinstance(value, list):
        return [in_texts(inner, mend) for inner in value]
    if is_mapping(value):
        return {key: inner if key == "image" else in_texts(inner, mend) for key, inner in value.items()}
    return value


def texts_of(value: Value) -> str:
    """Those texts one a line."""
    found: list[str] = []

    def gathered(text: str) -> str:
        found.append(text)
        return text

    in_texts(value, gathered)
    return "\n".join(found)


def _narrow(text: str) -> str:
    return "".join(chr(ord(character) - 0xFEE0) for character in text)
