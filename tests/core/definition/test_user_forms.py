"""Forms of the user's own: a broken one hides no other and is told once, with what was put where."""

from __future__ import annotations

from pathlib import Path

import pytest

from aimed_desktop.cli import main
from aimed_desktop.definition.library import check_paths, user_problems
from tests.core.definition.definitions import SOUND

NOTICE = "notice: n\ntitle: 通知\nissuers: [某局]\ndate: 2026-01-02\n"


@pytest.fixture
def forms(data_dir: Path) -> Path:
    """The user's forms, one sound notice among them."""
    return own_notice(data_dir / "forms" / "n")


def own_notice(folder: Path, form: str = SOUND) -> Path:
    folder.mkdir(parents=True)
    notice = NOTICE.replace("notice: n", f"notice: {folder.name}")
    (folder / "notice.yaml").write_text(notice, encoding="utf-8")
    (folder / "f.yaml").write_text(form, encoding="utf-8")
    return folder.parent


def messages(data_dir: Path) -> str:
    return "\n".join(str(problem) for problem in user_problems(data_dir))


def test_sound_forms_and_no_forms_are_not_mentioned(data_dir: Path, forms: Path) -> None:
    assert user_problems(data_dir) == []
    assert user_problems(data_dir / "elsewhere") == []


def test_a_broken_form_is_told_once_beside_the_list_of_the_good_ones(
    forms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_notice(forms / "m", SOUND.replace("type: integer", "type: intger"))
    (forms / "m" / "f.yaml").rename(forms / "m" / "g.yaml")
    (forms / "k").mkdir()
    (forms / "k" / "notice.yaml").write_text("notice: k\n\ttitle: 通知\n", encoding="utf-8")
    assert main(["forms", "list"]) == 0
    told = capsys.readouterr()
    assert "wuhan-2026-1  " in told.out and "\nf  " in told.out
    assert told.err.count("intger") == 1
    assert f"{forms / 'k' / 'notice.yaml'}:2: 行首的缩进用了 Tab 键" in told.err


def test_an_id_of_a_built_in_form_is_told(data_dir: Path, forms: Path) -> None:
    (forms / "n" / "f.yaml").rename(forms / "n" / "demo.yaml")
    assert "编号“demo”已在" in messages(data_dir)


def test_an_id_of_a_built_in_notice_is_told(data_dir: Path, forms: Path) -> None:
    own_notice(forms / "demo")
    (forms / "demo" / "f.yaml").unlink()
    assert "通知编号“demo”已在" in messages(data_dir)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("f.yml", "请改名为 f.yaml。"),
        ("f.yaml.txt", "记事本会悄悄加上 .txt"),
        ("f.YAML", "请改名为 f.yaml。"),
        ("申报表.yaml", "文件名“申报表.yaml”应由小写英文字母、数字和短横线组成，请改名为 f.yaml"),
        ("F.yaml", "文件名“F.yaml”应由小写英文字母"),
        ("g.yaml", "编号“f”应与文件名“g.yaml”相同"),
    ],
)
def test_a_wrong_file_name_is_told(data_dir: Path, forms: Path, name: str, words: str) -> None:
    (forms / "n" / "f.yaml").rename(forms / "n" / name)
    assert words in messages(data_dir)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("n2", "通知编号“n”应与文件夹名“n2”相同"),
        ("新通知", "文件夹名“新通知”应由小写英文字母、数字和短横线组成，请改名为 n"),
    ],
)
def test_a_wrong_folder_name_is_told(data_dir: Path, forms: Path, name: str, words: str) -> None:
    (forms / "n").rename(forms / name)
    assert words in messages(data_dir)


def test_a_form_beside_the_folders_or_one_folder_too_deep_is_told(data_dir: Path, forms: Path) -> None:
    (forms / "outer").mkdir()
    (forms / "n").rename(forms / "outer" / "n")
    assert "多套了一层文件夹" in messages(data_dir)
    own_notice(forms / "m")
    (forms / "m" / "f.yaml").rename(forms / "f.yaml")
    assert f"{forms / 'f.yaml'}:1: 旁边没有 notice.yaml（通知）" in messages(data_dir)


def test_a_folder_without_a_notice_is_told(data_dir: Path, forms: Path) -> None:
    (forms / "n" / "notice.yaml").unlink()
    assert "旁边没有 notice.yaml（通知）：每个通知一个文件夹" in messages(data_dir)
    (forms / "n" / "f.yaml").unlink()
    assert "没有通知（notice.yaml）和申报表" in messages(data_dir)


def test_checking_one_file_checks_its_ending_too(tmp_path: Path) -> None:
    file = tmp_path / "f.yml"
    file.write_text(SOUND, encoding="utf-8")
    assert "请改名为 f.yaml" in check_paths([file])[0].message
