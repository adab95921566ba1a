"""The main job as a process of its own: what `aimed demo` leaves is what other programs can read."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import bagit

from tests import word_file
from tests.end2end.conftest import Demo
from tests.end2end.process import aimed, assert_no_insides

TITLE = "典型应用场景案例申报书"


def pdf_text(path: Path) -> str:
    read = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True)
    return read.stdout.decode()


def test_the_demo_succeeds_without_a_display_and_without_a_locale(demo: Demo) -> None:
    assert demo.run.status == 0, demo.run
    assert_no_insides(demo.run)
    for step in ("[1/4] 检查", "[2/4] 导出", "[3/4] 打包", "[4/4] 归档"):
        assert step in demo.run.out


def test_the_demo_leaves_everything_below_its_folder(demo: Demo) -> None:
    assert not (demo.folder.parent / "untouched").exists()
    assert not (demo.folder.parent / "home").exists()


def test_the_demo_leaves_a_word_file_and_a_pdf_that_say_what_the_example_says(
    demo: Demo, example: Path
) -> None:
    (word,) = (demo.folder / "导出").glob("*.docx")
    (pdf,) = (demo.folder / "导出").glob("*.pdf")
    subprocess.run(["qpdf", "--check", str(pdf)], check=True, capture_output=True)
    printed, written = "".join(pdf_text(pdf).split()), word_file.words(word.read_bytes())
    chapters = json.loads(example.read_bytes())["values"]["background"]
    opening = next(block["text"] for block in chapters if "text" in block)[:40]
    assert TITLE in printed
    assert TITLE in written
    assert opening in printed
    assert opening in written


def test_the_packet_is_a_bag_that_another_program_finds_valid(demo: Demo, tmp_path: Path) -> None:
    with zipfile.ZipFile(demo.packet) as packet:
        packet.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    assert bagit.Bag(str(folder)).is_valid()
    run = aimed("verify", demo.packet, "--json")
    (report,) = json.loads(run.out)
    assert (run.status, report["ok"], report["form"]) == (0, True, "wuhan-2026-1")


def test_the_archive_gives_the_application_back(demo: Demo, tmp_path: Path) -> None:
    listed = aimed(*demo.archive, "archive", "list", "--json")
    (entry,) = json.loads(listed.out)
    back = aimed(*demo.archive, "archive", "restore", entry["id"], "-o", tmp_path / "back")
    assert back.status == 0, back
    with zipfile.ZipFile(demo.packet) as packet:
        (name,) = [name for name in packet.namelist() if name.endswith("data/application.json")]
        packed = json.loads(packet.read(name))
    assert json.loads((tmp_path / "back" / "application.json").read_bytes())["values"] == packed["values"]


def test_nothing_of_the_archive_can_be_read_without_its_key(demo: Demo) -> None:
    unit = json.loads(aimed(*demo.archive, "archive", "list", "--json").out)[0]["unit"].encode()
    assert unit
    for path in (demo.folder / "数据").rglob("*"):
        assert not path.is_file() or unit not in path.read_bytes(), path


def test_the_same_example_is_exported_as_the_same_bytes(demo: Demo, example: Path, tmp_path: Path) -> None:
    run = aimed("export", example, "-o", tmp_path)
    assert run.status == 0, run
    for path in run.paths:
        assert path.read_bytes() == (demo.folder / "导出" / path.name).read_bytes(), path.name


def test_a_draft_of_the_blank_form_is_exported_from_a_template(tmp_path: Path) -> None:
    blank = tmp_path / "空白.yaml"
    assert aimed("new", "wuhan-2026-1", "-o", blank).status == 0
    refused = aimed("export", blank, "-o", tmp_path / "out")
    assert refused.status == 1
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True
    draft = aimed("export", blank, "-o", tmp_path / "out", "--draft")
    assert draft.status == 0, draft
    assert all(path.stem.endswith("-草稿") for path in draft.paths)
    (pdf,) = [path for path in draft.paths if path.suffix == ".pdf"]
    assert TITLE in "".join(pdf_text(pdf).split())
