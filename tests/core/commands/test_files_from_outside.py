"""Materials and scans on the command line: judged by their content, told in a sentence, never waited for."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.lifecycle import finalise
from aimed_desktop.cli import main
from tests.paper_files import locked_pdf, pdf, picture, tiff

FORM = "wuhan-2026-1"
PAGES = 11  # of the example as it is printed
PASSPHRASE = "三件事都已经办好了-2026"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    target = tmp_path / "work" / "application.yaml"
    assert main(["new", FORM, "--example", "-o", str(target)]) == 0
    return target


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def attach(example: Path, name: str, content: bytes) -> str:
    """Put a file in place of the first material; its slot."""
    data = yaml.safe_load(example.read_text(encoding="utf-8"))
    (example.parent / "files" / name).write_bytes(content)
    data["materials"][0]["file"] = f"files/{name}"
    example.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return str(data["materials"][0]["slot"])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("锁.pdf", locked_pdf(), "设了打开密码"),
        ("断.pdf", pdf("a", "b")[:-200], "不完整"),
        ("断.jpg", picture("JPEG")[:-900], "不完整"),
        ("坏.pdf", b"%PDF-1.4 startxref", "打不开"),
        ("假.docx", pdf(), "与文件名的结尾不符"),
        ("假.pdf", b"MZ\x90\0", "是程序"),
        ("空的.pdf", b"", "是空的"),
    ],
)
def test_a_material_that_nobody_could_open_blocks_the_packing_and_not_the_export(
    name: str, content: bytes, words: str, example: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    slot = attach(example, name, content)
    status, out, _ = run(capsys, "check", example, "--json")
    (finding,) = json.loads(out)
    assert status == 1
    assert (finding["severity"], finding["rule"], finding["field"], finding["blocks"]) == (
        "error",
        "material",
        f"materials.{slot}",
        "pack",
    )
    assert words in finding["message"]
    status, _, err = run(capsys, "pack", example, "-o", tmp_path / "out")
    assert status == 1 and words in err
    assert not (tmp_path / "out").exists()


def test_what_is_odd_about_a_material_is_a_warning(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    attach(example, "白.pdf", pdf("a", ""))
    status, out, _ = run(capsys, "check", example, "--json")
    assert (status, [each["severity"] for each in json.loads(out)]) == (0, ["warning"])
    attach(example, "地点.jpg", picture("JPEG", place=True))
    status, out, _ = run(capsys, "check", example)
    assert status == 0 and "GPS" in out


def test_an_export_reads_no_material(
    example: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    attach(example, "锁.pdf", locked_pdf())
    assert run(capsys, "export", example, "-o", tmp_path / "out")[0] == 0


def scans(folder: Path, *contents: tuple[str, bytes]) -> list[object]:
    """Arguments for the scans."""
    folder.mkdir()
    for name, content in contents:
        (folder / name).write_bytes(content)
    return [argument for name, _ in contents for argument in ("--scan", folder / name)]


WHOLE = pdf(*(f"page {number}" for number in range(PAGES)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("扫描.pdf", WHOLE),
        ("前有字节.pdf", b"by mail\r\n" + WHOLE),
        ("扫描.tif", tiff([f"page {number}" for number in range(PAGES)])),
    ],
)
def test_a_whole_scan_is_packed(
    name: str, content: bytes, example: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    given = scans(tmp_path / "scans", (name, content))
    status, out, err = run(capsys, "pack", example, "-o", tmp_path / "out", *given)
    assert status == 0
    assert "盖章扫描件" not in err
    (packed,) = (Path(out.splitlines()[0]) / "data" / "扫描件").iterdir()
    assert packed.read_bytes() == content


def test_a_photo_named_as_a_browser_does_is_a_page(
    example: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pages = pdf(*(f"page {number}" for number in range(PAGES - 1)))
    given = scans(tmp_path / "scans", ("前.pdf", pages), ("末页.jfif", picture("JPEG", "the last")))
    assert run(capsys, "pack", example, "-o", tmp_path / "out", *given)[0] == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("锁.pdf", locked_pdf(), "设了打开密码"),
        ("断.pdf", WHOLE[: len(WHOLE) // 2], "不完整"),
        ("断.jpg", picture("JPEG")[:-900], "不完整"),
        ("白.pdf", pdf(*[""] * PAGES), "第1页至第11页是白页"),
        ("缺页.pdf", pdf(*"abc"), "打印件有 11 页，缺 8 页"),
        ("假.jpg", WHOLE, "与文件名的结尾不符"),
        ("文档.docx", b"PK\x05\x06" + bytes(18), "不能作扫描件"),
    ],
)
def test_an_unfit_scan_is_told_and_nothing_is_packed(
    name: str, content: bytes, words: str, example: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    given = scans(tmp_path / "scans", (name, content))
    status, out, err = run(capsys, "pack", example, "-o", tmp_path / "out", *given)
    assert (status, out) == (1, "")
    assert words in err
    assert not list((tmp_path / "out").glob("*"))


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def door(path: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.parametrize("make", [pipe, door, folder, lambda _path: Path("/dev/zero")])
def test_what_is_no_file_is_refused_as_scan_at_once(
    make: Callable[[Path], Path], example: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, _, err = run(capsys, "pack", example, "-o", tmp_path / "out", "--scan", make(tmp_path / "a.pdf"))
    assert status == 2
    assert "请选择" in err


def test_a_pipe_as_a_material_is_a_missing_file(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slot = attach(example, "管.pdf", b"")
    (example.parent / "files" / "管.pdf").unlink()
    os.mkfifo(example.parent / "files" / "管.pdf")
    status, out, _ = run(capsys, "check", example, "--json")
    assert status == 1
    assert [each["field"] for each in json.loads(out)] == [f"materials.{slot}"]


def test_the_kept_scans_of_a_fixed_version_are_checked(
    example: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("AIMED_DATA_DIR", str(data))
    monkeypatch.setenv("AIMED_PASSPHRASE", PASSPHRASE)
    status, out, _ = run(capsys, "archive", "add", example)
    assert status == 0
    entry = out.strip()
    with Archive.open(data, PASSPHRASE, use_keyring=False) as archive:
        from aimed_desktop.archive.applications import open_application

        finalise(archive, entry, open_application(archive, entry), 0)
        archive.lifecycle.add_scan(entry, "短.pdf", 1, pdf(*"abc"))
        archive.lifecycle.add_scan(entry, "白.jpg", 1, picture("JPEG", ""))
    status, out, _ = run(capsys, "check", entry, "--json")
    found = [each for each in json.loads(out) if each["rule"] == "scan"]
    assert status == 1
    assert {each["severity"] for each in found} == {"error"}
    assert any("“白.jpg”全是白页" in each["message"] for each in found)


def test_a_scan_of_a_photo_that_tells_its_place_is_told(
    example: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pages = pdf(*(f"page {number}" for number in range(PAGES - 1)))
    given = scans(tmp_path / "scans", ("前.pdf", pages), ("末页.jpg", picture("JPEG", place=True)))
    status, _, err = run(capsys, "pack", example, "-o", tmp_path / "out", *given)
    assert (status, "GPS" in err) == (0, True)
