"""The number formats of Word's lists (ECMA-376 Part 1, 17.18.59 ST_NumberFormat): a number as its text.

Where Word differs from the standard, and says so ([MS-OI29500] 2.1.540), it is done as Word does it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

_MOST = 32767  # of a number that Word counts to
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LETTERS_REPEAT_TO = 780  # then they begin again
_TEENS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"} | {
    "nine": "ninth",
    "twelve": "twelfth",
}


class _Ideographs(NamedTuple):
    """Characters that numbers are written with, zero first, and ten, hundred, thousand, ten thousand."""

    digits: str
    units: str
    has_zero: bool = True  # 一百零一, not 百一
    silent: str = ""  # units before which no one is written: 百 for a hundred
    silent_first: str = ""  # the same where the unit leads the number: 十一, but 一百一十一


_CHINESE = _Ideographs("零一二三四五六七八九", "十百千万", silent_first="十")
_TAIWANESE = _Ideographs("零一二三四五六七八九", "十百千萬", silent_first="十")
_LEGAL_SIMPLE = _Ideographs("零壹贰叁肆伍陆柒捌玖", "拾佰仟萬")
_LEGAL_TRADITIONAL = _Ideographs("零壹貳參肆伍陸柒捌玖", "拾佰仟萬")
_JAPANESE = _Ideographs("〇一二三四五六七八九", "十百千万", has_zero=False, silent="十百千")
_JAPANESE_LEGAL = _Ideographs("零壱弐参四伍六七八九", "拾百阡萬", has_zero=False)


def number_text(number_format: str, number: int) -> str:
    """`number` as the format writes it; decimal where the format is unknown or its characters do not reach.

    `bullet` and `none` have no number: "".
    """
    if number_format in ("bullet", "none"):
        return ""
    write = _FORMATS.get(number_format)
    made = write(number) if write and 0 <= number <= _MOST else None
    return str(number) if made is None else made


def is_known(number_format: str) -> bool:
    """Whether `number_text` writes the format as Word does; `number_text` of another is decimal."""
    return number_format in _FORMATS or number_format in ("bullet", "none", "decimal", "decimalHalfWidth")


def _roman(number: int) -> str | None:
    made = ""
    for value, letters in _ROMAN:
        made += letters * (number // value)
        number %= value
    return made or None


def _letters(number: int) -> str | None:
    """a … z, aa, bb … zz, aaa …"""
    times, place = divmod((number - 1) % _LETTERS_REPEAT_TO, len(_LETTERS))
    return _LETTERS[place] * (times + 1) if number else None


def _upper(write: Callable[[int], str | None]) -> Callable[[int], str | None]:
    return lambda number: (write(number) or "").upper() or None


def _one_of(characters: str) -> Callable[[int], str | None]:
    """The characters of 1, 2 … as far as they go."""
    return lambda number: characters[number - 1] if 1 <= number <= len(characters) else None


def _digits(digits: str) -> Callable[[int], str]:
    """Each digit as its character."""
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + place) for place in range(count))


def _circled(number: int) -> str | None:
    """To ㊿; the standard has pictures to ⑳ and leaves open what follows."""
    return _one_of(_run("①", 20) + _run("㉑", 15) + _run("㊱", 15))(number)


def _ordinal(number: int) -> str:
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _chicago(number: int) -> str | None:
    times, place = divmod(number - 1, 4)
    return "*†‡§"[place] * (times + 1) if 1 <= number <= 40 else None


def _sixty(number: int) -> str | None:
    """甲子, 乙丑 … 癸亥."""
    place = number - 1
    return _STEMS[place % 10] + _BRANCHES[place % 12] if 1 <= number <= 60 else None


def _counted(zero: str) -> Callable[[int], str]:
    """Words to ninety-nine (九十九), digits from a hundred (一○○)."""
    digits = _digits(f"{zero}一二三四五六七八九")
    words = _written(_CHINESE)
    return lambda number: words(number) if 1 <= number < 100 else digits(number)


def _written(signs: _Ideographs) -> Callable[[int], str]:
    """In words with units: 一百零五."""

    def write(number: int) -> str:
        if number >= 10_000:
            high, low = divmod(number, 10_000)
            gap = signs.digits[0] if signs.has_zero and 0 < low < 1000 else ""
            return below(high, leads=True) + signs.units[3] + gap + (below(low, leads=False) if low else "")
        return below(number, leads=True) or signs.digits[0]

    def below(number: int, *, leads: bool) -> str:
        made, is_gap = "", False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if not digit:
                is_gap = bool(made)
                continue
            made += signs.digits[0] if is_gap and signs.has_zero else ""
            made += digit_with_unit(digit, power, leads=leads and not made)
            is_gap = False
        return made

    def digit_with_unit(digit: int, power: int, *, leads: bool) -> str:
        if not power:
            return signs.digits[digit]
        unit = signs.units[power - 1]
        silent = signs.silent + (signs.silent_first if leads else "")
        return unit if digit == 1 and unit in silent else signs.digits[digit] + unit

    return write


def _words(number: int) -> str:
    """English words, as `cardinalText` prints them: Twenty-one."""
    if number < 20:
        return _TEENS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_TEENS[ones]}" if ones else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    high, low = divmod(number, size)
    return f"{_words(high)} {name}" + (f" {_words(low)}" if low else "")


def _ordinal_words(number: int) -> str:
    words = _words(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    return words[:cut] + (_ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th"))


_FORMATS: dict[str, Callable[[int], str | None]] = {
    "upperRoman": _upper(_roman),
    "lowerRoman": _roman,
    "upperLetter": _upper(_letters),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "cardinalText": lambda number: _words(number).capitalize(),
    "ordinalText": lambda number: _ordinal_words(number).capitalize(),
    "hex": lambda number: f"{number:X}",
    "chicago": _chicago,
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _one_of(_run("⑴", 20)),
    "decimalEnclosedFullstop": _one_of(_run("⒈", 20)),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": _sixty,
    "ideographEnclosedCircle": _one_of(_run("㈠", 10)),  # Word: in parentheses, whatever the name says
    "chineseCounting": _counted("○"),
    "taiwaneseCounting": _counted("○"),
    "chineseCountingThousand": _written(_CHINESE),
    "taiwaneseCountingThousand": _written(_TAIWANESE),
    "chineseLegalSimplified": _written(_LEGAL_SIMPLE),
    "ideographLegalTraditional": _written(_LEGAL_TRADITIONAL),
    "japaneseCounting": _written(_JAPANESE),
    "japaneseLegal": _written(_JAPANESE_LEGAL),
}
