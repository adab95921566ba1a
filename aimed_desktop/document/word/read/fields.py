"""Fields of Word (ECMA-376 Part 1, 17.16): what each shows, by its result or from its instruction."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from aimed_desktop.application.pasting.symbol_fonts import shown_code
from aimed_desktop.document.word.read.eq_fields import eq_term
from aimed_desktop.document.word.read.linear import Piece
from aimed_desktop.document.word.read.word_styles import is_on, number_of, value_of
from aimed_desktop.document.word.xml import NAMESPACES, Element

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\S+)')
NO_RESULT = "没有结果"
_MOST_DEEP = 40
_LONGEST = 20_000  # characters of an instruction or a result
_WITHOUT_WORDS = frozenset(  # of a result: nothing at all, or a picture
    (
        *("XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "BIDIOUTLINE", "ADDIN", "DATA"),
        *("DOCVARIABLE", "DOCPROPERTY", "MERGEFIELD"),  # one without a result was never set
        *("INCLUDEPICTURE", "EMBED", "LINK", "SHAPE", "CONTROL"),
    )
)
_FROM_ARGUMENTS = {"QUOTE": 1, "MACROBUTTON": 2, "GOTOBUTTON": 2}  # the first word that is shown


class ShownField(NamedTuple):
    """What a field adds to the text beside its result; `loss` tells what could not be read."""

    pieces: tuple[Piece, ...] = ()
    loss: str | None = None


def is_computed(instruction: str) -> bool:
    """Whether Word draws the field from its instruction or form data, whatever result is stored."""
    return _name(instruction) in _COMPUTED


def shown_field(instruction: str, result: str | None, form: Element | None = None) -> ShownField:
    """What is shown beside the stored words `result` (in their stead, for a computed field).

    `result` is None where the field has no result at all; an empty one shows nothing, as in Word.
    `form` is the `w:ffData` of a legacy form field.
    """
    name = _name(instruction)
    if name in _COMPUTED:
        return _COMPUTED[name](instruction, result or "", form)
    if result or not name or name in _WITHOUT_WORDS:
        return ShownField()
    if name == "FORMTEXT":
        return ShownField(tuple(filter(None, (value_of(form, "w:textInput/w:default"),))))
    if result is not None:
        return ShownField()
    if name in _FROM_ARGUMENTS:
        words = _words(instruction)[_FROM_ARGUMENTS[name] :]
        return ShownField((" ".join(words),) if words else ())
    return ShownField(loss=f"域 {name} {NO_RESULT}")


@dataclass(slots=True)
class _OpenField:
    form: Element | None
    instruction: str = ""
    result: str = ""
    is_in_result: bool = False


@dataclass(slots=True)
class FieldTracker:
    """Follows complex fields through the runs of a story: begin, instruction, separate, result, end.

    They may lie inside each other and reach over paragraphs.
    """

    _open: list[_OpenField] = field(default_factory=list)
    _beyond: int = 0  # open fields that lie deeper than Word nests them: their words are shown

    @property
    def depth(self) -> int:
        """How many fields are open."""
        return len(self._open)

    def begin(self, form: Element | None = None) -> None:
        """`w:fldChar` begin, with its `w:ffData`."""
        if len(self._open) < _MOST_DEEP:
            self._open.append(_OpenField(form))
        else:
            self._beyond += 1

    def instruction(self, text: str) -> None:
        """`w:instrText`: of the innermost field that has no result yet."""
        if self._open and not self._open[-1].is_in_result and not self._beyond:
            self._open[-1].instruction = (self._open[-1].instruction + text)[:_LONGEST]

    def separate(self) -> None:
        """`w:fldChar` separate."""
        if self._open and not self._beyond:
            self._open[-1].is_in_result = True

    def shows(self, text: str) -> bool:
        """Whether words of a run are shown; else they belong to an instruction or stand for a drawn field."""
        for opened in reversed(self._open):
            if not opened.is_in_result:
                # the result of a field inside the instruction
                opened.instruction = (opened.instruction + text)[:_LONGEST]
                return False
            if len(opened.result) < _LONGEST:
                opened.result += text
            if is_computed(opened.instruction):
                return False
        return True

    def end(self) -> ShownField:
        """`w:fldChar` end: what the field adds to the text here."""
        if self._beyond:
            self._beyond -= 1
            return ShownField()
        if not self._open:
            return ShownField()
        closed = self._open.pop()
        result = closed.result if closed.is_in_result else None
        shown = shown_field(closed.instruction, result, closed.form)
        text = "".join(p if isinstance(p, str) else "".join(p.values()) for p in shown.pieces)
        if text and not self.shows(text):
            return ShownField(loss=shown.loss)
        return shown


def _name(instruction: str) -> str:
    words = instruction.split(maxsplit=1)
    if not words:
        return ""
    found = re.match(r"=|[A-Za-z]+", words[0])
    return found[0].upper() if found else words[0].upper()


def _words(instruction: str) -> list[str]:
    """The words of an instruction, its switches among them."""
    return ["".join(found) for found in _WORD.findall(instruction)]


def _switched(words: list[str], switch: str) -> str | None:
    """What follows a switch."""
    found = (words[place + 1] for place, word in enumerate(words[:-1]) if word.lower() == switch)
    return next(found, None)


def _equation(instruction: str, result: str, form: Element | None) -> ShownField:
    term = eq_term(instruction)
    if term is None or not term.pieces:
        return ShownField((result,) if result else (), "EQ 公式")
    return ShownField(term.pieces, "、".join(term.losses) or None)


def _symbol(instruction: str, result: str, form: Element | None) -> ShownField:
    words = _words(instruction)
    code = _code(words[1]) if len(words) > 1 else None
    font = _switched(words, "\\f") or ""
    is_unicode = any(word.lower() == "\\u" for word in words)
    shown = shown_code(_of_system(code, font, is_unicode=is_unicode) if code else 0, font)
    if shown.unknown:
        return ShownField((result or shown.text,), f"字体 {font} 的符号" if font else "SYMBOL 符号")
    return ShownField((shown.text,))


def _code(word: str) -> int | None:
    try:
        return int(word, 0) if len(word) <= 8 else None
    except ValueError:
        return ord(word) if len(word) == 1 else None


def _of_system(code: int, font: str, *, is_unicode: bool) -> int:
    """The character of a code: Unicode's, or of a Chinese system where it has two bytes."""
    if is_unicode or not 0xFF < code <= 0xFFFF or 0xF000 <= code <= 0xF0FF:
        return code
    try:
        return ord(code.to_bytes(2, "big").decode("gbk"))
    except (UnicodeDecodeError, TypeError):
        return code


def _check_box(instruction: str, result: str, form: Element | None) -> ShownField:
    return ShownField(("☑" if _is_checked(form) else "☐",))


def _drop_down(instruction: str, result: str, form: Element | None) -> ShownField:
    chosen = _chosen(form)
    return ShownField((chosen,) if chosen else ())


def _is_checked(form: Element | None) -> bool:
    box = None if form is None else form.find("w:checkBox", NAMESPACES)
    checked = is_on(box, "w:checked")
    return bool(is_on(box, "w:default") if checked is None else checked)


def _chosen(form: Element | None) -> str:
    listed = None if form is None else form.find("w:ddList", NAMESPACES)
    entries = [] if listed is None else listed.findall("w:listEntry", NAMESPACES)
    chosen = number_of(listed, "w:result")
    place = chosen if chosen is not None else number_of(listed, "w:default") or 0
    return value_of(entries[place], ".") if 0 <= place < len(entries) else ""


_COMPUTED: dict[str, Callable[[str, str, Element | None], ShownField]] = {
    "EQ": _equation,
    "SYMBOL": _symbol,
    "FORMCHECKBOX": _check_box,
    "FORMDROPDOWN": _drop_down,
}
