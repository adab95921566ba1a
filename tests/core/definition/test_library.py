"""Finding definitions: built in, in the data folder, in copies kept with an application."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aimed_desktop.definition.library import Library, check_paths, default_library, library_from_sources
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.paths import FORMS
from tests.core.definition.definitions import SOUND

NOTICE = "notice: n\ntitle: 通知\nissuers: [某局]\ndate: 2026-01-02\n"


def notice_folder(parent: Path, name: str = "n", form: str = SOUND) -> Path:
    folder = parent / name
    folder.mkdir(parents=True)
    (folder / "notice.yaml").write_text(NOTICE.replace("notice: n", f"notice: {name}"), encoding="utf-8")
    (folder / "f.yaml").write_text(form, encoding="utf-8")
    return folder


def test_a_notice_put_into_the_data_folder_is_found_beside_the_built_in_ones(tmp_path: Path) -> None:
    notice_folder(tmp_path / "forms")
    library = default_library(tmp_path)
    assert {"wuhan-2026-1", "f"} <= {entry.id for entry in library.listing()}
    assert library.form("f").notice_id == "n"
    assert library.notice("n").issuers == ("某局",)


def test_the_demo_is_listed_only_when_all_are_asked_for() -> None:
    library = default_library(None)
    assert "demo" not in [entry.id for entry in library.listing()]
    assert "demo" in [entry.id for entry in library.listing(all_=True)]


def test_the_list_shows_title_version_and_deadline() -> None:
    entry = next(entry for entry in default_library(None).listing() if entry.id == "wuhan-2026-1")
    assert (entry.title, entry.kind, entry.version, entry.notice, entry.deadline) == (
        "武汉市“人工智能+医疗”典型应用场景案例申报书",
        "application",
        1,
        "wuhan-2026",
        "2026-06-15 17:00",
    )


def test_an_unknown_form_is_answered_with_the_near_one() -> None:
    with pytest.raises(UserProblem) as caught:
        default_library(None).form("wuhan-20261")
    assert caught.value.code == "unknown_form"
    assert "是不是“wuhan-2026-1”？" in str(caught.value)


def test_an_id_standing_twice_stops_that_form_alone(tmp_path: Path) -> None:
    shutil.copytree(FORMS / "wuhan-2026", tmp_path / "wuhan-2026")
    library = Library([FORMS, tmp_path])
    with pytest.raises(UserProblem) as caught:
        library.form("wuhan-2026-1")
    assert caught.value.status is ExitStatus.UNUSABLE_INPUT
    assert str(tmp_path) in str(caught.value)
    assert [entry.id for entry in library.listing()].count("wuhan-2026-1") == 1
    assert library.form("demo").id == "demo"


def test_a_broken_form_hides_no_other_and_says_where_it_is_broken(tmp_path: Path) -> None:
    folder = notice_folder(tmp_path, form=SOUND.replace("type: integer", "type: intger"))
    (folder / "g.yaml").write_text(SOUND.replace("form: f", "form: g"), encoding="utf-8")
    library = Library([tmp_path])
    with pytest.raises(UserProblem) as caught:
        library.form("f")
    assert f"{folder / 'f.yaml'}:8: " in str(caught.value)
    assert library.form("g").id == "g"
    assert len(library.listing()) == 2


def test_copies_kept_with_an_application_make_the_same_form() -> None:
    library = default_library(None)
    form = library.form("wuhan-2026-1")
    sources = library.sources(form)
    assert set(sources) == {"notice.yaml", "wuhan-2026-1.yaml"}
    kept = library_from_sources(sources)
    assert kept.form("wuhan-2026-1").fields == form.fields
    assert kept.form("wuhan-2026-1").documents == form.documents
    assert kept.notice("wuhan-2026").title == library.notice("wuhan-2026").title
    assert kept.sources(kept.form("wuhan-2026-1")) == sources


def test_checking_names_file_and_line_of_every_file(tmp_path: Path) -> None:
    folder = notice_folder(tmp_path, form=SOUND.replace("type: integer", "type: intger"))
    with (folder / "notice.yaml").open("a", encoding="utf-8") as file:
        file.write("routes:\n  - {from: 甲, to: 乙, by: [pigeon], until: 2026-13-01}\n")
    problems = [str(problem) for problem in check_paths([tmp_path])]
    assert any(problem.startswith(f"{folder / 'f.yaml'}:8: ") for problem in problems)
    assert any("报送方式“pigeon”不存在" in problem for problem in problems)
    assert any("截止时间“2026-13-01”" in problem for problem in problems)
    assert [str(p) for p in check_paths([folder / "f.yaml"])] == [p for p in problems if "f.yaml" in p]


def test_checking_finds_the_same_id_in_two_notices(tmp_path: Path) -> None:
    notice_folder(tmp_path, "n")
    notice_folder(tmp_path, "m")
    assert any("同一编号只能有一份" in problem.message for problem in check_paths([tmp_path]))


def test_a_guidance_text_that_the_notice_lacks_is_told(tmp_path: Path) -> None:
    form = SOUND.replace("label: 人数,", "label: 人数, guidance: aims,")
    folder = notice_folder(tmp_path, form=form)
    assert "没有编号为“aims”的指南文字" in check_paths([folder / "f.yaml"])[0].message


def test_a_route_that_the_notice_lacks_is_told(tmp_path: Path) -> None:
    form = SOUND.replace("form: f", "routes: [{route: city, when: secret}]\nform: f")
    folder = notice_folder(tmp_path, form=form)
    assert "没有编号（id）为“city”的报送途径" in check_paths([folder / "f.yaml"])[0].message
    route = "routes: [{id: city, from: 医院, to: 市里, by: [paper]}]\n"
    (folder / "notice.yaml").write_text(NOTICE + route, encoding="utf-8")
    assert check_paths([folder / "f.yaml"]) == []


def test_an_example_is_found_only_where_there_is_one(tmp_path: Path) -> None:
    notice_folder(tmp_path)
    assert Library([tmp_path]).example("f") is None
    found = default_library(None).example("wuhan-2026-1")
    assert found is not None and found.name == "application.yaml"


def test_a_definition_kept_with_applications_is_compiled_once_for_the_same_files() -> None:
    shipped = default_library(None)
    sources = shipped.sources(shipped.form("wuhan-2026-1"))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: library_from_sources(dict(sources)).form("wuhan-2026-1"), range(16)))
    form = library_from_sources(dict(reversed(sources.items()))).form("wuhan-2026-1")
    assert library_from_sources(sources).form("wuhan-2026-1") is form
    moved = {**sources, "notice.yaml": sources["notice.yaml"].replace(b"2026-06-15", b"2026-06-16")}
    assert library_from_sources(moved).form("wuhan-2026-1").deadline != form.deadline


def test_a_folder_without_definitions_is_told(tmp_path: Path) -> None:
    assert "没有通知" in check_paths([tmp_path])[0].message


def test_a_summary_that_names_what_its_sources_do_not_have_is_told_so(tmp_path: Path) -> None:
    folder = tmp_path / "fujian-2025"
    shutil.copytree(FORMS / "fujian-2025", folder)
    summary = folder / "fujian-2025-2.yaml"
    sound = summary.read_text(encoding="utf-8")
    line = 1 + sound[: sound.index("      from: ")].count("\n")
    for old, new, words in (
        (
            "project_name: project_name",
            "project_name: project_nam",
            "没有编号为“project_nam”的栏目。是不是“project_name”？",
        ),
        ("unless: provincial", "unless: province", "没有编号为“province”的栏目"),
        ("common: city", "common: cty", "没有编号为“cty”的栏目"),
        ("[fujian-2025-1]", "[fujian-2025-7]", "旁边没有编号为“fujian-2025-7”的申报表"),
    ):
        assert old in sound
        summary.write_text(sound.replace(old, new), encoding="utf-8")
        (problem,) = check_paths([summary])
        assert words in problem.message and problem.line == line
