"""What can be told of a scan that comes back: whether it belongs to the fixed version."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application, Status
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.fingerprint import fingerprint
from aimed_desktop.packet.checklist import checklist
from aimed_desktop.packet.fixed_paper import FixedPaper, draw_paper
from aimed_desktop.packet.scan_reports import Paper, pages_line, report_scan
from aimed_desktop.packet.scans import page_pictures
from aimed_desktop.packet.void_pages import void_pages


def version(number: int, name: str) -> Application:
    app = begin(default_library(None), "wuhan-2026-1", example=True)
    app.set("scene_name", name)
    app.status, app.version = Status.FINAL, number
    return app


FIRST, SECOND = version(1, "急诊分诊"), version(2, "急诊智能分诊")


@pytest.fixture(scope="module")
def second() -> FixedPaper:
    return draw_paper(SECOND).paper


@pytest.fixture(scope="module")
def paper(second: FixedPaper) -> Paper:
    marks = {fingerprint(FIRST): 1, fingerprint(SECOND): 2}
    void = void_pages(draw_paper(FIRST).paper, 1, second)
    return Paper(SECOND, second.pdfs(), second.page_count, marks, void)


def pdf_of(app: Application) -> bytes:
    (document,) = draw_paper(app).paper.pdfs()
    return document + b"\n% a seal was put on it\n"


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (827, 1169), "white").save(out, "JPEG")
    return out.getvalue()


def test_the_mark_of_the_version_is_found_and_that_of_another_named(paper: Paper) -> None:
    mine, other = (
        report_scan("扫描.pdf", pdf_of(SECOND), 2, paper),
        report_scan("旧.pdf", pdf_of(FIRST), 1, paper),
    )
    assert (mine.tone, mine.pages) == ("good", paper.pages)
    assert other.tone == "bad" and "第1版" in other.words


def test_the_unstamped_print_is_no_scan(paper: Paper) -> None:
    assert "没有盖章" in report_scan("申报书.pdf", paper.printed[0], 2, paper).words


def test_a_photo_of_paper_asks_the_clerk_and_one_of_a_version_partly_void_warns(paper: Paper) -> None:
    assert report_scan("第10页.jpg", photo(), 2, paper).tone == "quiet"
    earlier = report_scan("第10页.jpg", photo(), 1, paper)
    assert earlier.tone == "warn" and "作废" in earlier.words


def test_a_damaged_file_is_said_to_be_so(paper: Paper) -> None:
    assert report_scan("坏.pdf", b"%PDF-1.4 nothing", 2, paper).tone == "bad"
    assert page_pictures("坏.pdf", b"%PDF-1.4 nothing", 60) == []


def test_pages_are_counted_against_one_printed_copy(paper: Paper) -> None:
    whole = report_scan("扫描.pdf", pdf_of(SECOND), 2, paper)
    single = report_scan("第10页.jpg", photo(), 2, paper)
    assert pages_line([], paper)[0] == "quiet"
    assert pages_line([single], paper)[0] == "warn"
    assert pages_line([whole], paper)[0] == "good"
    assert "重复" in pages_line([whole, single], paper)[1]


def test_the_checklist_names_the_page_of_each_seal_and_leaves_the_authority_out(
    second: FixedPaper, paper: Paper
) -> None:
    lines = checklist(SECOND, second)
    assert [line.where for line in lines if line.stop.kind == "stamp"][:2] == ["封面", "封面"]
    assert any(line.where == f"承诺书 第{paper.pages - 1}页" for line in lines)
    assert all(line.stop.ours for line in lines)


def test_pages_of_a_pdf_are_drawn_as_wide_as_asked(paper: Paper) -> None:
    pictures = page_pictures("扫描.pdf", pdf_of(SECOND), 60, most=2)
    assert [Image.open(io.BytesIO(data)).width for data in pictures] == [60, 60]
