"""What can be told of a scan that comes back: whether it belongs to the fixed version."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application, Status
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.judging.judge import draw_pages
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.packet.checklist import checklist
from aimed_desktop.packet.fixed_paper import FixedPaper, draw_paper
from aimed_desktop.packet.kept_scan_reports import PrintedPaper, pages_line, report_scan
from aimed_desktop.packet.void_pages import void_pages
from tests.paper_files import locked_pdf, pdf, picture


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
def paper(second: FixedPaper) -> PrintedPaper:
    marks = {fingerprint(FIRST): 1, fingerprint(SECOND): 2}
    void = void_pages(draw_paper(FIRST).paper, 1, second)
    return PrintedPaper(SECOND, second.pdfs(), second.page_count, marks, void)


def pdf_of(app: Application) -> bytes:
    (document,) = draw_paper(app).paper.pdfs()
    return document + b"\n% a seal was put on it\n"


def photo() -> bytes:
    return picture("JPEG", "page ten")


def test_the_mark_of_the_version_is_found_and_that_of_another_named(paper: PrintedPaper) -> None:
    mine, other = (
        report_scan("扫描.pdf", pdf_of(SECOND), 2, paper),
        report_scan("旧.pdf", pdf_of(FIRST), 1, paper),
    )
    assert (mine.tone, mine.pages) == ("good", paper.pages)
    assert other.tone == "bad" and "第1版" in other.words


def test_the_unstamped_print_is_no_scan(paper: PrintedPaper) -> None:
    assert "没有盖章" in report_scan("申报书.pdf", paper.printed[0], 2, paper).words


def test_a_photo_of_paper_asks_the_clerk_and_one_of_a_version_partly_void_warns(paper: PrintedPaper) -> None:
    assert report_scan("第10页.jpg", photo(), 2, paper).tone == "quiet"
    earlier = report_scan("第10页.jpg", photo(), 1, paper)
    assert earlier.tone == "warn" and "作废" in earlier.words


def test_a_damaged_file_is_said_to_be_so(paper: PrintedPaper) -> None:
    assert report_scan("坏.pdf", b"%PDF-1.4 nothing", 2, paper).tone == "bad"
    assert draw_pages(b"%PDF-1.4 nothing", 60) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("锁.pdf", locked_pdf(), "设了打开密码"),
        ("断.pdf", pdf("a", "b", "c")[:-300], "不完整"),
        ("断.jpg", picture("JPEG")[:-900], "不完整"),
        ("文档.pdf", b"PK\x05\x06" + bytes(18), "不能作扫描件"),
        ("照片.webp", picture("WEBP"), "不能作扫描件"),
        ("白.pdf", pdf("", ""), "第1页至第2页是白页"),
    ],
)
def test_a_scan_that_cannot_be_used_is_bad_and_counts_for_no_page(
    paper: PrintedPaper, name: str, content: bytes, words: str
) -> None:
    report = report_scan(name, content, 2, paper)
    assert report.tone == "bad" and words in report.words
    assert pages_line([report], paper)[0] == "bad"


def test_white_backs_between_the_pages_are_told_and_count_for_nothing(paper: PrintedPaper) -> None:
    pages = [words for number in range(paper.pages) for words in (f"page {number}", "")]
    report = report_scan("双面.pdf", pdf(*pages), 2, paper)
    assert report.tone == "warn" and "第2页、第4页" in report.words
    assert pages_line([report], paper)[0] == "good"


def test_pages_are_counted_against_one_printed_copy(paper: PrintedPaper) -> None:
    whole = report_scan("扫描.pdf", pdf_of(SECOND), 2, paper)
    single = report_scan("第10页.jpg", photo(), 2, paper)
    assert pages_line([], paper)[0] == "quiet"
    assert pages_line([single], paper)[0] == "warn"
    assert pages_line([whole], paper)[0] == "good"
    assert "重复" in pages_line([whole, single], paper)[1]


def test_the_checklist_names_the_page_of_each_seal_and_leaves_the_authority_out(
    second: FixedPaper, paper: PrintedPaper
) -> None:
    lines = checklist(SECOND, second)
    assert [line.where for line in lines if line.stop.kind == "stamp"][:2] == ["封面", "封面"]
    assert any(line.where == f"承诺书 第{paper.pages - 1}页" for line in lines)
    assert all(line.stop.ours for line in lines)


def test_pages_of_a_pdf_are_drawn_as_wide_as_asked(paper: PrintedPaper) -> None:
    pictures = draw_pages(pdf_of(SECOND), 60, most=2)
    assert [Image.open(io.BytesIO(data)).width for data in pictures] == [60, 60]
