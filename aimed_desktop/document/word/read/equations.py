"""Equations of Word (OMML, ECMA-376 Part 1, 22.1) as one line of words with raised and lowered pieces."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from aimed_desktop.application.pasting.symbol_fonts import shown_code, shown_text
from aimed_desktop.document.word.read import linear
from aimed_desktop.document.word.read.fields import FieldTracker
from aimed_desktop.document.word.read.linear import Piece, Term
from aimed_desktop.document.word.read.word_styles import is_on
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MOST_DEEP = 40  # structures inside each other; what lies deeper is read as its letters
_OFF = ("0", "off", "false")
_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b\u2060\ufeff"))
_ARROWS = frozenset("←→↔⇐⇒⇔⟵⟶⟷↦⇌⇄⇆↼⇀")
_GONE = frozenset(qualified(f"w:{name}") for name in ("del", "moveFrom", "rPr", "delText"))
_RUNS = (f"{_M}r", qualified("w:r"))
_STRIKES = ("strikeH", "strikeV", "strikeBLTR", "strikeTLBR")
_SCRIPTS = {  # of m:scr: the names of the letters in Unicode's mathematical alphabets
    "double-struck": "DOUBLE-STRUCK",
    "script": "SCRIPT",
    "fraktur": "FRAKTUR",
}


class _Place(NamedTuple):
    """Where the reading is: the fields that are open, how many structures lie around."""

    fields: FieldTracker
    depth: int = 0

    def deeper(self) -> _Place:
        """Inside one more structure."""
        return self._replace(depth=self.depth + 1)


class LinearEquation(NamedTuple):
    """An equation on one line; `losses` name what the line does not say, so that a picture may be kept."""

    pieces: tuple[Piece, ...]
    losses: tuple[str, ...]

    @property
    def is_honest(self) -> bool:
        """Whether the line says all that the equation says."""
        return not self.losses


def linear_equation(node: Element) -> LinearEquation:
    """The line of an `m:oMath`, or of an `m:oMathPara` with a line break between its equations."""
    equations = node.findall(f"{_M}oMath") if node.tag == f"{_M}oMathPara" else [node]
    fields = FieldTracker()
    terms = [_content(equation, _Place(fields)) for equation in equations]
    made = linear.listed(terms, "\n") if terms else Term()
    return LinearEquation(made.pieces, made.losses)


def _content(node: Element | None, at: _Place) -> Term:
    """What stands in an element, its parts one after another."""
    return linear.joined(_terms(node, at)) if node is not None else Term()


def _terms(node: Element, at: _Place) -> Iterator[Term]:
    for child in node:
        if not isinstance(child.tag, str) or child.tag in _GONE or child.tag.endswith("Pr"):
            continue
        if at.depth >= _MOST_DEEP:
            letters = "".join(str(text) for text in child.itertext())
            yield linear.with_loss(linear.words(letters), "公式层次太深")
        elif child.tag in _RUNS:
            yield _run(child, at.fields)
        else:
            read = _STRUCTURES.get(child.tag)
            yield read(child, at.deeper()) if read else linear.joined(_terms(child, at.deeper()))


def _run(run: Element, fields: FieldTracker) -> Term:
    """The characters of a run, after its font and in the alphabet that it names."""
    properties = run.find("w:rPr", NAMESPACES)
    if is_on(properties, "w:vanish"):
        return Term()
    fonts = None if properties is None else properties.find("w:rFonts", NAMESPACES)
    font = "" if fonts is None else fonts.get(qualified("w:ascii"), "")
    shown = shown_text("".join(_characters(run, fields)).translate(_INVISIBLE), font)
    alphabet = _SCRIPTS.get(_value(run.find(f"{_M}rPr"), "scr") or "")
    text = "".join(_letter(letter, alphabet) for letter in shown.text) if alphabet else shown.text
    return linear.with_loss(linear.words(text), "不认识的字符") if shown.unknown else linear.words(text)


def _characters(run: Element, fields: FieldTracker) -> Iterator[str]:
    for child in run:
        if child.tag in (f"{_M}t", qualified("w:t")):
            yield (child.text or "") if fields.shows(child.text or "") else ""
        elif child.tag in (qualified("w:br"), qualified("w:cr"), qualified("w:tab")):
            yield " "
        elif child.tag == qualified("w:sym"):
            code = child.get(qualified("w:char"), "")
            number = int(code, 16) if len(code) <= 6 and _is_hexadecimal(code) else 0
            yield shown_code(number, child.get(qualified("w:font"))).text
        elif child.tag == qualified("w:instrText"):
            fields.instruction(child.text or "")
        elif child.tag == qualified("w:fldChar"):
            yield _field_mark(child, fields)


def _field_mark(mark: Element, fields: FieldTracker) -> str:
    """A field in an equation, as the number of a formula: its instruction may stand in m:t."""
    kind = mark.get(qualified("w:fldCharType"))
    if kind == "begin":
        fields.begin()
    elif kind == "separate":
        fields.separate()
    else:
        return Term(fields.end().pieces).plain
    return ""


def _is_hexadecimal(text: str) -> bool:
    return bool(text) and all(character in "0123456789abcdefABCDEF" for character in text)


def _letter(character: str, alphabet: str) -> str:
    """ℝ for R, 𝔽 for F; a character that the alphabet does not have stays."""
    case = "CAPITAL" if character.isupper() else "SMALL"
    if not character.isascii() or not character.isalnum():
        return character
    names = [f"{alphabet} {case} {character.upper()}", f"MATHEMATICAL {alphabet} {case} {character.upper()}"]
    if alphabet == "FRAKTUR":
        names[0] = f"BLACK-LETTER {case} {character.upper()}"
    if character.isdecimal():
        names = [f"MATHEMATICAL {alphabet} DIGIT {unicodedata.name(character).removeprefix('DIGIT ')}"]
    return next(filter(None, map(_named, names)), character)


def _named(name: str) -> str:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return ""


def _value(properties: Element | None, name: str) -> str | None:
    """`m:val` of a property; None where nothing is said."""
    found = None if properties is None else properties.find(f"{_M}{name}")
    return None if found is None else found.get(f"{_M}val", "")


def _is_on(properties: Element | None, name: str) -> bool:
    value = _value(properties, name)
    return value is not None and value not in _OFF


def _part(node: Element, name: str, at: _Place) -> Term:
    return _content(node.find(f"{_M}{name}"), at)


def _parts(node: Element, name: str, at: _Place) -> list[Term]:
    return [_content(part, at) for part in node.iterfind(f"{_M}{name}")]


def _fraction(node: Element, at: _Place) -> Term:
    above, below = _part(node, "num", at), _part(node, "den", at)
    if _value(node.find(f"{_M}fPr"), "type") == "noBar":
        return linear.listed([above, below], "；", "上下两行")
    return linear.fraction(above, below)


def _superscript(node: Element, at: _Place) -> Term:
    return linear.scripted(_part(node, "e", at), sup=_part(node, "sup", at))


def _subscript(node: Element, at: _Place) -> Term:
    return linear.scripted(_part(node, "e", at), sub=_part(node, "sub", at))


def _both_scripts(node: Element, at: _Place) -> Term:
    base, sub, sup = (_part(node, name, at) for name in ("e", "sub", "sup"))
    return linear.scripted(base, sub=sub, sup=sup)


def _prescripts(node: Element, at: _Place) -> Term:
    return linear.before_base(*(_part(node, name, at) for name in ("e", "sub", "sup")))


def _nary(node: Element, at: _Place) -> Term:
    properties = node.find(f"{_M}naryPr")
    sign = _value(properties, "chr")
    sub = Term() if _is_on(properties, "subHide") else _part(node, "sub", at)
    sup = Term() if _is_on(properties, "supHide") else _part(node, "sup", at)
    return linear.summed("∫" if sign is None else sign, sub, sup, _part(node, "e", at))


def _root(node: Element, at: _Place) -> Term:
    is_hidden = _is_on(node.find(f"{_M}radPr"), "degHide")
    return linear.root(_part(node, "e", at), None if is_hidden else _part(node, "deg", at))


def _delimited(node: Element, at: _Place) -> Term:
    properties = node.find(f"{_M}dPr")
    signs = (_value(properties, name) for name in ("begChr", "sepChr", "endChr"))
    given = zip(signs, "(|)", strict=True)
    begin, separator, end = (usual if sign is None else sign for sign, usual in given)
    inside = linear.listed(_parts(node, "e", at), separator)
    return linear.bracketed(inside, begin, end)


def _function(node: Element, at: _Place) -> Term:
    return linear.applied(_part(node, "fName", at), _part(node, "e", at))


def _limit(node: Element, at: _Place) -> Term:
    """What stands below (`lim`) or above; with a brace between, the note to the braced part."""
    kind = "sub" if node.tag == f"{_M}limLow" else "sup"
    base, limit = _part(node, "e", at), _part(node, "lim", at)
    return linear.scripted(base, sub=limit) if kind == "sub" else linear.scripted(base, sup=limit)


def _accent(node: Element, at: _Place) -> Term:
    mark = _value(node.find(f"{_M}accPr"), "chr")
    mark = "\u0302" if mark is None else mark[:1]
    base = _part(node, "e", at)
    if not mark or not unicodedata.combining(mark):
        return linear.scripted(base, sup=linear.words(mark)) if mark else base
    return linear.accented(base, "\u0304" if mark == "\u0305" else mark, "字母上的符号")


def _bar(node: Element, at: _Place) -> Term:
    is_above = _value(node.find(f"{_M}barPr"), "pos") == "top"
    return linear.accented(_part(node, "e", at), "\u0304" if is_above else "\u0332", "横线")


def _grouped(node: Element, at: _Place) -> Term:
    """A brace over or under a part; an arrow carries what stands over or under it."""
    properties = node.find(f"{_M}groupChrPr")
    sign = _value(properties, "chr")
    sign = "⏟" if sign is None else sign
    base = _part(node, "e", at)
    if sign in _ARROWS:
        is_above = _value(properties, "pos") == "top"
        arrow = linear.words(sign)
        return linear.scripted(arrow, sub=base) if is_above else linear.scripted(arrow, sup=base)
    return linear.with_loss(base, "括住一部分的花括号") if sign else base


def _rows(node: Element, at: _Place) -> Term:
    """Equations below each other; & only lines them up, # stands before their number."""
    rows = _parts(node, "e", at)
    plain = [_without_marks(row) for row in rows]
    return linear.listed(plain, "；", "上下几行的公式" if len(rows) > 1 else None)


