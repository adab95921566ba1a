"""A packet holds what is handed over, each thing once, and is there whole or not at all."""

from __future__ import annotations

import email
import email.policy
import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import bagit
import pytest

from aimed_desktop.application.file import read_application
from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.definition.library import library_from_sources
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.export import export
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.packet import pack as packing
from aimed_desktop.packet.pack import PackResult, pack
from aimed_desktop.packet.verify import verify
from tests.paper_files import pdf as pdf_file

from .conftest import ID_NUMBER, SOURCES

Pack = Callable[..., PackResult]


@pytest.fixture
def packed(app: Application, notice: Notice, tmp_path: Path) -> Pack:
    def make(out: Path = tmp_path / "out", scans: tuple[Path, ...] = ()) -> PackResult:
        return pack(app, notice, SOURCES, out, scans, lambda folder: export(app, folder, draft=False))

    return make


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "扫描0001.PDF"
    path.write_bytes(pdf_file("stamped"))
    return path


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_everything_that_is_handed_over_is_there(packed: Pack, scan: Path) -> None:
    made = packed(scans=(scan,))
    assert made.folder.name == "示例医院-典型案例申报书-影像辅助诊断"
    assert files(made.folder / "data") == [
        "application.json",
        "definition/city-2026-1.yaml",
        "definition/notice.yaml",
        "图片/ct.jpg",
        "扫描件/申报书-盖章扫描件.pdf",
        "文件清单.txt",
        "材料/01-营业执照副本复印件-证照（证件号略）.pdf",
        "材料/02-证明材料-评价.pdf",
        "申报书.docx",
        "申报书.pdf",
        "盖章签字路线单.pdf",
        "邮件/邮件卡.html",
        "邮件/邮件草稿.eml",
        "邮件/邮件说明.txt",
    ]


def test_an_archivists_tool_validates_folder_and_zip(packed: Pack, tmp_path: Path) -> None:
    made = packed()
    assert bagit.Bag(str(made.folder)).validate()
    with zipfile.ZipFile(made.archive) as archive:
        archive.extractall(tmp_path / "unzipped")
    assert files(tmp_path / "unzipped" / made.folder.name) == files(made.folder)
    assert bagit.Bag(str(tmp_path / "unzipped" / made.folder.name)).validate()


def test_no_file_is_in_the_packet_twice(packed: Pack, scan: Path, tmp_path: Path) -> None:
    made = packed(scans=(scan, scan))
    digests = [
        hashlib.sha256((made.folder / "data" / name).read_bytes()).hexdigest()
        for name in files(made.folder / "data")
    ]
    assert len(digests) == len(set(digests))


def test_a_scan_that_is_also_a_material_stands_in_both_folders(
    packed: Pack, app: Application, tmp_path: Path
) -> None:
    same = tmp_path / "承诺书.pdf"
    same.write_bytes(app.files.read("files/评价.pdf"))
    made = packed(scans=(same, same))
    held = [name for name in files(made.folder / "data") if name.startswith(("材料/02", "扫描件/"))]
    assert held == ["扫描件/承诺书-盖章扫描件.pdf", "材料/02-证明材料-评价.pdf"]
    assert verify(made.folder).ok


def test_the_packed_application_reads_back_with_every_file(packed: Pack, app: Application) -> None:
    made = packed()
    again = read_application(made.folder / "data" / "application.json", library_from_sources(SOURCES))
    assert fingerprint(again) == fingerprint(app)
    assert [m.slot for m in again.materials] == ["licence", "proof", "proof"]
    assert again.files.read(again.materials[0].file) == pdf_file("licence")
    assert again.materials[1].file == again.materials[2].file  # the same paper, put in once
    assert again.files.read(again.get("background")[1]["image"]) == app.files.read("files/ct.jpg")
    assert app.get("background")[1]["image"] == "files/ct.jpg"


def test_nothing_but_this_applications_data_is_in_it(packed: Pack, app: Application) -> None:
    app.extra = {"history": ["earlier"], "profile": {"unit": "x"}, "newer": 1}
    data = json.loads((packed().folder / "data" / "application.json").read_bytes())
    assert not {"history", "profile"} & set(data)
    assert data["newer"] == 1


def test_no_file_name_and_no_letter_holds_an_id_number(packed: Pack) -> None:
    made = packed()
    assert not [name for name in files(made.folder) if ID_NUMBER in name]
    for name in ("邮件草稿.eml", "邮件说明.txt", "邮件卡.html"):
        assert ID_NUMBER not in (made.folder / "data" / "邮件" / name).read_text("utf-8")
    assert "身份证号，请妥善保管" in (made.folder / "data" / "文件清单.txt").read_text("utf-8")


def test_what_is_mailed_is_word_scan_and_materials(packed: Pack, scan: Path) -> None:
    made = packed(scans=(scan,))
    eml = (made.folder / "data" / "邮件" / "邮件草稿.eml").read_bytes()
    message = email.message_from_bytes(eml, policy=email.policy.default)
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "01-示例医院-影像辅助诊断-申报书.docx",
        "02-示例医院-影像辅助诊断-申报书-盖章扫描件.pdf",
        "03-示例医院-影像辅助诊断-营业执照副本复印件-证照（证件号略）.pdf",
        "04-示例医院-影像辅助诊断-证明材料-评价.pdf",
    ]


