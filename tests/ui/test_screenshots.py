"""The pictures of the window show all of it."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QDialog, QWidget

import ui
from scripts import screenshot_fill, screenshot_history, screenshot_life, screenshot_start
from scripts.screenshot_pages import pages_of
from scripts.screenshots import IN_README, README_FOLDER, ROOT
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


def test_what_the_readme_shows_stands_beside_it_and_nothing_else() -> None:
    shown = set(re.findall(r"docs/screenshots/([^)]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    pictures = sorted(IN_README.rglob("*.*"))
    assert {path.relative_to(IN_README).as_posix() for path in pictures} == shown
    for path in pictures:
        assert path.stem in pages_of(README_FOLDER.removesuffix("-light"))
        with Image.open(path) as picture:
            assert (picture.size, picture.mode) == ((1366, 768), "P"), path.name


def photographed(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scripts.screenshots", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_one_page_is_photographed_light_and_dark(tmp_path: Path) -> None:
    ended = photographed("1366x768", "--only", "first-run", "--to", str(tmp_path))
    assert ended.returncode == 0, ended.stderr
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.png")}
    assert made == {"1366x768-light/first-run.png", "1366x768-dark/first-run.png"}


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--only", "first-run", "fill-tabel"), "fill-tabel"),
        (("1366x768", "--only", "fill-find"), "fill-find"),  # at the smallest size alone
        (("800x600",), "800x600"),
    ],
)
def test_a_name_that_there_is_not_is_told(arguments: tuple[str, ...], word: str, tmp_path: Path) -> None:
    ended = photographed(*arguments, "--to", str(tmp_path))
    assert ended.returncode == 2
    assert f"：{word}。可用：" in ended.stderr
    assert not list(tmp_path.rglob("*.png"))
