"""Chinese numerals as numbers: 三百二十, 九十五点三, 叁佰万, 两."""

from __future__ import annotations

from decimal import Decimal

DIGITS = "〇零一二三四五六七八九"
NUMERALS = f"{DIGITS}两十百千万亿点"
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"  # on cheques; alone most of them are other words, as 陆家
_FROM_FORMAL = str.maketrans(FORMAL, "一二三四五六七八九十百千")
_LONGEST = 20
_PLACES = {"十": 10, "百": 100, "千": 1000}


def han_number(written: str) -> Decimal | None:
    """The number; None where the characters write none, as 三两 and 万一."""
    written = written.translate(_FROM_FORMAL) if len(written) > 1 else written
    if not written or len(written) > _LONGEST or any(character not in NUMERALS for character in written):
        return None
    whole, point, part = written.partition("点")
    if point and (not part or any(digit not in DIGITS for digit in part)):
        return None
    number = 0 if point and whole in ("零", "〇") else _whole(whole)
    if number is None:
        return None
    return Decimal(f"{number}.{''.join(map(_digit, part))}") if point else Decimal(number)


def _whole(written: str) -> int | None:
    for name, worth in (("亿", 10**8), ("万", 10**4)):
        above, found, below = written.rpartition(name)
        if found:
            high, low = _whole(above), _whole(below) if below else 0
            return None if high is None or low is None or low >= worth else high * worth + low
    return _below_ten_thousand(written)


def _below_ten_thousand(written: str) -> int | None:
    total, digit, place = 0, None, 10_000
    for index, character in enumerate(written):
        if character in _PLACES:
            worth = _PLACES[character]
            if worth >= place or (digit is None and (character != "十" or index)):
                return None
            total, digit, place = total + (1 if digit is None else digit) * worth, None, worth
        elif character in "〇零":
            if digit is not None:
                return None
        elif digit is None:
            digit = int(_digit(character))
        else:
            return None
    return total + digit if digit is not None else total or None


def _digit(character: str) -> str:
    return "2" if character == "两" else str(max(DIGITS.index(character) - 1, 0))
