"""A full disk and a read-only one under every writing command: told with status 3, nothing half-written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from aimed_desktop.cli import main

FORM = "demo"
PASSPHRASE = "仅供测试的口令-2026"
_BALLAST = 1_000_000  # of the megabyte; a few kilobytes are left, so that writing begins
COMMANDS = {
    "new": "new demo --example -o DISK/新建/申报件.yaml",
    "export": "export APPLICATION -o DISK/导出",
    "export again": "export APPLICATION -o DISK/从前",
    "pack": "pack APPLICATION -o DISK/报送包",
    "restore": "archive restore ID -o DISK/恢复 --data-dir DATA",
    "restore beside": "archive restore ID -o DISK --data-dir DATA",
    "backup": "archive backup DISK/备份.aimed --data-dir DATA",
    "recover": "archive recover BACKUP --data-dir DISK/数据",
    "create": "archive add APPLICATION --data-dir DISK/新库",
}


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An application file, a data folder that keeps it, its id, and a backup."""
    folder = tmp_path_factory.mktemp("given")
    (folder / "口令").write_text(PASSPHRASE, encoding="utf-8")
    places = {"APPLICATION": str(folder / "申报件.yaml"), "DATA": str(folder / "data")}
    key = ["--data-dir", places["DATA"], "--passphrase-file", str(folder / "口令")]
    assert main(["new", FORM, "--example", "-o", places["APPLICATION"]]) == 0
    assert main(["archive", "add", places["APPLICATION"], *key]) == 0
    assert main(["archive", "backup", str(folder / "备份.aimed"), *key]) == 0
    from aimed_desktop.archive.archive import Archive

    with Archive.open(folder / "data", PASSPHRASE, use_keyring=False) as archive:
        (entry,) = archive.list()
    return places | {"ID": entry.id, "BACKUP": str(folder / "备份.aimed"), "KEY": str(folder / "口令")}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte with an older export on it."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("mounting needs root")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder))
    (folder / "从前").mkdir()
    (folder / "从前" / "申报书.docx").write_bytes(b"from before")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def run(name: str, disk: Path, given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    arguments = COMMANDS[name]
    for word, value in ({"DISK": str(disk)} | given).items():
        arguments = arguments.replace(word, value)
    capsys.readouterr()
    status = main([*arguments.split(), "--passphrase-file", given["KEY"]])
    return status, capsys.readouterr().err


def files(folder: Path) -> dict[str, bytes]:
    """What stands on the disk, hidden or not; the lock of a data folder is no content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "archive.lock"
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_said_and_nothing_is_left_of_what_was_begun(
    name: str, disk: Path, given: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    (disk / "ballast").write_bytes(bytes(_BALLAST))
    before = files(disk)
    status, errors = run(name, disk, given, capsys)
    assert (status, "磁盘已满" in errors) == (3, True), errors
    assert files(disk) == before
    (disk / "ballast").unlink()
    mount("-o", "remount,size=20m", str(disk))
    assert run(name, disk, given, capsys)[0] == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_a_read_only_disk_is_said(
    name: str, disk: Path, given: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(disk)
    mount("-o", "remount,ro", str(disk))
    status, errors = run(name, disk, given, capsys)
    assert (status, "只读" in errors) == (3, True), errors
    assert files(disk) == before
