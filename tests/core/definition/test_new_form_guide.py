"""docs/新增表单.md does what it says: its pieces are a form, its commands run, its mistakes are told so."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest

from aimed_desktop.cli import main
from aimed_desktop.paths import FORMS, ROOT
from tests import word_file
from tests.pdf_file import PdfFile

GUIDE = (ROOT / "docs" / "新增表单.md").read_text(encoding="utf-8")
NOTICE, FORM, FILLED = "notice.yaml", "shili-2026-1.yaml", "试填.yaml"
A_PDF = FORMS / "demo" / "examples" / "demo" / "files" / "法人证书副本.pdf"


def pieces(name: str) -> str:
    """The file that a reader types: all blocks under its name, one after the other."""
    blocks = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    return "\n".join(text for title, text in blocks if title == name)


def commands() -> list[list[str]]:
    """Every command of the guide, in its order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]


def mistakes() -> list[tuple[str, str, str]]:
    """Right, wrong and what the program says, from the table."""
    rows = re.findall(r"^\| `(.+?)` \| `(.+?)` \| (.+) \|$", GUIDE, re.MULTILINE)
    return [(right, wrong, words) for right, wrong, words in rows]


@pytest.fixture
def folder(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notice's folder as the guide has it typed; commands run in an empty folder beside."""
    made = data_dir / "forms" / "shili-2026"
    made.mkdir(parents=True)
    for name in (NOTICE, FORM):
        (made / name).write_text(pieces(name), encoding="utf-8")
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / FILLED).write_text(pieces(FILLED), encoding="utf-8")
    shutil.copy(A_PDF, desk / "许可证.pdf")
    monkeypatch.chdir(desk)
    return made


def run(command: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """A shell's `*` is spelled out; status, output, messages."""
    words = [
        str(found) for word in command for found in (sorted(Path().glob(word)) if "*" in word else [word])
    ]
    status = main(words)
    told = capsys.readouterr()
    return status, told.out, told.err


def words_of(path: Path, folder: Path) -> str:
    """The printed words without blanks."""
    if path.suffix == ".docx":
        return word_file.words(path.read_bytes())
    return PdfFile(path.read_bytes(), folder).squeezed()


def test_every_block_belongs_to_a_file_and_every_yaml_file_is_there() -> None:
    assert GUIDE.count("```yaml") == len(re.findall(r"```yaml\n# (notice|shili-2026-1|试填)\.yaml\n", GUIDE))
    assert all(len(pieces(name)) > 300 for name in (NOTICE, FORM, FILLED))


def test_every_command_of_the_guide_runs_in_its_order(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = []
    for command in commands():
        if "--example" in command:
            example = folder / "examples" / "shili-2026-1"
            example.mkdir(parents=True)
            shutil.copy(FILLED, example / "application.yaml")
            shutil.copy("许可证.pdf", example)
        status, out, err = run(command, capsys)
        assert status == 0, (command, out, err)
        seen.append(" ".join(command[:2]) if command[0] == "forms" else command[0])
        if command == ["forms", "check"]:
            assert out == "" and "没有发现问题" in err
        if command == ["forms", "list"]:
            assert "shili-2026-1  附件1 智慧病房试点项目申报书（shili-2026，截止 2026-09-30 17:00）" in out
    assert {"forms check", "forms list", "new", "check", "export", "pack", "verify"} == set(seen)
    assert Path("示例/示例.yaml").is_file() and Path("示例/许可证.pdf").is_file()


def test_the_blank_draft_prints_what_the_guide_says_a_blank_form_prints(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "shili-2026-1", "-o", "空白.yaml"], capsys)[0] == 0
    assert run(["export", "空白.yaml", "-o", "空白表", "--draft"], capsys)[0] == 0
    for path in sorted(Path("空白表").iterdir()):
        printed = words_of(path, tmp_path)
        for words in (
            "（不超过100字）",
            "（按编制床位填写）",
            "（模板）",
            "病区1",
            "病区2",
            "请复制上面两行",
        ):
            assert words in printed, (path.name, words)


def test_the_filled_form_prints_its_values_and_no_hint(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", FILLED], capsys)[1].count("必改") == 0
    assert run(["export", FILLED, "-o", "导出"], capsys)[0] == 0
    files = sorted(Path("导出").iterdir())
    assert {path.suffix for path in files} == {".docx", ".pdf"}
    for path in files:
        printed = words_of(path, tmp_path).replace("_", "")
        for words in (
            "智慧病房试点项目申报书", "加盖公章", "心内一病区", "病区2", "心内二病区", "18张",
            "（按编制床位填写）", "□内科", "心内科监护", "12套", "床旁屏", "（一）建设目标。", "60分钟",
            "“心内科智慧病房”项目", "法定代表人（签名）：", "申报单位（盖章）：",
        ):  # fmt: skip
            assert words in printed, (path.name, words)
        for words in ("（不超过100字）", "（模板）", "请复制上面两行", "可图文并茂"):
            assert words not in printed, (path.name, words)


def test_the_packet_holds_the_form_and_can_be_verified(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pack", FILLED, "-o", "报送"], capsys)[0] == 0
    status, out, _ = run(["verify", "报送/*.zip", "--json"], capsys)
    (report,) = json.loads(out)
    assert status == 0 and report["ok"] and report["form"] == "shili-2026-1"
    (packet,) = Path("报送").glob("*.zip")
    with zipfile.ZipFile(packet) as archive:
        assert any(name.endswith(f"/{FORM}") for name in archive.namelist())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("beds: 18", "beds: 1", "试点病区床位合计不足20张"),
        ("apply_date: 2026-09-01", "apply_date: 2026-10-01", "晚于截止日期2026年9月30日"),
        ("slot: licence", "slot: photos", "医疗机构执业许可证复印件"),
    ],
)
def test_its_rules_and_materials_are_checked(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    text = pieces(FILLED)
    assert text.count(old) == 1
    Path(FILLED).write_text(text.replace(old, new), encoding="utf-8")
    _, out, _ = run(["check", FILLED], capsys)
    assert words in out


def test_the_table_of_mistakes_was_read() -> None:
    assert len(mistakes()) >= 20


@pytest.mark.parametrize(("right", "wrong", "words"), mistakes(), ids=[words for _, _, words in mistakes()])
def test_a_mistake_of_the_table_is_told_as_it_says(
    folder: Path, capsys: pytest.CaptureFixture[str], right: str, wrong: str, words: str
) -> None:
    sound = (folder / FORM).read_text(encoding="utf-8")
    assert right in sound
    before = sound[: sound.index(right)].count("\n") + 1
    (folder / FORM).write_text(sound.replace(right, wrong, 1), encoding="utf-8")
    status, out, _ = run(["forms", "check"], capsys)
    assert status == 1
    found = [line for line in out.splitlines() if words in line]
    assert found, out
    if "没有放进任何文书" not in words and "down" not in words:
        assert found[0].startswith(f"{folder / FORM}:{before}: "), found
