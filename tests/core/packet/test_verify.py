"""Whatever is done to a packet after packing is noticed and told."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.export import export
from aimed_desktop.errors import ExitStatus
from aimed_desktop.packet.bag import INFORMATION, MANIFEST, write_bag
from aimed_desktop.packet.contents import read_information
from aimed_desktop.packet.pack import PackResult, pack
from aimed_desktop.packet.verify import verify
from aimed_desktop.packet.zipping import zip_folder

from .conftest import SOURCES


@pytest.fixture
def made(app: Application, notice: Notice, tmp_path: Path) -> PackResult:
    return pack(app, notice, SOURCES, tmp_path / "out", (), lambda folder: export(app, folder, draft=False))


def codes(path: Path) -> set[str]:
    report = verify(path)
    assert report.ok is not bool(report.problems)
    assert all(problem.message for problem in report.problems)
    return {problem.code for problem in report.problems}


def rebagged(root: Path) -> None:
    """New manifests over changed files, as someone who knows BagIt would write them."""
    information = read_information(root)
    information.pop("Payload-Oxum")
    write_bag(root, information)


def append(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / name).open("ab") as file:
            file.write(b" ")

    return change


def flip(name: str) -> Callable[[Path], None]:
    """Another first digit in a list of digests."""

    def change(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        (root / name).write_text(("1" if text[0] == "0" else "0") + text[1:], "utf-8", newline="\n")

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (append("data/申报书.docx"), "changed_file"),
        (append("data/申报书.pdf"), "changed_file"),
        (append("data/application.json"), "changed_file"),
        (append("data/definition/city-2026-1.yaml"), "changed_file"),
        (append("data/邮件/邮件草稿.eml"), "changed_file"),
        (append("bag-info.txt"), "changed_file"),
        (append("bagit.txt"), "changed_file"),
        (append("manifest-sha256.txt"), "changed_file"),
        (flip("tagmanifest-sha256.txt"), "changed_file"),
        (lambda root: (root / "data/申报书.pdf").unlink(), "missing_file"),
        (lambda root: (root / "data/application.json").unlink(), "missing_file"),
        (lambda root: shutil.rmtree(root / "data/definition"), "missing_file"),
        (lambda root: (root / "manifest-sha256.txt").unlink(), "missing_file"),
        (lambda root: (root / "bag-info.txt").unlink(), "missing_file"),
        (lambda root: (root / "data/new.txt").write_bytes(b""), "extra_file"),
        (lambda root: (root / "new.txt").write_bytes(b""), "extra_file"),
    ],
)
def test_each_change_is_a_content_mismatch(
    made: PackResult, tmp_path: Path, change: Callable[[Path], None], expected: str
) -> None:
    change(made.folder)
    assert expected in codes(made.folder)
    zip_folder(made.folder, tmp_path / "again.zip", "包")
    report = verify(tmp_path / "again.zip")
    assert expected in {problem.code for problem in report.problems}
    assert report.status is ExitStatus.REFUSED


def test_data_changed_under_new_manifests_does_not_match_its_fingerprint(made: PackResult) -> None:
    path = made.folder / "data" / "application.json"
    data = json.loads(path.read_bytes())
    data["values"]["scene_name"] = "另一个场景"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    rebagged(made.folder)
    assert codes(made.folder) == {"fingerprint"}


def test_a_picture_replaced_under_new_manifests_does_not_match_the_fingerprint(made: PackResult) -> None:
    picture = made.folder / "data" / "图片" / "ct.jpg"
    picture.write_bytes(picture.read_bytes() + b"\0")
    rebagged(made.folder)
    assert codes(made.folder) == {"fingerprint"}


def test_a_material_taken_out_under_new_manifests_is_missed(made: PackResult) -> None:
    next((made.folder / "data" / "材料").glob("02-*")).unlink()
    rebagged(made.folder)
    assert codes(made.folder) == {"missing_file"}


def test_information_about_another_form_is_noticed(made: PackResult) -> None:
    information = read_information(made.folder) | {"AIMed-Form": "city-2026-9"}
    information.pop("Payload-Oxum")
    write_bag(made.folder, information)
    assert codes(made.folder) == {"form"}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("definition/notice.yaml", b"notice: [", "definition"),
        ("definition/city-2026-1.yaml", b"form: city-2026-1\n", "definition"),
        ("definition/city-2026-1.yaml", b"a: &a [*a]\n", "definition"),
        ("definition/city-2026-1.yaml", b"[" * 100_000, "definition"),
        ("application.json", b"\xff\xfe not json", "application"),
        ("application.json", b"[" * 100_000, "application"),
        ("application.json", b"{}", "application"),
        ("application.json", b'{"format": "aimed-application/9"}', "application"),
    ],
)
def test_unusable_contents_are_told_and_do_not_stop_the_program(
    made: PackResult, name: str, data: bytes, code: str
) -> None:
    (made.folder / "data" / name).write_bytes(data)
    rebagged(made.folder)
    assert codes(made.folder) == {code}
    assert verify(made.folder).status is ExitStatus.REFUSED


def test_data_that_points_outside_the_packet_is_not_followed(made: PackResult) -> None:
    path = made.folder / "data" / "application.json"
    data = json.loads(path.read_bytes())
    data["materials"] = [{"slot": "licence", "file": "../../../etc/passwd"}]
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    rebagged(made.folder)
    report = verify(made.folder)
    assert not report.ok


def test_a_manifest_that_names_a_file_outside_is_unsafe(made: PackResult) -> None:
    digest = hashlib.sha256(Path("/etc/hostname").read_bytes()).hexdigest()
    with (made.folder / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write(f"{digest}  data/../../../../../etc/hostname\n")
    report = verify(made.folder)
    assert "unsafe" in {problem.code for problem in report.problems}
    assert report.status is ExitStatus.UNUSABLE_INPUT


@pytest.mark.parametrize("line", ["", "zz  data/x", "abc", "00 *data/申报书.pdf"])
def test_a_manifest_in_another_hand_is_read_or_told(made: PackResult, line: str) -> None:
    text = (made.folder / MANIFEST).read_text("utf-8").replace("\n", "\r\n").replace("  ", " *")
    (made.folder / MANIFEST).write_text(f"{text}{line}\r\n", "utf-8", newline="")
    found = codes(made.folder)
    assert found == ({"changed_file"} if not line else {"changed_file", "manifest"})


def test_a_newer_bag_format_is_not_guessed_at(made: PackResult) -> None:
    (made.folder / "bagit.txt").write_text("BagIt-Version: 9.9\nTag-File-Character-Encoding: UTF-8\n")
    report = verify(made.folder)
    assert [problem.code for problem in report.problems] == ["version"]
    assert report.status is ExitStatus.UNUSABLE_INPUT


def test_a_bag_of_someone_elses_is_no_packet(tmp_path: Path) -> None:
    (tmp_path / "bag" / "data").mkdir(parents=True)
    (tmp_path / "bag" / "data" / "a.txt").write_bytes(b"x")
    write_bag(tmp_path / "bag", {"Source-Organization": "示例馆"})
    report = verify(tmp_path / "bag")
    assert [problem.code for problem in report.problems] == ["not_a_packet"]
    assert report.status is ExitStatus.UNUSABLE_INPUT


def test_a_packet_that_is_not_there_or_unsafe_is_unusable(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../bagit.txt", "")
    for name, code in (("missing.zip", "file_missing"), ("a.zip", "unsafe"), (".", "not_a_packet")):
        report = verify(tmp_path / name)
        assert [problem.code for problem in report.problems] == [code]
        assert report.status is ExitStatus.UNUSABLE_INPUT


def test_a_folded_line_of_the_information_is_read_as_one(made: PackResult) -> None:
    text = (made.folder / INFORMATION).read_text("utf-8")
    (made.folder / INFORMATION).write_text(text.replace("示例医院", "示例\n  医院", 1), "utf-8")
    assert read_information(made.folder)["Source-Organization"] == "示例 医院"


def test_the_report_is_what_the_command_line_prints(made: PackResult) -> None:
    report = verify(made.archive).to_json()
    assert set(report) == {"packet", "ok", "form", "title", "fingerprint", "problems"}
    assert json.loads(json.dumps(report))["problems"] == []
