"""Telephone numbers as people write them: several in a cell, extensions, hotlines, remarks.

Every `…_problem` returns None for what can be dialled, else a code of `sentences.SENTENCES`.
"""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("[‐-―−﹣－—]+")
_BLANKS = re.compile(r"\s+")
_EXTENSION = r"(?:(?:-|转|ext\.?)\d{1,6})?"
_MOBILE = re.compile(r"1[3-9]\d{9}")
_AREA = r"0(?:10|2\d|[3-9]\d\d)"
_PLAIN = re.compile(
    rf"1[3-9]\d{{9}}"
    rf"|(?:\(0(?:10|2\d)\)|0(?:10|2\d)-?)\d{{4}}-?\d{{4}}{_EXTENSION}"
    rf"|(?:\(0[3-9]\d\d\)|0[3-9]\d\d-?)\d{{3,4}}-?\d{{4}}{_EXTENSION}"
    rf"|[48]00-?\d{{3}}-?\d{{4}}{_EXTENSION}",
    re.IGNORECASE,
)
_HOTLINE = re.compile(rf"(?:{_AREA}-?)?(?:95\d{{3,4}}|96\d{{3,6}}|12\d{{3}}|1[0-2]\d)")
_FOREIGN = re.compile(r"(?:\+|00)(?!86)[1-9]\d{0,2}-?\d[\d-]{4,14}\d")
_LOCAL = re.compile(rf"[2-8]\d{{2,3}}-?\d{{4}}{_EXTENSION}")
_TAIL = re.compile(r"\d{1,8}")  # a further number or extension, told by its last digits: 85550100/01
_COUNTRY = re.compile(r"^(?:\+86|0086|\(\+?86\)|86(?=1[3-9]\d{9}$|-))-?")
_SEVERAL = re.compile(r"[、/;,|]|[和或及]")
_EXTENSION_WORDS = re.compile(r"-?(?:转分机|转内线|分机号?|内线|转|内|ext\.?):?-?(?=\d)", re.IGNORECASE)
_AREA_IN_BRACKETS = re.compile(rf"\(({_AREA})\)-?")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_WORDS = re.compile(r"[一-龥]+:?")


def fold_phone(text: str) -> str:
    """Plain numbers with plain digits and hyphens, a blank inside as a hyphen; all else as it was typed."""
    folded = "".join(map(_fold_number, re.split(r"\s*([、/;,])\s*", _plain(text))))
    return folded if all(map(_is_plain, re.split("[、/;,]", folded))) else text


def mobile_problem(text: str) -> str | None:
    """Eleven digits from 13 to 19, with or without +86; several, and remarks beside them."""
    numbers = _numbers(text)
    fits = bool(numbers) and all(_MOBILE.fullmatch(_bare_mobile(number)) for number in numbers)
    return None if fits else "mobile_shape"


def phone_problem(text: str) -> str | None:
    """Any number that can be dialled from elsewhere; several, extensions, remarks, the last digits of more.

    `phone_area` where nothing is missing but the area code.
    """
    numbers = _numbers(text)
    if not numbers:
        return "phone_shape"
    codes = [_problem(number, is_first=index == 0) for index, number in enumerate(numbers)]
    return next((code for code in codes if code == "phone_shape"), codes[0])


def area_codes(text: str) -> set[str]:
    """The area codes that stand in a cell."""
    return set(re.findall(rf"(?<!\d){_AREA}(?=[-)])", _plain(text)))


def _problem(number: str, *, is_first: bool) -> str | None:
    local = _COUNTRY.sub("", number)
    if local != number and _PLAIN.fullmatch("0" + local):
        return None  # +86-27-…: the area code without its 0
    if any(shape.fullmatch(local) for shape in (_PLAIN, _HOTLINE, _FOREIGN)):
        return None
    if not is_first and _TAIL.fullmatch(number):
        return None
    return "phone_area" if _LOCAL.fullmatch(local) else "phone_shape"


def _numbers(text: str) -> list[str]:
    """The numbers of a cell, without remarks: extensions behind a hyphen, blanks inside gone."""
    plain = _AREA_IN_BRACKETS.sub(r"\1-", _plain(text))
    plain = _BRACKETS.sub(lambda found: _in_brackets(found[0][1:-1]), plain)
    plain = _EXTENSION_WORDS.sub("-", plain)
    pieces = (_WORDS.sub(" ", piece).strip(" :-.。") for piece in _SEVERAL.split(plain))
    return [number for piece in pieces if piece for number in _split_at_blanks(piece)]


def _in_brackets(remark: str) -> str:
    """An extension that stands in brackets; any other remark is no part of the number."""
    extension = _EXTENSION_WORDS.sub("", remark.strip())
    return f"-{extension}" if re.fullmatch(r"\d{1,6}", extension) else " "


def _split_at_blanks(piece: str) -> list[str]:
    """One number whose digits stand in groups, else one at each side of a blank."""
    whole = _fold_number(re.sub(r"\s*-\s*", "-", piece))
    return [whole] if _problem(whole, is_first=True) is None else piece.split()


def _is_plain(number: str) -> bool:
    local = _COUNTRY.sub("", number)
    return bool(_PLAIN.fullmatch(local) or (local != number and _PLAIN.fullmatch("0" + local)))


def _fold_number(number: str) -> str:
    bare = re.sub(r"[\s-]", "", number)
    if _MOBILE.fullmatch(_COUNTRY.sub("", bare)):
        return bare
    return _BLANKS.sub("-", re.sub(r"\s*([-()转])\s*", r"\1", number))


def _bare_mobile(number: str) -> str:
    return _COUNTRY.sub("", re.sub(r"[\s-]", "", number))


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", _DASHES.sub("-", unicodedata.normalize("NFKC", text))).strip()
