"""Formulas on one line: fractions, roots and scripts as words with raised and lowered pieces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby

Piece = str | dict[str, str]  # words, {"sup": …}, {"sub": …}, as values hold them

_OPENING, _CLOSING = "([{⟨⌈⌊|‖", ")]}⟩⌉⌋|‖"
_BETWEEN = frozenset("×÷·⋅∙*∗/∘")  # bind like a product
_PARTS_OF_NAMES = frozenset("_′″‴%‰°!∞∅ℏℓ…$")
_SERIES = "∑∏∐∫∬∭∮⋃⋂"
_ATOM = "\ue000"  # stands in a skeleton for what reads as one sign
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_OVERLINES = {"\u0304": "\u0305", "\u0305": "\u0305", "\u0332": "\u0332", "\u0331": "\u0332"}
_SKELETONS = ("", f"{_ATOM}+{_ATOM}", f"{_SERIES[0]}{_ATOM}", _ATOM * 2, _ATOM)  # by Binding
NESTED = "上标或下标里还有上下标"


class Binding(IntEnum):
    """How tightly a term holds together beside others."""

    SUM = 1
    SERIES = 2  # ∑x
    PRODUCT = 3
    ATOM = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a formula.

    `joins_left`, `joins_right`: what stands directly beside it would read as part of it, as 2 beside 1/n.
    `losses` name what the line does not say.
    """

    pieces: tuple[Piece, ...] = ()
    binding: Binding = Binding.ATOM
    joins_left: bool = False
    joins_right: bool = False
    losses: tuple[str, ...] = ()
    is_run: bool = False  # characters as they stand, no structure

    @property
    def plain(self) -> str:
        """The term as one string; scripts as Unicode's small digits, else with ^ and _."""
        return "".join(piece if isinstance(piece, str) else _small(piece) for piece in self.pieces)

    @property
    def text(self) -> str | None:
        """The words of a term without scripts, else None."""
        return "".join(map(str, self.pieces)) if all(isinstance(p, str) for p in self.pieces) else None


def words(text: str) -> Term:
    """A run of characters."""
    return Term((text,) if text else (), _binding(text), is_run=True)


def joined(terms: Iterable[Term]) -> Term:
    """Terms one after another, each in brackets where its neighbour would read as part of it."""
    given = _merged([term for term in terms if term.pieces or term.losses])
    if len(given) == 1:
        return given[0]
    shown: list[Term] = []
    for place, term in enumerate(given):
        before = given[place - 1].plain[-1:] if place else ""
        after = given[place + 1].plain[:1] if place + 1 < len(given) else ""
        is_joined = (term.joins_left and _ends_value(before)) or (term.joins_right and _begins_value(after))
        shown.append(bracketed(term) if is_joined else term)
    skeleton = "".join(_skeleton(term) for term in shown)
    return Term(
        tuple(_compact(piece for term in shown for piece in term.pieces)),
        _binding(skeleton),
        any(term.joins_left for term in shown[:1]),
        any(term.joins_right for term in shown[-1:]),
        _losses(*shown),
    )


def bracketed(term: Term, begin: str = "(", end: str = ")") -> Term:
    """The term in brackets."""
    return Term(tuple(_compact((begin, *term.pieces, end))), losses=term.losses)


def fraction(above: Term, below: Term) -> Term:
    """`(TP+TN)/N`: brackets only where they are needed."""
    top = above if above.binding is Binding.ATOM or _is_plain_product(above) else bracketed(above)
    bottom = below if below.binding is Binding.ATOM else bracketed(below)
    pieces = _compact((*top.pieces, "/", *bottom.pieces))
    return Term(tuple(pieces), Binding.PRODUCT, True, True, _losses(above, below))


def scripted(base: Term, *, sub: Term | None = None, sup: Term | None = None) -> Term:
    """The base with what is lowered and raised after it."""
    raised_twice = bool(
        sup and base.pieces and isinstance(base.pieces[-1], dict) and "sup" in base.pieces[-1]
    )
    held = bracketed(base) if base.joins_right or raised_twice else base
    pieces = (*held.pieces, *_script("sub", sub), *_script("sup", sup))
    losses = _losses(base, sub, sup) + _nested(sub, sup)
    return replace(held, pieces=pieces, losses=losses, is_run=False)


def before_base(base: Term, sub: Term, sup: Term) -> Term:
    """Scripts before their base: ¹⁴C."""
    pieces = (*_script("sup", sup), *_script("sub", sub), *base.pieces)
    return Term(pieces, base.binding, False, base.joins_right, _losses(base, sub, sup) + _nested(sub, sup))


def root(inside: Term, degree: Term | None = None) -> Term:
    """`√x`, `∛(x+1)`, and a raised degree before others."""
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree.plain if degree else "")
    raised = () if sign or degree is None else _script("sup", degree)
    held = inside if inside.binding is Binding.ATOM and not inside.joins_right else bracketed(inside)
    losses = _losses(inside, degree) + (() if sign else _nested(degree))
    return Term((*raised, *_compact((sign or "√", *held.pieces))), Binding.ATOM, False, True, losses)


def applied(name: Term, argument: Term) -> Term:
    """A function and its argument in brackets."""
    has_brackets = argument.plain.startswith(tuple(_OPENING)) and _binding(argument.plain) is Binding.ATOM
    held = argument if has_brackets or not argument.pieces else bracketed(argument)
    return Term((*_compact((*name.pieces, *held.pieces)),), losses=_losses(name, argument))


