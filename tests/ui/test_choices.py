"""What is chosen on the export page, and what the unit's other applications mean for this one."""

from __future__ import annotations

import zipfile
from pathlib import Path

from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from aimed_desktop.settings import UserSettings, read_settings
from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from ui.shell.application_view import CHECK, FINAL, ApplicationView


def box(view: ApplicationView, name: str) -> QCheckBox:
    found = view.final.findChild(QCheckBox, f"setting_{name}")
    assert found is not None
    return found


def test_a_plain_word_is_chosen_once_and_written_from_then_on(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, "wuhan-2026-1", example=True)
    view.show_step(FINAL)
    box(view, "plain_word").click()
    qtbot.waitUntil(lambda: read_settings(data_dir) == UserSettings(word_controls=False), timeout=20_000)
    view.final.folder.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(view.final.finished, timeout=20_000) as made:
        view.final.go.click()
    word = next(path for path in made.args[0].paths if path.suffix == ".docx")
    with zipfile.ZipFile(word) as package:
        assert b"w:sdt" not in package.read("word/document.xml")


def test_the_same_project_in_another_direction_is_found_through_the_archive(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    first = begin(window, qtbot, "wuhan-2026-1", example=True)
    name, unit = first.opened.app.get("scene_name"), first.opened.app.get("unit_name")
    second = begin(window, qtbot, "wuhan-2026-2", example=True)
    second.opened.app.set("unit_name", unit)
    second.opened.app.set("product_name", name)
    second.show_step(CHECK)
    qtbot.waitUntil(
        lambda: any(finding.rule == "several-directions" for finding in second.checker.findings),
        timeout=20_000,
    )
