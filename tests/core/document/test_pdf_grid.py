"""Tables over several pages: nothing lost, nothing outside the page, borders closed, headers repeated."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.plan import (
    Figure,
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
from aimed_desktop.document.plan.styles import StyleName
from aimed_desktop.document.typeset.boxes import MM, Picture, RuledLine, TextMark
from aimed_desktop.document.typeset.typeset import Page as SetPage
from aimed_desktop.document.typeset.typeset import sheet_of, typeset
from tests.core.document.test_pdf import jpeg
from tests.pdf_file import PdfFile

WIDTHS = tuple(158 * share / 100 for share in (14, 12, 16, 10, 14, 10, 24))
SENTENCE = "系统以多模态大模型为核心，建立“筛查—诊断—随访”闭环，覆盖CT、MRI等12类检查。"


def words(text: str, style: StyleName = "cell_answer") -> Paragraph:
    return Paragraph((Run(text),), style)


def cell(column: int, *blocks: PlanBlock | str, span: int = 1, down: int = 1, top: bool = False) -> GridCell:
    made = tuple(words(block) if isinstance(block, str) else block for block in blocks)
    return GridCell(column, made, span, down, "top" if top else "middle")


def label(column: int, text: str, down: int = 1) -> GridCell:
    return GridCell(column, (words(text, "cell_label"),), 1, down)


def plan(*blocks: PlanBlock, draft: bool = False) -> Plan:
    return Plan(
        "form", Properties("表", "", "7ZK3Q9XA"), PageSetup(), (PlanPart("table", blocks),), draft=draft
    )


def long_text(tag: str, sentences: int) -> str:
    return "".join(f"{tag}{n}{SENTENCE}" for n in range(sentences))


def texts_of(page: SetPage) -> str:
    return "".join(
        mark.text for _, _, strip in page.placed for mark in strip.marks if isinstance(mark, TextMark)
    )


def extent(page: SetPage) -> tuple[float, float]:
    """The lowest place that a mark reaches, and the farthest right."""
    bottoms, rights = [0.0], [0.0]
    for x, y, strip in page.placed:
        for mark in strip.marks:
            if isinstance(mark, RuledLine):
                bottoms.append(y + max(mark.y, mark.to_y))
                rights.append(x + max(mark.x, mark.to_x))
            else:
                bottoms.append(y + mark.y + (mark.height if isinstance(mark, Picture) else 0))
    return max(bottoms), max(rights)


def official_table(answer: str, introduction: Sequence[PlanBlock]) -> Grid:
    person = [label(3, "职务"), cell(4, "主任"), label(5, "电话"), cell(6, "027-85317173")]
    return Grid(
        WIDTHS,
        (
            GridRow((label(0, "单位名称"), cell(1, "示例市第一人民医院", span=6)), 10.5),
            GridRow((label(0, "申报人员", 2), label(1, "负责人姓名"), cell(2, "欧阳𠮷"), *person), 10.5),
            GridRow((label(1, "联系人姓名"), cell(2, "张三"), *person), 10.5),
            GridRow((label(0, "建设资金来源及组成"), cell(1, answer, span=6, top=True)), 36),
            GridRow((label(0, "单位情况介绍"), cell(1, *introduction, span=6, top=True)), 36),
        ),
    )


def test_the_table_reads_row_by_row_cell_by_cell(tmp_path: Path) -> None:
    text = PdfFile(pdf_bytes(plan(official_table("自筹", [words("介绍")]))), tmp_path).squeezed()
    expected = (
        "单位名称示例市第一人民医院申报人员负责人姓名欧阳𠮷职务主任电话027-85317173"
        "联系人姓名张三职务主任电话027-85317173建设资金来源及组成自筹单位情况介绍介绍"
    )
    assert text.startswith(expected)


def test_a_long_answer_goes_on_over_pages_and_its_label_stands_once(tmp_path: Path) -> None:
    answer = long_text("甲", 90)
    pdf = PdfFile(pdf_bytes(plan(official_table(answer, [words("介绍")]))), tmp_path)
    text = re.sub(r"—\d+—", "", pdf.squeezed())
    assert pdf.pages() >= 3
    assert text.count("建设资金来源及组成") == 1
    assert re.sub(r"建设资金来源及组成", "", text).count(answer) == 1


def test_every_page_closes_the_borders_of_its_piece() -> None:
    sample = plan(official_table(long_text("甲", 90), [words("介绍")]))
    pages = typeset(sample)
    for page in pages:
        rules = [mark for _, _, strip in page.placed for mark in strip.marks if isinstance(mark, RuledLine)]
        bottom, right = extent(page)
        across = [rule for rule in rules if rule.y == rule.to_y]
        offset = page.placed[0][1]
        for edge in (min(rule.y for rule in across), max(rule.y for rule in across)):
            covered = sorted((min(r.x, r.to_x), max(r.x, r.to_x)) for r in across if r.y == edge)
            assert covered[0][0] == pytest.approx(0, abs=0.1)
            assert max(end for _, end in covered) == pytest.approx(right, abs=0.1)
        assert bottom <= sheet_of(sample).text_height + 0.1
        assert offset == pytest.approx(0)


def test_a_growing_label_beside_many_rows_goes_on_on_the_next_page() -> None:
    rows = [GridRow((label(0, "“案例1”简要信息", 60), cell(1, "首行", span=6)), 10.5)]
    rows += [GridRow((cell(1, f"第{n}行", span=6),), 10.5) for n in range(59)]
    pages = typeset(plan(Grid(WIDTHS, tuple(rows))))
    assert len(pages) == 3
    whole = "".join(texts_of(page) for page in pages)
    assert whole.count("“案例1”") == 1
    assert all(f"第{n}行" in whole for n in range(59))
    edge = WIDTHS[0] * MM
    for page in pages:
        verticals = [
            mark
            for _, _, strip in page.placed
            for mark in strip.marks
            if isinstance(mark, RuledLine) and mark.x == mark.to_x == pytest.approx(edge, abs=0.01)
        ]
        assert max(abs(rule.to_y - rule.y) for rule in verticals) == pytest.approx(extent(page)[0], abs=0.1)


def test_header_rows_are_repeated_on_each_page(tmp_path: Path) -> None:
    header = GridRow((cell(0, "序号"), cell(1, "申报单位名称")), header=True)
    rows = [GridRow((cell(0, str(n)), cell(1, f"第{n}家医院")), 12) for n in range(60)]
    pdf = PdfFile(pdf_bytes(plan(Grid((30, 128), (header, *rows)))), tmp_path)
    assert pdf.pages() == 4
    for page in range(1, 5):
        assert pdf.squeezed(page).startswith("序号申报单位名称")
    assert all(pdf.squeezed().count(f"第{n}家医院") == 1 for n in range(60))


def test_no_header_stands_alone_at_the_foot_of_a_page() -> None:
    rows = [GridRow((cell(0, f"甲{n}"), cell(1, SENTENCE * 2)), 30) for n in range(9)]
    table = Grid((20, 100), (GridRow((cell(0, "序号"), cell(1, "名称")), header=True), *rows))
    for lines in range(1, 28):
        pages = typeset(plan(*[words("行", "body") for _ in range(lines)], table))
        for page in pages:
            assert ("序号" in texts_of(page)) == ("甲" in texts_of(page))


def test_no_first_row_stands_alone_under_its_heading() -> None:
    rows = [GridRow((label(0, f"行{n}"), cell(1, SENTENCE, span=6)), 20) for n in range(12)]
    for lines in range(1, 28):
        body = [words("行", "body") for _ in range(lines)]
        pages = typeset(plan(*body, words("二、标题", "heading1"), Grid(WIDTHS, tuple(rows))))
        page = next(page for page in pages if "标题" in texts_of(page))
        assert {"行0", "行1"} <= {f"行{n}" for n in range(12) if f"行{n}" in texts_of(page)}


def test_a_label_of_several_rows_begins_beside_two_of_them_at_least() -> None:
    rows = [
        GridRow((*([label(0, f"案例{n // 3}", 3)] if n % 3 == 0 else []), cell(1, f"行{n}", span=6)), 14)
        for n in range(60)
    ]
    first = 0
    for page in typeset(plan(Grid(WIDTHS, tuple(rows)))):
        first += texts_of(page).count("行")
        assert first % 3 != 1


def test_a_number_a_little_too_wide_for_its_cell_is_set_smaller_not_cut(tmp_path: Path) -> None:
    row = GridRow((cell(0, "13800000000"), cell(1, "demo@example.invalid")))
    pdf = PdfFile(pdf_bytes(plan(Grid((25, 43), (row,)))), tmp_path)
    assert {"13800000000", "demo@example.invalid"} <= {box[4] for box in pdf.boxes(1)}


def test_a_small_table_is_not_parted() -> None:
    rows = [GridRow((cell(0, f"指标{n}"), cell(1, "8分钟")), 8, header=n == 0) for n in range(6)]
    small = Grid((50, 50), tuple(rows))
    for lines in range(18, 28):
        pages = typeset(plan(*[words("行", "body") for _ in range(lines)], small))
        assert [page for page in pages if "指标" in texts_of(page)] == [pages[-1]]
        inside = typeset(
            plan(Grid((158,), (GridRow((cell(0, *[words("行")] * lines, *[words("行")] * 10, small),)),)))
        )
        assert len([page for page in inside if "指标" in texts_of(page)]) == 1


def test_a_short_row_moves_to_the_next_page_whole() -> None:
    rows = [GridRow((label(0, f"行{n}"), cell(1, "字" * 120, span=6)), 10.5) for n in range(40)]
    for page in typeset(plan(Grid(WIDTHS, tuple(rows)))):
        text = texts_of(page)
        assert text.count("字") == 120 * text.count("行")


def test_a_high_empty_answer_at_the_end_of_a_page_is_not_carried_over() -> None:
    rows = [
        GridRow((label(0, "甲"), cell(1, "已填", span=6, top=True)), 190),
        GridRow((label(0, "乙"), cell(1, "", span=6, top=True)), 55),
    ]
    assert len(typeset(plan(Grid(WIDTHS, tuple(rows))))) == 1


def test_pictures_and_a_table_inside_a_cell_are_drawn_in_their_order(tmp_path: Path) -> None:
    inner = Grid(
        (40, 40),
        (
            GridRow((cell(0, "指标"), cell(1, "前后")), header=True),
            GridRow((cell(0, "时间"), cell(1, "8分钟"))),
        ),
        words("表1 对比", "cell_caption"),
    )
    blocks = [words("先文"), Figure(jpeg(), 80, 50, words("图1 现场", "cell_caption")), inner, words("后文")]
    data = pdf_bytes(plan(official_table("自筹", blocks)))
    assert "先文图1现场表1对比指标前后时间8分钟后文" in PdfFile(data, tmp_path).squeezed()


def test_an_inner_table_row_higher_than_a_page_is_cut_like_the_rest() -> None:
    inner = Grid((100,), (GridRow((cell(0, long_text("内", 120), top=True),)),))
    sample = plan(official_table("自筹", [inner]))
    pages = typeset(sample)
    assert "".join(texts_of(page) for page in pages).count("内119") == 1
    assert all(extent(page)[0] <= sheet_of(sample).text_height + 0.1 for page in pages)


row_shapes = st.tuples(
    st.integers(0, 3), st.integers(0, 40), st.sampled_from([0.0, 10.5, 36, 120, 260]), st.integers(0, 30)
)


@pytest.mark.large
@given(st.lists(row_shapes, min_size=1, max_size=12), st.integers(0, 25))
def test_any_table_ends_and_loses_nothing_and_stays_on_its_pages(
    shapes: list[tuple[int, int, float, int]], filler: int
) -> None:
    rows: list[GridRow] = []
    spanned = 0
    for index, (down, sentences, minimum, side) in enumerate(shapes):
        cells = [
            cell(1, f"始{index}" + "字" * side),
            cell(2, long_text(f"答{index}、", sentences), span=5, top=True),
        ]
        if not spanned:
            spanned = min(down + 1, len(shapes) - index)
            cells.insert(0, cell(0, f"标{index}" + "长" * side * (down + 1), down=spanned))
        spanned -= 1
        rows.append(GridRow(tuple(cells), minimum))
    sample = plan(*[words("行", "body") for _ in range(filler)], Grid(WIDTHS, tuple(rows)))
    pages = typeset(sample)
    whole = "".join(texts_of(page) for page in pages)
    printed = "".join(_all_texts(rows))
    assert {c: whole.count(c) for c in "始字长标筛答闭"} == {c: printed.count(c) for c in "始字长标筛答闭"}
    assert all(extent(page)[0] <= sheet_of(sample).text_height + 0.1 for page in pages)
    assert all(page.placed for page in pages)


def _all_texts(rows: Sequence[GridRow]) -> list[str]:
    blocks = [block for row in rows for made in row.cells for block in made.blocks]
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_twenty_pages_with_ten_photos_keep_every_photo() -> None:
    photos = [Figure(jpeg(1200, 800 + n), 120, 80, words(f"图{n}", "cell_caption")) for n in range(10)]
    blocks: list[PlanBlock] = []
    for photo in photos:
        blocks += [words(long_text("文", 36)), photo]
    sample = plan(official_table("自筹", blocks))
    with pikepdf.open(io.BytesIO(pdf_bytes(sample))) as pdf:
        assert len(pdf.pages) >= 20
        assert sum(len(page.Resources.get("/XObject", {})) for page in pdf.pages) == 10
