"""The command line in this process: what it prints where, and its exit status."""

from __future__ import annotations

import json
import os
import struct
import zlib
from pathlib import Path

import pytest

from aimed_desktop.application.life.amendments import Amendment
from aimed_desktop.application.model import Status
from aimed_desktop.archive.applications import open_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.lifecycle import finalise, mark
from aimed_desktop.cli import main
from aimed_desktop.definition.library import default_library
from tests.paper_files import pdf

FORM = "wuhan-2026-1"
ID_NUMBER = "11010519491231002X"


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


def test_bad_usage_names_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "export", "x") == (
        2,
        "",
        "命令“aimed export”的用法不对：缺少 -o。用 aimed --help 查看用法。\n",
    )


def test_an_unknown_form_gets_the_near_name(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "forms", "show", "wuhan-2026-11", "--json")
    assert (status, out) == (2, "")
    assert FORM in err


def test_the_list_of_forms_hides_the_demo_until_asked(capsys: pytest.CaptureFixture[str]) -> None:
    listed = {entry["id"] for entry in json.loads(run(capsys, "forms", "list", "--json")[1])}
    everything = {entry["id"] for entry in json.loads(run(capsys, "forms", "list", "--all", "--json")[1])}
    assert FORM in listed
    assert "demo" in everything - listed


