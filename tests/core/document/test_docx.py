"""The Word file, reopened: its words, its table, its controls, its styles, and how it prints."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.document.plan.plan import (
    CoverPage,
    Figure,
    Grid,
    GridRow,
    Paragraph,
    Plan,
    PlanBlock,
    PlanPart,
    Run,
    SignatureBlock,
)
from aimed_desktop.document.word.styles import STYLE_NAMES, style_id
from aimed_desktop.document.word.write.controls import WordOptions
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.core.document.word_plans import LONG, answer, label, small_grid, written, wuhan_plan
from tests.libreoffice import pdf_pages, to_pdf
from tests.word_file import W14, W, controls, part, text_of, words

STYLE_IDS = {style_id(name): told for name, told in STYLE_NAMES.items()}
TWIPS = 1440 / 25.4  # in a millimetre


def twips(node: etree._Element, name: str = "w") -> int:
    return int(node.get(W + name, ""))


def style_of(paragraph: etree._Element) -> str | None:
    """The name of a paragraph's style."""
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if named is None else STYLE_IDS[named.get(W + "val", "")]


@pytest.fixture(scope="module")
def word() -> bytes:
    return docx_bytes(wuhan_plan())


@pytest.fixture(scope="module")
def printed(word: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The words of each page that LibreOffice prints."""
    return pdf_pages(to_pdf(word, tmp_path_factory.mktemp("libreoffice")))


def _plan_words(blocks: tuple[PlanBlock, ...]) -> str:
    """What the paper says, in reading order, without blanks."""
    return "".join("".join(_block_words(block)).replace(" ", "") for block in blocks)


def _block_words(block: PlanBlock) -> list[str]:
    match block:
        case Paragraph():
            return [block.item or "", block.text]
        case Figure():
            return [block.caption.text if block.caption else ""]
        case Grid():
            caption = block.caption.text if block.caption else ""
            return [caption, *(_plan_words(cell.blocks) for row in block.rows for cell in row.cells)]
        case CoverPage():
            rows = [row.label + row.value + row.suffix for row in block.rows]
            return [*block.title, *rows, *block.foot]
        case SignatureBlock():
            return ["".join(run.text for run in line.runs) for line in block.lines]


def _one_part(*blocks: PlanBlock, page: PageSetup | None = None) -> Plan:
    plan = wuhan_plan()
    return replace(plan, parts=(PlanPart("only", blocks, True),), has_cover=False, page=page or plan.page)


def test_the_words_stand_in_the_order_of_the_plan(word: bytes) -> None:
    assert words(word) == "".join(_plan_words(part.blocks) for part in wuhan_plan().parts)


def test_libreoffice_prints_the_same_words_and_numbers_all_but_the_cover(printed: list[str]) -> None:
    plan = wuhan_plan()
    assert printed[0] == _plan_words(plan.parts[0].blocks)
    for number, page in enumerate(printed[1:], 1):
        assert page.endswith(f"—{number}—")
    body = "".join(page.removesuffix(f"—{number}—") for number, page in enumerate(printed))
    assert body == "".join(_plan_words(part.blocks) for part in plan.parts)


def test_every_part_that_stands_alone_starts_a_page_and_no_page_is_blank(printed: list[str]) -> None:
    assert printed[1].startswith("一、单位基本情况")
    assert printed[-1].startswith("承诺书")
    assert 6 <= len(printed) <= 8
    assert all(len(page) > 20 for page in printed)


def test_the_table_is_the_grid_of_the_paper(word: bytes) -> None:
    table = part(word).findall(f"{W}body/{W}tbl")[1]  # the first is the cover's
    columns = [twips(column) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    assert sum(columns) == pytest.approx(158 * TWIPS, abs=5)
    assert columns[1] / columns[6] == pytest.approx(0.5, abs=0.01)
    rows = [row.findall(f"{W}tc/{W}tcPr") for row in table.findall(W + "tr")]
    assert all(sum(twips(cell.find(W + "tcW")) for cell in row) == sum(columns) for row in rows)
    people = [row[0].find(W + "vMerge") for row in rows[3:5]]
    assert [merge.get(W + "val") for merge in people] == ["restart", "continue"], "申报人员 is two rows tall"


def test_ticks_are_check_boxes_and_answers_carry_the_path_of_their_field(word: bytes) -> None:
    boxes = {}
    for control in part(word).iter(W + "sdt"):
        box = control.find(f"{W}sdtPr/{W14}checkbox")
        if box is not None:
            name = control.find(f"{W}sdtPr/{W}alias").get(W + "val")
            boxes[name] = (box.find(W14 + "checked").get(W14 + "val"), text_of(control))
    assert boxes["事业单位"] == ("1", "☑")
    assert [state for name, state in boxes.items() if name != "事业单位"] == [("0", "□")] * 4
    answers = [(tag, text) for tag, text in controls(word) if text not in ("☑", "□")]
    assert ("lead_name", "张三") in answers
    assert ("unit_name", "武汉市示例医院") in answers
    chapter = "".join(text for tag, text in answers if tag == "background")
    assert chapter.count(LONG) == 17 and "8分钟" in chapter


def test_controls_stand_inside_cells_and_never_inside_one_another(word: bytes) -> None:
    body = part(word)
    assert not body.xpath("//w:sdt//w:sdt", namespaces=body.nsmap)
    assert not body.xpath("//w:sdt[parent::w:tr or parent::w:tbl]", namespaces=body.nsmap)
    ids = [node.get(W + "val") for node in body.iter(W + "id")]
    assert len(ids) == len(set(ids)) > 15


def test_every_cell_ends_in_a_paragraph_as_word_demands(word: bytes) -> None:
    assert all(cell[-1].tag == W + "p" for cell in part(word).iter(W + "tc"))


def test_the_same_plan_gives_the_same_bytes(word: bytes) -> None:
    assert docx_bytes(wuhan_plan()) == word


@pytest.mark.parametrize(("seed", "years"), [("1", 0), ("2", 7)])
def test_another_process_on_another_day_gives_the_same_bytes(word: bytes, seed: str, years: int) -> None:
    code = f"""
import sys, time
now = time.time
time.time = lambda: now() + {years} * 31_556_952
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.core.document.word_plans import wuhan_plan
sys.stdout.buffer.write(docx_bytes(wuhan_plan()))"""
    made = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{years}"},
        capture_output=True,
        check=True,
    )
    assert made.stdout == word


def test_the_file_names_its_unit_and_fingerprint_no_time_and_no_library(word: bytes) -> None:
    told = {etree.QName(node).localname: node.text for node in part(word, "docProps/core.xml")}
    assert told == {
        "title": "典型应用场景案例申报书",
        "creator": "武汉市示例医院",
        "keywords": "7K3M9QXB",
        "language": "zh-CN",
        "lastModifiedBy": "武汉市示例医院",
    }
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert not any(name in everything for name in (b"python-docx", b"lxml", b"Table Grid", b"customXml"))


def test_an_application_without_a_unit_name_has_no_author() -> None:
    assert not part(about(author=""), "docProps/core.xml").findtext("{*}creator")


def test_a_name_may_hold_what_xml_forbids_and_be_longer_than_a_line() -> None:
    made = about(author="甲\x0b乙" * 200, fingerprint="aimed-chapter" * 40)
    core = part(made, "docProps/core.xml")
    assert core.findtext("{*}creator") == "甲乙" * 200
    assert core.findtext("{*}keywords") == "aimed-chapter" * 40


def about(**told: str) -> bytes:
    """The plan as a file that tells something else of itself."""
    plan = wuhan_plan()
    return docx_bytes(replace(plan, properties=replace(plan.properties, **told)))


def test_an_auditor_of_the_standard_finds_nothing(word: bytes, tmp_path: Path) -> None:
    path = tmp_path / "audited.docx"
    path.write_bytes(word)
    result = OpenXmlValidator(max_errors=0).validate(str(path))
    assert result.is_valid, [str(error) for error in result.errors]


def test_the_headings_are_words_own_and_every_style_has_a_chinese_font(word: bytes) -> None:
    heading = next(p for p in part(word).iter(W + "p") if text_of(p) == "一、单位基本情况")
    assert style_of(heading) == "heading 1"
    for style in part(word, "word/styles.xml").iter(W + "style"):
        if style.get(W + "type") == "paragraph" and style.get(W + "default") is None:
            fonts = style.find(f"{W}rPr/{W}rFonts")
            assert fonts.get(W + "eastAsia") in (
                "方正小标宋简体",
                "黑体",
                "楷体_GB2312",
                "仿宋_GB2312",
                "宋体",
            )
            assert fonts.get(W + "ascii") == fonts.get(W + "eastAsia")


def test_the_cover_has_no_number_and_counting_starts_behind_it(word: bytes) -> None:
    first, second = part(word).iter(W + "sectPr")
    assert first.find(W + "footerReference") is None and first.find(W + "pgNumType") is None
    assert second.find(W + "footerReference") is not None
    assert second.find(W + "pgNumType").get(W + "start") == "1"
    assert "".join(node.text for node in part(word, "word/footer1.xml").iter(W + "t")) == "— 1 —"


def test_pages_without_numbers_have_no_foot() -> None:
    made = docx_bytes(
        _one_part(written("甲", "a"), page=PageSetup(number=False)), WordOptions(True, True, True)
    )
    assert part(made).find(f".//{W}footerReference") is None
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert not any("footer" in name for name in archive.namelist())


def test_the_page_is_the_plans_page_lying_and_with_room_for_glue() -> None:
    page = PageSetup(landscape=True, binding_mm=5)
    section = part(docx_bytes(_one_part(written("甲", "a"), page=page))).find(f"{W}body/{W}sectPr")
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    assert size.get(W + "orient") == "landscape"
    assert [twips(size, name) / TWIPS for name in ("w", "h")] == pytest.approx([297, 210], abs=0.02)
    assert [twips(margins, name) / TWIPS for name in ("gutter", "left")] == pytest.approx([5, 26], abs=0.02)


def test_a_table_that_opens_a_part_starts_its_page(tmp_path: Path) -> None:
    table = wuhan_plan().parts[2].blocks[0]
    assert isinstance(table, Grid)
    short = replace(table, rows=table.rows[:3])
    plan = replace(
        _one_part(written("甲", "a")),
        parts=(PlanPart("one", (written("甲", "a"),)), PlanPart("two", (short, short), starts_page=True)),
    )
    pages = pdf_pages(to_pdf(docx_bytes(plan), tmp_path))
    assert len(pages) == 2
    assert pages[1].startswith("单位名称") and pages[1].count("单位名称") == 2


def test_a_header_row_is_repeated_on_every_page(tmp_path: Path) -> None:
    grid = Grid(
        (40.0, 118.0),
        (
            GridRow((label("序号"), label("应用场景描述", 1)), header=True),
            *(GridRow((label(str(number)), answer(LONG, "text", 1))) for number in range(1, 31)),
        ),
    )
    pages = pdf_pages(to_pdf(docx_bytes(_one_part(grid)), tmp_path))
    assert len(pages) >= 2
    assert all(page.startswith("序号应用场景描述") for page in pages)


def test_signature_lines_stay_together_with_room_for_the_seal(word: bytes) -> None:
    lines = [p for p in part(word).iter(W + "p") if style_of(p) == "签章"]
    held = [line.find(f"{W}pPr/{W}keepNext") is not None for line in lines]
    assert held == [True, True, False]
    spacing = lines[1].find(f"{W}pPr/{W}spacing")
    assert twips(spacing, "before") + twips(spacing, "line") == pytest.approx(45 * TWIPS, abs=5)


def test_control_characters_from_a_paste_do_not_reach_the_file() -> None:
    made = docx_bytes(_one_part(written("甲\x0b乙\x00丙\ud800丁", "a")))
    assert words(made) == "甲乙丙丁"


def test_a_line_feed_breaks_the_line_and_blanks_are_kept() -> None:
    body = part(docx_bytes(_one_part(Paragraph((Run("甲\n乙  丙 "),), "body"))))
    texts = list(body.iter(W + "t", W + "br"))
    assert [node.text for node in texts] == ["甲", None, "乙  丙 "]


def test_of_a_long_table_only_rows_that_open_something_are_held_to_the_next(word: bytes) -> None:
    rows = part(word).findall(f"{W}body/{W}tbl")[1].findall(f"{W}tr")
    assert any("图1系统部署现场" in text_of(row) for row in rows)
    opening = [
        n for n, row in enumerate(rows) if n == 0 or row.find(f".//{W}vMerge[@{W}val='restart']") is not None
    ]
    assert [n for n, row in enumerate(rows) if list(row.iter(W + "keepNext"))] == opening


def test_a_small_table_is_held_on_one_page(tmp_path: Path) -> None:
    filler = [written("甲", "a") for _ in range(24)]
    small = small_grid("b", 158, "caption")
    pages = pdf_pages(to_pdf(docx_bytes(_one_part(*filler, small)), tmp_path))
    assert len(pages) == 2
    assert pages[1].startswith("表1应用前后对比指标")


def test_what_was_typed_on_a_line_keeps_its_rule_in_libreoffice() -> None:
    run = Run("院前急救", "answer", field="a", underline=True)
    control = part(docx_bytes(_one_part(Paragraph((run,), "cell_answer")))).find(f".//{W}sdt")
    assert control.find(f"{W}sdtPr/{W}richText") is not None
    assert control.find(f".//{W}u").get(W + "val") == "single"


def test_a_phone_number_a_little_too_wide_is_set_smaller_instead_of_cut() -> None:
    grid = Grid((26.0, 132.0), (GridRow((answer("13800000000", "mobile", 0), label("手机", 1))),))
    size = part(docx_bytes(_one_part(grid))).find(f".//{W}sdtContent//{W}sz")
    assert 16 <= int(size.get(W + "val")) < 24


def test_no_label_is_left_with_a_single_character_on_a_line(tmp_path: Path) -> None:
    grid = Grid((25.0, 133.0), (GridRow((label("组织机构代码"), answer("", "org_code", 1))),))
    printed = to_pdf(docx_bytes(_one_part(grid)), tmp_path)
    text = subprocess.run(
        ["pdftotext", "-raw", printed, "-"], capture_output=True, check=True
    ).stdout.decode()
    assert text.split()[:2] == ["组织机构", "代码"]


def test_a_picture_stands_on_a_line_of_its_own_and_is_held_to_its_caption(word: bytes) -> None:
    assert len(list(part(word).iter(W + "drawing"))) == 2
    pictures = [
        p for p in part(word).iter(W + "p") if p.find(f".//{W}drawing") is not None and not text_of(p)
    ]
    assert len(pictures) == 2
    last = pictures[-1]
    assert last.find(f"{W}pPr/{W}keepNext") is not None
    assert last.find(f"{W}pPr/{W}spacing").get(W + "lineRule") == "auto"
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        media = [name for name in archive.namelist() if name.startswith("word/media/")]
    assert len(media) == 1, "the same picture is stored once"
