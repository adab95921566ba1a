"""What somebody may have meant who typed a line that fits no field: likely readings, for one-click fixes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from aimed_desktop.definition.fields import Field

Readings = Callable[[Field, str], Iterator[str]]  # of half-width text without blanks, the likeliest first
_ABOUT = ("大约", "约", "左右", "近", "余", "共", "计")
_COUNTERS = ("人", "名", "个", "项", "例", "台", "家", "次")  # of a number whose unit is not printed
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ALIKE = str.maketrans("OIZS×", "0125X")  # letters that codes do not use, for what they resemble


def none(_field: Field, _text: str) -> Iterator[str]:
    """No reading but the text itself."""
    return iter(())


def numbers(field: Field, text: str) -> Iterator[str]:
    """The one number of a text in which nothing else stands but its unit and words like 约."""
    found = _NUMBER.findall(text)
    rest = _NUMBER.sub("", text)
    for word in (*([field.unit] if field.unit else _COUNTERS), *_ABOUT):
        rest = rest.replace(word, "")
    if len(found) == 1 and not rest:
        yield found[0].replace(",", "")


def days(_field: Field, text: str) -> Iterator[str]:
    """Eight digits, or 号 for 日."""
    yield _DAY.sub(r"\1-\2-\3", text.replace("号", "日"))


def addresses(_field: Field, text: str) -> Iterator[str]:
    """Points for the marks that a Chinese keyboard writes in their place."""
    yield text.replace("。", ".").replace("、", ".")


def codes(_field: Field, text: str) -> Iterator[str]:
    """Capitals, and digits for the letters that resemble them."""
    yield text.replace("-", "").upper().translate(_ALIKE)