def test_the_example_has_no_errors(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", example, "--json")
    assert status == 0
    assert [finding for finding in json.loads(out) if finding["severity"] == "error"] == []


def test_a_blank_application_is_refused_and_still_exported_as_a_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = tmp_path / "blank.json"
    assert main(["new", FORM, "-o", str(blank)]) == 0
    status, out, err = run(capsys, "export", blank, "-o", tmp_path / "out")
    assert (status, out) == (1, "")
    assert "必改" in err
    assert not (tmp_path / "out").exists()
    status, out, _ = run(capsys, "export", blank, "-o", tmp_path / "out", "--draft")
    names = sorted(Path(line).name for line in out.splitlines())
    assert status == 0
    assert [name[-8:] for name in names] == ["-草稿.docx", "书-草稿.pdf"]


def test_new_leaves_an_existing_target_alone(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = example.read_bytes()
    status, _, err = run(capsys, "new", FORM, "-o", example)
    assert status == 2
    assert "已存在" in err
    assert example.read_bytes() == before


def test_a_packet_goes_into_the_archive_and_comes_back_the_same(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIMED_PASSPHRASE", "一二三四五六七八")
    status, out, _ = run(capsys, "pack", example, "-o", tmp_path / "out")
    folder, zipped = map(Path, out.splitlines())
    assert status == 0
    assert run(capsys, "verify", folder, zipped)[0] == 0
    status, out, _ = run(capsys, "archive", "add", zipped)
    entry = out.strip()
    assert status == 0
    assert json.loads(run(capsys, "archive", "list", "--json")[1])[0]["id"] == entry
    assert json.loads(run(capsys, "archive", "search", "示例", "--json")[1])[0]["id"] == entry
    assert run(capsys, "archive", "search", "没有这个词", "--json")[1].strip() == "[]"
    assert run(capsys, "check", entry)[0] == 0
    status, out, _ = run(capsys, "archive", "restore", entry, "-o", tmp_path / "back")
    restored = Path(out.strip())
    packed = json.loads((folder / "data" / "application.json").read_bytes())
    assert json.loads(restored.read_bytes())["values"] == packed["values"]
    assert run(capsys, "check", restored)[0] == 0
    assert run(capsys, "archive", "verify")[0] == 0


def test_plain_files_from_the_archive_say_that_they_hold_id_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIMED_PASSPHRASE", "一二三四五六七八")
    source = tmp_path / "application.json"
    source.write_text(
        json.dumps(
            {"format": "aimed-application/1", "form": "demo", "values": {"team": [{"id_number": ID_NUMBER}]}}
        ),
        encoding="utf-8",
    )
    entry = run(capsys, "archive", "add", source)[1].strip()
    for command in ("restore", "export"):
        status, _, err = run(capsys, "archive", command, entry, "-o", tmp_path / command)
        assert status == 0
        assert "身份证号" in err
        assert ID_NUMBER not in err
    assert "草稿" in err
    assert all("草稿" in path.name for path in (tmp_path / "export").iterdir())


def test_count_reads_a_file_and_prints_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "text.txt"
    text.write_text("2026年5月28日", encoding="utf-8")
    assert run(capsys, "count", text) == (0, "6\n", "")
    assert json.loads(run(capsys, "count", text, "--json")[1])["words"] == 6


def test_global_options_stand_before_or_after_the_command(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key"
    key.write_text("一二三四五六七八", encoding="utf-8")
    options = ["--data-dir", tmp_path / "elsewhere", "--passphrase-file", key]
    assert run(capsys, *options, "archive", "add", example)[0] == 0
    assert run(capsys, *options, "archive", "list", "--json")[0] == 0
    assert run(capsys, "archive", "list", "--json", *options)[0] == 0
    assert (tmp_path / "elsewhere").is_dir()


def with_picture(example: Path, data: bytes | None) -> Path:
    """The example with one more picture in its background."""
    if data is not None:
        (example.parent / "more.png").write_bytes(data)
    lines = example.read_text("utf-8").splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith("  background:"))
    lines.insert(start + 1, "    - image: more.png\n")
    example.write_text("".join(lines), "utf-8")
    return example


def png(side: int) -> bytes:
    """The header of a PNG of `side` × `side` black and white pixels and hardly any data."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    packed = (struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.mark.parametrize(
    "data",
    [None, b"", b"II*\x00 a TIFF", png(10_001), png(300)],
    ids=["missing", "empty", "TIFF", "too large", "cut off"],
)
def test_a_picture_that_cannot_be_printed_is_found_by_the_check_and_a_draft_goes_without_it(
    data: bytes | None, example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = with_picture(example, data)
    status, out, _ = run(capsys, "check", broken, "--json")
    errors = [finding for finding in json.loads(out) if finding["severity"] == "error"]
    assert (status, [(found["rule"], found["field"]) for found in errors]) == (1, [("image", "background")])
    assert run(capsys, "export", broken, "-o", tmp_path / "out")[0] == 1
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf("1"))
    status, _, err = run(capsys, "pack", broken, "-o", tmp_path / "packet", "--scan", scan)
    assert status == 1 and errors[0]["message"] in err
    status, out, _ = run(capsys, "export", broken, "-o", tmp_path / "out", "--draft")
    assert (status, len(out.splitlines())) == (0, 2)


@pytest.mark.parametrize("arguments", [("count",), ("check",), ("verify",), ("pack", "-o", "out", "--scan")])
def test_a_folder_where_a_file_is_meant_is_unusable_input(
    arguments: tuple[str, ...], example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = [example] if arguments[0] == "pack" else []
    status, out, err = run(capsys, arguments[0], *named, *arguments[1:], example.parent)
    assert (status, out) == (2, "")
    assert "文件夹" in err and "directory" not in err


def test_a_fixed_version_in_the_archive_is_checked_exported_and_packed_as_before(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIMED_PASSPHRASE", "命令行测试的口令")
    entry = run(capsys, "archive", "add", example)[1].strip()
    assert run(capsys, "pack", entry, "-o", tmp_path / "草稿")[0] == 0
    with Archive.open(Path(os.environ["AIMED_DATA_DIR"]), "命令行测试的口令") as archive:
        finalise(archive, entry, open_application(archive, entry), 0)
        mark(archive, entry, Status.PRINTED)
    assert json.loads(run(capsys, "archive", "list", "--json")[1])[0]["status"] == "已打印"
    shown = json.loads(run(capsys, "archive", "show", entry, "--json")[1])
    assert (shown["status"], shown["version"]) == ("已打印", 1)
    assert [event["deed"] for event in shown["events"]] == ["定稿", "标记"]
    assert run(capsys, "check", entry, "--json")[0] == 0
    assert run(capsys, "export", entry, "-o", tmp_path / "导出")[0] == 0
    assert run(capsys, "pack", entry, "-o", tmp_path / "定稿")[0] == 0
    before, after = ((tmp_path / name).glob("*.zip") for name in ("草稿", "定稿"))
    reports = [json.loads(run(capsys, "verify", next(each), "--json")[1])[0] for each in (before, after)]
    assert reports[0]["fingerprint"] == reports[1]["fingerprint"], "the status is not part of the paper"


def test_a_supplementary_notice_holds_for_check_and_pack_by_archive_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AIMED_PASSPHRASE", "补充通知测试口令")
    target = tmp_path / "application.json"
    assert main(["new", "wuxi-2026", "--example", "-o", str(target)]) == 0
    late = json.loads(target.read_text(encoding="utf-8"))
    late["values"]["send_date"] = "2026-03-20"
    target.write_text(json.dumps(late, ensure_ascii=False), encoding="utf-8")
    entry = run(capsys, "archive", "add", target)[1].strip()
    assert "晚于截止日期2026年3月17日" in run(capsys, "check", entry)[1]
    route = default_library(None).notice("wuxi-2026").routes[0].key
    amendment = Amendment(route, "关于延期的通知", until="2026-03-24 17:00", mail="new@wuxi.example")
    with Archive.open(Path(os.environ["AIMED_DATA_DIR"]), "补充通知测试口令") as archive:
        archive.amendments.add("wuxi-2026", amendment)
    status, out, err = run(capsys, "pack", entry, "-o", tmp_path / "out")
    assert status == 0, err
    letter = next(Path(out.splitlines()[0]).rglob("邮件说明.txt")).read_text(encoding="utf-8")
    assert "收件人：new@wuxi.example" in letter


def test_hidden_files_of_earlier_versions_are_told_after_every_writing_and_left_alone(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, password = tmp_path / "out", tmp_path / "口令"
    password.write_text("仅供测试的口令-2026", encoding="utf-8")
    (out / ".partial-0a1b2c3d").mkdir(parents=True)
    (out / ".~k2j4x7a1.docx").write_bytes(b"plain")
    (out / ".~lock.申报书.docx#").write_bytes(b"LibreOffice")
    data = ("--data-dir", tmp_path / "data", "--passphrase-file", password)
    _, entry, _ = run(capsys, "archive", "add", example, *data)
    for deed in (
        ("new", "demo", "-o", out / "新.yaml"),
        ("export", example, "-o", out),
        ("pack", example, "-o", out),
        ("archive", "backup", out / "备份.aimed", *data),
        ("archive", "restore", entry.strip(), "-o", out / "恢复", *data),
    ):
        status, _, errors = run(capsys, *deed)
        assert status == 0, errors
        assert f"“{out}”" in errors and ".partial-0a1b2c3d、.~k2j4x7a1.docx" in errors and "WPS" in errors
        assert ".~lock" not in errors
    left = sorted(path.name for path in out.iterdir() if path.name.startswith("."))
    assert left == [".partial-0a1b2c3d", ".~k2j4x7a1.docx", ".~lock.申报书.docx#"]


def test_a_write_makes_the_copy_of_the_day_and_damage_names_it(
    data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AIMED_PASSPHRASE", "命令行测试的口令")
    assert main(["new", "demo", "--example", "-o", str(tmp_path / "a.json")]) == 0
    for _ in range(2):
        assert main(["archive", "add", str(tmp_path / "a.json")]) == 0
        monkeypatch.setenv("AIMED_PASSPHRASE", "命令行测试的口令")
    (copy,) = (data_dir / "copies").iterdir()
    capsys.readouterr()
    assert main(["archive", "copies", "--json"]) == 0
    assert [line["path"] for line in json.loads(capsys.readouterr().out)] == [str(copy)]
    (data_dir / "archive.db").write_bytes(b"\x5a" * 8192)
    assert main(["archive", "list"]) == 3
    told = capsys.readouterr().err
    assert str(copy) in told and "今天" in told
    monkeypatch.setenv("AIMED_PASSPHRASE", "命令行测试的口令")
    assert main(["--data-dir", str(tmp_path / "new"), "archive", "recover", str(copy)]) == 0


def test_passphrase_key_and_recovery_code_are_replaced_by_commands(
    data_dir: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = {"old": "命令行测试的口令", "new": "换过的命令行口令", "last": "最后的命令行口令"}
    words["weak"] = "12345678"
    files = {name: tmp_path / f"{name}.txt" for name in words}
    for name, file in files.items():
        file.write_text(words[name] + "\n", encoding="utf-8")
    Archive.create(data_dir, words["old"], use_keyring=False).close()

    def run(key: str, *arguments: str) -> int:
        return main(["--passphrase-file", str(files[key]), "archive", *arguments])

    assert run("old", "passphrase", "--new-passphrase-file", str(files["weak"])) == 2
    assert "按顺序" in capsys.readouterr().err
    assert run("old", "passphrase", "--new-passphrase-file", str(files["new"])) == 0
    assert run("old", "list") == 2
    assert run("new", "passphrase", "--new-passphrase-file", str(files["last"]), "--renew-key") == 0
    assert "此前的备份" in capsys.readouterr().err
    assert run("new", "list") == 2
    capsys.readouterr()
    assert run("last", "recovery-code") == 0
    (code,) = capsys.readouterr().out.split()
    files["new"].write_text(code)
    assert run("new", "list") == 0
    newest = max((data_dir / "copies").iterdir())
    elsewhere = ["--data-dir", str(tmp_path / "else"), "--passphrase-file", str(files["last"])]
    assert main([*elsewhere, "archive", "recover", str(newest)]) == 0