def summed(sign: str, sub: Term, sup: Term, operand: Term) -> Term:
    """∑, ∏, ∫ with their limits and what they go over."""
    held = bracketed(operand) if operand.binding is Binding.SUM else operand
    pieces = (sign, *_script("sub", sub), *_script("sup", sup), *held.pieces)
    losses = _losses(sub, sup, operand) + _nested(sub, sup)
    return Term(tuple(_compact(pieces)), Binding.SERIES, losses=losses)


def accented(base: Term, mark: str, name: str) -> Term:
    """A mark above or below: on one sign, or as a line over several; `name` tells what is lost otherwise."""
    text = base.text
    if text is not None and len(text) == 1:
        return words(unicodedata.normalize("NFC", text + mark))
    line = _OVERLINES.get(mark)
    if text and line and not any(map(unicodedata.combining, text)):
        return words("".join(character + line for character in text))
    held = bracketed(base) if base.pieces else base
    return replace(
        held, pieces=(*held.pieces, mark) if held.pieces else (), losses=(*base.losses, name), is_run=False
    )


def listed(terms: Sequence[Term], separator: str, loss: str | None = None) -> Term:
    """Terms with a sign between them, as the rows of a matrix."""
    parts = [piece for term in terms for piece in (separator, *term.pieces)][1:]
    losses = _losses(*terms) + ((loss,) if loss else ())
    if len(terms) == 1:
        return replace(terms[0], losses=losses)
    return Term(tuple(_compact(parts)), Binding.SUM, True, True, losses)


def with_loss(term: Term, loss: str) -> Term:
    """The term, with one thing more that its line does not say."""
    return replace(term, losses=(*term.losses, loss))


def _merged(terms: list[Term]) -> list[Term]:
    """Runs of characters beside each other as one: they may be cut anywhere."""
    merged: list[Term] = []
    for are_runs, group in groupby(terms, lambda term: term.is_run):
        run = list(group)
        if are_runs and len(run) > 1:
            text = "".join(term.text or "" for term in run)
            merged.append(replace(words(text), losses=_losses(*run)))
        else:
            merged += run
    return merged


def _is_plain_product(term: Term) -> bool:
    return term.binding is Binding.PRODUCT and not term.joins_left and not term.joins_right


def _skeleton(term: Term) -> str:
    """A string that binds as the term does."""
    if term.is_run:
        return term.text or ""
    return _SKELETONS[term.binding]


def _binding(text: str) -> Binding:
    """How tightly the characters hold together: TP is one name, 2x a product, a+b a sum, (a+b) one thing."""
    kinds: list[str] = []
    open_brackets: list[str] = []
    for character in text:
        if open_brackets or character in _OPENING:
            if not open_brackets:
                kinds.append("group")
            _open_or_close(character, open_brackets)
            continue
        kind = _kind(character, kinds[-1] if kinds else "")
        if kind == "sum":
            return Binding.SUM
        if kind == "value" or kinds[-1:] != [kind]:
            kinds.append(kind)
    if "series" in kinds:
        return Binding.SERIES
    is_one = len(kinds) <= 1 or kinds in (["name", "group"], ["name", "number"], ["value", "group"])
    return Binding.ATOM if is_one and kinds != ["product"] else Binding.PRODUCT


def _open_or_close(character: str, open_brackets: list[str]) -> None:
    """Where an upright line is open, the next one closes it."""
    if character in _CLOSING and (character not in _OPENING or open_brackets[-1:] == [character]):
        open_brackets.pop()
    elif character in _OPENING:
        open_brackets.append(character)


def _kind(character: str, before: str) -> str:
    """What a character is to its neighbours: part of a name, of a number, an operator."""
    if character == _ATOM:
        return "value"
    if character.isdecimal() or (character in ".," and before == "number"):
        return "number"
    if character in _PARTS_OF_NAMES:
        return before if before in ("number", "name") else "name"
    if character.isalpha() or unicodedata.combining(character):
        return "name"
    if character in _SERIES:
        return "series"
    return "product" if character in _BETWEEN or character.isspace() else "sum"


def _ends_value(character: str) -> bool:
    return character.isalnum() or (bool(character) and character in ")]}⟩⌉⌋/÷^′″%!")


def _begins_value(character: str) -> bool:
    return character.isalnum() or (bool(character) and character in "([{⟨⌈⌊√∛∜∑∏∫" + _ATOM)


def _script(kind: str, term: Term | None) -> tuple[Piece, ...]:
    return ({kind: term.plain},) if term is not None and term.pieces else ()


def _small(piece: dict[str, str]) -> str:
    """A script inside a script."""
    ((kind, text),) = piece.items()
    table = _RAISED if kind == "sup" else _LOWERED
    if all(ord(character) in table for character in text):
        return text.translate(table)
    return f"{'^' if kind == 'sup' else '_'}{text if len(text) == 1 else f'({text})'}"


def _nested(*terms: Term | None) -> tuple[str, ...]:
    scripts = (piece for term in terms if term for piece in term.pieces if isinstance(piece, dict))
    return (NESTED,) if any(_small(script)[0] in "^_" for script in scripts) else ()


def _losses(*terms: Term | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(loss for term in terms if term for loss in term.losses))


def _compact(pieces: Iterable[Piece]) -> list[Piece]:
    """Words beside each other as one string."""
    made: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and made and isinstance(made[-1], str):
            made[-1] += piece
        elif piece:
            made.append(piece)
    return made
