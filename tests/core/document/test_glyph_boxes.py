"""Read back from the PDF: no character leaves its cell or the page, none prints over another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.plan import (
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    Plan,
    PlanPart,
    Properties,
    Run,
)
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.typeset.typeset import sheet_of
from tests.glyph_boxes import Sheet, sheets

LIBRARY = default_library(None)
FORMS = [entry.id for entry in LIBRARY.listing(all_=True)]
CASES = [
    *((form, True) for form in FORMS if LIBRARY.example(form) is not None),
    *((form, False) for form in FORMS),
]


@pytest.fixture(
    scope="module", params=CASES, ids=lambda case: f"{case[0]}-{'filled' if case[1] else 'blank'}"
)
def printed(request: pytest.FixtureRequest) -> list[tuple[Plan, list[Sheet]]]:
    """The documents of a form without the draft's mark, and their pages."""
    form, example = request.param
    app = begin(LIBRARY, form, example=example)
    plans = [replace(plan, draft=False) for plan in make_plans(app, draft=not example)]
    return [(plan, sheets(pdf_bytes(plan))) for plan in plans]


def test_no_character_runs_over_the_edge_of_its_cell(printed: list[tuple[Plan, list[Sheet]]]) -> None:
    assert sum(len(sheet.rules) for _, pages in printed for sheet in pages) > 10
    for plan, pages in printed:
        for number, sheet in enumerate(pages, 1):
            found = [(glyph.text, rule) for glyph, rule in sheet.crossings()]
            assert not found, (plan.document, number)


def test_no_character_prints_over_another(printed: list[tuple[Plan, list[Sheet]]]) -> None:
    for plan, pages in printed:
        for number, sheet in enumerate(pages, 1):
            found = [(one.text, other.text, one) for one, other in sheet.overlaps()]
            assert not found, (plan.document, number)


def test_no_character_stands_outside_the_margins(printed: list[tuple[Plan, list[Sheet]]]) -> None:
    for plan, pages in printed:
        paper = sheet_of(plan)
        left, right = paper.left - 1, paper.left + paper.text_width + 1
        foot = 10 * 72 / 25.4  # the page number stands below the text, the paper's edge stays free
        for number, sheet in enumerate(pages, 1):
            assert sheet.outside(left, foot, right, sheet.height - paper.top + 1) == [], (
                plan.document,
                number,
            )


def test_the_reader_of_boxes_sees_a_character_on_a_line_and_one_on_another() -> None:
    wide = Paragraph((Run("宽宽宽宽"),), "cell_label")
    grid = Grid((40.0, 40.0), (GridRow((GridCell(0, (wide,)), GridCell(1, (wide,)))),))
    plan = Plan("a", Properties("", "", ""), PageSetup(number=False), (PlanPart("p", (grid,)),))
    (sheet,) = sheets(pdf_bytes(plan))
    assert len(sheet.glyphs) == 8 and len(sheet.uprights()) == 4 and len(sheet.levels()) == 4
    edge = sheet.uprights()[0].left
    moved = [replace(g, left=edge - 4, right=edge + 4) for g in sheet.glyphs[:2]]
    wrong = replace(sheet, glyphs=tuple(moved))
    assert list(wrong.crossings()) and list(wrong.overlaps())
