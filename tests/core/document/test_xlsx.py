"""Plans as Excel: the sheet says what the plan says, prints on its paper, and nothing in it is a formula."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.excel.xlsx import xlsx_bytes
from aimed_desktop.document.plan.plan import (
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    Plan,
    PlanBlock,
    PlanPart,
    Properties,
    Run,
)
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.plan.styles import StyleName
from tests.libreoffice import pdf_pages, to_pdf

LIBRARY = default_library(None)
SUMMARIES = [entry.id for entry in LIBRARY.listing() if entry.kind == "summary"]


def words(text: str, style: StyleName = "cell_answer", kind: str = "answer") -> Paragraph:
    return Paragraph((Run(text, kind),), style)  # type: ignore[arg-type]  # a literal of the kinds


def cell(column: int, text: str, span: int = 1, down: int = 1, kind: str = "answer") -> GridCell:
    return GridCell(column, (words(text, kind=kind),), span, down)


def header(*texts: str) -> GridRow:
    return GridRow(tuple(cell(n, text, kind="label") for n, text in enumerate(texts)), header=True)


def plan(*blocks: PlanBlock, draft: bool = False) -> Plan:
    page = PageSetup(landscape=True, left_mm=20, right_mm=20, top_mm=22, bottom_mm=24)
    return Plan(
        "summary", Properties("汇总表", "甲", "7ZK3Q9XA"), page, (PlanPart("p", blocks),), draft=draft
    )


def sheet(*blocks: PlanBlock, draft: bool = False) -> Worksheet:
    worksheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(plan(*blocks, draft=draft)))).active
    assert isinstance(worksheet, Worksheet)
    return worksheet


def texts(worksheet: Worksheet) -> list[list[str]]:
    """The texts of each row that has any, without the cells that a merged one covers."""
    rows = ([str(value) for value in row if value is not None] for row in worksheet.values)
    return [row for row in rows if row]


def said(block: PlanBlock) -> list[list[str]]:
    if isinstance(block, Paragraph):
        return [[block.text]] if block.text else []
    assert isinstance(block, Grid)
    rows = (
        ["\n".join(b.text for b in c.blocks if isinstance(b, Paragraph) and b.text) for c in r.cells]
        for r in block.rows
    )
    return [shown for row in rows if (shown := [text for text in row if text])]


@pytest.mark.parametrize("form_id", SUMMARIES)
@pytest.mark.parametrize("example", [False, True])
def test_a_summary_says_in_excel_what_word_and_pdf_say(form_id: str, example: bool) -> None:
    (made,) = make_plans(begin(LIBRARY, form_id, example=example), draft=not example)
    wanted = [row for part in made.parts for block in part.blocks for row in said(block)]
    worksheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(made))).active
    assert isinstance(worksheet, Worksheet)
    assert texts(worksheet) == wanted


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+86", "-1", "@a", "#N/A", "00123", "1E5"])
def test_what_was_typed_stays_text(text: str) -> None:
    made = sheet(Grid((40, 60), (GridRow((cell(0, "甲"), cell(1, text))),))).cell(1, 2)
    assert (made.value, made.data_type, made.number_format) == (text, "s", "@")
    assert made.quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_ids_and_phones_are_text_and_running_numbers_are_numbers() -> None:
    row = GridRow((cell(0, "3", kind="label"), cell(1, "420106198001010015"), cell(2, "02785317173")))
    made = sheet(Grid((10, 60, 40), (row,)))
    assert [c.value for c in made[1]] == [3, "420106198001010015", "02785317173"]


def test_what_a_workbook_cannot_hold_is_left_out_or_cut() -> None:
    made = sheet(Grid((100,), (GridRow((cell(0, "甲\x0b乙\ud800丙"),)), GridRow((cell(0, "示" * 40_000),)))))
    assert made.cell(1, 1).value == "甲乙丙"
    long = str(made.cell(2, 1).value)
    assert len(long) == 32_767 and long.endswith("示…")


def test_a_page_is_a4_landscape_as_wide_as_the_paper() -> None:
    made = sheet(Paragraph((Run("标题"),), "title"), Grid((100, 157), (header("甲", "乙"),)))
    assert made.page_setup.orientation == "landscape" and made.page_setup.paperSize == 9
    assert made.sheet_properties.pageSetUpPr is not None and made.sheet_properties.pageSetUpPr.fitToPage
    assert (made.page_setup.fitToWidth, made.page_setup.fitToHeight) == (1, 0)
    assert made.print_area == "'汇总表'!$A$1:$B$3"
    assert made.page_margins.left == pytest.approx(20 / 25.4)
    pixels = [made.column_dimensions[name].width * 7 + 5 for name in "AB"]
    assert [round(px * 25.4 / 96) for px in pixels] == [100, 157]


def test_the_header_of_a_table_comes_again_on_each_page() -> None:
    rows = [GridRow((cell(0, str(n), kind="label"), cell(1, "示例"))) for n in range(3)]
    made = sheet(Paragraph((Run("标题"),), "title"), Grid((20, 237), (header("序号", "名称"), *rows)))
    assert made.print_title_rows == "$2:$2"


def test_of_several_tables_the_title_comes_again_and_none_begins_at_the_foot_of_a_page() -> None:
    row = GridRow((cell(0, "1", kind="label"), cell(1, "示例")), min_height_mm=25)
    first = Grid((20, 237), (header("序号", "名称"), *[row] * 4))
    second = Grid((20, 100, 137), (header("序号", "名称", "说明"), *[row] * 2))
    made = sheet(Paragraph((Run("标题"),), "title"), first, second)
    assert made.print_title_rows == "$1:$1"
    begins = next(c.row for c in made["A"] if c.value == "序号" and c.row > 2)
    assert [entry.id for entry in made.row_breaks.brk] == [begins - 1]


def test_tables_one_under_another_share_columns_by_merging() -> None:
    made = sheet(
        Grid((20, 80, 157), (header("序号", "名称", "说明"),)),
        Grid((20, 237), (header("序号", "说明"),)),
    )
    assert len(made.column_dimensions) == 3
    assert [str(entry) for entry in made.merged_cells.ranges] == ["B3:C3"]
    assert all(made.cell(3, column).border.right.style == "thin" for column in (1, 2, 3))


def test_a_row_is_as_high_as_its_longest_text_in_merged_cells_too() -> None:
    text = "示" * 60  # at 12 pt a line of 80 mm holds 18 of them
    narrow = Grid((20, 80, 157), (GridRow((cell(0, "1"), cell(1, text), cell(2, "短"))),))
    wide = Grid((20, 237), (GridRow((cell(0, "1"), cell(1, text))),))
    made = sheet(narrow, wide)
    heights = [made.row_dimensions[row].height or 0 for row in (1, 3)]
    assert 4 * 19 <= heights[0] <= 6 * 19
    assert 19 <= heights[1] <= 2 * 19 + 6
    assert made.cell(1, 2).alignment.wrap_text


def test_a_cell_over_two_rows_makes_room_in_the_last() -> None:
    tall = cell(0, "示" * 90, down=2)
    made = sheet(Grid((40, 217), (GridRow((tall, cell(1, "甲"))), GridRow((cell(1, "乙"),)))))
    assert sum(made.row_dimensions[row].height or 0 for row in (1, 2)) >= 11 * 19
    assert "A1:A2" in [str(entry) for entry in made.merged_cells.ranges]


def test_a_text_higher_than_excel_shows_is_spread_over_rows() -> None:
    made = sheet(Grid((40, 217), (GridRow((cell(0, "示" * 600), cell(1, "甲"))),)))
    heights = [d.height or 0 for d in made.row_dimensions.values()][:-1]
    assert len(heights) > 1 and max(heights) <= 409 and sum(heights) >= 60 * 19
    assert sorted(str(entry) for entry in made.merged_cells.ranges) == [
        f"{column}1:{column}{len(heights)}" for column in "AB"
    ]


def test_a_draft_says_so_on_each_page() -> None:
    block = Paragraph((Run("标题"),), "title")
    assert (sheet(block, draft=True).oddHeader.center.text, sheet(block).oddHeader.center.text) == (
        "草稿",
        None,
    )


def test_the_same_plan_is_the_same_bytes_and_no_clock_is_in_them() -> None:
    made = plan(Grid((257,), (header("甲"),)))
    data = xlsx_bytes(made)
    assert data == xlsx_bytes(made)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2 and "7ZK3Q9XA" in core


def test_libreoffice_prints_the_example_whole_on_landscape_pages(tmp_path: Path) -> None:
    (made,) = make_plans(begin(LIBRARY, "wuhan-2026-5", example=True))
    pdf = to_pdf(xlsx_bytes(made), tmp_path, "table", kind="xlsx")
    pages = pdf_pages(pdf)
    printed = "".join(pages)
    for part in made.parts:
        for block in part.blocks:
            for row in said(block):
                assert all("".join(text.split()) in printed for text in row), row
    size = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    assert "841.89 x 595.304 pts" in size or "A4" in size
    assert all("创新应用项目申报信息汇总表" in page for page in pages)
