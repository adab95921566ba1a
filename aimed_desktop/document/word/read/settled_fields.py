"""Writes into a Word file what its fields and equations show, in the place of what makes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aimed_desktop.document.word.read.equations import linear_equation
from aimed_desktop.document.word.read.fields import (
    NO_RESULT,
    FieldTracker,
    ShownField,
    is_computed,
    shown_field,
)
from aimed_desktop.document.word.read.linear import Piece
from aimed_desktop.document.word.read.losses import lost_element
from aimed_desktop.document.word.read.settled_runs import LOOK
from aimed_desktop.document.word.read.word_styles import is_on
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified, text_element, w

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATH, _MATHS = f"{_M}oMath", f"{_M}oMathPara"
_TEXT, _INSTRUCTION, _CHARACTER, _SIMPLE = map(qualified, ("w:t", "w:instrText", "w:fldChar", "w:fldSimple"))
_SIGNS = tuple(map(qualified, ("w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:ptab")))
_PARAGRAPH = qualified("w:p")
_NOT_SHOWN = qualified("w:delText")
_APART = frozenset((_MATH, _MATHS, *map(qualified, ("w:del", "w:moveFrom", "mc:Fallback", "w:rPr", "w:pPr"))))


def settle_fields(story: Element) -> None:
    """Give the story the words of its fields and equations: `w:t` with a look, and marks of what is lost."""
    settler = _Settler()
    holder: Element | None = None
    is_apart = False
    for leaf in story.iter(_TEXT, _INSTRUCTION, _CHARACTER, _SIMPLE, _MATH, _MATHS, *_SIGNS):
        if leaf.getparent() is not holder:
            holder = leaf.getparent()
            around = () if holder is None else (holder, *holder.iterancestors())
            is_apart = any(above.tag in _APART for above in around)
        if not is_apart:
            settler.see(leaf)
    for leaf, made in settler.made:
        _replace(leaf, made)


class _Settler:
    def __init__(self) -> None:
        self._fields = FieldTracker()
        self.made: list[tuple[Element, list[Element]]] = []  # what stands in the place of what

    def see(self, leaf: Element) -> None:
        """The next leaf of the story in order."""
        if leaf.tag == _INSTRUCTION:
            self._fields.instruction(leaf.text or "")
        elif leaf.tag == _CHARACTER:
            self._character(leaf)
        elif leaf.tag == _SIMPLE:
            self._simple(leaf)
        elif leaf.tag in (_MATH, _MATHS):
            self._equation(leaf)
        elif not self._fields.shows(leaf.text or "" if leaf.tag == _TEXT else " "):
            leaf.tag = _NOT_SHOWN

    def _character(self, mark: Element) -> None:
        kind = mark.get(qualified("w:fldCharType"))
        if kind == "begin":
            self._fields.begin(mark.find("w:ffData", NAMESPACES))
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            shown = self._fields.end()
            if made := _of_field(shown, mark.getparent()):
                self.made.append((mark, made))

    def _simple(self, field: Element) -> None:
        """`w:fldSimple`, which holds its result."""
        instruction = field.get(qualified("w:instr"), "")
        words = list(field.iter(_TEXT))
        result = "".join(word.text or "" for word in words)
        if is_computed(instruction):
            for word in words:
                word.tag = _NOT_SHOWN
        if made := _of_field(shown_field(instruction, result or None), field):
            last = field.getparent()
            assert last is not None, "a field stands in a paragraph"
            self.made.append((field, [field, *made]))

    def _equation(self, node: Element) -> None:
        if not self._fields.shows(" "):
            return
        line = linear_equation(node)
        text = "".join(piece if isinstance(piece, str) else "".join(piece.values()) for piece in line.pieces)
        letters = "".join(str(word) for math in node.iter(f"{_M}t") for word in math.itertext())
        made = list(_texts(line.pieces))
        if line.losses:
            made.append(lost_element("equation_lossy", "、".join(line.losses)))
        elif "".join(text.split()) != "".join(letters.split()):
            made.append(lost_element("equation", text))
        in_paragraph = next(node.iterancestors(_PARAGRAPH), None) is not None
        self.made.append((node, made if in_paragraph else [w("p", None, *made)]))


def _of_field(shown: ShownField, holder: Element | None) -> list[Element]:
    properties = None if holder is None else holder.find("w:rPr", NAMESPACES)
    made = [] if is_on(properties, "w:vanish") else list(_texts(shown.pieces))
    if shown.loss is None:
        return made
    is_empty = shown.loss.endswith(NO_RESULT)
    return [*made, lost_element("field", shown.loss if is_empty else f"{shown.loss}没能写全")]


def _texts(pieces: Sequence[Piece]) -> Iterator[Element]:
    """`w:t` for each piece, with its look."""
    for piece in pieces:
        for look, text in [("", piece)] if isinstance(piece, str) else piece.items():
            made = text_element(text)
            if look:
                made.set(LOOK, look)
            yield made


def _replace(leaf: Element, made: Iterable[Element]) -> None:
    parent = leaf.getparent()
    if parent is None:
        return
    last = leaf
    for element in made:
        if element is not leaf:
            last.addnext(element)
            last = element
    if leaf not in (made := list(made)):
        parent.remove(leaf)
