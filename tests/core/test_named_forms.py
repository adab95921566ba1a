"""Wherever a form is named for a reader, 附件N stands with its title; beside others, its notice too."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

import aimed_desktop
from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.definition.compile_notice import compile_notice
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.definition.model import Notice
from aimed_desktop.definition.problem import Reporter
from aimed_desktop.definition.reader import scan
from aimed_desktop.document.word.chapter import chapter_bytes
from aimed_desktop.packet.inventory import inventory
from aimed_desktop.packet.mail import write_letter, write_supplement_letter
from aimed_desktop.packet.mail_card import card_page, mail_notes
from aimed_desktop.packet.routing import routing_plan
from aimed_desktop.packet.supplement_list import supplement_plan
from aimed_desktop.services.start_lists import forms_beside_others
from tests.core.packet.test_places import texts

TITLE = "武汉市“人工智能+医疗”典型应用场景案例申报书"
# what the notice fixes, what is compared, what a script reads
NAMED_ALONE = {
    "definition/describe.py", "definition/model.py", "packet/names.py", "packet/pack.py", "packet/verify.py",
    "archive/applications.py", "document/word/chapter.py", "services/start_lists.py",
    "desktop/printed_lines.py",
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return default_library(None)


@pytest.fixture(scope="module")
def notice(library: Library) -> Notice:
    return library.notice("wuhan-2026")


@pytest.fixture(scope="module")
def app(library: Library) -> Application:
    return begin(library, "wuhan-2026-1", example=True)


def test_every_letter_and_list_names_the_attachment(app: Application, notice: Notice, tmp_path: Path) -> None:
    quoted, listed = f"附件1《{TITLE}》", f"附件1 {TITLE}"
    letter = write_letter(app, notice, [], has_scan=True)
    assert quoted in letter.body and quoted in card_page([letter])
    assert quoted in mail_notes(letter, eml_name="邮件.eml", eml_is_complete=True)
    assert quoted in write_supplement_letter(app, notice, [], "区卫健局", "2026-06-28").body
    assert listed in inventory(app, notice, "ABCD-1234", tmp_path, {})
    assert f"申报表|{listed}" in texts(supplement_plan(app, notice, []))
    assert f"申报表|{listed}" in texts(routing_plan(app, notice))
    chapter = tmp_path / "章节.docx"
    chapter.write_bytes(chapter_bytes(app, notice, ["background"]))
    document = Document(str(chapter))
    assert listed in [paragraph.text for paragraph in document.paragraphs]
    assert document.core_properties.title == f"分发章节 {listed}"


def test_what_the_notice_fixes_keeps_its_words(app: Application, notice: Notice) -> None:
    assert "附件1" not in write_letter(app, notice, [], has_scan=True).subject


def test_no_other_place_names_a_form_by_its_title_alone() -> None:
    alone = re.compile(r"\bform\.title\b")
    package = Path(aimed_desktop.__file__).parent
    named = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if alone.search(path.read_text(encoding="utf-8"))
    }
    assert named <= NAMED_ALONE


def test_beside_others_a_form_is_named_with_its_notice(library: Library) -> None:
    names = forms_beside_others(library)
    assert names["wuhan-2026-1"] == f"附件1 武汉2026 AI+医疗　{TITLE}"
    assert names["fujian-2025-1"].startswith("附件1 福建2025 AI+医疗卫生　")
    ids = {entry.notice for entry in library.listing(all_=True)}
    assert len({library.notice(each).short for each in ids} - {None}) == len(ids)


def test_a_notice_without_a_short_name_goes_by_its_title(notice: Notice) -> None:
    assert replace(notice, short=None).short_title == notice.title


@pytest.mark.parametrize("short", ["武汉2026 AI+医疗与健康创新应用", '""'])
def test_a_short_name_that_fits_no_list_is_told(short: str) -> None:
    source = f"notice: n\ntitle: 通知\nshort: {short}\nissuers: [局]\ndate: 2026-05-28\n"
    reporter = Reporter("notice.yaml")
    node, _ = scan(source.encode(), "notice.yaml")
    assert node is not None
    compile_notice(node, reporter, "n")
    assert [problem.line for problem in reporter.problems] == [3]
