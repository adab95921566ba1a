"""The PDF says what the plan says: text in order, embedded fonts, metadata, the same bytes each time."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.document.pdf.pdf import page_starts, pdf_bytes
from aimed_desktop.document.plan.plan import (
    CoverPage,
    CoverRow,
    Figure,
    Paragraph,
    Plan,
    PlanBlock,
    PlanPart,
    Properties,
    Run,
    SignatureBlock,
    SignatureLine,
)
from aimed_desktop.paths import RESOURCES
from tests.glyph_boxes import sheets
from tests.pdf_file import PdfFile

LONG = (
    "系统以多模态大模型为核心，建立“筛查—诊断—随访”闭环，覆盖CT、MRI等12类检查；"
    "日均处理影像1,200例（含急诊）。"
)


def paragraph(*texts: str, style: str = "body") -> Paragraph:
    return Paragraph(tuple(Run(text) for text in texts), style)


def plan(*blocks: PlanBlock, **more: object) -> Plan:
    parts = more.pop("parts", None) or (PlanPart("only", blocks),)
    page = more.pop("page", None) or PageSetup()
    properties = Properties("典型应用场景案例申报书", "示例市第一人民医院", "7ZK3Q9XA")
    return Plan("form", properties, page, parts, **more)


def jpeg(width: int = 300, height: int = 200) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((width, height), 70).convert("RGB").save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


COVER = CoverPage(
    ("武汉市“人工智能+医疗”典型应用场景", "案例申报书"),
    (
        CoverRow("申报单位", "示例市第一人民医院", "（加盖公章）", stamp=True),
        CoverRow("联合申报单位", "", "（加盖公章）", stamp=True),
        CoverRow("案例名称", "基于多模态大模型与检索增强技术的区域急诊医学影像辅助诊断与质量控制平台"),
    ),
    ("武汉市经济和信息化局 武汉市卫生健康委员会", "2026年"),
)


def test_every_character_comes_back_those_outside_the_bmp_too(tmp_path: Path) -> None:
    text = LONG + "欧阳𠮷、𬭊原子，AI+医疗“甲”‘乙’《丙》①②℃№≤±𫟅☑□"
    pdf = PdfFile(pdf_bytes(plan(paragraph(text), paragraph(text, style="heading1"))), tmp_path)
    assert pdf.squeezed().startswith(text * 2)


def test_no_blank_is_copied_out_of_a_justified_line(tmp_path: Path) -> None:
    pdf = PdfFile(pdf_bytes(plan(paragraph(LONG * 8), page=PageSetup(number=False))), tmp_path)
    assert " " not in pdf.text()


def test_all_fonts_are_embedded_subsets_with_unicode_and_no_helvetica(tmp_path: Path) -> None:
    blocks = [
        paragraph("各种字体☑", style=s) for s in ("title", "heading1", "heading2", "body", "cell_label")
    ]
    pdf = PdfFile(pdf_bytes(plan(*blocks)), tmp_path)
    rows = [line.split() for line in pdf.fonts()]
    assert len(rows) == 5
    assert all(row[-5:-2] == ["yes", "yes", "yes"] and re.match(r"[A-Z]{6}\+", row[0]) for row in rows)
    assert "Helvetica" not in " ".join(pdf.fonts())


def test_the_same_plan_gives_the_same_bytes_and_another_text_other_bytes() -> None:
    assert pdf_bytes(plan(COVER, paragraph(LONG))) == pdf_bytes(plan(COVER, paragraph(LONG)))
    assert pdf_bytes(plan(paragraph("甲"))) != pdf_bytes(plan(paragraph("乙")))


def test_qpdf_finds_no_error_in_text_pictures_and_bookmarks(tmp_path: Path) -> None:
    blocks = (COVER, Figure(jpeg(), 60, 40), Figure(_png(), 30, 30), paragraph(LONG))
    part = PlanPart("all", blocks, bookmark="全部")
    pdf = PdfFile(pdf_bytes(plan(parts=(part,), draft=True)), tmp_path)
    assert "No syntax or stream encoding errors found" in pdf.check()


def _png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", (40, 40), (200, 20, 20, 90)).save(buffer, "PNG")
    return buffer.getvalue()


def test_metadata_name_title_unit_language_and_fingerprint() -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(plan(paragraph("甲"))))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "典型应用场景案例申报书"
        assert str(pdf.docinfo["/Author"]) == "示例市第一人民医院"
        assert str(pdf.docinfo["/Keywords"]) == "7ZK3Q9XA"
        assert str(pdf.Root.Lang) == "zh-CN"
        with pdf.open_metadata() as xmp:
            assert xmp["pdf:Keywords"] == "7ZK3Q9XA"
            assert xmp["dc:title"] == "典型应用场景案例申报书"


def test_a_part_starts_its_page_and_its_bookmark_leads_there() -> None:
    parts = (
        PlanPart("cover", (COVER,), bookmark="封面"),
        PlanPart("one", (paragraph(LONG * 60),), starts_page=True, bookmark="一、情况"),
        PlanPart("inner", (paragraph("内"),), bookmark="（一）背景", level=2),
        PlanPart("pledge", (paragraph("承诺书", style="title"),), starts_page=True, bookmark="承诺书"),
    )
    sample = plan(parts=parts, has_cover=True)
    starts = page_starts(sample)
    assert (starts["cover"], starts["one"]) == (1, 2)
    assert starts["pledge"] == starts["inner"] + 1 > 3
    with pikepdf.open(io.BytesIO(pdf_bytes(sample))) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["封面", "一、情况", "承诺书"]
        assert [item.title for item in outline.root[1].children] == ["（一）背景"]
        destination = pdf.Root.Dests["/pledge"] if "/Dests" in pdf.Root else None
        assert destination is None or destination[0] == pdf.pages[starts["pledge"] - 1].obj


def test_pages_are_numbered_from_the_first_after_the_cover(tmp_path: Path) -> None:
    parts = (PlanPart("cover", (COVER,)), PlanPart("text", (paragraph(LONG * 40),), starts_page=True))
    pdf = PdfFile(pdf_bytes(plan(parts=parts, has_cover=True)), tmp_path)
    numbers = [re.findall(r"— (\d+) —", pdf.text(page)) for page in range(1, pdf.pages() + 1)]
    assert numbers == [[], *([str(n)] for n in range(1, pdf.pages()))]
    (number,) = [box for box in pdf.boxes(2) if box[4] == "1"]
    assert 842 - 28 * 72 / 25.4 < number[1] < number[3] < 842 - 8 * 72 / 25.4


def test_a_draft_carries_its_mark_on_every_page_and_a_final_on_none(tmp_path: Path) -> None:
    draft = PdfFile(pdf_bytes(plan(paragraph(LONG * 60), draft=True)), tmp_path)
    assert draft.pages() > 1
    assert all("草稿" in draft.squeezed(page) for page in range(1, draft.pages() + 1))
    assert "草稿" not in PdfFile(pdf_bytes(plan(paragraph(LONG * 60))), tmp_path).squeezed()


def test_a_jpeg_goes_in_as_it_is_and_only_once() -> None:
    photo = jpeg()
    data = pdf_bytes(plan(Figure(photo, 60, 40), Figure(photo, 60, 40)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        assert image.read_raw_bytes() == photo
        contents = pdf.pages[0].Contents.read_bytes()
    assert len(re.findall(rb"/FormXob\.\w+ Do", contents)) == 2


def test_a_picture_taller_than_the_page_is_shrunk_and_keeps_its_caption(tmp_path: Path) -> None:
    figure = Figure(jpeg(100, 400), 150, 600, paragraph("图1 说明", style="caption"))
    pdf = PdfFile(pdf_bytes(plan(paragraph("前文"), figure)), tmp_path)
    assert pdf.pages() == 2
    assert "图1" in pdf.text(2)


def test_the_cover_stands_on_one_page_with_room_for_the_seals(tmp_path: Path) -> None:
    pdf = PdfFile(pdf_bytes(plan(COVER, has_cover=True)), tmp_path)
    assert pdf.pages() == 1
    text = pdf.squeezed()
    assert text.startswith(
        "武汉市“人工智能+医疗”典型应用场景案例申报书申报单位示例市第一人民医院（加盖公章）"
    )
    assert text.endswith("武汉市经济和信息化局武汉市卫生健康委员会2026年")
    tops = {word: top for _, top, _, _, word in pdf.boxes(1)}
    assert tops["联合申报单位"] - tops["申报单位"] >= 25 * 72 / 25.4 - 0.1
    assert tops["案例名称"] - tops["联合申报单位"] >= 25 * 72 / 25.4 - 0.1


def test_a_blank_gives_underscores_and_one_unbroken_rule(tmp_path: Path) -> None:
    blank = Paragraph((Run("提交了"), Run("_____", "blank"), Run("产品")), "body")
    data = pdf_bytes(plan(blank))
    assert "提交了_____产品" in PdfFile(data, tmp_path).text()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        contents = pdf.pages[0].Contents.read_bytes().decode()
    assert contents.count(" l S") == 1
    assert contents.count("3 Tr") == 1


def test_what_is_raised_or_lowered_is_smaller_beside_its_line_and_copies_as_plain(tmp_path: Path) -> None:
    runs = (
        Run("低于100×10"),
        Run("9", look="sup"),
        Run("/L，CO"),
        Run("2", look="sub"),
        Run("降低", look="bold"),
    )
    plain = pdf_bytes(plan(Paragraph(tuple(replace(run, look="") for run in runs), "body")))
    data = pdf_bytes(plan(Paragraph(runs, "body")))
    assert "".join(box.text for box in sheets(data)[0].glyphs) == "".join(
        box.text for box in sheets(plain)[0].glyphs
    )
    (sheet,) = sheets(data)
    ink = {box.text: box for box in sheet.glyphs}
    full = ink["1"].top - ink["1"].bottom
    assert ink["9"].top - ink["9"].bottom == pytest.approx(full * 0.65, rel=0.1)
    assert ink["9"].bottom > ink["L"].bottom + full * 0.3
    assert ink["2"].bottom < ink["L"].bottom - full * 0.1
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pages[0].Contents.read_bytes().count(b"2 Tr") == 1


def test_no_line_begins_with_what_is_raised(tmp_path: Path) -> None:
    for length in range(28, 36):
        runs = (Run("注" * length), Run("（1）", look="sup"), Run("后面的话" * 9))
        (sheet,) = sheets(pdf_bytes(plan(Paragraph(runs, "body"))))
        raised = next(box for box in sheet.glyphs if box.text == "（")
        last = [box for box in sheet.glyphs if box.text == "注"][-1]
        assert last.left < raised.left, length


def test_a_heading_stays_with_what_follows_it_in_the_next_part(tmp_path: Path) -> None:
    for lines in range(20, 30):
        filler = [paragraph("行") for _ in range(lines)]
        heading = (*filler, paragraph("二、标题", style="heading1"))
        parts = (PlanPart("heading", heading), PlanPart("text", (paragraph(LONG * 2),)))
        pdf = PdfFile(pdf_bytes(plan(parts=parts)), tmp_path)
        page = next(n for n in range(1, pdf.pages() + 1) if "二、标题" in pdf.text(n))
        assert "系统以多模态" in pdf.text(page)


def test_a_signature_block_is_not_parted_and_leaves_room_for_the_seal(tmp_path: Path) -> None:
    block = SignatureBlock(
        (
            SignatureLine((Run("法人代表（签名）："),), "sign"),
            SignatureLine((Run("申请单位（盖章）："),), "stamp", 45),
            SignatureLine((Run("　年　月　日"),), "date"),
        )
    )
    pdf = PdfFile(pdf_bytes(plan(*[paragraph("行") for _ in range(22)], block)), tmp_path)
    assert pdf.pages() == 2
    assert "盖章" not in pdf.text(1)
    tops = {word[:4]: top for _, top, _, _, word in pdf.boxes(2)}
    assert tops["申请单位"] - tops["法人代表"] >= 45 * 72 / 25.4 - 0.1


@pytest.mark.parametrize("page", [PageSetup(landscape=True), PageSetup(binding_mm=10)])
def test_no_text_leaves_the_text_area(page: PageSetup, tmp_path: Path) -> None:
    sample = plan(paragraph(LONG * 10), page=page)
    pdf = PdfFile(pdf_bytes(sample), tmp_path)
    left = (page.left_mm + page.binding_mm) * 72 / 25.4
    boxes = [box for box in pdf.boxes(1) if "系统" in box[4] or len(box[4]) > 5]
    assert boxes
    assert all(box[0] >= left - 0.1 for box in boxes)
    # a squeezed mark at the end reaches half a character into the margin, with its blank half
    assert all(box[2] <= left + sample.text_width_mm * 72 / 25.4 + 7.1 for box in boxes)


def test_what_no_font_has_is_a_visible_box_that_still_copies(tmp_path: Path) -> None:
    pdf = PdfFile(pdf_bytes(plan(paragraph("甲😀乙\u200b丙"))), tmp_path)
    assert "甲😀乙丙" in pdf.text()


def test_the_file_carries_the_mark_and_colours_of_pdf_a_2u() -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(plan(COVER, paragraph(LONG))))) as pdf:
        (intent,) = pdf.Root.OutputIntents
        profile = intent.DestOutputProfile
        assert (str(intent.S), int(profile.N)) == ("/GTS_PDFA1", 3)
        assert profile.read_bytes() == (RESOURCES / "icc" / "sRGB.icc").read_bytes()
        with pdf.open_metadata() as xmp:
            assert xmp.pdfa_status == "2U"
            assert xmp["dc:creator"] == [str(pdf.docinfo["/Author"])]
            assert xmp["pdf:Producer"] == str(pdf.docinfo["/Producer"])
        assert set(pdf.docinfo) == {"/Title", "/Author", "/Keywords", "/Creator", "/Producer"}
        assert len(pdf.trailer.ID) == 2


def test_a_unit_without_a_name_is_no_author() -> None:
    nameless = replace(plan(paragraph("甲")), properties=Properties("题目", "", "7ZK3Q9XA"))
    with pikepdf.open(io.BytesIO(pdf_bytes(nameless))) as pdf, pdf.open_metadata() as xmp:
        assert "/Author" not in pdf.docinfo and "dc:creator" not in xmp


def test_marks_that_stand_together_give_up_their_blank_halves(tmp_path: Path) -> None:
    lines = ["甲》，乙", "甲。”乙", "甲（“乙", "甲，“乙", "甲，丙乙"]
    data = pdf_bytes(plan(*[Paragraph((Run(line),), "body", "left", 0) for line in lines]))
    (sheet,) = sheets(data)
    first = [glyph.left for glyph in sheet.glyphs if glyph.text == "甲"]
    last = [glyph.left for glyph in sheet.glyphs if glyph.text == "乙"]
    gaps = [round((after - before) / 14, 1) for before, after in zip(first, last, strict=True)]
    assert gaps == [2.5, 2.5, 2.5, 2.5, 3.0]
    assert "".join(lines) in PdfFile(data, tmp_path).squeezed()
