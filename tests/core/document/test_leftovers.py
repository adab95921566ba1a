"""Nothing of the blank paper survives in what is handed in, and what may stay open is not complained of."""

from __future__ import annotations

from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.export import export
from aimed_desktop.document.leftovers import leftovers, traces_of
from aimed_desktop.services.exporting import export_application
from aimed_desktop.settings import UserSettings

LIBRARY = default_library(None)
EXAMPLES = [entry.id for entry in LIBRARY.listing(all_=True) if LIBRARY.example(entry.id) is not None]
KINDS = pytest.mark.parametrize("kind", [".docx", ".pdf"])


def _example(form: str = "demo") -> Application:
    return begin(LIBRARY, form, example=True)


def _found(app: Application, files: list[Path], kind: str) -> set[tuple[str | None, str]]:
    return {(f.field, f.message) for f in leftovers(app, [path for path in files if path.suffix == kind])}


@pytest.mark.parametrize("form", EXAMPLES)
def test_a_filled_form_has_no_leftover_though_unticked_options_and_dates_stay_open(
    form: str, tmp_path: Path
) -> None:
    app = _example(form)
    assert leftovers(app, export(app, tmp_path, draft=False)) == []


@KINDS
def test_hints_and_the_word_template_of_a_blank_form_are_found_with_their_fields(
    kind: str, tmp_path: Path
) -> None:
    app = begin(LIBRARY, "wuhan-2026-1")
    found = _found(app, export(app, tmp_path, draft=True), kind)
    fields = {field for field, _ in found}
    assert fields == {None, *(trace.field for trace in traces_of(app.form))}
    assert {"funding", "joint_intro", "background"} <= fields
    assert (None, "导出的文件里还留着表上的字样“（模板）”。") in found


@KINDS
@pytest.mark.parametrize("settings", [UserSettings(), UserSettings(False, True)], ids=["full", "plain"])
def test_the_empty_blank_of_a_ticked_option_is_found(
    kind: str, settings: UserSettings, tmp_path: Path
) -> None:
    app = _example("wuhan-2026-1")
    app.set("scene_type", [{"option": "其他"}])
    (found,) = _found(app, export(app, tmp_path, False, settings), kind)
    assert found[0] == "scene_type" and "勾选了“其他”" in found[1]


def test_xx_in_place_of_a_name_is_found_and_a_karyotype_is_not(tmp_path: Path) -> None:
    app = _example("wuhan-2026-1")
    app.set("unit_address", "武汉市XX区示例路1号")
    app.set("scene_name", "染色体核型46,XX的智能判读")
    (found,) = _found(app, export(app, tmp_path, draft=False), ".docx")
    assert found[0] == "unit_address"


def test_the_export_reports_what_is_left_in_its_files(tmp_path: Path) -> None:
    app = _example("wuhan-2026-1")
    app.set("lead_title", "（模板）")
    found = [f for f in export_application(app, tmp_path, draft=False).findings if f.rule == "leftover"]
    assert [f.message for f in found] == ["导出的文件里还留着表上的字样“（模板）”。"]
