"""The fingerprint changes with everything that the paper says, and with nothing else."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.file import to_json
from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.plan.fingerprint import fingerprint
from tests.core.forms.examples import example

LIBRARY = default_library(None)


def test_the_same_answers_on_another_version_of_the_form_have_another_fingerprint() -> None:
    app = example("wuhan-2026-1")
    newer = replace(app.form, version=app.form.version + 1)
    assert fingerprint(Application(newer, app.values, files=app.files)) != fingerprint(app)


def test_the_same_answers_on_another_form_have_another_fingerprint() -> None:
    app = example("wuhan-2026-1")
    other = replace(app.form, id="city-2027-1")
    assert fingerprint(Application(other, app.values, files=app.files)) != fingerprint(app)


def test_a_printed_answer_changes_it_and_one_that_is_only_carried_does_not() -> None:
    app = example("wuhan-2026-1")
    mark = fingerprint(app)
    carried = next(field.id for field in app.form.fields if field.is_term)
    app.set(carried, "2026-06-09")
    assert fingerprint(app) == mark
    app.set("lead_phone", "13800138001")
    assert fingerprint(app) != mark


RECORDED = {  # of the blank form and of its example, as the first packets carry them
    "wuhan-2026-1": ("NY4GDNDP", "V6FBTWF0"),
    "wuhan-2026-2": ("DCN5CDYM", "2P1E0SVX"),
    "wuhan-2026-3": ("DPB2A0VT", "YVYF8MBB"),
    "wuhan-2026-4": ("8TZYPGD1", "8AGFCE8W"),
    "wuhan-2026-5": ("2F41DCHF", "XW5SF2K5"),
    "wuxi-2026": ("K3X977QC", "8CTNGZ9N"),
    "fujian-2025-1": ("3M5K11RN", "2M15E5YH"),
    "fujian-2025-2": ("CXF3BQNK", "BEZK36R6"),
    "beijing-2025": ("ERGCZY5C", "WZDZ486F"),
    "wuhan-2021-2": ("YD54YFQ3", "TSB34MHH"),
    "wuhan-2021-3": ("PGAGBC6E", "JPM9F1W2"),
}


def test_every_shipped_form_is_recorded() -> None:
    assert {entry.id for entry in LIBRARY.listing()} == RECORDED.keys()


@pytest.mark.parametrize("form", RECORDED)
def test_what_was_filled_in_before_keeps_its_fingerprint(form: str) -> None:
    blank, filled = begin(LIBRARY, form), example(form)
    assert (fingerprint(blank), fingerprint(filled)) == RECORDED[form]
    assert json.loads(to_json(filled))["format"] == "aimed-application/1"
