"""Every table of every form, blank and filled: spans add up to the grid, merged cells begin once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from lxml import etree

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.write.word_document import docx_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LIBRARY = default_library(None)
FORMS = [entry.id for entry in LIBRARY.listing(all_=True)]


def tables(form_id: str, *, example: bool) -> Iterator[etree._Element]:
    for plan in make_plans(begin(LIBRARY, form_id, example=example), draft=not example):
        with zipfile.ZipFile(io.BytesIO(docx_bytes(plan))) as package:
            yield from etree.fromstring(package.read("word/document.xml")).iter(W + "tbl")


def attribute(cell: etree._Element, path: str) -> str | None:
    found = cell.find(f"{W}tcPr/{W}{path}")
    return None if found is None else found.get(W + "val", "continue")


def spans(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Each cell of a row with the columns from which and to which it goes."""
    column = 0
    for cell in row.findall(W + "tc"):
        span = int(attribute(cell, "gridSpan") or 1)
        yield column, column + span, cell
        column += span


@pytest.mark.parametrize("example", [False, True], ids=["blank", "filled"])
@pytest.mark.parametrize("form_id", FORMS)
def test_spans_add_up_to_the_grid_and_widths_to_the_columns(form_id: str, *, example: bool) -> None:
    for table in tables(form_id, example=example):
        widths = [int(column.get(W + "w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        for row in table.findall(W + "tr"):
            cells = list(spans(row))
            assert cells[-1][1] == len(widths)
            for start, end, cell in cells:
                told = int(cell.find(f"{W}tcPr/{W}tcW").get(W + "w"))  # type: ignore[union-attr]
                assert told == sum(widths[start:end])


@pytest.mark.parametrize("example", [False, True], ids=["blank", "filled"])
@pytest.mark.parametrize("form_id", FORMS)
def test_a_merged_cell_begins_with_restart_and_keeps_its_columns(form_id: str, *, example: bool) -> None:
    for table in tables(form_id, example=example):
        above: dict[tuple[int, int], str | None] = {}
        for row in table.findall(W + "tr"):
            here = {(start, end): attribute(cell, "vMerge") for start, end, cell in spans(row)}
            goes_on = [place for place, merge in here.items() if merge == "continue"]
            assert all(above.get(place) in ("restart", "continue") for place in goes_on)
            above = here
