"""Small builders for WordprocessingML: names, lengths, elements."""

from __future__ import annotations

import re

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_PREFIXES = {prefix: f"{{{uri}}}" for prefix, uri in NAMESPACES.items()}
_W_ALONE = {"w": W}  # what most elements need: seven namespaces for each would double the time of an export
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = etree._Element
Attribute = str | int | float


def qualified(name: str) -> str:
    """`w:p` as lxml spells it; a name without a prefix stays."""
    prefix, colon, local = name.partition(":")
    return _PREFIXES[prefix] + local if colon else name


def element(name: str, attributes: dict[str, Attribute] | None = None, *children: Element) -> Element:
    """An element such as `w:p` with its attributes and children."""
    made = etree.Element(qualified(name), nsmap=_W_ALONE if name.startswith("w:") else NAMESPACES)
    for key, value in (attributes or {}).items():
        made.set(qualified(key), str(value))
    made.extend(children)
    return made


def w(name: str, val: Attribute | None = None, /, *children: Element, **attributes: Attribute) -> Element:
    """`<w:name w:val="val" w:attribute="…">children</w:name>`."""
    made = element(f"w:{name}", None, *children)
    if val is not None:
        made.set(_PREFIXES["w"] + "val", str(val))
    for key, value in attributes.items():
        made.set(_PREFIXES["w"] + key, str(value))
    return made


def allowed(text: str) -> str:
    """`text` without the characters that XML forbids, such as those of control."""
    return _NOT_XML.sub("", text)


def text_element(text: str) -> Element:
    """`<w:t>` that keeps its blanks; characters that XML forbids are left out."""
    made = w("t")
    made.text = allowed(text)
    if text != text.strip() or "  " in text:
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def twips(length_mm: float) -> int:
    """Twentieths of a point, Word's unit for lengths."""
    return round(length_mm * 1440 / 25.4)


def millimetres(length_twips: int) -> float:
    return length_twips * 25.4 / 1440


def twips_of_points(points: float) -> int:
    return round(points * 20)


def emu(length_mm: float) -> int:
    """English metric units, Word's unit for pictures."""
    return round(length_mm * 36000)
