"""The labels of random Word paragraphs, against what Word shows of them."""

from __future__ import annotations

import io

import pytest
from docx import Document
from lxml import etree

from aimed_desktop.document.word.read.numbering import label_counter
from aimed_desktop.document.word.xml import NAMESPACES
from tests.core.document.word_prose import Prose, make_prose


def computed_labels(prose: Prose) -> list[str | None]:
    counter = label_counter(etree.fromstring(prose.numbering), etree.fromstring(prose.styles))
    body = Document(io.BytesIO(prose.docx)).element.body
    counted = [
        (node, counter.label(node.find("w:pPr", NAMESPACES))) for node in body.iterfind("w:p", NAMESPACES)
    ]
    return [label and label.text for node, label in counted if node.find(".//w:t", NAMESPACES) is not None]


@pytest.mark.parametrize("seed", range(10))
def test_the_label_of_every_paragraph_is_the_one_that_word_shows(seed: int) -> None:
    prose = make_prose(seed, 100)
    assert computed_labels(prose) == [paragraph.label for paragraph in prose.paragraphs]
