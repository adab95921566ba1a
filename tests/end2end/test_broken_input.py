"""Whatever a user hands in by mistake ends in one Chinese sentence and the right status; nothing is lost."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.end2end.conftest import Demo
from tests.end2end.process import aimed, assert_no_insides, assert_one_sentence, tiny_disk, unwritable

PICTURE = "files/缺少的图片.png"


@pytest.fixture
def edited(example: Path, tmp_path: Path) -> Callable[..., Path]:
    """A copy of the example with its data changed by a function."""

    def make(change: Callable[[dict[str, Any]], object]) -> Path:
        shutil.copytree(example.parent, tmp_path / "edited")
        target = tmp_path / "edited" / example.name
        data = json.loads(target.read_bytes())
        change(data)
        target.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return target

    return make


UNREADABLE = {
    "not YAML": b"form: [wuhan-2026-1\nvalues: }",
    "not text": b"\xff\xfe\x00\x01\x02",
    "a list": b"[1, 2, 3]",
    "no form": b'{"format": "aimed-application/1", "values": {}}',
    "a form that does not exist": b'{"format": "aimed-application/1", "form": "wuhan-2062-1", "values": {}}',
    "values that are a list": b'{"format": "aimed-application/1", "form": "wuhan-2026-1", "values": [1]}',
    "a key twice": b"format: aimed-application/1\nform: wuhan-2026-1\nvalues: {}\nvalues: {}\n",
    "an alias": b"format: aimed-application/1\nform: &a wuhan-2026-1\nvalues: {unit_name: *a}\n",
    "nothing": b"",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_an_application_file_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "申报件.yaml"
    path.write_bytes(content)
    assert_one_sentence(aimed("check", path), 2)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "outside", ["../outside.png", "/etc/hostname", "files/../../outside.png", "C:\\outside.png"]
)
def test_a_path_out_of_the_folder_is_refused(
    edited: Callable[..., Path], outside: str, tmp_path: Path
) -> None:
    (tmp_path / "outside.png").write_bytes(b"private")
    path = edited(lambda data: data["values"].update(background=[{"image": outside}]))
    assert_one_sentence(aimed("export", path, "-o", tmp_path / "out", "--draft"), 2)
    assert not (tmp_path / "out").exists()


def test_values_of_the_wrong_type_are_findings_in_their_place(edited: Callable[..., Path]) -> None:
    wrong = {"apply_date": "2026-02-30", "scene_type": [{"option": "没有这一项"}]}
    run = aimed("check", edited(lambda data: data["values"].update(wrong)), "--json")
    assert run.status == 1
    assert_no_insides(run)
    errors = {finding["field"] for finding in json.loads(run.out) if finding["severity"] == "error"}
    assert errors >= {"apply_date", "scene_type"}


def test_a_missing_picture_is_a_finding_and_refuses_the_export(
    edited: Callable[..., Path], tmp_path: Path
) -> None:
    path = edited(lambda data: data["values"].update(background=["文字。", {"image": PICTURE}]))
    run = aimed("export", path, "-o", tmp_path / "out")
    assert run.status == 1
    assert "图片" in run.err
    assert_no_insides(run)
    assert not list(tmp_path.glob("out/*"))


def test_a_folder_that_cannot_be_written_is_named(example: Path, tmp_path: Path) -> None:
    with unwritable(tmp_path / "readonly") as folder:
        assert_one_sentence(aimed("export", example, "-o", folder / "out"), 3)
        assert_one_sentence(aimed("new", "wuhan-2026-1", "-o", folder / "a.yaml"), 3)
        assert not list(folder.iterdir())


def test_a_full_disk_leaves_no_half_written_file(example: Path, tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "tiny", kilobytes=64) as folder:
        run = aimed("export", example, "-o", folder)
        assert run.status == 3
        assert_no_insides(run)
        for left in folder.iterdir():
            assert left.suffix == ".docx", left
            assert zipfile.ZipFile(left).testzip() is None


def test_an_existing_target_of_new_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "申报件.yaml"
    target.write_text("我的内容", encoding="utf-8")
    assert_one_sentence(aimed("new", "wuhan-2026-1", "-o", target), 2)
    assert target.read_text(encoding="utf-8") == "我的内容"


def cut_in_half(packet: Path, target: Path) -> None:
    data = packet.read_bytes()
    target.write_bytes(data[: len(data) // 2])


def with_a_bomb(packet: Path, target: Path) -> None:
    shutil.copy(packet, target)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as bag:
        top = bag.namelist()[0].split("/")[0]
        bag.writestr(f"{top}/data/零.bin", bytes(50_000_000))


def with_a_way_out(packet: Path, target: Path) -> None:
    shutil.copy(packet, target)
    with zipfile.ZipFile(target, "a") as bag:
        bag.writestr("../outside.txt", "x")


def with_changed_data(packet: Path, target: Path) -> None:
    with zipfile.ZipFile(packet) as bag, zipfile.ZipFile(target, "w") as changed:
        for name in bag.namelist():
            data = bag.read(name)
            changed.writestr(name, data.replace(b"0", b"1", 1) if name.endswith(".pdf") else data)


@pytest.mark.parametrize(
    ("spoil", "status"), [(cut_in_half, 2), (with_a_bomb, 2), (with_a_way_out, 2), (with_changed_data, 1)]
)
def test_a_packet_that_cannot_be_trusted_is_refused(
    spoil: Callable[[Path, Path], None], status: int, demo: Demo, tmp_path: Path
) -> None:
    target = tmp_path / "packets" / "收到的.zip"
    target.parent.mkdir()
    spoil(demo.packet, target)
    run = aimed("verify", target)
    assert run.status == status, run
    assert run.err.strip().endswith("。")
    assert_no_insides(run)
    refused = aimed(*demo.archive[2:], "--data-dir", tmp_path / "data", "archive", "add", target)
    assert refused.status == status, refused
    assert_no_insides(refused)
    assert sorted(path.name for path in tmp_path.iterdir()) in (["data", "packets"], ["packets"])


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(demo: Demo, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(demo.folder / "数据", archive)
    before = {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    wrong = {"AIMED_PASSPHRASE": "不是这个口令-不是这个"}
    assert_one_sentence(aimed("--data-dir", archive, "archive", "list", environment=wrong), 2)
    assert_one_sentence(aimed("--data-dir", archive, "archive", "list"), 3)  # no passphrase at all
    assert {path: path.read_bytes() for path in before} == before


def test_a_window_without_a_display_says_so() -> None:
    nothing = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None}
    assert_one_sentence(aimed(environment=nothing), 3)


@pytest.mark.parametrize("arguments", [["nonsense"], ["export"], ["check", "a", "--no-such-option"]])
def test_bad_usage_is_one_sentence(arguments: list[str]) -> None:
    assert_one_sentence(aimed(*arguments), 2)
