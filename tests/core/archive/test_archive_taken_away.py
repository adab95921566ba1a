"""Cleaning and sync programs take the file away under the open archive: noticed, told, nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.entries import Meta
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.errors import UserProblem
from tests.core.archive.refusal import refused

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file from being taken")

Data = Callable[..., bytes]
Deed = Callable[[Path], None]


def delete(folder: Path) -> None:
    (folder / "archive.db").unlink()


def delete_all(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def delete_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def move_folder(folder: Path) -> None:
    folder.rename(folder.with_name("moved"))


def delete_journal(folder: Path) -> None:
    (folder / "archive.db-wal").unlink()


def replace_by_rubbish(folder: Path) -> None:
    (folder / "other").write_bytes(b"of another program" * 1000)
    (folder / "other").replace(folder / "archive.db")


def replace_by_its_copy(folder: Path) -> None:
    shutil.copy(folder / "archive.db", folder / "copy")
    (folder / "copy").replace(folder / "archive.db")


def put_a_folder_there(folder: Path) -> None:
    (folder / "archive.db").unlink()
    (folder / "archive.db").mkdir()


WHOLE: list[Deed] = [
    *(delete, delete_all, delete_folder, move_folder, delete_journal),
    *(replace_by_rubbish, replace_by_its_copy, put_a_folder_there),
]


@pytest.fixture
def told(archive: Archive) -> list[UserProblem]:
    """What the archive tells while it is open."""
    problems: list[UserProblem] = []
    archive.tell_by(problems.append)
    return problems


def empty_journal(archive: Archive) -> None:
    """Bring it into the file, as SQLite does by itself when it has grown."""
    with archive.together():
        pass
    archive._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    archive._database._note_sizes()


@pytest.fixture
def filled(archive: Archive, entry: str, data: Data) -> str:
    """Some of it in the file, some in the journal alone."""
    archive.save(entry, data(unit_name="在文件里"), files={"files/big.jpg": os.urandom(300_000)})
    empty_journal(archive)
    archive.save(entry, data(unit_name="在日志里"), files={"files/new.jpg": b"new"})
    return entry


@pytest.mark.parametrize("deed", WHOLE, ids=lambda deed: str(deed.__name__))
def test_what_is_saved_afterwards_and_what_was_before_is_there_at_the_next_start(
    deed: Deed, archive: Archive, filled: str, told: list[UserProblem], data: Data, passphrase: str
) -> None:
    files = dict(archive.files(filled))
    deed(archive.folder)
    archive.save(filled, data(unit_name="删除以后"))
    assert [problem.code for problem in told] == ["archive_brought_back"]
    assert "重新存好" in str(told[0])
    archive.save(filled, data(unit_name="接着填写"))
    assert len(told) == 1, "told once"
    archive.close()
    with Archive.open(archive.folder, passphrase, use_keyring=False) as again:
        assert again.load(filled).data == data(unit_name="接着填写")
        assert dict(again.files(filled)) == files
        steps = [json.loads(again.load(filled, step.seq).data) for step in again.history(filled)]
        assert [step["values"]["unit_name"] for step in steps] == [
            *("示例医院", "在文件里", "在日志里", "删除以后", "接着填写")
        ]
        assert again.verify() == []


@pytest.mark.parametrize("deed", WHOLE, ids=lambda deed: str(deed.__name__))
def test_closing_is_enough_to_bring_it_back(
    deed: Deed, archive: Archive, filled: str, told: list[UserProblem], data: Data, passphrase: str
) -> None:
    deed(archive.folder)
    archive.close()
    assert [problem.code for problem in told] == ["archive_brought_back"]
    with Archive.open(archive.folder, passphrase, use_keyring=False) as again:
        assert again.load(filled).data == data(unit_name="在日志里")


def test_the_file_in_its_place_is_kept_under_another_name(
    archive: Archive, filled: str, told: list[UserProblem], data: Data, cheap: KdfParameters, tmp_path: Path
) -> None:
    with Archive.create(tmp_path / "other", "另一个口令-2026!", use_keyring=False, kdf=cheap) as other:
        theirs = other.add(data(unit_name="别的电脑"), {}, {}, Meta("demo"))
    for name in ("archive.db", "archive-keys.json"):
        shutil.copy(tmp_path / "other" / name, archive.folder / "coming")
        (archive.folder / "coming").replace(archive.folder / name)
    archive.save(filled, data(unit_name="新"))
    assert "archive-1.db" in str(told[0])
    archive.close()
    kept = tmp_path / "kept"
    kept.mkdir()
    (archive.folder / "archive-1.db").rename(kept / "archive.db")
    (archive.folder / "archive-keys-1.json").rename(kept / "archive-keys.json")
    with Archive.open(kept, "另一个口令-2026!", use_keyring=False) as other:
        assert other.load(theirs).data == data(unit_name="别的电脑")


@pytest.mark.parametrize("size", [0, 4096, 100_000])
def test_of_a_file_that_was_cut_off_what_can_be_read_is_kept(
    size: int, archive: Archive, filled: str, told: list[UserProblem], data: Data, passphrase: str
) -> None:
    archive._database.rows("PRAGMA shrink_memory")  # nothing is left but the disk
    os.truncate(archive.folder / "archive.db", size)
    with suppress(UserProblem):  # where its own row was cut off
        archive.save(filled, data(unit_name="截短以后"))
    assert told and told[0].code in ("archive_brought_back_in_part", "archive_brought_back")
    assert "被截短" in str(told[0]) and "archive-1.db" in str(told[0])
    other = archive.add(data(unit_name="又一件"), {}, {}, Meta("demo"))
    archive.close()
    with Archive.open(archive.folder, passphrase, use_keyring=False) as again:
        assert again.load(other).data == data(unit_name="又一件")


def test_a_journal_that_was_cut_off_is_noticed(
    archive: Archive, filled: str, told: list[UserProblem], data: Data
) -> None:
    os.truncate(archive.folder / "archive.db-wal", 0)
    archive.save(filled, data(unit_name="新"))
    assert [problem.code[:20] for problem in told] == ["archive_brought_back"]
    assert archive.load(filled).data == data(unit_name="新")


def test_keys_that_were_deleted_are_written_again(
    archive: Archive, filled: str, told: list[UserProblem], data: Data, passphrase: str
) -> None:
    (archive.folder / "archive-keys.json").unlink()
    archive.save(filled, data(unit_name="新"))
    assert [problem.code for problem in told] == ["keys_brought_back"]
    archive.close()
    Archive.open(archive.folder, passphrase, use_keyring=False).close()


def test_where_it_cannot_be_brought_back_nothing_is_called_saved(
    archive: Archive, filled: str, told: list[UserProblem], data: Data, passphrase: str
) -> None:
    shutil.rmtree(archive.folder)
    archive.folder.write_bytes(b"a file where the folder was")
    with pytest.raises(UserProblem) as problem:
        archive.save(filled, data(unit_name="没有地方"))
    assert problem.value.status == 3 and told == []
    archive.folder.unlink()
    archive.save(filled, data(unit_name="又有地方了"))
    assert [problem.code for problem in told] == ["archive_brought_back"]
    archive.close()
    with Archive.open(archive.folder, passphrase, use_keyring=False) as again:
        assert again.load(filled).data == data(unit_name="又有地方了")


def test_after_it_was_brought_back_no_other_program_opens_it(
    archive: Archive, filled: str, told: list[UserProblem], data: Data, passphrase: str
) -> None:
    shutil.rmtree(archive.folder)
    archive.save(filled, data(unit_name="新"))
    script = f"""
from pathlib import Path
from aimed_desktop.archive.archive import Archive
from aimed_desktop.errors import UserProblem
try:
    Archive.open(Path({str(archive.folder)!r}), {passphrase!r}, use_keyring=False, wait_seconds=0)
except UserProblem as problem:
    print(problem.code)
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "archive_locked"


@pytest.mark.large
def test_its_own_growing_and_emptying_is_nobody_s_doing(
    archive: Archive, filled: str, told: list[UserProblem], data: Data
) -> None:
    for number in range(5):
        archive.save(filled, data(n=number), files={"files/x.jpg": os.urandom(3_000_000)})
        empty_journal(archive)
    with pytest.raises(ZeroDivisionError), archive.together():
        archive.save(filled, data(n=-1), files={"files/y.jpg": os.urandom(3_000_000)})
        raise ZeroDivisionError
    with refused("unknown_entry"):
        archive.save("20260101-AAAAA", b"{}")
    archive.delete(filled)
    archive.close()
    assert told == []
