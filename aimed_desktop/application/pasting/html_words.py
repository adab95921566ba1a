"""The words of a pasted paragraph: blanks folded as a reader sees them, each character keeping its look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aimed_desktop.application.values.cleaning import several_lines
from aimed_desktop.application.values.words import Span, Words, cleaned, of, plain, spans, stripped

BREAK = "\v"  # a break that blanks are not folded into
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_EDITED = re.compile("[ \t\r\n\f\xa0\v\u3000]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…"
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n]+[ \t\r\n]*(?=[{_WIDE}])")
_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ", strict=True))
_RISES = {"sup": _RAISED, "sub": _LOWERED}


def folded(runs: Sequence[Span]) -> Words:
    """Runs as words: a line that the file breaks between Chinese characters is one line."""
    text = "".join(run.text for run in runs)
    edits = [(found.start(), found.end(), _edited(text, found)) for found in _EDITED.finditer(text)]
    return stripped(cleaned(of(_applied(runs, edits)), several_lines), "\n")


def unraised(words: Words) -> tuple[str, bool]:
    """Words for a place that keeps plain characters: 10⁹ as Unicode has it; whether a rise was lost."""
    made: list[str] = []
    is_lost = False
    for span in spans(words):
        table = _RISES.get(span.look, {})
        can = all(character in table for character in span.text)
        is_lost = is_lost or (bool(table) and not can)
        made.append("".join(table[character] for character in span.text) if table and can else span.text)
    return "".join(made), is_lost


def without_bold(words: Words) -> Words:
    """Words that are bold as a whole, without it; others as they are."""
    parts = list(spans(words))
    if all(part.look == "bold" or not part.text.strip() for part in parts):
        return plain(words)
    return words


def _edited(text: str, found: re.Match[str]) -> str:
    """What a stretch of blanks becomes."""
    blanks = found[0]
    if BREAK in blanks:
        return "\n" * blanks.count(BREAK)
    if found.start() == 0 or found.end() == len(text):
        return ""
    around = text[found.start() - 1] + blanks + text[found.end()]
    return _BLANKS.sub(" ", _WIDE_BREAK.sub("", around))[1:-1]


def _applied(runs: Sequence[Span], edits: Sequence[tuple[int, int, str]]) -> Iterator[Span]:
    """The runs with each edit made, what is put in having the look of the character before it."""
    at = number = 0
    for run in runs:
        end = at + len(run.text)
        made: list[str] = []
        place = at
        while number < len(edits) and edits[number][0] < end:
            start, stop, text = edits[number]
            made.append(run.text[place - at : max(start, at) - at])
            if start >= at:
                made.append(text)
            place = min(stop, end)
            if stop > end:
                break
            number += 1
        made.append(run.text[place - at :])
        yield Span("".join(made), run.look)
        at = end
