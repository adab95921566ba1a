"""Labels, fields, symbols and equations of random Word paragraphs, against what Word shows of them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from aimed_desktop.application.pasting.symbol_fonts import shown_code, shown_text
from aimed_desktop.document.word.read.equations import linear_equation
from aimed_desktop.document.word.read.fields import FieldTracker
from aimed_desktop.document.word.read.linear import Piece
from aimed_desktop.document.word.read.numbering import label_counter
from aimed_desktop.document.word.read.word_styles import is_on
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified
from tests.core.document.word_prose import Prose, make_prose
from tests.libreoffice import to_text

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_SIGNS = {qualified("w:tab"): "\t", qualified("w:noBreakHyphen"): "-"}


def computed_labels(prose: Prose) -> list[str | None]:
    counter = label_counter(etree.fromstring(prose.numbering), etree.fromstring(prose.styles))
    body = Document(io.BytesIO(prose.docx)).element.body
    labels = [counter.label(node.find("w:pPr", NAMESPACES)) for node in body.iterfind("w:p", NAMESPACES)]
    return [label and label.text for label in labels]


def said(paragraph: Element) -> str:
    """The words of a paragraph by the readers of fields, symbols and equations; notes are left out."""
    tracker = FieldTracker()
    return "".join(text for leaf in paragraph.iter() for text in said_by(leaf, tracker))


def said_by(leaf: Element, tracker: FieldTracker) -> Iterator[str]:
    gone = {qualified(f"w:{name}") for name in ("del", "moveFrom", "rt")}
    if any(above.tag in gone or above.tag == _MATH for above in leaf.iterancestors()):
        return
    run = leaf.getparent()
    properties = None if run is None else run.find("w:rPr", NAMESPACES)
    if is_on(properties, "w:vanish"):
        return
    if leaf.tag == _MATH:
        yield marked(linear_equation(leaf).pieces)
    elif leaf.tag == qualified("w:fldChar"):
        yield from of_field(leaf, tracker)
    elif leaf.tag == qualified("w:instrText"):
        tracker.instruction(leaf.text or "")
    elif leaf.tag == qualified("w:sym"):
        yield shown_code(int(leaf.get(qualified("w:char"), ""), 16), leaf.get(qualified("w:font"))).text
    elif leaf.tag in _SIGNS:
        yield _SIGNS[leaf.tag]
    elif leaf.tag == qualified("w:t"):
        fonts = None if properties is None else properties.find("w:rFonts", NAMESPACES)
        text = shown_text(leaf.text or "", None if fonts is None else fonts.get(qualified("w:ascii"))).text
        yield text if tracker.shows(text) else ""


def of_field(leaf: Element, tracker: FieldTracker) -> Iterator[str]:
    kind = leaf.get(qualified("w:fldCharType"))
    if kind == "begin":
        tracker.begin(leaf.find("w:ffData", NAMESPACES))
    elif kind == "separate":
        tracker.separate()
    else:
        yield marked(tracker.end().pieces)


def marked(pieces: Sequence[Piece]) -> str:
    signs = {"sup": "^", "sub": "_"}
    return "".join(
        piece
        if isinstance(piece, str)
        else "".join(f"{signs[kind]}{{{text}}}" for kind, text in piece.items())
        for piece in pieces
    )


@pytest.mark.parametrize("seed", range(10))
def test_the_label_of_every_paragraph_is_the_one_that_word_shows(seed: int) -> None:
    prose = make_prose(seed, 100)
    assert computed_labels(prose) == [paragraph.label for paragraph in prose.paragraphs]


@pytest.mark.parametrize("seed", range(5))
def test_fields_symbols_and_equations_say_what_word_shows(seed: int) -> None:
    prose = make_prose(seed, 100)
    body = Document(io.BytesIO(prose.docx)).element.body
    nodes = list(body.iterfind("w:p", NAMESPACES))
    assert [said(node) for node in nodes] == [paragraph.words for paragraph in prose.paragraphs]


def test_libreoffice_shows_the_same_labels_where_it_knows_their_formats(tmp_path: Path) -> None:
    prose = make_prose(77, 400, is_plain=True)
    lines = [line.strip() for line in to_text(prose.docx, tmp_path)]
    assert len(lines) == len(prose.paragraphs)
    alike = [place for place, paragraph in enumerate(prose.paragraphs) if paragraph.is_like_libreoffice]
    labels = computed_labels(prose)
    expected = {place: f"{labels[place] or ''}{prose.paragraphs[place].words}" for place in alike}
    assert {place: lines[place].replace(" ", "") for place in alike} == {
        place: line.replace(" ", "") for place, line in expected.items()
    }
