"""Whatever stands in the small files of the data folder, the window starts, with usual values."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from aimed_desktop.desktop.last_form import read_last_form
from aimed_desktop.desktop.window_settings import WindowSettings, read_settings, settings_text, write_settings
from aimed_desktop.settings import UserSettings as Chosen
from aimed_desktop.settings import read_settings as read_chosen
from tests.ui.conftest import MakeWindow
from ui.shell.startup_placeholder import StartupPlaceholder

FILES = ("window.json", "last-form.json", "settings.json", "copies.json")
JUNK = [
    b"",
    b"\x00\xff\xfe" * 500,
    b"[" * 50_000,
    b'{"width": NaN, "height": Infinity, "zoom": -Infinity}',
    b'{"width": 1' + b"0" * 5000 + b"}",
    b'{"width": 0, "height": -5, "zoom": 0, "preview_zoom": 0, "left": 9999999999, "top": -9999999999}',
    b'{"width": "1366", "maximised": 1, "theme": 7, "zoom": true, "application": [], "form": {}}',
    b'{"theme": "purple", "side_tab": "nothing", "export_folder": "a\\u0000b", "field": "\\ud800"}',
    b"null",
    b'"words"',
    b"x" * 1_000_000,
]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_the_window_starts_with_usual_values_beside_junk(
    junk: bytes, data_dir: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    data_dir.mkdir()
    for name in FILES:
        (data_dir / name).write_bytes(junk)
    assert read_settings(data_dir) == WindowSettings()
    assert read_chosen(data_dir) == Chosen()
    window = make_window()
    with qtbot.waitExposed(window):
        window.show()
    assert QGuiApplication.primaryScreen().availableGeometry().intersects(window.frameGeometry())


@pytest.mark.parametrize("name", FILES)
def test_a_folder_a_pipe_or_a_closed_file_in_its_place_is_no_obstacle(
    name: str, data_dir: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    data_dir.mkdir()
    for make in (Path.mkdir, os.mkfifo, lambda path: path.touch(0o000)):
        make(data_dir / name)
        assert name != "window.json" or read_settings(data_dir) == WindowSettings()
        assert read_chosen(data_dir) == Chosen()
        write_settings(data_dir, settings_text(WindowSettings(width=1000, export_folder="/a\udcff")))
        window = make_window(WindowSettings(application="20260610-7K3QF", form="demo"))
        with qtbot.waitExposed(window):
            window.show()
        window.close()
        path = data_dir / name
        path.rmdir() if path.is_dir() else path.unlink()


def test_a_window_far_off_every_screen_comes_back_onto_one(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(WindowSettings(left=39_000, top=-39_000, width=20_000, height=20_000))
    with qtbot.waitExposed(window):
        window.show()
    assert QGuiApplication.primaryScreen().availableGeometry().intersects(window.frameGeometry())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=8,
)
KINDS = ["row", "title", "line", "foot", "heading", "chapter", "flow"]
near_pages = st.fixed_dictionaries(
    {
        "form": st.just("demo"),
        "title": st.text(max_size=3) | json_values,
        "outline": st.lists(json_values, max_size=3) | json_values,
        "lines": st.lists(st.lists(st.sampled_from(KINDS) | json_values, max_size=4), max_size=3),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(near_pages)
def test_a_still_page_that_is_shown_can_be_painted(
    data_dir: Path, qtbot: QtBot, page: dict[str, Any]
) -> None:
    data_dir.mkdir(exist_ok=True)
    (data_dir / "last-form.json").write_text(json.dumps(page), encoding="utf-8")
    last = read_last_form(data_dir, "demo")
    if last is not None:
        shown = StartupPlaceholder(last, WindowSettings(), None)  # type: ignore[arg-type]
        shown.resize(1366, 740)
        shown.grab()
        shown.deleteLater()


def test_what_the_window_kept_is_what_it_finds(data_dir: Path) -> None:
    kept = WindowSettings(
        application="20260610-7K3QF", form="demo", width=1500, left=-200, theme="dark", zoom=120
    )
    write_settings(data_dir, settings_text(kept))
    assert read_settings(data_dir) == kept
