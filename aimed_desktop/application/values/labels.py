"""Labels of list items: patterns with one sample in braces, `（{一}）`, as values hold them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from aimed_desktop.application.values.number_formats import number_text

PATTERNS = (
    "{1}.",
    "{1}、",
    "（{1}）",
    "{一}、",
    "（{一}）",
    "{①}",
    "{a})",
    "{A}.",
    "{i}",
)  # offered to authors
DEFAULT_LABELS = ("{1}.", "（{1}）", "{①}")  # of numbered items, by their depth
_FORMATS = {  # the sample in the braces: the number format of Word that it stands for
    "1": "decimal",
    "一": "chineseCountingThousand",
    "①": "decimalEnclosedCircle",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "01": "decimalZero",
    "１": "decimalFullWidth",
    "壹": "chineseLegalSimplified",
    "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop",
    "㈠": "ideographEnclosedCircle",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
}
_SAMPLES = {number_format: sample for sample, number_format in _FORMATS.items()} | {
    "chineseCounting": "一",
    "taiwaneseCounting": "一",
    "taiwaneseCountingThousand": "一",
    "japaneseCounting": "一",
    "ideographDigital": "一",
    "taiwaneseDigital": "一",
    "japaneseDigitalTenThousand": "一",
    "decimalEnclosedCircleChinese": "①",
    "decimalHalfWidth": "1",
    "decimalFullWidth2": "１",
    "ideographLegalTraditional": "壹",
}
_PATTERN = re.compile(r"([^{}]*)\{([^{}]+)\}([^{}]*)")
_PLACE = re.compile(r"%([1-9])")
_MOST_AROUND = 8  # characters of a pattern before or after the number
_BLANKS = " \t\u3000\xa0"
_HAN = "〇零一二三四五六七八九十百"
_LATIN = frozenset("aAiI")  # samples of letters and Roman numbers
_ALONE = frozenset("①⑴⒈㈠")  # samples that need nothing around them
_KINDS = (  # what is typed as a number, the sample that it is written with
    ("[0-9]{1,3}", "1"),
    ("0[1-9]", "01"),
    ("[０-９]{1,3}", "１"),
    (f"[{_HAN}]{{1,6}}", "一"),
    ("[①-⑳㉑-㉟㊱-㊿]", "①"),
    ("[⑴-⒇]", "⑴"),
    ("[⒈-⒛]", "⒈"),
    ("[㈠-㈩]", "㈠"),
    ("[ivx]{1,5}", "i"),
    ("[IVX]{1,5}", "I"),
    ("[a-z]", "a"),
    ("[A-Z]", "A"),
)
_AROUND = ("({})", "（{}）", "{}、", "{})", "{}）", "{}.", "{}．")
_AROUND_ALONE = ("{}、", "{}.", "{}")
_LAST_READ = 999
_LONGEST_LABEL = 24
_LAST_TYPED = 399  # numbers above are years, sums or sizes
_JOINING = "、，,和及与至或~～－—-"
_GOES_ON = re.compile(r"[0-9０-９]")  # after a full stop: 1.5 is no label
_NEW_WORDS = re.compile(rf"$|[{_BLANKS}\u2e80-\u9fff（“《]")  # after “A.”, which may be a name


class TypedLabel(NamedTuple):
    """A label at the start of a text: its pattern, its number, and where the words after it begin."""

    pattern: str
    number: int
    words_at: int


def is_pattern(pattern: str) -> bool:
    """Whether `pattern` is a label with one known sample in braces."""
    return _parts(pattern) is not None


def label_text(pattern: str, number: int) -> str:
    """The label of item `number`. ValueError where `pattern` is none."""
    parts = _parts(pattern)
    if parts is None:
        raise ValueError(pattern)
    before, sample, after = parts
    return before + number_text(_FORMATS[sample], number) + after


def pattern_of_level(number_format: str, level_text: str, level: int) -> str | None:
    """The pattern of a Word level (from 0): `decimal`, `%1.` is `{1}.`.

    None for a bullet, for a label of several numbers (`%1.%2`) or none, and for a format without a sample.
    Of formats that only look alike at first (一〇, 十) the label says more: see `label_pattern`.
    """
    sample = _SAMPLES.get(number_format)
    places = _PLACE.findall(level_text)
    if sample is None or places != [str(level + 1)]:
        return None
    before, after = level_text.strip(_BLANKS).split(f"%{level + 1}")
    pattern = f"{before}{{{sample}}}{after}"
    return pattern if is_pattern(pattern) else None


def label_pattern(number_format: str, level_text: str, level: int, number: int) -> str | None:
    """The pattern of a Word level where it prints `number` exactly as Word does, else None."""
    pattern = pattern_of_level(number_format, level_text, level)
    shown = level_text.strip(_BLANKS).replace(f"%{level + 1}", number_text(number_format, number))
    return pattern if pattern and label_text(pattern, number) == shown else None


def typed_label(text: str, previous: TypedLabel | None = None) -> TypedLabel | None:
    """The label that somebody typed before `text`; None where it may be a number, a name or a list in words.

    `i)` after `h)` is a letter, else a Roman number: `previous` is the label of the item before.
    """
    read = _readings(text)
    if previous:
        for label in read:
            if (label.pattern, label.number) == (previous.pattern, previous.number + 1):
                return label
    return next(iter(read), None)


def label_readings(label: str) -> tuple[tuple[str, int], ...]:
    """The patterns and numbers that write exactly `label`, the likeliest first.

    That is the one with the longest number; `i)` is the first Roman number rather than the ninth letter.
    """
    if len(label) > _LONGEST_LABEL or "{" in label or "}" in label:
        return ()
    found: list[tuple[bool, int, int, str]] = []
    known = _written_numbers()
    for start in range(min(len(label), _MOST_AROUND + 1)):
        for stop in range(max(start + 1, len(label) - _MOST_AROUND), len(label) + 1):
            text = label[start:stop]
            for sample, number in known.get(text, ()) or _large(text):
                pattern = f"{label[:start]}{{{sample}}}{label[stop:]}"
                found.append((_is_borrowed(sample, text), start - stop, number, pattern))
    found.sort(key=lambda one: one[:3])
    return tuple((pattern, number) for *_, number, pattern in found)


def _is_borrowed(sample: str, text: str) -> bool:
    """Whether a format has no sign of its own for a number, and writes 11 behind 癸."""
    return sample not in ("1", "01") and text.isascii() and text.isdecimal()


def _large(text: str) -> tuple[tuple[str, int], ...]:
    is_number = text.isascii() and text.isdecimal() and text[0] != "0" and len(text) == 4
    return (("1", int(text)),) if is_number else ()


@cache
def _written_numbers() -> dict[str, tuple[tuple[str, int], ...]]:
    """The samples and numbers by what they write."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for sample, number_format in _FORMATS.items():
        for number in range(1, _LAST_READ + 1):
            text = number_text(number_format, number)
            if all(known != sample for known, _ in found.get(text, ())):
                found[text] = (*found.get(text, ()), (sample, number))
    return found


