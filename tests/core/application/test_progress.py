"""How far an application is."""

from __future__ import annotations

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.life.progress import progress_of
from aimed_desktop.definition.library import default_library

LIBRARY = default_library(None)


def test_a_blank_form_has_nothing_filled_and_the_example_everything() -> None:
    for entry in LIBRARY.listing():
        if entry.kind != "application":
            continue
        blank, example = begin(LIBRARY, entry.id), begin(LIBRARY, entry.id, example=True)
        before, after = progress_of(blank, check(blank)), progress_of(example, check(example))
        assert (before.filled, before.percent) == (0, 0), entry.id
        assert before.total >= 10, entry.id
        assert before.errors >= before.total // 2, entry.id
        assert (after.filled, after.percent, after.errors) == (after.total, 100, 0), entry.id


def test_a_required_field_that_is_hidden_does_not_count() -> None:
    app = begin(LIBRARY, "fujian-2025-1", example=True)
    app.set("unit_name", None)
    progress = progress_of(app, check(app))
    assert progress.total - progress.filled == 1
    assert progress.percent < 100