def _without_marks(row: Term) -> Term:
    pieces: list[Piece] = []
    for piece in row.pieces:
        pieces.append(piece.replace("&", "").replace("#", "\u3000") if isinstance(piece, str) else piece)
    return Term(tuple(filter(None, pieces)), row.binding, row.joins_left, row.joins_right, row.losses)


def _matrix(node: Element, at: _Place) -> Term:
    rows = [linear.listed(_parts(row, "e", at), ", ") for row in node.iterfind(f"{_M}mr")]
    return linear.listed(rows, "; ", "矩阵")


def _boxed(node: Element, at: _Place) -> Term:
    properties = node.find(f"{_M}borderBoxPr")
    inside = _part(node, "e", at)
    is_struck = any(_is_on(properties, strike) for strike in _STRIKES)
    return linear.with_loss(inside, "公式里的划线") if is_struck else inside


def _phantom(node: Element, at: _Place) -> Term:
    is_hidden = _value(node.find(f"{_M}phantPr"), "show") in _OFF
    return Term() if is_hidden else _part(node, "e", at)


_STRUCTURES: dict[str, Callable[[Element, _Place], Term]] = {
    f"{_M}{name}": read
    for name, read in {
        "f": _fraction,
        "sSup": _superscript,
        "sSub": _subscript,
        "sSubSup": _both_scripts,
        "sPre": _prescripts,
        "nary": _nary,
        "rad": _root,
        "d": _delimited,
        "func": _function,
        "limLow": _limit,
        "limUpp": _limit,
        "acc": _accent,
        "bar": _bar,
        "groupChr": _grouped,
        "eqArr": _rows,
        "m": _matrix,
        "borderBox": _boxed,
        "phant": _phantom,
    }.items()
}