def _parts(pattern: str) -> tuple[str, str, str] | None:
    found = _PATTERN.fullmatch(pattern)
    if not found or found[2] not in _FORMATS or max(len(found[1]), len(found[3])) > _MOST_AROUND:
        return None
    return found[1], found[2], found[3]


def _readings(text: str) -> list[TypedLabel]:
    """The labels that the start of `text` may be, the likeliest first."""
    found: list[TypedLabel] = []
    for shape in _shapes():
        match = shape.expression.match(text)
        number = match and _numbers(shape.sample).get(match["number"])
        if match and number and _begins_words(text[match.end("label") :], shape, number):
            found.append(TypedLabel(shape.pattern, number, match.end()))
    return found


def _begins_words(rest: str, shape: _Shape, number: int) -> bool:
    """Whether a label may stand before `rest`: none begins 1.5 倍, A.B.张 or 一、二级医院."""
    after = shape.pattern[shape.pattern.index("}") + 1 :]
    if after in (".", "．") and _GOES_ON.match(rest):
        return False
    if after in (".", "．") and shape.sample in _LATIN and not _NEW_WORDS.match(rest):
        return False
    following = rest.lstrip(_JOINING)
    if following.startswith(label_text(shape.pattern, number + 1)):
        return False
    next_number = shape.number.match(following) if after in ("、", "") else None
    return not next_number or _numbers(shape.sample).get(next_number[0]) != number + 1


class _Shape(NamedTuple):
    """How a label may be typed."""

    expression: re.Pattern[str]
    number: re.Pattern[str]
    sample: str
    pattern: str


@cache
def _shapes() -> tuple[_Shape, ...]:
    return tuple(
        _shape(number, sample, around)
        for number, sample in _KINDS
        for around in (_AROUND_ALONE if sample in _ALONE else _AROUND)
    )


def _shape(number: str, sample: str, around: str) -> _Shape:
    before, after = (re.escape(part) for part in around.split("{}"))
    label = f"[{_BLANKS}]*(?P<label>{before}(?P<number>{number}){after})[{_BLANKS}]*"
    return _Shape(re.compile(label), re.compile(number), sample, around.format(f"{{{sample}}}"))


@cache
def _numbers(sample: str) -> dict[str, int]:
    """The numbers by the text that the format of `sample` writes for them."""
    last = 26 if sample in ("a", "A") else _LAST_TYPED
    return {number_text(_FORMATS[sample], number): number for number in range(last, 0, -1)}
