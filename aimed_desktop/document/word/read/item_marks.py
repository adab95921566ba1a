"""What stands before the items of a list: labels that Word generates, and those that our own Word types."""

from __future__ import annotations

import re

from aimed_desktop.application.values.labels import label_readings
from aimed_desktop.application.values.narrative_shape import DEEPEST
from aimed_desktop.application.values.words import Words, cut, joined, plain, stripped
from aimed_desktop.document.plan.styles import STYLES
from aimed_desktop.document.word.read.lists import ItemMark
from aimed_desktop.document.word.read.numbering import ParagraphLabel
from aimed_desktop.document.word.styles import STYLE_NAMES
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified

_BLANKS = " \t\u3000\xa0\n"
_TYPED = re.compile(r"[ \u3000]*([^\t\n]{1,24})\t+")
_BULLETS = frozenset("•●·▪◆■–")
_NUMBER = re.compile(r"\d{1,3}[.．、)）]")
_SAYING_BULLETS = frozenset("☐☑☒□√✓✔✗✘×○◻⊠")  # a box that is ticked or not says something
_MOST_STARTS = 9999
_SIZES = {STYLE_NAMES[name]: STYLES[name].size_pt for name in ("list_item", "cell_item")}
_INDENT_CHARS, _DEEPER_CHARS = 2, 2  # of our items, and of those inside them
_TWIPS_PER_POINT = 20


def generated_mark(label: ParagraphLabel) -> ItemMark | None:
    """A label of Word as the mark of an item; None where no pattern says it, or it is no label at all."""
    if label.is_bullet:
        is_sign = bool(label.text) and label.text not in _SAYING_BULLETS
        return ItemMark(label.level, ()) if is_sign else None
    if label.pattern is None or not 1 <= label.number <= _MOST_STARTS or not label.text:
        return None
    return ItemMark(label.level, ((label.pattern, label.number),))


def labelled(label: ParagraphLabel, words: Words) -> Words:
    """The words behind the label that Word shows before them."""
    is_wide = label.text[-1:] > "\u2e7f"
    between = " " if label.suffix and label.text and not is_wide else ""
    return joined([label.text + between, words])


def typed_item(said: Words, style: str, node: Element) -> tuple[Words, ItemMark] | None:
    """The words of an item and its mark, as our Word types it: `（一）` and a tab, in a style of ours.

    In another style only `1.` and bullets count: there （一） is the author's own word.
    """
    found = _TYPED.match(plain(said))
    is_ours = style in _SIZES
    level = _level(node, _SIZES[style]) if is_ours else 0
    if found:
        rest, label = stripped(cut(said, found.end()), _BLANKS), found[1]
        if label in _BULLETS:
            return rest, ItemMark(level, ())
        if is_ours or _NUMBER.fullmatch(label):
            readings = label_readings(label)
            return (rest, ItemMark(level, readings)) if readings else None
    return (stripped(said, _BLANKS), ItemMark(level, None)) if is_ours else None


def _level(node: Element, size_pt: float) -> int:
    """How deep our item stands, by its indent."""
    indent = node.find("w:pPr/w:ind", NAMESPACES)
    left, hanging = _twips(indent, "left") or _twips(indent, "start"), _twips(indent, "hanging")
    chars = (left - hanging) / _TWIPS_PER_POINT / size_pt
    return min(max(round((chars - _INDENT_CHARS) / _DEEPER_CHARS), 0), DEEPEST - 1)


def _twips(indent: Element | None, name: str) -> int:
    text = "" if indent is None else indent.get(qualified(f"w:{name}"), "")
    return int(text) if text.isdecimal() and len(text) <= 5 else 0
