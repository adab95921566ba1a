"""Words are found wherever they were typed, and replaced with one write for each field."""

from __future__ import annotations

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.editing.text_search import Match, find, replace
from aimed_desktop.application.model import Application, Change
from aimed_desktop.definition.library import default_library


def application() -> Application:
    app = begin(default_library(None), "wuhan-2026-1")
    app.set("unit_name", "示例医院")
    app.set("scene_type", [{"option": "其他", "note": "示例医院院前急救"}])
    app.set("joint_units", [{"name": "甲公司"}, {"name": "示例医院集团"}])
    app.set(
        "background",
        [
            {"text": "示例医院与示例医院分院"},
            {"items": ["无", "示例医院"], "numbered": True},
            {"image": "files/示例医院.png", "caption": "示例医院现场"},
            {"table": [["单位"], ["示例医院"]]},
        ],
    )
    return app


def test_words_are_found_in_every_kind_of_field_but_not_in_file_names() -> None:
    found = find(application(), "示例医院")
    assert len(found) == 8
    assert {(match.path, match.steps, match.start) for match in found} == {
        ("unit_name", (), 0),
        ("scene_type", (0, "note"), 0),
        ("joint_units.1.name", (), 0),
        ("background", (0, "text"), 0),
        ("background", (0, "text"), 5),
        ("background", (1, "items", 1), 0),
        ("background", (2, "caption"), 0),
        ("background", (3, "table", 1, 0), 0),
    }


def test_upper_and_lower_case_differ_only_when_asked() -> None:
    app = application()
    app.set("scene_name", "AI影像ai")
    assert len(find(app, "ai")) == 2
    assert find(app, "ai", match_case=True) == [Match("scene_name", (), 4, 6)]
    assert find(app, "") == []


def test_everything_is_replaced_with_one_write_for_each_field() -> None:
    app = application()
    writes: list[Change] = []
    app.subscribe(writes.append)
    assert replace(app, find(app, "示例医院"), "武汉市示例医院") == 8
    assert len(writes) == 4
    assert app.get("background")[0] == {"text": "武汉市示例医院与武汉市示例医院分院"}
    assert app.get("background")[2]["image"] == "files/示例医院.png"
    assert app.get("scene_type") == [{"option": "其他", "note": "武汉市示例医院院前急救"}]


def test_a_replacement_takes_nothing_but_the_words() -> None:
    app = application()
    app.set("scene_name", "（1+1）AI+")
    assert replace(app, find(app, "+"), "") == 2
    assert app.get("scene_name") == "（11）AI"


def test_full_and_half_width_are_alike_unless_asked() -> None:
    app = begin(default_library(None), "wuhan-2026-1")
    app.set("background", [{"text": "ＡＩ（一期）"}, {"text": "AI(一期)"}, {"text": "ai 一 期"}])
    for words in ("AI(", "ＡＩ（", "ａi（"):
        assert len(find(app, words)) == 2, words
    assert len(find(app, "AI(", match_case=True)) == 1
    assert len(find(app, "一\u3000期")) == 1
    assert len(find(app, "[.*")) == 0


def test_words_are_found_across_looks_and_what_takes_their_place_keeps_them() -> None:
    app = begin(default_library(None), "wuhan-2026-1")
    story = [
        {"text": ["低于100×10", {"sup": "9"}, "/L"]},
        {"items": [{"text": "甲10", "items": [["10", {"sup": "9"}]]}]},
    ]
    app.set("background", story)
    assert [(m.steps, m.start) for m in find(app, "109")] == [
        ((0, "text"), 6),
        ((1, "items", 0, "items", 0), 0),
    ]
    assert replace(app, find(app, "9"), "12") == 2
    assert app.get("background")[0] == {"text": ["低于100×10", {"sup": "12"}, "/L"]}
    assert app.get("background")[1]["items"][0]["items"] == [["10", {"sup": "12"}]]
