"""The Word file as LibreOffice prints it beside our own PDF: the same words, table and pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.pdf.pdf import page_starts, pdf_bytes
from aimed_desktop.document.plan.plan import Paragraph, Plan, PlanPart
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.libreoffice import pdf_pages, to_pdf

LIBRARY = default_library(None)
WUHAN = "wuhan-2026-1"
EXAMPLES = [entry.id for entry in LIBRARY.listing(all_=True) if LIBRARY.example(entry.id) is not None]


class Prints:
    """One plan on paper twice: by LibreOffice from the Word file, and by ourselves."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan = plan
        ours = folder / "ours.pdf"
        ours.write_bytes(pdf_bytes(plan))
        self.ours = pdf_pages(ours)
        self.word = pdf_pages(to_pdf(docx_bytes(plan), folder))


@pytest.fixture(scope="module", params=[(WUHAN, False), *((form, True) for form in EXAMPLES)], ids=str)
def prints(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Prints]:
    """Every document of a form."""
    form, example = request.param
    app = begin(LIBRARY, form, example=example)
    return [Prints(plan, tmp_path_factory.mktemp("agree")) for plan in make_plans(app)]


def _body(pages: list[str]) -> str:
    """The words without the page numbers, both empty boxes alike."""
    return "".join(re.sub(r"—\d+—", "", page) for page in pages).replace("☐", "□")


def _first_words(part: PlanPart) -> str | None:
    first = part.blocks[0]
    return "".join(first.text.split()) if isinstance(first, Paragraph) else None


def test_they_say_the_same_in_the_same_order(prints: list[Prints]) -> None:
    for document in prints:
        assert _body(document.word) == _body(document.ours)


def test_they_differ_by_a_page_at_most(prints: list[Prints]) -> None:
    for document in prints:
        assert abs(len(document.word) - len(document.ours)) <= 1


def test_what_stands_alone_starts_on_the_same_page_or_the_next(prints: list[Prints]) -> None:
    for document in prints:
        starts = page_starts(document.plan)
        for part in document.plan.parts:
            words = _first_words(part) if part.starts_page else None
            if words:
                page = starts[part.id] - 1
                near = document.word[page : page + 2] if page else document.word[:1]
                assert any(found.startswith(words) for found in near), part.id
