"""`aimed archive give` and `take`: what is printed, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.archive.applications import open_application, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.lifecycle import save_application
from aimed_desktop.cli import WindowDoor, main
from aimed_desktop.definition.library import default_library

CHEAP = KdfParameters(memory_kib=64, passes=1, lanes=4)
LIBRARY = default_library(None)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command on the desk of somebody whose passphrase stands in a file of their name."""
    for name in ("wang", "li", "交接"):
        (tmp_path / f"{name}.txt").write_text(f"{name}的口令-2026\n", encoding="utf-8")
        if name != "交接":
            Archive.create(tmp_path / name, f"{name}的口令-2026", use_keyring=False, kdf=CHEAP).close()

    def do(who: str, *arguments: object) -> tuple[int, str, str]:
        given = ["--data-dir", tmp_path / who, "--passphrase-file", tmp_path / f"{who}.txt"]
        status = main([str(argument) for argument in (*given, "archive", *arguments)])
        return (status, *capsys.readouterr())

    return do


def opened(folder: Path) -> Archive:
    return Archive.open(folder, f"{folder.name}的口令-2026", use_keyring=False)


def write(folder: Path, entry: str, **values: str) -> None:
    with opened(folder) as archive:
        app = open_application(archive, entry)
        for path, value in values.items():
            app.set(path, value)
        save_application(archive, entry, app)


def test_an_application_goes_to_a_colleague_and_comes_back_merged(tmp_path: Path, run: Run) -> None:
    with opened(tmp_path / "wang") as archive:
        app = begin(LIBRARY, "demo", example=True)
        entry = store_application(archive, app, LIBRARY.sources(app.form))
    there, back = tmp_path / "去.aimed", tmp_path / "回.aimed"
    secret = ("--recipient-passphrase-file", tmp_path / "交接.txt")
    status, out, told = run("wang", "give", entry.lower(), "-o", there, *secret, "--owner", "王芳")
    assert (status, out) == (0, f"{there}\n") and "口令请另外告诉" in told
    assert run("wang", "give", entry, "-o", there, *secret)[0] == 2
    status, out, told = run("li", "take", there, *secret)
    assert (status, out) == (0, f"{entry}\n") and "由王芳交来" in told
    write(tmp_path / "li", entry, project_name="李的名称", recommender="李写的", district="")
    write(tmp_path / "wang", entry, project_name="王的名称")
    run("li", "give", entry, "-o", back, *secret)
    status, out, told = run("wang", "take", back, *secret)
    assert (status, out) == (1, f"{entry}\n")
    assert "项目名称" in told and "所在区" in told and "李的名称" not in told
    status, out, _ = run("wang", "take", back, *secret, "--json")
    assert status == 1
    assert json.loads(out) == [{"field": "project_name", "mine": "王的名称", "theirs": "李的名称"}]
    with opened(tmp_path / "wang") as archive:
        kept = open_application(archive, entry)
        assert (kept.get("project_name"), kept.get("recommender")) == ("王的名称", "李写的")
        assert [each.id for each in archive.list()] == [entry]


def test_the_passphrase_that_opens_the_archive_is_tried_where_no_other_is_named(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "wang") as archive:
        app = begin(LIBRARY, "demo", example=False)
        entry = store_application(archive, app, LIBRARY.sources(app.form))
    path = tmp_path / "给李.aimed"
    run("wang", "give", entry, "-o", path, "--recipient-passphrase-file", tmp_path / "li.txt")
    assert run("li", "take", path)[:2] == (0, f"{entry}\n")
    wrong = run("li", "take", path, "--recipient-passphrase-file", tmp_path / "wang.txt")
    assert wrong[0] == 2 and "口令不对" in wrong[2]
    assert run("li", "take", tmp_path / "没有.aimed")[0] == 2
    assert run("li", "take", tmp_path / "li.txt")[0] == 2
    assert run("li", "give", entry, "-o", tmp_path / "x.aimed")[0] == 2


def test_an_archive_that_is_closed_and_a_file_without_a_key_end_with_three(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.aimed").write_bytes(b"x")
    assert main(["--data-dir", str(tmp_path / "wang"), "archive", "take", str(tmp_path / "x.aimed")]) == 3
    assert capsys.readouterr().out == ""


def test_a_double_click_on_a_file_opens_the_window_with_it(tmp_path: Path) -> None:
    asked: list[tuple[Path | None, Path | None, Path | None]] = []

    def open_window(data_dir: Path | None, passphrase_file: Path | None, file: Path | None) -> int:
        asked.append((data_dir, passphrase_file, file))
        return 0

    door = WindowDoor(open_window, lambda: 1)
    assert main(["--data-dir", str(tmp_path), "交接 文件.AIMED"], window=door) == 0
    assert main([], window=door) == 0
    assert asked == [(tmp_path, None, Path("交接 文件.AIMED")), (None, None, None)]
    assert main(["交接文件.aimed"]) == 2, "without a window it is no command"
