"""The preview sets again only what changed, soon enough for somebody who types, and as it will be printed."""

from __future__ import annotations

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.pages import preview as module
from aimed_desktop.document.pages.preview import PageNumber, Preview
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.typeset import typeset


@pytest.fixture
def app() -> Application:
    return begin(default_library(None), "wuhan-2026-1", example=True)


def test_only_the_edited_part_is_set_again(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = Preview(app)
    made: list[str] = []
    usual = module.set_part

    def counted(part, *arguments):  # type: ignore[no-untyped-def]
        made.append(part.id)
        return usual(part, *arguments)

    monkeypatch.setattr(module, "set_part", counted)
    app.set("promotion", "只改了这一段。")
    changed = preview.update(["promotion"])
    assert len(made) == 1
    assert changed and len(changed) < len(preview.pages)


def test_of_an_edited_chapter_only_the_edited_paragraph_is_set_again(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.set("background", [{"text": f"第{number}段，照旧。"} for number in range(50)])
    preview = Preview(app)
    made: list[str] = []
    usual = typeset.paragraph_strips

    def counted(paragraph, *arguments, **options):  # type: ignore[no-untyped-def]
        made.append(paragraph.text)
        return usual(paragraph, *arguments, **options)

    monkeypatch.setattr(typeset, "paragraph_strips", counted)
    app.set("background", [{"text": f"第{number}段，照旧。"} for number in range(49)] + [{"text": "换了。"}])
    preview.update(["background"])
    assert made == ["换了。"]


def test_nothing_changed_and_what_is_not_printed_change_no_page(app: Application) -> None:
    preview = Preview(app)
    assert preview.update([]) == [] and preview.update() == []
    app.set("district", "江岸区")
    assert preview.update(["district"]) == []


def test_a_longer_chapter_moves_the_pages_behind_it(app: Application) -> None:
    preview = Preview(app)
    before = len(preview.pages)
    app.set("background", "这是很长的一段话。" * 900)
    changed = preview.update(["background"])
    assert len(preview.pages) > before
    assert changed[-1] == preview.pages[-1]
    assert PageNumber("application", 0) not in changed, "the cover is as it was"


def test_the_preview_shows_what_will_be_printed(app: Application) -> None:
    preview = Preview(app, draft=False)
    app.set("results", "换了一段。")
    preview.update(["results"])
    assert preview.pdf("application") == pdf_bytes(make_plans(app)[0])


def test_an_edited_page_is_drawn_anew(app: Application) -> None:
    preview = Preview(app)
    app.set("unit_intro", "单位情况介绍第二稿。" * 20)
    first = preview.update(["unit_intro"])
    before = preview.page_png(first[0])
    app.set("unit_intro", "单位情况介绍第三稿。" * 20)
    assert preview.update(["unit_intro"]) == first
    after = preview.page_png(first[0])
    assert before.startswith(b"\x89PNG") and after.startswith(b"\x89PNG") and before != after
