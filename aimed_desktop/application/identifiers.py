"""Checks the numbers that identify units, people and where to reach them.

Every `…_problem` returns None for a good value, else a code of `sentences.SENTENCES`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(3**index % 31 for index in range(17))
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS = tuple(2 ** (17 - index) % 11 for index in range(17))
_ID_CHECKS = "10X98765432"

_DASHES = re.compile("[‐-―−﹣－—]+")
_BLANKS = re.compile(r"\s+")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_EXTENSION = r"(?:(?:-|转|ext\.?)\d{1,6})?"
_PHONE = re.compile(
    rf"1[3-9]\d{{9}}"
    rf"|(?:\(0(?:10|2\d)\)|0(?:10|2\d)-?)\d{{4}}-?\d{{4}}{_EXTENSION}"
    rf"|(?:\(0[3-9]\d\d\)|0[3-9]\d\d-?)\d{{3,4}}-?\d{{4}}{_EXTENSION}"
    rf"|[48]00-?\d{{3}}-?\d{{4}}{_EXTENSION}",
    re.IGNORECASE,
)
_COUNTRY = re.compile(r"^(?:\+86|0086|\(\+?86\)|86(?=1[3-9]\d{9}$))-?")
_SEVERAL = re.compile(r"[、/;,]")
_EMAIL = re.compile(
    r"(?=.{6,254}$)(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


def fold_code(text: str) -> str:
    """A code as the standard writes it: half-width capitals without blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).upper()


def fold_phone(text: str) -> str:
    """Pasted numbers with plain digits and hyphens; a blank inside becomes a hyphen."""
    plain = _BLANKS.sub(" ", _DASHES.sub("-", unicodedata.normalize("NFKC", text))).strip()
    return "".join(map(_fold_number, re.split(r"\s*([、/;,])\s*", plain)))


def _fold_number(number: str) -> str:
    bare = re.sub(r"[\s-]", "", number)
    if _MOBILE.fullmatch(_COUNTRY.sub("", bare)):
        return bare
    return _BLANKS.sub("-", re.sub(r"\s*([-()转])\s*", r"\1", number))


def fold_email(text: str) -> str:
    """A pasted address with half-width characters and no blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def uscc_problem(text: str) -> str | None:
    """统一社会信用代码 by GB 32100-2015; A, N and Y stand for military and other registrars."""
    code = fold_code(text)
    if len(code) != 18:
        return "uscc_length"
    if any(character not in _USCC_ALPHABET for character in code):
        return "uscc_alphabet"
    if code[0] not in "123456789ANY" or not code[2:8].isdigit():
        return "uscc_shape"
    total = sum(
        _USCC_ALPHABET.index(character) * weight
        for character, weight in zip(code, _USCC_WEIGHTS, strict=False)
    )
    return None if _USCC_ALPHABET[-total % 31] == code[17] else "uscc_check"


def org_code_problem(text: str) -> str | None:
    """组织机构代码 by GB 11714 (9 characters, `-` before the last allowed) or the 18-character code."""
    code = fold_code(_DASHES.sub("-", text)).replace("-", "")
    if len(code) == 18:
        return uscc_problem(code)
    if len(code) != 9:
        return "org_code_length"
    if not re.fullmatch("[0-9A-Z]{8}[0-9X]", code):
        return "org_code_alphabet"
    total = sum(int(character, 36) * weight for character, weight in zip(code, _ORG_WEIGHTS, strict=False))
    return None if "0123456789X"[-total % 11] == code[8] else "org_code_check"


def id_number_problem(text: str) -> str | None:
    """居民身份证 or 居住证 (81, 82, 83) by GB 11643: check digit and a real date of birth.

    The region is not judged: county codes changed more often than people moved.
    """
    number = fold_code(text)
    if len(number) != 18:
        return "id_number_length"
    if not re.fullmatch("[1-9][0-9]{16}[0-9X]", number):
        return "id_number_alphabet"
    if not _is_birth_date(number[6:14]):
        return "id_number_date"
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return None if _ID_CHECKS[total % 11] == number[17] else "id_number_check"


def _is_birth_date(digits: str) -> bool:
    try:
        return 1850 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2199
    except ValueError:
        return False


def mobile_problem(text: str) -> str | None:
    """Eleven digits from 13 to 19, with or without +86."""
    return None if _MOBILE.fullmatch(_COUNTRY.sub("", fold_phone(text))) else "mobile_shape"


def phone_problem(text: str) -> str | None:
    """A mobile, a number with its area code, or a 400 number; several stand apart by 、 or /."""
    numbers = _SEVERAL.split(fold_phone(text))
    return None if all(map(_is_phone, numbers)) else "phone_shape"


def _is_phone(number: str) -> bool:
    local = _COUNTRY.sub("", number)
    if local != number and _PHONE.fullmatch("0" + local):
        return True  # +86-27-…: the area code without its 0
    return bool(_PHONE.fullmatch(local))


def email_problem(text: str) -> str | None:
    """One address, `name@host.domain`."""
    return None if _EMAIL.fullmatch(fold_email(text)) else "email_shape"


def postcode_problem(text: str) -> str | None:
    """Six digits."""
    return None if re.fullmatch("[0-9]{6}", fold_code(text)) else "postcode_shape"


def mask_id(text: str) -> str:
    """An ID number as it may be shown: `420106********0015`; short ones are hidden altogether."""
    return text[:6] + "*" * (len(text) - 10) + text[-4:] if len(text) >= 15 else "*" * len(text)
