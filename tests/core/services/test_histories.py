"""What comes back from an earlier version: what was ticked, and with all that was shown the whole step."""

from __future__ import annotations

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.services.histories import FieldPreview, VersionPreview, fields_to_bring


@pytest.fixture(scope="module")
def library() -> Library:
    return default_library(None)


@pytest.mark.parametrize(
    ("ticked", "brought"),
    [
        (["scene_name", "unit_name"], {"scene_name", "unit_name", "legal_person"}),
        (["scene_name"], {"scene_name"}),
        ([], set()),
    ],
)
def test_the_whole_step_comes_back_with_what_was_too_much_to_show(
    library: Library, ticked: list[str], brought: set[str]
) -> None:
    now = begin(library, "wuhan-2026-1", example=True)
    earlier = now.snapshot()
    for field in ("scene_name", "unit_name", "legal_person"):
        earlier.set(field, "从前的")
    shown = [FieldPreview(top, top, top, []) for top in ("scene_name", "unit_name")]
    preview = VersionPreview(1, "6月1日 09:00", "", earlier, shown, more=1)
    assert set(fields_to_bring(now, preview, ticked)) == brought
