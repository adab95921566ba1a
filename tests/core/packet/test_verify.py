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
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.packet.bag import MANIFEST, write_bag
from aimed_desktop.packet.contents import read_information
from aimed_desktop.packet.pack import PackResult, pack
from aimed_desktop.packet.tag_files import INFORMATION
from aimed_desktop.packet.verify import verify
from aimed_desktop.packet.zipping import zip_folder

from .conftest import SOURCES


@pytest.fixture
def made(app: Application, notice: Notice, tmp_path: Path) -> PackResult:
    return pack(app, notice, SOURCES, tmp_path / "out", (), lambda folder: export(app, folder, draft=False))


def codes(path: Path) -> set[str]:
    report = verify(path)
    assert report.ok is not bool(report.errors)
    assert all(problem.message for problem in report.problems)
    return {problem.code for problem in report.errors}


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
    next((made.folder / "data" / "材料").glob("01-*")).unlink()
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


def foreign_bag(root: Path) -> Path:
    (root / "data").mkdir(parents=True)
    (root / "data" / "a.txt").write_bytes(b"x")
    write_bag(root, {"Source-Organization": "示例馆"})
    return root


def test_a_bag_of_someone_elses_is_told_to_be_none_of_ours_and_whole(tmp_path: Path) -> None:
    report = verify(foreign_bag(tmp_path / "bag"))
    assert [(problem.code, problem.severity) for problem in report.problems] == [("foreign", "warning")]
    assert "是 BagIt 包，但不是本程序的报送包" in report.problems[0].message
    assert "核对：完整。" in report.problems[0].message
    assert (report.ok, report.status, report.title) == (True, ExitStatus.DONE, None)
    zip_folder(tmp_path / "bag", tmp_path / "bag.zip", "bag")
    assert verify(tmp_path / "bag.zip").problems == report.problems


def test_a_bag_of_someone_elses_that_was_changed_is_told_to_be_both(tmp_path: Path) -> None:
    append("data/a.txt")(foreign_bag(tmp_path / "bag"))
    report = verify(tmp_path / "bag")
    assert {problem.code for problem in report.problems} == {"changed_file", "manifest", "foreign"}
    assert "不完整" in next(p.message for p in report.problems if p.code == "foreign")
    assert (report.ok, report.status) == (False, ExitStatus.REFUSED)


LITTER = [
    "Thumbs.db", "data/材料/Thumbs.db", "data/.DS_Store", "desktop.ini", "data/Desktop.ini",
    "data/~$申报书.docx", "data/.~申报书.docx", "data/._申报书.docx", "._bagit.txt",
    "data/.~lock.申报书.docx#", "__MACOSX/data/._a", "data/申报书.pdf:Zone.Identifier", "data/@eaDir/a.jpg",
    "System Volume Information/WPSettings.dat",
]  # fmt: skip


def littered(root: Path) -> Path:
    for name in LITTER:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")
    return root


def test_what_systems_leave_behind_is_a_warning_and_no_tampering(made: PackResult) -> None:
    whole = verify(made.folder)
    report = verify(littered(made.folder))
    assert [(problem.code, problem.severity) for problem in report.problems] == [("litter", "warning")]
    assert f"共 {len(LITTER)} 个" in report.problems[0].message
    assert "改动" not in report.problems[0].message
    assert (report.ok, report.status, report.title) == (True, ExitStatus.DONE, whole.title)
    assert set(report.litter) == set(LITTER)


def test_litter_in_a_zip_and_beside_the_packet_in_it_is_a_warning(made: PackResult, tmp_path: Path) -> None:
    littered(made.folder)
    (tmp_path / "again").mkdir()
    shutil.move(made.folder, tmp_path / "again" / "包")
    for name in ("__MACOSX/._包", ".DS_Store"):
        (tmp_path / "again" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "again" / name).write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "again.zip", "w") as archive:
        for path in sorted((tmp_path / "again").rglob("*")):
            archive.write(path, path.relative_to(tmp_path / "again").as_posix())
    report = verify(tmp_path / "again.zip")
    assert [problem.code for problem in report.problems] == ["litter"]
    assert report.ok


def test_a_file_that_only_looks_like_litter_is_an_error_and_one_that_is_listed_is_payload(
    made: PackResult,
) -> None:
    for name in ("data/Thumbs.db.exe", "data/~申报书.docx", "data/my.DS_Store", "data/thumbs.dbx"):
        (made.folder / name).write_bytes(b"x")
    report = verify(made.folder)
    assert {problem.code for problem in report.errors} == {"extra_file", "manifest"}  # and the payload's size
    for path in made.folder.glob("data/*"):
        if path.name in ("Thumbs.db.exe", "~申报书.docx", "my.DS_Store", "thumbs.dbx"):
            path.unlink()
    (made.folder / "data" / "Thumbs.db").write_bytes(b"a picture of ours")
    rebagged(made.folder)
    report = verify(made.folder)
    assert (report.ok, report.problems, report.litter) == (True, (), ())
    (made.folder / "data" / "Thumbs.db").write_bytes(b"another picture")
    assert "changed_file" in codes(made.folder)


def test_each_problem_says_how_grave_it_is(made: PackResult) -> None:
    littered(made.folder)
    append("data/申报书.docx")(made.folder)
    told = verify(made.folder).to_json()["problems"]
    assert {tuple(problem) for problem in told} == {("code", "severity", "message")}
    assert [problem["severity"] for problem in told] == ["error", "error", "warning"]


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
