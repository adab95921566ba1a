"""EQ fields of Word: formulas and circled characters written as `\\o\\ac(○,1)`, read as one line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import groupby

from aimed_desktop.document.word.read import linear
from aimed_desktop.document.word.read.linear import Piece, Term

_MOST_DEEP = 40
_MOST_CHARACTERS = 20_000
_GENERAL = re.compile(r'\\\*\s*(?:"[^"]*"|“[^”]*”|[^\s\\(]+)\s*')  # \* jc2 \* "Font:宋体"
_OPTION = re.compile(
    r"\s*\\(?:(?P<sign>bc|lc|rc|fc|vc)\\?(?P<of>.)|(?P<name>[a-z]{2,3})\s*(?P<size>\d*))", re.I
)
_SWITCHES = "abdfilorsx"
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">", "⟨": "⟩", "⌈": "⌉", "⌊": "⌋"}
_RINGS, _SQUARES, _TRIANGLES = "○◯〇⃝", "□◻☐▢", "△▲"
_IN_SQUARE = {
    "√": "☑",
    "✓": "☑",
    "✔": "☑",
    "×": "☒",
    "✕": "☒",
    "x": "☒",
    "X": "☒",
    "": "□",
    "+": "⊞",
    "-": "⊟",
}
_IN_RING = {"×": "⊗", "+": "⊕", "-": "⊖", "−": "⊖", "·": "⊙", ".": "⊙", "/": "⊘", "*": "⊛", "=": "⊜", "": "○"}
_CIRCLED = {  # ① … ㊿, Ⓐ, ⓐ, ㊀, ㊣ by what stands in the circle
    unicodedata.normalize("NFKC", sign): sign
    for first, last in ("①⑳", "Ⓐ⓪", "㉑㉟", "㊀㊰", "㊱㊿")
    for sign in map(chr, range(ord(first), ord(last) + 1))
}
_MARKS = {"¯": "\u0304", "‾": "\u0304", "ˉ": "\u0304", "—": "\u0304", "^": "\u0302", "ˆ": "\u0302"} | {
    "∧": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "→": "\u20d7",
    "˙": "\u0307",
    "/": "\u0338",
}


class _UnreadableError(Exception):
    """The instruction breaks the grammar."""


def eq_term(instruction: str) -> Term | None:
    """What `EQ …` draws; None where the instruction cannot be read."""
    text = _GENERAL.sub("", re.sub(r"^\s*eq\b", "", instruction, flags=re.IGNORECASE)).strip()
    if len(text) > _MOST_CHARACTERS:
        return None
    reader = _Reader(text, "," if "," in text else ";")
    try:
        made = reader.terms(0)
        return made[0] if len(made) == 1 else linear.listed(made, reader.separator)
    except _UnreadableError:
        return None


@dataclass(slots=True)
class _Options:
    """What stands between a switch and its bracket."""

    names: list[str] = field(default_factory=list)
    signs: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    text: str
    separator: str
    at: int = 0

    def terms(self, depth: int) -> list[Term]:
        """The arguments up to the bracket that closes them, or the end."""
        if depth > _MOST_DEEP:
            raise _UnreadableError
        arguments: list[list[str | Term]] = [[]]
        literal = 0  # brackets that are words
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == ")" and not literal and depth:
                break
            if character == self.separator and not literal and depth:
                arguments.append([])
                self.at += 1
                continue
            if character == "\\":
                arguments[-1] += self._switch(depth)
                continue
            literal += (character == "(") - (character == ")" and literal > 0)
            arguments[-1].append(character)
            self.at += 1
        return [_trimmed(argument) for argument in arguments]

    def _switch(self, depth: int) -> list[str | Term]:
        switch = self.text[self.at + 1 : self.at + 2]
        self.at += 2
        if switch.lower() not in _SWITCHES or not switch:
            return [switch]  # \, \( \\
        made: list[str | Term] = [self._applied(switch.lower(), depth)]
        while switch.lower() == "s" and self._next_is_option():  # \s\up8(a)\do8(b)
            made.append(self._applied("s", depth))
        return made

    def _next_is_option(self) -> bool:
        return bool(re.match(r"\\(?:up|do|ai|di)", self.text[self.at : self.at + 3], re.IGNORECASE))

    def _applied(self, switch: str, depth: int) -> Term:
        options = self._options()
        if self.text[self.at : self.at + 1] != "(":
            if switch == "d":
                return Term()
            raise _UnreadableError
        self.at += 1
        arguments = self.terms(depth + 1)
        if self.text[self.at : self.at + 1] != ")":
            raise _UnreadableError
        self.at += 1
        return _DRAWN[switch](arguments, options)

    def _options(self) -> _Options:
        options = _Options()
        while found := _OPTION.match(self.text, self.at):
            if found["sign"]:
                options.signs[found["sign"].lower()] = found["of"]
            else:
                options.names.append(found["name"].lower())
            self.at = found.end()
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1
        return options


def _trimmed(argument: list[str | Term]) -> Term:
    """An argument without the blanks around it."""
    parts: list[str | Term] = []
    for kind, group in groupby(argument, type):
        run = list(group)
        parts += ["".join(map(str, run))] if kind is str else run
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return linear.joined(_with_bases([linear.words(p) if isinstance(p, str) else p for p in parts]))


def _with_bases(terms: list[Term]) -> list[Term]:
    """A script belongs to what stands before it: x and ², not x beside ²."""
    made: list[Term] = []
    for term in terms:
        if made and term.pieces and all(isinstance(piece, dict) for piece in term.pieces):
            base = made[-1]
            pieces, losses = (*base.pieces, *term.pieces), (*base.losses, *term.losses)
            made[-1] = replace(base, pieces=pieces, losses=losses, is_run=False)
        else:
            made.append(term)
    return made


def _array(arguments: list[Term], options: _Options) -> Term:
    return linear.listed(arguments, "；", "上下几行的公式" if len(arguments) > 1 else None)


def _bracket(arguments: list[Term], options: _Options) -> Term:
    both = options.signs.get("bc", "(")
    begin, end = options.signs.get("lc"), options.signs.get("rc")
    if begin is None and end is None:
        begin, end = both, _PAIRS.get(both, both)
    return linear.bracketed(linear.listed(arguments, ","), begin or "", end or "")


def _displaced(arguments: list[Term], options: _Options) -> Term:
    return linear.joined(arguments)


def _fraction(arguments: list[Term], options: _Options) -> Term:
    if len(arguments) != 2:
        raise _UnreadableError
    return linear.fraction(*arguments)


def _integral(arguments: list[Term], options: _Options) -> Term:
    signs = {"su": "∑", "pr": "∏", "in": "∫"}
    named = next((signs[name] for name in options.names if name in signs), "∫")
    sign = options.signs.get("fc") or options.signs.get("vc") or named
    sub, sup, operand = [*arguments, Term(), Term(), Term()][:3]
    return linear.summed(sign, sub, sup, operand)


def _list(arguments: list[Term], options: _Options) -> Term:
    return linear.listed(arguments, ",")


def _root(arguments: list[Term], options: _Options) -> Term:
    if len(arguments) > 2:
        raise _UnreadableError
    return linear.root(arguments[-1], arguments[0] if len(arguments) == 2 else None)


def _script(arguments: list[Term], options: _Options) -> Term:
    """Raised with \\up, lowered with \\do; two arguments stand above each other."""
    if len(arguments) == 2 and not {"up", "do"} & set(options.names):
        return linear.scripted(Term(), sub=arguments[1], sup=arguments[0])
    if "do" in options.names:
        return linear.scripted(Term(), sub=linear.joined(arguments))
    if "up" in options.names:
        return linear.scripted(Term(), sup=linear.joined(arguments))
    return linear.joined(arguments)


def _boxed(arguments: list[Term], options: _Options) -> Term:
    inside = linear.joined(arguments)
    sides = set(options.names) & {"to", "bo", "le", "ri"}
    if sides == {"to"}:
        return linear.accented(inside, "\u0304", "横线")
    if sides == {"bo"}:
        return linear.accented(inside, "\u0332", "横线")
    return linear.with_loss(inside, "方框")


def _over_each_other(arguments: list[Term], options: _Options) -> Term:
    """A circled number, a letter with a mark, words with their reading, two small lines of words."""
    if len(arguments) == 1:
        return arguments[0]
    texts = [argument.text for argument in arguments]
    if len(arguments) == 2:
        first, second = texts
        if first is not None and second is not None:
            sign = _enclosed(first, second) or _enclosed(second, first) or _marked(first, second)
            if sign:
                return linear.words(sign)
        found = _with_reading(arguments[0], arguments[1])
        if found:
            return found
    joined = linear.joined(linear.words(argument.plain) for argument in arguments)
    return linear.with_loss(joined, "叠在一起的字")


def _enclosed(ring: str, inside: str) -> str | None:
    """The one character for what stands in a circle, a square or a triangle; else the words in brackets."""
    ring, inside = ring.strip(), inside.strip()
    if ring and ring in _RINGS:
        return _IN_RING.get(inside) or _CIRCLED.get(inside) or f"（{inside}）"
    if ring and ring in _SQUARES:
        return _IN_SQUARE.get(inside) or f"［{inside}］"
    return f"{ring}{inside}" if ring and ring in _TRIANGLES and inside else None


def _marked(first: str, second: str) -> str | None:
    """A letter and its mark, in either order."""
    for letter, mark in ((first.strip(), second.strip()), (second.strip(), first.strip())):
        if len(letter) == 1 and letter not in _MARKS and mark in _MARKS:
            return unicodedata.normalize("NFC", letter + _MARKS[mark])
    return first if first == second else None


def _with_reading(above: Term, below: Term) -> Term | None:
    """Words with their reading above (拼音指南), now in brackets; two small lines, one after another."""
    raised, lowered = _only("sup", above), _only("sub", below)
    if raised is None:
        return None
    if lowered is not None:
        return linear.words(raised + lowered)
    return linear.joined([below, linear.words(f"（{raised}）")]) if below.text is not None else None


def _only(kind: str, term: Term) -> str | None:
    pieces: tuple[Piece, ...] = term.pieces
    return pieces[0].get(kind) if len(pieces) == 1 and isinstance(pieces[0], dict) else None


_DRAWN: dict[str, Callable[[list[Term], _Options], Term]] = {
    "a": _array,
    "b": _bracket,
    "d": _displaced,
    "f": _fraction,
    "i": _integral,
    "l": _list,
    "o": _over_each_other,
    "r": _root,
    "s": _script,
    "x": _boxed,
}
