"""The sheet given to an author with a chapter says truly what of a Word file comes back."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm

from aimed_desktop.application.values.words import Span, spans
from aimed_desktop.document.word.chapter import chapter_bytes
from aimed_desktop.document.word.take_back import take_back
from tests.core.document.test_chapter import photo
from tests.core.document.test_word_meaning import M, application, written
from tests.word_file import words

COMMENT = '<w:comment w:id="0"><w:p><w:r><w:t>待核</w:t></w:r></w:p></w:comment>'
NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>据院内统计</w:t></w:r></w:p></w:footnote>'
BOX = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
HALF = (
    f'<m:oMath xmlns:m="{M}"><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>'
    "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
)
DELETED = "<w:del><w:r><w:delText>低</w:delText></w:r></w:del>"
NOTED = '<w:r><w:footnoteReference w:id="2"/></w:r>'
COMMENTED = '<w:r><w:t>9</w:t><w:commentReference w:id="0"/></w:r>'


def run(look: str, text: str = "9") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def sheet() -> str:
    return words(chapter_bytes(application([{"text": "前文"}]), None, ["background"]))


@pytest.mark.parametrize(
    ("promise", "put", "part", "comes_back", "is_told"),
    [
        ("上标", run('<w:vertAlign w:val="superscript"/>'), None, ["甲", {"sup": "9"}], False),
        ("下标", run('<w:vertAlign w:val="subscript"/>'), None, ["甲", {"sub": "9"}], False),
        ("加粗", run("<w:b/>"), None, ["甲", {"bold": "9"}], False),
        ("字体、颜色、斜体、下划线不收", run('<w:i/><w:color w:val="FF0000"/>'), None, "甲9", False),
        ("公式收成一行文字", HALF, None, "甲1/2", True),
        ("脚注、尾注放进括号", NOTED, ("footnotes", NOTE), "甲（注：据院内统计）", True),
        ("文本框、艺术字只收文字", BOX, None, "框里", True),
        ("批注", COMMENTED, ("comments", COMMENT), "甲9", True),
        ("隐藏的文字", run("<w:vanish/>"), None, "甲", True),
        ("修订里删去的文字不收", DELETED, None, "甲", True),
    ],
)
def test_what_the_sheet_says_of_words_is_so(
    promise: str, put: str, part: tuple[str, str] | None, comes_back: Any, is_told: bool
) -> None:
    assert promise in sheet()
    change = written("<w:r><w:t>甲</w:t></w:r>", put, part=part)
    blocks: Any = change.new
    first, *others = spans(blocks[-1]["text"])
    assert [Span(first.text.removeprefix("敏感度"), first.look), *others] == list(spans(comes_back))
    assert bool(change.notes) is is_told


def authored(write: Any) -> Any:
    """What is taken back of a chapter that an author has added something to; its notes."""
    app = application([{"text": "前文"}])
    document = Document(io.BytesIO(chapter_bytes(app, None, ["background"])))
    write(document)
    saved = io.BytesIO()
    document.save(saved)
    (change,) = take_back(saved.getvalue(), app).changed
    blocks: Any = change.new
    return blocks[1:], change.notes


def test_what_the_sheet_says_of_pictures_is_so() -> None:
    for promise in ("图号由程序另排", "两三张图要并排，就放进只有图和图题的表格"):
        assert promise in sheet()

    def write(document: Any) -> None:
        table = document.add_table(1, 2)
        for cell in table.rows[0].cells:
            cell.paragraphs[0].add_run().add_picture(io.BytesIO(photo()), width=Mm(60))
            cell.add_paragraph("图7 现场")

    (first, second), notes = authored(write)
    assert first["caption"] == second["caption"] == "现场" and second["beside"]
    assert any("编号由本程序另排" in note for note in notes)


def test_what_the_sheet_says_of_tables_is_so() -> None:
    for promise in ("合并的单元格、列宽、几行表头收得回来", "一格里的几段合成一行，格里的图片挪到表格前面"):
        assert promise in sheet()

    def write(document: Any) -> None:
        document.add_paragraph("表1 应用前后对比")
        table = document.add_table(3, 3)
        table.autofit = False
        for column, width in enumerate((Mm(20), Mm(40), Mm(80))):
            table.columns[column].width = width
        for row in table.rows[:2]:
            row._tr.get_or_add_trPr().append(row._tr.makeelement(row._tr.tag[:-2] + "tblHeader", {}))
        table.cell(0, 1).merge(table.cell(0, 2)).text = "医院"
        table.cell(0, 0).text, table.cell(1, 0).text = "指标", "时间"
        table.cell(2, 0).text = "第一段\n第二段"
        table.cell(2, 0).add_paragraph("第三段")
        table.cell(2, 1).paragraphs[0].add_run().add_picture(io.BytesIO(photo()), width=Mm(30))

    (picture, table), notes = authored(write)
    assert "image" in picture
    assert table["caption"] == "应用前后对比"
    assert table["table"][0] == ["指标", {"text": "医院", "span": 2}]
    assert table["table"][2][0] == "第一段 第二段 第三段"
    assert table["header_rows"] == 2 and table["widths"] == [14, 29, 57]
    assert any("合成了一行" in note for note in notes) and any("表格前面" in note for note in notes)
