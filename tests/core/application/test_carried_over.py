"""What a copy has taken over is marked until it was edited or looked at, on this desk alone."""

from __future__ import annotations

import json

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.editing.copying import copied
from aimed_desktop.application.file import application_from_data, to_json
from aimed_desktop.application.life.carried_over import (
    carried_over,
    carry_over,
    follow_edit,
    look_at,
    mark_again,
)
from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.plan.fingerprint import fingerprint

LIBRARY = default_library(None)


def example(form_id: str, day: str = "2026-06-08") -> Application:
    source = begin(LIBRARY, form_id, example=True)
    source.set("apply_date", day)
    return source


def copy_of(source: Application, to: str = "") -> Application:
    app = copied(source, LIBRARY.form(to or source.form.id))
    carry_over(app, source)
    return app


def test_figures_of_a_year_come_empty_with_last_years_beside() -> None:
    source = example("wuhan-2026-2", "2025-06-08")
    app = copy_of(source)
    kept = carried_over(app)
    assert [app.get(path) for path in ("revenue", "ai_revenue", "rd_cost")] == [None] * 3
    assert kept.last["revenue"] == source.get("revenue")
    assert app.get("employees") == source.get("employees")
    assert "employees" in kept.paths and "revenue" not in kept.paths
    assert kept.last_words("revenue") == f"2025年的申报件填的是 {source.get('revenue')}"
    assert not kept.last_words("employees")


def test_a_copy_within_one_call_keeps_the_figures_of_its_year() -> None:
    source = example("wuhan-2026-2")
    for to in ("wuhan-2026-2", "wuhan-2026-3"):
        app = copy_of(source, to)
        assert app.get("revenue") == source.get("revenue")
        assert "revenue" in carried_over(app).paths and not carried_over(app).last


def test_the_last_figure_is_told_on_where_the_copied_one_is_still_empty() -> None:
    source = example("wuhan-2026-2", "2025-06-08")
    between = copy_of(source)
    between.set("apply_date", "2026-06-08")
    between.set("ai_revenue", "7")
    kept = carried_over(application_from_data(json.loads(to_json(copy_of(between))), LIBRARY))
    assert kept.last_words("revenue") == f"2025年的申报件填的是 {source.get('revenue')}"
    assert kept.source == "2026年的申报件" and not kept.last_words("ai_revenue")


def test_a_field_is_marked_until_it_was_looked_at_and_the_file_remembers() -> None:
    app = copy_of(example("wuhan-2026-1"))
    assert carried_over(app).source == "2026年的申报件"
    assert {"unit_name", "background"} <= carried_over(app).paths
    assert "apply_date" not in carried_over(app).paths
    assert look_at(app, ["background"]) and not look_at(app, ["background"])
    again = application_from_data(json.loads(to_json(app)), LIBRARY)
    assert carried_over(again) == carried_over(app) and "background" not in carried_over(again).paths


def test_the_marks_are_no_part_of_what_is_printed() -> None:
    app = copy_of(example("wuhan-2026-1"))
    before = fingerprint(app)
    look_at(app, carried_over(app).paths)
    assert fingerprint(app) == before and "desk" not in app.extra


def test_a_form_begun_blank_has_no_marks() -> None:
    assert not carried_over(begin(LIBRARY, "wuhan-2026-1")).paths


def test_an_edit_takes_the_mark_away_and_the_copied_value_brings_it_back() -> None:
    app = copy_of(example("wuhan-2026-1"))
    was, copied_values = carried_over(app), dict(app.values)
    for words, is_marked in (("另一家", False), (copied_values["unit_name"], True)):
        app.set("unit_name", words)
        assert follow_edit(app, "unit_name", copied_values, was)
        assert ("unit_name" in carried_over(app).paths) is is_marked


def test_a_cell_that_is_edited_says_nothing_of_its_rows() -> None:
    app = copy_of(example("wuhan-2026-4"))
    was, copied_values = carried_over(app), dict(app.values)
    rows = next(each for each in app.form.fields if each.is_rows and each.id in was.paths)
    path = f"{rows.id}.0.{rows.fields[0].id}"
    app.set(path, "改")
    assert not follow_edit(app, path, copied_values, was)
    assert rows.id in carried_over(app).paths
    assert look_at(app, [path]) and rows.id not in carried_over(app).paths


def test_marks_that_were_all_taken_away_come_back_with_their_source() -> None:
    app = copy_of(example("wuhan-2026-1"))
    was = carried_over(app)
    look_at(app, was.paths)
    assert mark_again(app, was.paths, was) and carried_over(app) == was


def test_an_earlier_edit_taken_back_marks_again_and_what_was_looked_at_stays_so() -> None:
    app = copy_of(example("wuhan-2026-1"))
    copied_values = dict(app.values)
    for path in ("unit_name", "uscc"):
        app.set(path, "改过的")
        assert follow_edit(app, path, copied_values, carried_over(app))
    look_at(app, ["background"])
    again = application_from_data(json.loads(to_json(app)), LIBRARY)
    was = carried_over(again)
    assert not {"unit_name", "uscc", "background"} & was.paths
    for path in ("unit_name", "uscc", "background"):
        again.set(path, "又改")
        assert not follow_edit(again, path, {}, was)
        again.set(path, copied_values[path])
        assert follow_edit(again, path, {}, was) is (path != "background")
    assert {"unit_name", "uscc"} <= carried_over(again).paths and not carried_over(again).edited
    assert look_at(again, ["uscc"]) and "background" not in carried_over(again).paths
