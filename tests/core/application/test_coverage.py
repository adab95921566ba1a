"""Ticks of the coverage list stay with the application and change nothing that is printed."""

from __future__ import annotations

import json
from pathlib import Path

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.file import application_from_data, to_json
from aimed_desktop.application.life.coverage import covered, set_covered
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.packet.payload import Payload, place_files

LIBRARY = default_library(None)


def test_ticks_come_back_with_the_application_and_change_no_fingerprint() -> None:
    app = begin(LIBRARY, "wuhan-2026-1")
    before, snapshot = fingerprint(app), app.snapshot()
    set_covered(app, "background", "技术创新性和前沿性", is_covered=True)
    set_covered(app, "background", "痛点", is_covered=True)
    set_covered(app, "background", "痛点", is_covered=False)
    again = application_from_data(json.loads(to_json(app)), LIBRARY)
    assert covered(again, "background") == {"技术创新性和前沿性"}
    assert covered(again, "results") == frozenset()
    assert covered(snapshot, "background") == frozenset()
    assert fingerprint(again) == before


def test_the_last_tick_taken_away_leaves_nothing_behind() -> None:
    app = begin(LIBRARY, "wuhan-2026-1")
    blank = to_json(app)
    set_covered(app, "background", "痛点", is_covered=True)
    assert to_json(app) != blank
    set_covered(app, "background", "痛点", is_covered=False)
    assert to_json(app) == blank


def test_ticks_are_not_handed_over(tmp_path: Path) -> None:
    app = begin(LIBRARY, "wuhan-2026-1")
    set_covered(app, "background", "痛点", is_covered=True)
    placed, _ = place_files(app, Payload(tmp_path))
    assert covered(placed, "background") == frozenset()


def test_what_another_version_left_there_is_no_tick() -> None:
    app = begin(LIBRARY, "wuhan-2026-1")
    app.extra = {"desk": {"covered": {"background": "痛点", "results": [1, "甲"]}, "later": 1}}
    assert covered(app, "background") == frozenset()
    assert covered(app, "results") == {"甲"}
    set_covered(app, "results", "甲", is_covered=False)
    assert app.extra["desk"]["later"] == 1
