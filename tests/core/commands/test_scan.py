"""`aimed scan`: a pile of stamped pages against the printed ones, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from aimed_desktop.cli import main
from aimed_desktop.document.judging.judge import read_notes
from tests.scanner import Scanning, scanned

FORM = "wuxi-2026"
HOW = Scanning(dpi=150, skew=1.0, turned=180)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    target = tmp_path / "work" / "application.json"
    assert main(["new", FORM, "--example", "-o", str(target)]) == 0
    return target


def printed(example: Path, folder: Path) -> list[Path]:
    assert main(["export", str(example), "-o", str(folder)]) == 0
    return sorted(folder.glob("*.pdf"))


def one_page(pdf: Path, target: Path) -> Path:
    """The scan of the first page."""
    target.write_bytes(scanned(pdf.read_bytes(), 0, HOW, Random(1)))
    return target


def found(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    status = main(["scan", *map(str, arguments), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_pages_missing_pages_and_bare_places_are_told(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = one_page(printed(example, tmp_path / "out")[0], tmp_path / "扫描.jpg")
    status, said = found(capsys, example, scan, "-o", tmp_path / "一.pdf")
    (page,) = said["pages"]
    assert (status, said["ok"], said["made"]) == (1, False, None) and not (tmp_path / "一.pdf").exists()
    assert (page["file"], page["index"], page["state"], page["turned"]) == (str(scan), 0, "ok", 180)
    assert page["match"].keys() == {"document", "page", "version"} and 0.8 < page["score"] <= 1
    assert len(said["missing"]) == 5 and page["match"] not in said["missing"]
    assert said["seals"] and {frozenset(seal) for seal in said["seals"]} == {
        frozenset({"place", "document", "page", "seen"})
    }


def test_a_file_that_nobody_can_read_is_told_and_the_others_are_matched(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = one_page(printed(example, tmp_path / "out")[0], tmp_path / "扫描.jpg")
    broken = tmp_path / "坏.jpg"
    broken.write_bytes(scan.read_bytes()[:4000])
    capsys.readouterr()
    assert main(["scan", str(example), str(broken), str(scan)]) == 2
    told = capsys.readouterr()
    assert "坏.jpg" in told.err and "缺" in told.out


def test_a_target_that_exists_is_left_alone(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = one_page(printed(example, tmp_path / "out")[0], tmp_path / "扫描.jpg")
    target = tmp_path / "有.pdf"
    target.write_bytes(b"mine")
    capsys.readouterr()
    assert main(["scan", str(example), str(scan), "-o", str(target)]) == 2
    assert target.read_bytes() == b"mine" and "有.pdf" in capsys.readouterr().err


def test_a_packet_with_missing_pages_wants_a_reason_and_names_them(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = one_page(printed(example, tmp_path / "out")[0], tmp_path / "扫描.jpg")
    command = ["pack", str(example), "-o", str(tmp_path / "packet"), "--scan", str(scan)]
    capsys.readouterr()
    assert main(command) == 1
    assert "盖章扫描件缺《" in capsys.readouterr().err and not (tmp_path / "packet").exists()
    assert main([*command, "--despite", "scan", "--why", "只交首页"]) == 0
    folder = Path(capsys.readouterr().out.splitlines()[0])
    assert [path.name for path in (folder / "data" / "扫描件").iterdir()] == ["盖章扫描件.pdf"]
    assert "扫描件说明：缺《" in (folder / "data" / "文件清单.txt").read_text("utf-8")


def test_a_packet_says_which_pages_were_taken_from_the_fixed_pdf(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdfs = printed(example, tmp_path / "out")
    scans = [tmp_path / f"{at}.jpg" for at in range(len(pdfs))]
    for pdf, scan in zip(pdfs, scans, strict=True):
        pages = len(PdfDocument(pdf))
        wanted = pages - 1 if "承诺书" in pdf.name else 0
        scan.write_bytes(scanned(pdf.read_bytes(), wanted, HOW, Random(1)))
    made = tmp_path / "一.pdf"
    capsys.readouterr()
    assert main(["scan", str(example), *map(str, scans), "--fill", "-o", str(made)]) == 0
    said = "《附件2 项目表》第2页、《附件3 承诺书》第1页取自定稿PDF，未扫描"
    told = capsys.readouterr().out
    assert said in told and "齐全" not in told and str(made) in told
    command = ["pack", str(example), "-o", str(tmp_path / "packet"), "--scan", str(made)]
    assert main(command) == 1 and said in capsys.readouterr().err
    assert main([*command, "--despite", "scan", "--why", "电话问过，可以"]) == 0
    data = Path(capsys.readouterr().out.splitlines()[0]) / "data"
    assert said in (data / "文件清单.txt").read_text("utf-8")
    assert [note for _, note in read_notes((data / "扫描件" / "盖章扫描件.pdf").read_bytes())] == [said] * 2