def test_a_paper_that_comes_back_out_of_a_packet_does_not_get_its_title_twice(
    packed: Pack, notice: Notice, tmp_path: Path
) -> None:
    made = packed()
    again = read_application(made.folder / "data" / "application.json", library_from_sources(SOURCES))
    second = pack(again, notice, SOURCES, tmp_path / "2", (), lambda to: export(again, to, draft=False))
    assert files(second.folder / "data" / "材料") == files(made.folder / "data" / "材料")


def test_the_list_of_files_gives_the_sha_256_of_each(packed: Pack) -> None:
    made = packed()
    data = made.folder / "data"
    listed = (data / "文件清单.txt").read_text("utf-8")
    for name in files(data):
        if name != "文件清单.txt":
            assert hashlib.sha256((data / name).read_bytes()).hexdigest() in listed


def test_the_same_application_packs_to_the_same_bytes(packed: Pack, scan: Path, tmp_path: Path) -> None:
    first, second = packed(tmp_path / "1", (scan,)), packed(tmp_path / "2", (scan,))
    assert first.archive.read_bytes() == second.archive.read_bytes()


def test_an_existing_packet_is_left_alone(packed: Pack) -> None:
    first = packed()
    before = {name: (first.folder / name).read_bytes() for name in files(first.folder)}
    second = packed()
    assert second.folder.name == f"{first.folder.name}-2"
    assert second.archive.name == f"{first.folder.name}-2.zip"
    assert {name: (first.folder / name).read_bytes() for name in files(first.folder)} == before
    shutil.rmtree(first.folder)
    assert packed().folder.name == f"{first.folder.name}-3"


def test_a_missing_scan_is_a_warning_at_its_slot(packed: Pack, scan: Path) -> None:
    (finding,) = packed().findings
    assert (finding.severity, finding.rule, finding.field) == ("warning", "material", "materials.pledge")
    assert "--" not in finding.fix, "a clerk has a window, no command line"
    assert packed(scans=(scan,)).findings == ()


def test_an_unstamped_print_is_no_scan(packed: Pack, app: Application, tmp_path: Path) -> None:
    made = packed(scans=(pdf(app, tmp_path / "print"),))
    assert not (made.folder / "data" / "扫描件").exists()
    assert "完全相同" in made.findings[0].message


def pdf(app: Application, folder: Path) -> Path:
    return next(path for path in export(app, folder, draft=False) if path.suffix == ".pdf")


def test_an_application_with_errors_is_not_packed(packed: Pack, app: Application, tmp_path: Path) -> None:
    app.set("unit_name", None)
    with pytest.raises(UserProblem) as refused:
        packed()
    assert (refused.value.code, refused.value.status) == ("pack_refused", ExitStatus.REFUSED)
    assert not (tmp_path / "out").exists()


def test_a_state_secret_stops_packet_and_mail(app: Application, notice: Notice, tmp_path: Path) -> None:
    rule = """
rules:
  - {id: state-secret, when: secret, at: secret, severity: error, blocks: pack, message: 涉及国家秘密}
"""
    sources = SOURCES | {"city-2026-1.yaml": SOURCES["city-2026-1.yaml"] + rule.encode()}
    app.form = library_from_sources(sources).form("city-2026-1")
    app.set("secret", True)
    with pytest.raises(UserProblem) as refused:
        pack(app, notice, sources, tmp_path / "out", (), lambda folder: export(app, folder, draft=False))
    assert refused.value.status is ExitStatus.REFUSED
    assert not (tmp_path / "out").exists()


def test_a_file_outside_the_applications_folder_is_not_packed(packed: Pack, app: Application) -> None:
    app.set_materials((*app.materials, MaterialFile("proof", "../../etc/passwd")))
    with pytest.raises(UserProblem):
        packed()


def test_a_failure_half_way_leaves_nothing_behind(
    packed: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, "zip_folder", full)
    with pytest.raises(UserProblem) as failed:
        packed()
    assert (failed.value.code, failed.value.status) == ("target_unwritable", ExitStatus.MACHINE)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 100 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", folder]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs root: mounts a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_told_and_cleaned_up(packed: Pack, small_disk: Path) -> None:
    with pytest.raises(UserProblem) as failed:
        packed(small_disk)
    assert failed.value.status is ExitStatus.MACHINE
    assert list(small_disk.iterdir()) == []


def test_a_target_that_is_a_file_is_told(packed: Pack, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(UserProblem) as failed:
        packed()
    assert failed.value.code == "target_unwritable"


def test_a_fresh_packet_verifies(packed: Pack, app: Application) -> None:
    made = packed()
    for path in (made.folder, made.archive):
        report = verify(path)
        assert report.problems == ()
        assert (report.ok, report.status) == (True, ExitStatus.DONE)
        assert (report.form, report.title) == (app.form.id, app.form.title)
        assert report.fingerprint == fingerprint(app)
