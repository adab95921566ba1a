"""The settings of the export: kept in the data folder, as usual when damaged, and obeyed by both writers."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.export import export
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.settings import FILE_NAME, UserSettings, read_settings, write_settings
from tests.word_file import W, part, words


def test_settings_come_back_as_they_were_written(data_dir: Path) -> None:
    chosen = UserSettings(word_controls=False, tick_as_square=True, print_fingerprint=True)
    write_settings(data_dir, chosen)
    assert read_settings(data_dir) == chosen
    assert [path.name for path in data_dir.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"word_controls": "no"}', b"[" * 60_000, b"\xff\xfe"])
def test_a_damaged_file_gives_the_usual_settings(data_dir: Path, damage: bytes) -> None:
    data_dir.mkdir()
    (data_dir / FILE_NAME).write_bytes(damage)
    assert read_settings(data_dir) == UserSettings()


def test_the_export_obeys_every_setting(tmp_path: Path) -> None:
    app = begin(default_library(None), "demo", example=True)
    mark = fingerprint(app)
    usual = export(app, tmp_path / "usual", draft=False)
    plain = export(app, tmp_path / "plain", False, UserSettings(False, True, True))
    assert [path.name for path in usual] == [path.name for path in plain]
    assert "☑" in words(usual[0].read_bytes()) and mark not in _text(usual[1])
    word = plain[0].read_bytes()
    assert "■" in words(word) and not list(part(word).iter(W + "sdt"))
    assert _text(plain[1]).count(mark) == _pages(plain[1]) - 1, "on every page but the cover"


def _text(pdf: Path) -> str:
    return subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()


def _pages(pdf: Path) -> int:
    return _text(pdf).count("\f")
