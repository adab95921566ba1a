"""Reads produced Word and PDF files back: the content controls with what stands in them, and the text."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

from aimed_desktop.document.pdf.reading import opened_pdf
from aimed_desktop.document.word.xml import NAMESPACES, qualified

_BODY = "word/document.xml"
_BLANKS = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Control:
    """A content control: the path of its field, the option that it belongs to, and its text.

    `is_empty`: what it shows only stands in for an answer. `ticked` is None where it is no box.
    """

    path: str
    option: str | None
    text: str
    is_empty: bool
    ticked: bool | None


@dataclass(frozen=True, slots=True)
class WordBack:
    """What stands in a Word file; `text` is without blanks."""

    controls: tuple[Control, ...]
    text: str


def read_word(data: bytes) -> WordBack:
    """The controls and the text of the body, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        body = etree.fromstring(package.read(_BODY), parser)
    controls = tuple(_control(node) for node in body.iter(qualified("w:sdt")))
    return WordBack(controls, squeezed(_text(body)))


def read_pdf(data: bytes) -> str:
    """The text of all pages, without blanks."""
    with opened_pdf(data) as document:
        pages = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    return squeezed("".join(pages))


def squeezed(text: str) -> str:
    """`text` without white space."""
    return _BLANKS.sub("", text)


def _control(node: etree._Element) -> Control:
    box = node.find("w:sdtPr/w14:checkbox/w14:checked", NAMESPACES)
    return Control(
        _value(node.find("w:sdtPr/w:tag", NAMESPACES)) or "",
        _value(node.find("w:sdtPr/w:alias", NAMESPACES)),
        _text(node),
        node.find("w:sdtPr/w:showingPlcHdr", NAMESPACES) is not None,
        None if box is None else box.get(qualified("w14:val")) in ("1", "true"),
    )


def _value(node: etree._Element | None) -> str | None:
    return None if node is None else node.get(qualified("w:val"))


def _text(node: etree._Element) -> str:
    """The words below a node, paragraphs and line breaks as line feeds."""
    marks = {qualified("w:p"): "\n", qualified("w:br"): "\n"}
    words = qualified("w:t")
    pieces = [
        (found.text or "") if found.tag == words else marks[found.tag] for found in node.iter(words, *marks)
    ]
    return "".join(pieces).strip("\n")
