"""The pictures of the window show all of it."""

from __future__ import annotations

import inspect
from importlib import import_module
from itertools import product
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QDialog, QWidget

import ui
from scripts import screenshot_fill, screenshot_history, screenshot_life, screenshot_start
from scripts.screenshot_pages import pages_of
from scripts.screenshots import SIZES, TARGET, THEMES
from ui.widgets.page_parts import StepPage

SCENES = "\n".join(
    inspect.getsource(module)
    for module in (screenshot_fill, screenshot_history, screenshot_life, screenshot_start)
)


def classes_of_the_window(base: type[QWidget]) -> set[type[QWidget]]:
    root = Path(ui.__path__[0])
    for path in root.rglob("*.py"):
        name = ".".join(path.relative_to(root.parent).with_suffix("").parts)
        import_module(name.removesuffix(".__init__"))
    found, new = set(), {base}
    while new:
        new = {kind for each in new for kind in each.__subclasses__()} - found
        found |= new
    return {kind for kind in found if kind.__module__.startswith("ui.")}


def test_every_dialog_is_photographed() -> None:
    dialogs = {kind.__name__ for kind in classes_of_the_window(QDialog)}
    assert len(dialogs) > 15
    assert {name for name in dialogs if name not in SCENES} == set()


def test_every_page_is_photographed() -> None:
    steps = {"CheckPage": "CHECK", "MaterialsPage": "MATERIALS", "FinalPage": "FINAL", "StampPage": "STAMP"}
    steps |= {"SubmitPage": "SUBMIT", "SummaryPage": "window.summary.page"}
    pages = {kind.__name__ for kind in classes_of_the_window(StepPage)}
    assert {name for name in pages if name not in steps or steps[name] not in SCENES} == set()


@pytest.mark.parametrize(("size", "colours"), list(product(SIZES, THEMES)))
def test_the_set_holds_every_page_of_the_table_and_nothing_else(size: str, colours: str) -> None:
    pictures = sorted((TARGET / f"{size}-{colours}").glob("*.png"))
    assert {path.stem for path in pictures} == set(pages_of(size))
    width, height = (int(side) for side in size.partition("@")[0].split("x"))
    for path in pictures:
        with Image.open(path) as picture:
            assert (picture.size, picture.mode) == ((width, height), "P"), path.name


def test_the_set_is_small() -> None:
    assert sum(path.stat().st_size for path in TARGET.rglob("*.png")) < 14_000_000
