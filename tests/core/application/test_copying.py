"""A new application from an earlier one: next year's of the same form, or another form of the same unit."""

from __future__ import annotations

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.editing.copying import copied
from aimed_desktop.application.model import Status
from aimed_desktop.definition.library import default_library

LIBRARY = default_library(None)


def test_a_copy_of_the_same_form_keeps_what_was_written_but_not_what_was_handed_in() -> None:
    source = begin(LIBRARY, "wuhan-2026-1", example=True)
    source.status, source.version = Status.SUBMITTED, 3
    copy = copied(source, source.form)
    assert copy.get("background") == source.get("background")
    assert copy.materials == source.materials
    assert all(copy.files.exists(entry.file) for entry in copy.materials)
    assert (copy.get("apply_date"), copy.get("district_deadline"), copy.get("legal_person")) == (None,) * 3
    assert (copy.status, copy.version) == (Status.DRAFT, 0)
    copy.set("unit_name", "另一家医院")
    assert source.get("unit_name") != "另一家医院", "the source stays as it is"


def test_a_fact_with_a_date_of_its_own_is_kept() -> None:
    source = begin(LIBRARY, "beijing-2025", example=True)
    copy = copied(source, source.form)
    assert copy.get("go_live") == source.get("go_live")
    assert copy.get("apply_date") is None


def test_another_form_takes_the_unit_by_profile_key_and_what_has_the_same_id() -> None:
    source = begin(LIBRARY, "wuhan-2026-1", example=True)
    copy = copied(source, LIBRARY.form("fujian-2025-1"))
    named = {field.profile: field.id for field in copy.form.fields if field.profile}
    assert copy.get(named["unit.name"]) == source.get("unit_name")
    assert copy.get("apply_date") is None
    assert not copy.materials
    assert not [f for f in check(copy) if f.rule in ("type", "option")], "nothing that does not fit"
    assert not set(copy.values) - {field.id for field in copy.form.fields}


def test_what_a_notice_leaves_open_of_a_route_is_kept_within_one_call_alone() -> None:
    source = begin(LIBRARY, "wuhan-2026-1", example=True)
    told = {
        "district_mail": "qu@example.cn",
        "district_place": "区卫健局三楼",
        "way": {"option": "由所在区报送"},
    }
    for path, answer in told.items():
        source.set(path, answer)
    for same_call in ("wuhan-2026-1", "wuhan-2026-2"):
        copy = copied(source, LIBRARY.form(same_call))
        assert {path: copy.get(path) for path in told} == told, same_call
    source.set("apply_date", "2025-06-08")
    for next_call in ("wuhan-2026-1", "wuhan-2026-2"):
        copy = copied(source, LIBRARY.form(next_call))
        assert not any(copy.get(path) for path in told), next_call
        assert copy.get("unit_name") == source.get("unit_name")


def test_options_that_the_other_form_does_not_print_stay_behind() -> None:
    source = begin(LIBRARY, "wuhan-2026-1", example=True)
    for form_id in ("wuhan-2026-2", "wuhan-2026-3", "wuhan-2026-4", "wuxi-2026", "wuhan-2021-3"):
        copy = copied(source, LIBRARY.form(form_id))
        assert not [f.message for f in check(copy) if f.rule == "option"], form_id


def test_another_form_takes_the_papers_that_its_notice_names_alike() -> None:
    source = begin(LIBRARY, "wuhan-2026-1", example=True)
    form = LIBRARY.form("wuhan-2026-2")
    copy = copied(source, form)
    titles = {material.id: material.title for material in source.form.materials}
    theirs = {material.id: material.title for material in form.materials}
    assert {theirs[entry.slot] for entry in copy.materials} == {
        titles[entry.slot] for entry in source.materials
    } & set(theirs.values())
    assert any("营业执照" in theirs[entry.slot] for entry in copy.materials)
    assert all(copy.files.exists(entry.file) for entry in copy.materials)
    assert copied(source, form, with_materials=False).materials == ()
    assert copied(source, source.form, with_materials=False).materials == ()
