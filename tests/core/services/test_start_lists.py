"""What the start page lists: notices by their deadline, forms by their place in the notice."""

from __future__ import annotations

from pathlib import Path

from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.paths import FORMS
from aimed_desktop.services.start_lists import notice_cards


def test_every_form_is_listed_behind_what_its_notice_calls_it() -> None:
    titles = {
        form.id: form.title for card in notice_cards(default_library(None), None) for form in card.forms
    }
    assert titles["wuhan-2026-4"] == "附件4 武汉市医疗行业高质量数据集申报书"
    assert all(title.startswith("附件") for title in titles.values())


def test_a_notice_without_a_deadline_counts_as_open_for_a_year(tmp_path: Path) -> None:
    for name, date in (("newest", "2026-05-01"), ("oldest", "2019-05-01")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "notice.yaml").write_text(
            f"notice: {name}\ntitle: 通知\nissuers: [卫健委]\ndate: {date}\n"
            "routes: [{from: 单位, to: 卫健委, by: [paper]}]\n",
            encoding="utf-8",
        )
        (folder / f"{name}-1.yaml").write_text(
            f"form: {name}-1\ntitle: 表\nfields: {{a: {{label: 甲, type: text}}}}\n"
            "documents: [{title: 表, parts: [{fields: [a]}]}]\n",
            encoding="utf-8",
        )
    order = [card.notice.id for card in notice_cards(Library([FORMS, tmp_path]), None)]
    assert order[0] == "newest"
    assert order[-1] == "oldest"
