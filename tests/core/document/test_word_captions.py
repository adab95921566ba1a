"""Numbers of figures and tables that the paper writes otherwise than the author are told."""

from __future__ import annotations

import pytest
from lxml import etree

from aimed_desktop.document.word.read.blocks import read_blocks
from aimed_desktop.document.word.read.package import open_word
from aimed_desktop.document.word.read.places import FieldExtent
from aimed_desktop.document.word.read.text import blocks_in
from tests.core.document.test_word_meaning import application, word_of
from tests.core.document.word_edits import edited, markup
from tests.word_file import W

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIGURE = f"<w:p><w:r><w:drawing><a:blip xmlns:a='{A}' xmlns:r='{R}' r:embed='r1'/></w:drawing></w:r></w:p>"
TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
WORD = word_of(application([{"text": "旧"}]))


def line(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def notes(*blocks: str) -> list[str]:
    def write(root: etree._Element) -> None:
        body = root.find(W + "body")
        assert body is not None
        body[:] = [markup(block) for block in blocks]

    package = open_word(edited(WORD, write))
    extents = [FieldExtent(block) for block in blocks_in(package.body)]
    return read_blocks(extents, package, lambda _: {"image": "a.png"}).notes


@pytest.mark.parametrize("first", [1, 4])
def test_numbers_in_order_are_not_told(first: int) -> None:
    captioned = (FIGURE, line(f"图{first} 甲"), FIGURE, line(f"图{first + 1}：乙"))
    assert notes(*captioned, line("表2 丙"), TABLE, line("表３ 丁"), TABLE) == []


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        ((FIGURE, line("图3-2 甲")), "第2段：“图3-2”"),
        ((FIGURE, line("图1 甲"), FIGURE, FIGURE, line("图2 乙")), "第5段：“图2”"),
        ((line("表1.1"), TABLE), "第1段：“表1.1”"),
    ],
)
def test_other_numbers_are_told_at_the_first(blocks: tuple[str, ...], told: str) -> None:
    assert notes(*blocks) == [f"{told}的编号由本程序另排，正文里写到编号的地方请核对。"]
