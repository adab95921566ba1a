"""Whatever the pages in front of an application offer is pressed: the start page at the first start, empty,
with applications, its recycle bin, before a locked archive, and the page 汇总.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from aimed_desktop.services.summary_choice import Wanted
from tests.end2end.fronts import Front, GoTo
from tests.end2end.pressing import Press
from tests.end2end.test_walker import EVERYWHERE, Kept, kept, outside
from tests.end2end.walking import SILENCE, Walker
from tests.ui.conftest import PatientBot
from ui.shell.main_window import MainWindow

__all__ = ["kept", "outside"]  # fixtures
EXAMPLE = Path(__file__).parents[2] / "forms/wuhan-2026/examples/wuhan-2026-1/application.yaml"

# What may stay silent, by a part of the name of the press, and why.
SILENT = {
    "keys start": "the start page is shown already",
    "keys search": "the cursor may be in the search already",
}


def is_allowed(press: Press, fault: str) -> bool:
    return fault == SILENCE and any(name in press.name for name in SILENT)


def start(window: MainWindow) -> QWidget:
    return window.start


def deleted(window: MainWindow) -> QWidget:
    window.start.applications.show_bin(shown=True)
    return window.start


def summary(window: MainWindow) -> QWidget:
    window.summary._wanted = Wanted("")
    window.starting._on_summary_wanted("wuhan-2026-5")
    window.summary.page.added.emit([str(EXAMPLE)])
    return window.summary.page


PLACES: dict[str, tuple[str | None, bool, GoTo]] = {
    "first": (None, False, start),
    "empty": (None, True, start),
    "listed": ("draft", True, start),
    "bin": ("draft", True, deleted),
    "locked": ("draft", True, start),
    "summary": ("draft", True, summary),
}


@pytest.mark.parametrize("name", PLACES)
def test_all_that_the_pages_in_front_of_an_application_offer_answers(
    name: str,
    kept: Kept,
    tmp_path: Path,
    outside: list[str],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state, welcomed, place = PLACES[name]
    folder = kept(state)[0] if state is not None else None
    if name in ("first", "locked"):
        monkeypatch.delenv("AIMED_PASSPHRASE")
    front = Front(PatientBot(request), folder, tmp_path, outside, place, welcomed=welcomed)
    front.groups = (EVERYWHERE,)
    found = Walker(PatientBot(request), front, is_allowed).faults()
    front.close()
    assert "\n".join(found) == ""
