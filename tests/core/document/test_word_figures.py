"""Figures of a Word file, their numbers, and the objects of other programs among its words."""

from __future__ import annotations

import pytest
from lxml import etree

from aimed_desktop.application.values.shapes import Block
from aimed_desktop.document.word.read.blocks import WordBlocks, read_blocks
from aimed_desktop.document.word.read.drawings import TakePicture
from aimed_desktop.document.word.read.package import open_word
from aimed_desktop.document.word.read.places import FieldExtent
from aimed_desktop.document.word.read.text import PlacedPicture, blocks_in
from tests.core.document.test_word_meaning import application, word_of
from tests.core.document.word_edits import edited, markup
from tests.word_file import W

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIGURE = f"<w:p><w:r><w:drawing><a:blip xmlns:a='{A}' xmlns:r='{R}' r:embed='r1'/></w:drawing></w:r></w:p>"
FLOATING = (
    "<w:r><w:drawing><wp:anchor xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'>"
    f"<a:blip xmlns:a='{A}' xmlns:r='{R}' r:embed='r1'/></wp:anchor></w:drawing></w:r>"
)
TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
FORMULA = (
    "<w:r><w:object><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:imagedata"
    f" xmlns:r='{R}' r:id='r1'/></v:shape><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office'"
    " ProgID='Equation.DSMT4'/></w:object></w:r>"
)
WORD = word_of(application([{"text": "旧"}]))


def line(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def read(*blocks: str, taken: Block | str | TakePicture) -> WordBlocks:
    """What is read of these blocks where each picture is `taken` so."""
    take = taken if callable(taken) else lambda _: taken if isinstance(taken, str) else taken.copy()

    def write(root: etree._Element) -> None:
        body = root.find(W + "body")
        assert body is not None
        body[:] = [markup(block) for block in blocks]

    package = open_word(edited(WORD, write))
    extents = [FieldExtent(block) for block in blocks_in(package.body)]
    return read_blocks(extents, package, take)


def notes(*blocks: str) -> list[str]:
    return read(*blocks, taken={"image": "a.png"}).notes


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


@pytest.mark.parametrize("around", ["{}", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"])
def test_a_formula_of_another_program_leaves_a_hole_among_the_words_and_is_told(around: str) -> None:
    words = f"<w:p><w:r><w:t>电流</w:t></w:r>{FORMULA}<w:r><w:t>为零</w:t></w:r></w:p>"
    found = read(around.format(words), taken="格式不能识别。")
    assert found.entries in ([{"text": "电流▯为零"}], [{"table": [["电流▯为零"]]}])
    (note,) = found.notes
    assert note.endswith("：嵌入的对象“公式”没能取回，写成了“▯”，请改成文字，或截成图片插入。")
    whole = read(words, taken={"image": "a.png"})
    assert whole.entries == [{"text": "电流"}, {"image": "a.png"}, {"text": "为零"}]
    assert whole.notes == ["第1段：嵌入的对象“公式”只取回图片，请对照原稿。"]


def test_a_formula_that_is_told_to_be_a_hole_is_one_wherever_it_stands() -> None:
    cells = "".join(f"<w:tc><w:p>{part}</w:p></w:tc>" for part in (FORMULA, FORMULA))
    names = "".join(f"<w:tc>{line(name)}</w:tc>" for name in ("（1）", "（2）"))
    beside = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{names}</w:tr></w:tbl>"
    floating = FORMULA.replace("<v:shape", "<v:shape style='position:absolute'")
    for block, entries in ((beside, ["▯（1）", "▯（2）"]), (f"<w:p>{floating}</w:p>", ["▯"])):
        found = read(block, taken="格式不能识别。")
        assert found.entries == [{"text": words} for words in entries]
        assert len(found.notes) == len(entries) and all("写成了“▯”" in note for note in found.notes)


def test_the_picture_of_a_formula_is_as_wide_as_it_stood() -> None:
    formula = FORMULA.replace("<v:shape", "<v:shape style='width:72pt;height:30pt'")
    taken: list[PlacedPicture] = []

    def take(placed: PlacedPicture) -> Block:
        taken.append(placed)
        return {"image": "a.png"}

    assert read(f"<w:p>{formula}</w:p>", taken=take).entries == [{"image": "a.png"}]
    (placed,) = taken
    assert placed.width_mm == pytest.approx(25.4)


@pytest.mark.parametrize(
    ("figure", "read_as"),
    [
        ("<w:r><w:t>前</w:t></w:r>{}<w:r><w:t>后</w:t></w:r>", [{"text": "前▯后"}]),
        ("<w:r><w:t>前后</w:t></w:r>{}".replace("{}", FLOATING), [{"text": "前后"}]),
        ("{}", []),
    ],
    ids=["among words", "floating", "alone"],
)
def test_a_picture_that_cannot_be_taken_leaves_its_paragraph_whole(figure: str, read_as: object) -> None:
    found = read(f"<w:p>{figure.format(FIGURE[5:-6])}</w:p>", taken="格式不能识别。")
    assert (found.entries, found.notes) == (read_as, ["第1段：格式不能识别。"])


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
INK = "<w:drawing><w14:contentPart xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'/></w:drawing>"
CHART = (
    "<w:drawing><cx:chart xmlns:cx='http://schemas.microsoft.com/office/drawing/2014/chartex'/></w:drawing>"
)
EMOJI = "<s:symEx xmlns:s='http://schemas.microsoft.com/office/word/2015/wordml/symex' s:char='2764'/>"


def twice(new: str, old: str) -> str:
    """A paragraph with what Word wrote for itself and for older programs."""
    return (
        f"<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='{MC}'><mc:Choice>{new}</mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (INK, ["第1段：手写的墨迹按图片取回。"]),
        (CHART, ["第1段：图表按图片取回，请对照原稿。"]),
        (FIGURE[10:-12], []),
    ],
    ids=["ink", "chart", "a picture that is read itself"],
)
def test_what_only_a_newer_word_can_show_comes_as_its_picture(new: str, told: list[str]) -> None:
    found = read(twice(new, FIGURE[10:-12]), taken={"image": "a.png"})
    assert found.entries == [{"text": "前"}, {"image": "a.png"}]
    assert found.notes == told


def test_a_sign_that_is_written_for_older_programs_too_is_read_once() -> None:
    found = read(twice(EMOJI, "<w:t>❤</w:t>"), taken="")
    assert (found.entries, found.notes) == ([{"text": "前❤"}], [])


def test_of_several_writings_for_newer_programs_one_is_read() -> None:
    several = twice(
        INK + "</mc:Choice><mc:Choice><w:t>甲</w:t></mc:Choice><mc:Choice><w:t>乙</w:t>", "<w:t>丙</w:t>"
    )
    found = read(several, taken="")
    assert (found.entries, found.notes) == ([{"text": "前甲"}], [])
