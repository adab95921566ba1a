"""Official typography, measured on the PDF: room for seals, pitch of cover lines, binding edge, cut rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.plan import (
    CoverPage,
    CoverRow,
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    Plan,
    PlanPart,
    Properties,
    Run,
    SignatureBlock,
)
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.typeset import text as typeset_text
from aimed_desktop.document.typeset.boxes import TextMark, moved
from aimed_desktop.document.typeset.cover_check import cover_findings
from aimed_desktop.document.typeset.cover_fit import fit_cover
from aimed_desktop.document.typeset.typeset import sheet_of, typeset
from aimed_desktop.document.word.write.word_document import docx_bytes
from aimed_desktop.services.checking import check_application
from tests.glyph_boxes import Sheet, sheets
from tests.libreoffice import pdf_pages, to_pdf

MM = 72 / 25.4
LIBRARY = default_library(None)


def _plan(*blocks: object, page: PageSetup | None = None) -> Plan:
    return Plan("a", Properties("", "", ""), page or PageSetup(number=False), (PlanPart("p", blocks),))


def _label(text: str, column: int = 0, down: int = 1) -> GridCell:
    return GridCell(column, (Paragraph((Run(text),), "cell_label"),), down=down)


def _long(column: int = 1) -> GridCell:
    lines = tuple(Paragraph((Run(f"第{n}段。" * 20),), "cell_answer", "justify", 2) for n in range(40))
    return GridCell(column, lines, vertical="top")


def _lefts(sheet: Sheet, text: str) -> list[float]:
    return [glyph.left for glyph in sheet.glyphs if glyph.text == text]


def test_a_signature_leaves_room_for_the_seal_and_stays_on_one_page() -> None:
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    plan = make_plans(app)[0]
    (block,) = [b for part in plan.parts for b in part.blocks if isinstance(b, SignatureBlock)]
    filler = [Paragraph((Run("甲"),), "body") for _ in range(24)]
    first, second = sheets(pdf_bytes(_plan(*filler, block)))
    assert {glyph.text for glyph in first.glyphs} == {"甲"}
    names, seals = [
        glyph.top for glyph in second.glyphs if glyph.text == "："
    ]  # 申请单位法人代表（签名）：  申请单位（盖章）：
    assert names - seals >= 45 * MM


def test_a_cell_that_is_stamped_leaves_room_for_the_seal() -> None:
    app = begin(LIBRARY, "demo", example=True)
    for sheet in sheets(pdf_bytes(make_plans(app)[0])):
        text = "".join(glyph.text for glyph in sheet.glyphs)
        if "公章：" in text and "愿承担相应的责任。" in text:
            above = sheet.glyphs[text.index("应的责任") + 3].bottom
            below = sheet.glyphs[text.index("月日", text.index("公章：")) + 1].bottom
            assert above - below >= 45 * MM
            return
    pytest.fail("the stamped cell was not found on one page")


def test_names_on_the_cover_that_are_sealed_stand_25_mm_apart() -> None:
    rows = tuple(CoverRow("甲", "某医院", "（加盖公章）", stamp=True) for _ in range(4))
    (sheet,) = sheets(pdf_bytes(_plan(CoverPage(("题目",), rows, ("落款",)))))
    tops = [glyph.top for glyph in sheet.glyphs if glyph.text == "甲"]
    assert all(above - below >= 25 * MM - 0.1 for above, below in pairwise(tops))
    assert len({round(left, 1) for left in _lefts(sheet, "某")}) == 1, "the values are aligned"


LONG_NAMES = (
    "华中科技大学同济医学院附属示例医院（武汉示例临床学院）",
    "武汉示例医学人工智能科技股份有限公司",
    "中国科学院示例技术研究院武汉分院",
    "湖北省示例医疗器械质量监督检验研究院（国家示例医疗器械质量检验检测中心）",
)


def _cover(names: tuple[str, ...] = LONG_NAMES, more: int = 0) -> CoverPage:
    labels = ("申报单位", "联合申报单位", *("",) * len(names))
    units = [CoverRow(labels[at], name, "（加盖公章）", f"u{at}", True) for at, name in enumerate(names)]
    project = (
        "基于多模态大模型的急诊胸痛三联征CT智能辅助诊断、分级预警与危急值闭环管理平台" + "及其应用" * more
    )
    rows = [
        *units,
        CoverRow("案例名称", project),
        CoverRow("单位地址", "湖北省武汉市东湖新技术开发区高新大道666号"),
    ]
    return CoverPage(("题目",), (*rows, CoverRow("申报日期", "2026年6月10日")), ("落款单位", "2026年"))


@pytest.mark.parametrize("more", [0, 5, 20, 60])
def test_a_full_cover_stays_on_its_page_and_nothing_stands_over_another(more: int) -> None:
    plan = _plan(_cover(more=more))
    (page,) = typeset(plan)
    marks = [moved(mark, x, y) for x, y, strip in page.placed for mark in strip.marks]
    lines: dict[float, str] = {}
    for mark in marks:
        if isinstance(mark, TextMark):
            lines[round(mark.y, 1)] = lines.get(round(mark.y, 1), "") + mark.text
    assert all(below - above >= 14 for above, below in pairwise(sorted(lines)))
    assert min(lines) > 0 and max(lines) < sheet_of(plan).text_height
    assert [lines[y] for y in sorted(lines)][-2:] == ["落款单位", "2026年"]


def test_on_a_full_cover_seals_stay_25_mm_apart_and_a_name_has_the_whole_line() -> None:
    fit = fit_cover(_cover(), 158 * MM, 239 * MM)
    tops = list(accumulate((row.above + row.height for row in fit.rows), initial=0))
    middles = [top + row.above + row.height / 2 for top, row in zip(tops, fit.rows, strict=False)]
    sealed = [middle for middle, row in zip(middles, fit.rows, strict=True) if row.row.stamp]
    assert len(sealed) == 4 and fit.fits
    assert all(below - above >= 25 * MM - 0.1 for above, below in pairwise(sealed))
    assert (fit.rows[2].left, fit.rows[2].lines) == (0, 1)


def test_a_cover_that_fits_keeps_its_size_and_pitch() -> None:
    fit = fit_cover(_cover(("示例医院",)), 158 * MM, 239 * MM)
    assert (fit.step.pitch_mm, fit.step.line, fit.step.size, fit.fits) == (14, 30, 16, True)


@pytest.mark.parametrize("names", [LONG_NAMES, tuple(name * 2 for name in LONG_NAMES)])
def test_word_prints_the_full_cover_on_one_page_too(names: tuple[str, ...], tmp_path: Path) -> None:
    parts = (
        PlanPart("cover", (_cover(names),)),
        PlanPart("text", (Paragraph((Run("正文"),), "body"),), True),
    )
    plan = replace(_plan(Paragraph((Run(""),), "body")), parts=parts, has_cover=True)
    cover, text = pdf_pages(to_pdf(docx_bytes(plan), tmp_path))
    assert "落款单位" in cover and "申报日期" in cover and "正文" in text
    assert "".join(names[-1].split()) in "".join(cover.split())


def test_a_cover_that_fits_no_page_is_an_error_that_names_its_fields() -> None:
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    assert cover_findings(app) == []
    app.set("scene_name", "胸痛三联征智能诊断" * 120)
    (finding,) = [found for found in check_application(app) if "封面" in found.message]
    assert (finding.severity, finding.rule, finding.field) == ("error", "limit", "scene_name")
    assert "案例名称" in finding.message or "场景名称" in finding.message
    pages = sheets(pdf_bytes(make_plans(app, draft=True)[0]))
    assert all(glyph.bottom > 0 for sheet in pages[:3] for glyph in sheet.glyphs), "a draft runs on"


def test_many_short_names_that_fill_a_cover_are_the_ones_that_its_error_names() -> None:
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    app.set("joint_units", [{"name": f"示例公司{number}"} for number in range(40)])
    (finding,) = [found for found in check_application(app) if "封面" in found.message]
    assert finding.field == "joint_units" and "联合申报单位" in finding.message
    assert "申报日期" not in finding.message


def test_a_glued_set_leaves_its_edge_free() -> None:
    page = make_plans(begin(LIBRARY, "wuhan-2021-3"))[0].page
    (sheet,) = sheets(
        pdf_bytes(_plan(Paragraph((Run("甲" * 200),), "body"), page=replace(page, number=False)))
    )
    assert min(glyph.left for glyph in sheet.glyphs) >= 25 * MM
    assert page.left_mm + page.binding_mm >= 25


def test_a_span_over_a_page_break_goes_on_with_its_lines_and_no_label_stands_alone() -> None:
    rows = (
        GridRow((_label("总括", down=2), _label("一", 1), _long(2))),
        GridRow((_label("二", 1), _long(2))),
    )
    pages = sheets(pdf_bytes(_plan(Grid((20.0, 20.0, 118.0), rows))))
    assert len(pages) > 2
    edge = min(rule.left for rule in pages[0].rules)
    for sheet in pages:
        longest = max(rule.top - rule.bottom for rule in sheet.uprights() if rule.left < edge + 1)
        content = [glyph for glyph in sheet.glyphs if glyph.text == "段"]
        assert content, "no page holds a label alone"
        assert longest >= max(g.top for g in content) - min(g.bottom for g in content)


def test_the_head_of_a_table_stands_on_every_page() -> None:
    head = GridRow((_label("序号"), _label("姓名", 1)), header=True)
    rows = [GridRow((_label(str(n)), _label(f"第{n}人", 1)), 12) for n in range(60)]
    pages = sheets(pdf_bytes(_plan(Grid((30.0, 100.0), (head, *rows)))))
    assert len(pages) > 2
    assert all("".join(g.text for g in sheet.glyphs).startswith("序号姓名") for sheet in pages)


@pytest.mark.parametrize("form", [e.id for e in LIBRARY.listing(all_=True) if LIBRARY.example(e.id)])
def test_every_justified_line_is_full_without_a_gap_that_could_start_a_river(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full: its last character ends at the edge, or its last mark hangs by half its blank body."""
    usual, seen = typeset_text._aligned, []

    def watched(source, line, x, room, align, style, runs):  # type: ignore[no-untyped-def]
        marks = usual(source, line, x, room, align, style, runs)
        if align == "justify" and not line.hard:
            texts = [mark for mark in marks if isinstance(mark, TextMark)]
            last = texts[-1]
            width = sum(source.widths[line.stop - len(last.text) : line.stop])
            end = last.x + width + last.spacing * (len(last.text) - 1)
            seen.append(((x + room - end) / source.size, max(t.spacing for t in texts) / source.size))
        return marks

    monkeypatch.setattr(typeset_text, "_aligned", watched)
    for plan in make_plans(begin(LIBRARY, form, example=True)):
        typeset(plan)
    assert all(-0.51 <= short <= 0.25 and gap <= 0.141 for short, gap in seen)
