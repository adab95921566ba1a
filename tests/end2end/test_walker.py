"""Whatever a page offers in any state of an application's life is pressed: it tells what came of it, the
focus has a place, no message covers anything, and Esc leads back without loss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.end2end.lives import PASSPHRASE, STATES, Life, make_state
from tests.end2end.pressing import Press
from tests.end2end.walking import SILENCE, Walker
from tests.ui.opening import activate
from ui.shell.application_view import ApplicationView
from ui.widgets import theme

STEPS = ("fill", "check", "materials", "final", "stamp", "submit")
EVERYWHERE = "到处可用"
GROUPS = {"fill": (EVERYWHERE, "填写"), "materials": (EVERYWHERE, "材料")}
WALKED = ("blank", "draft", "final", "printed", "stamped", "submitted", "returned", "rejected", "accepted")
# Where keys are pressed, too: what is locked is locked alike in the others.
WITH_KEYS = {"draft": STEPS, "final": STEPS, "submitted": STEPS, "returned": STEPS}

# What may stay silent, by a part of the name of the press, and why.
SILENT = {
    "keys steps": "the page of the step may be the one that is shown",
    "QToolButton 看全部问题": "it may be what is chosen already",
    "：长期有效": "the paper may be valid for ever already",
    "keys previous_field": "the first field has none before it",
    "keys file_": "a file that is alone, first or last has nowhere to go",
    "keys usual_size": "the words may have their usual size already",
}

Kept = Callable[[str], tuple[Path, str]]


def is_allowed(press: Press, fault: str) -> bool:
    return fault == SILENCE and any(name in press.name for name in SILENT)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Archives by the state of their application, each made once."""
    made: dict[str, tuple[Path, str]] = {}

    def of(state: str) -> tuple[Path, str]:
        if state not in made:
            folder = tmp_path_factory.mktemp("walker") / "data"
            made[state] = (folder, make_state(STATES[state], folder))
        return made[state]

    return of


@pytest.fixture(autouse=True)
def outside(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The dialogs of the desktop that were asked for; each is left at once, as by Esc."""
    monkeypatch.setenv("AIMED_PASSPHRASE", PASSPHRASE)
    theme.apply(qapp, "light")
    asked: list[str] = []

    def leave(name: str, answer: object) -> Callable[..., object]:
        def left(*_args: object, **_more: object) -> object:
            asked.append(name)
            return answer

        return left

    for name, answer in (
        ("getOpenFileName", ("", "")),
        ("getOpenFileNames", ([], "")),
        ("getSaveFileName", ("", "")),
        ("getExistingDirectory", ""),
    ):
        monkeypatch.setattr(QFileDialog, name, leave(name, answer))
    return asked


@pytest.fixture
def life(qtbot: QtBot, kept: Kept, state: str, tmp_path: Path, outside: list[str]) -> Iterator[Life]:
    opened = Life(qtbot, kept(state), tmp_path, outside)
    yield opened
    opened.close()


def at_step(view: ApplicationView, step: str) -> QWidget:
    view.show_step(STEPS.index(step))
    if step == "fill":
        view.form.focus_field("unit_name")
    return view.currentWidget()


@pytest.mark.parametrize("state", WALKED)
def test_all_that_the_pages_of_an_application_offer_answers(life: Life, state: str, qtbot: QtBot) -> None:
    found = []
    for step in STEPS:
        life.place = partial(at_step, step=step)
        life.groups = GROUPS.get(step, (EVERYWHERE,)) if step in WITH_KEYS.get(state, ()) else None
        found += [f"{step}: {fault}" for fault in Walker(qtbot, life, is_allowed).faults()]
    assert "\n".join(found) == ""


def in_writing_room(view: ApplicationView, qtbot: QtBot) -> QWidget:
    activate(view.window(), qtbot)
    view.show_step(0)
    view.form.focus_field("background")
    view.form.writing.toggle()
    assert view.form.writing.room is not None
    return view.form.writing.room


@pytest.mark.parametrize("state", ["draft"])
def test_all_that_the_writing_room_offers_answers_and_esc_leads_back(life: Life, qtbot: QtBot) -> None:
    life.place = partial(in_writing_room, qtbot=qtbot)
    life.groups = (EVERYWHERE, "填写", "长文字")
    assert "\n".join(Walker(qtbot, life, is_allowed).faults()) == ""
    room, before = life.bring(), life.facts()
    QTest.keyClick(life.window.windowHandle(), Qt.Key.Key_Escape)
    assert not room.isVisible() and life.facts() == before
    assert life.window.focusWidget().objectName() == "background"
