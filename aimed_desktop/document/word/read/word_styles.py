"""The styles of a Word file, as far as they decide what it says: what rests on what, what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified

_MOST_DEEP = 64  # styles that rest on each other
_MOST_DIGITS = 9
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class WordStyles:
    """The styles by id; `default` is the id of the one that paragraphs without a style have.

    `defaults` are the `w:rPr` that every run rests on.
    """

    by_id: dict[str, Element]
    default: str
    defaults: Element | None

    def chain(self, style: str) -> Iterator[tuple[str, Element]]:
        """The paragraph style (or the default one) and those that it rests on, with ids, nearest first."""
        return self._rests(style if style in self.by_id else self.default)

    def character_chain(self, style: str) -> Iterator[tuple[str, Element]]:
        """The character style and those that it rests on; nothing where there is none."""
        return self._rests(style)

    def _rests(self, identity: str) -> Iterator[tuple[str, Element]]:
        seen: set[str] = set()
        while identity in self.by_id and identity not in seen and len(seen) < _MOST_DEEP:
            seen.add(identity)
            yield identity, self.by_id[identity]
            identity = value_of(self.by_id[identity], "w:basedOn")

    def is_hidden(self, style: str) -> bool:
        """Whether the style hides the paragraph and its mark."""
        marks = (is_on(styled.find("w:rPr", NAMESPACES), "w:vanish") for _, styled in self.chain(style))
        return next((mark for mark in marks if mark is not None), False)

    def list_style(self, style: str) -> Element | None:
        """The list style of that id."""
        found = self.by_id.get(style)
        return found if found is not None and found.get(qualified("w:type")) == "numbering" else None


def read_styles(styles: Element | None) -> WordStyles:
    """The styles of `styles.xml`; none where the part is missing."""
    nodes = [] if styles is None else styles.findall("w:style", NAMESPACES)
    by_id = {node.get(qualified("w:styleId"), ""): node for node in nodes}
    defaults = (
        identity
        for identity, node in by_id.items()
        if node.get(qualified("w:type")) == "paragraph" and node.get(qualified("w:default"), "0") not in _OFF
    )
    runs = None if styles is None else styles.find("w:docDefaults/w:rPrDefault/w:rPr", NAMESPACES)
    return WordStyles(by_id, next(defaults, ""), runs)


def value_of(node: Element | None, path: str) -> str:
    """`w:val` of the element at `path` below `node`, "" where there is none."""
    found = None if node is None else node.find(path, NAMESPACES)
    return "" if found is None else found.get(qualified("w:val"), "")


def number_of(node: Element | None, path: str) -> int | None:
    """`w:val` as a number, None where there is none or it is beyond all bounds."""
    typed = value_of(node, path).strip()
    digits = typed.removeprefix("-")
    return int(typed) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else None


def is_on(node: Element | None, path: str) -> bool | None:
    """Whether the switch at `path` below `node` is on; None where nothing is said."""
    found = None if node is None else node.find(path, NAMESPACES)
    return None if found is None else found.get(qualified("w:val"), "1") not in _OFF
