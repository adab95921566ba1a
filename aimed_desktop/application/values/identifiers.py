"""Checks the numbers that identify units and people, and mail addresses.

Every `…_problem` returns None for a good value, else a code of `sentences.SENTENCES`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from aimed_desktop.application.values.regions import is_county, is_registrar

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(3**index % 31 for index in range(17))
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS = tuple(2 ** (17 - index) % 11 for index in range(17))
_ID_CHECKS = "10X98765432"

_FIRST_YEAR = "1900"
_NO_PLACE = "ANY"  # registrars of the army and others, whose digits are no place
_POWER = re.compile(r"[1-9](?:\.\d{1,14})?E\+?\d{1,2}")

_USCC_BEGINNING = re.compile("[0-9A-HJ-NPQRTUWXY]*")
_ORG_CODE_BEGINNING = re.compile("[0-9A-Z-]*")
_ID_BEGINNING = re.compile("(?:[1-9][0-9]*|[1-9][0-9]{16}X.*)?")
_BIRTH_END = 14  # characters of an ID number up to the end of the date of birth
_DASHES = re.compile("[‐-―−﹣－—]+")
_BLANKS = re.compile(r"\s+")
_EMAIL = re.compile(
    r"(?=.{6,254}$)(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


def fold_code(text: str) -> str:
    """A code as the standard writes it: half-width capitals without blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).upper()


def fold_email(text: str) -> str:
    """A pasted address with half-width characters and no blanks; several as they were typed."""
    plain = unicodedata.normalize("NFKC", text)
    return _BLANKS.sub("", plain) if plain.count("@") < 2 else text


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

    Region and age are looked at by `id_number_doubt`.
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
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def id_number_doubt(text: str, applied_on: str = "") -> str | None:
    """What is odd about a number that `id_number_problem` lets pass: a place that never was (GB/T 2260),
    somebody born before 1900, or after `applied_on` (an ISO date, empty when it is not known).
    """
    number = fold_code(text)
    if number[6:10] < _FIRST_YEAR:
        return "id_number_early"
    if applied_on and number[6:14] > applied_on.replace("-", ""):
        return "id_number_late"
    is_foreign = number[0] == "9"  # a permanent residence card tells the country, not the county
    return None if is_foreign or is_county(number[:6]) else "id_number_region"


def uscc_doubt(text: str) -> str | None:
    """What is odd about a code that `uscc_problem` lets pass: its place (GB/T 2260), or its 组织机构代码."""
    code = fold_code(text)
    if code[0] not in _NO_PLACE and not is_registrar(code[2:8]):
        return "uscc_region"
    return None if org_code_problem(code[8:17]) is None else "uscc_inner"


def uscc_beginning(text: str) -> str | None:
    """What is wrong with a code before it is typed to its end."""
    return None if _USCC_BEGINNING.fullmatch(fold_code(text)) else "uscc_alphabet"


def org_code_beginning(text: str) -> str | None:
    """What is wrong with a code before it is typed to its end."""
    return None if _ORG_CODE_BEGINNING.fullmatch(fold_code(text)) else "org_code_alphabet"


def id_number_beginning(text: str) -> str | None:
    """What is wrong with a number before it is typed to its end."""
    number = fold_code(text)
    if not _ID_BEGINNING.fullmatch(number):
        return "id_number_alphabet"
    filled = number[:_BIRTH_END].ljust(18, "0")
    is_born = len(number) < _BIRTH_END or id_number_problem(filled) != "id_number_date"
    return None if is_born else "id_number_date"


def is_of_excel(text: str) -> bool:
    """Whether a spreadsheet has turned a long number into a power of ten: `4.20106E+17`."""
    return _POWER.fullmatch(fold_code(text)) is not None


def is_rounded(text: str) -> bool:
    """Whether an ID number ends as one that a spreadsheet has cut to fifteen digits: `420106199001010000`."""
    number = fold_code(text)
    return len(number) == 18 and number.endswith("000") and number.isdigit()


def email_problem(text: str) -> str | None:
    """Addresses, `name@host.domain`, apart by blanks or one of 、/;, ."""
    return None if all(map(_EMAIL.fullmatch, _apart(text))) else "email_shape"


def email_addresses(text: str) -> tuple[str, ...]:
    """The addresses in a text, taken apart as `email_problem` does; what is none is left out."""
    return tuple(address for address in _apart(text) if _EMAIL.fullmatch(address))


def _apart(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", fold_email(text))
    return re.split(r"\s*[、/;,|]\s*|\s+", folded.strip())


def postcode_problem(text: str) -> str | None:
    """Six digits."""
    return None if re.fullmatch("[0-9]{6}", fold_code(text)) else "postcode_shape"


def mask_id(text: str) -> str:
    """An ID number as it may be shown: `420106********0015`; short ones are hidden altogether."""
    return text[:6] + "*" * (len(text) - 10) + text[-4:] if len(text) >= 15 else "*" * len(text)
