"""The page named for a seal, a signature or a date is the one on which its words are printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from aimed_desktop.application.model import Application
from aimed_desktop.packet.checklist import lines, pages_note
from aimed_desktop.packet.fixed_paper import FixedPaper, draw_paper, paper_from_listing
from aimed_desktop.packet.hand_places import Stop, stops
from aimed_desktop.packet.routing import routing_plan
from tests.core.forms.examples import LIBRARY, example
from tests.core.packet.test_places import texts
from tests.pdf_file import PdfFile

FORMS = [form.id for form in LIBRARY.listing(all_=True) if LIBRARY.example(form.id) is not None]


def lengthened(form_id: str) -> Application:
    """The example with some pages more in each of its long texts."""
    app = example(form_id)
    for field in app.form.fields:
        if field.is_narrative:
            app.set(field.id, [f"第{n}段。" + "为各科室统一提供影像辅助诊断服务。" * 12 for n in range(16)])
    return app


def words_of(stop: Stop) -> str:
    return "".join(stop.label.split())


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("make", [example, lengthened])
def test_the_words_of_every_place_stand_on_the_one_page_that_is_named(
    make: object, form_id: str, tmp_path: Path
) -> None:
    app = make(form_id)  # type: ignore[operator]
    paper = draw_paper(app).paper
    pdfs = {each.id: PdfFile(paper.files[each.pdf], _folder(tmp_path, each.id)) for each in paper.documents}
    found = stops(app)
    assert len(found) == len(paper.places)
    for number, stop in enumerate(found):
        standing = paper.places[number]
        assert len(standing.pages) == 1, stop
        page = pdfs[standing.document].squeezed(standing.pages[0] + 1)
        assert words_of(stop) in page, stop
        _assert_name_is_the_printed_number(paper, number, page)


def _assert_name_is_the_printed_number(paper: FixedPaper, number: int, page: str) -> None:
    name = paper.page_of(number)
    if name == "封面" or name.endswith("张"):
        assert "—" not in page, "a page without a number"
    else:
        assert f"—{name.removeprefix('第').removesuffix('页')}—" in page


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder


def test_a_place_far_down_its_part_is_not_sent_to_where_the_part_begins() -> None:
    app = example("wuhan-2021-3")
    paper = draw_paper(app).paper
    named = {line.stop.label.strip(): line.part for line in lines(app, paper)}
    assert named["公章："].endswith("第4页") and named["负责人签字（章）："].endswith("第4页")


def test_the_sheet_says_which_number_it_means() -> None:
    app = example("wuhan-2021-3")
    paper = draw_paper(app).paper
    said = texts(routing_plan(app, LIBRARY.notice(app.form.notice_id), paper))
    assert "“第几页”是页脚印的页码，封面不编页码，第1页是PDF的第2页。" in said
    assert "第几张" in pages_note(draw_paper(example("demo")).paper)
    assert any("第4页" in line and "公章" in line for line in said)


def test_what_is_kept_of_the_paper_comes_back_as_it_was() -> None:
    paper = draw_paper(example("wuxi-2026")).with_reprints(2, {"d": ()})
    assert paper_from_listing(paper.listing(), paper.files) == paper
