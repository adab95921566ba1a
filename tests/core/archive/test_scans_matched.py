"""Scanned pages against what the archive kept: earlier versions, and the unit's other applications."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import open_application, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.papers import kept_paper
from aimed_desktop.cli import main
from aimed_desktop.definition.library import default_library
from tests.core.archive.conftest import PASSPHRASE
from tests.scanner import Scanning, scanned

HOW = Scanning(dpi=150, skew=-1.0)


def fixed(archive: Archive, entry: str, **values: str) -> None:
    app = open_application(archive, entry)
    for path, value in values.items():
        app.set(path, value)
    lifecycle.finalise(archive, entry, app, 0)


def stored(archive: Archive) -> str:
    library = default_library(None)
    app = begin(library, "wuxi-2026", example=True)
    return store_application(archive, app, library.sources(app.form))


def scan_of(archive: Archive, entry: str, version: int, target: Path) -> Path:
    """The page on which the leader's telephone number stands."""
    paper = kept_paper(archive, entry, version)
    assert paper is not None
    target.write_bytes(scanned(paper.files[paper.documents[0].pdf], 0, HOW, Random(version)))
    return target


def test_pages_of_the_version_before_and_of_another_application_are_told_apart(
    archive: Archive,
    data_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    entry, other = stored(archive), stored(archive)
    fixed(archive, entry)
    lifecycle.return_for_changes(archive, entry, "区经信局", "电话有误")
    fixed(archive, entry, leader_phone="13900001111")
    fixed(archive, other, leader_phone="13955556666", project_name="超声影像随访辅助诊断系统")
    scans = [
        scan_of(archive, entry, 1, tmp_path / "旧.jpg"),
        scan_of(archive, other, 1, tmp_path / "别的.jpg"),
        scan_of(archive, entry, 2, tmp_path / "新.jpg"),
    ]
    archive.close()
    monkeypatch.setenv("AIMED_PASSPHRASE", PASSPHRASE)
    capsys.readouterr()
    assert main(["--data-dir", str(data_dir), "scan", entry, *map(str, scans), "--json"]) == 1
    old, foreign, new = json.loads(capsys.readouterr().out)["pages"]
    assert (old["state"], old["match"]["version"]) == ("void", 1)
    assert (foreign["state"], foreign["application"]) == ("other", other)
    assert (new["state"], new["match"]["version"]) == ("ok", 2)
