"""Reads a Word file back with lxml: content controls are invisible to python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def part(word: bytes, name: str = "word/document.xml") -> etree._Element:
    """A part of the package, parsed."""
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        return etree.fromstring(archive.read(name))


def text_of(node: etree._Element) -> str:
    """The text below `node` in order, without any blanks."""
    return "".join("".join(found.text or "" for found in node.iter(W + "t")).split())


def words(word: bytes) -> str:
    """The text of the whole body in order, without any blanks."""
    return text_of(part(word))


def controls(word: bytes) -> Iterator[tuple[str, str]]:
    """The tag and the text of each content control."""
    for control in part(word).iter(W + "sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        content = control.find(W + "sdtContent")
        assert tag is not None and content is not None
        yield tag.get(W + "val", ""), text_of(content)
