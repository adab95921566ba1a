"""What is opened, what is refused as damaged, and what is never made: an archive is new or it is not."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.connection import connect_new
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.opening import open_archive
from aimed_desktop.cli import main
from tests.core.archive.refusal import refused

READING = (
    ("list",),
    ("search", "示例"),
    ("show", "20260610-7K3QF", "--json"),
    ("verify",),
    ("restore", "20260610-7K3QF", "-o", "out"),
    ("export", "20260610-7K3QF", "-o", "out"),
    ("backup", "out.aimed"),
)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "archive.lock"}


@pytest.mark.parametrize(
    "broken",
    [
        lambda _: b"",
        lambda _: b"\0",
        lambda whole: whole[:1],
        lambda whole: whole[:100],
        lambda whole: whole[:512],
        lambda whole: whole[:4095],
        lambda whole: whole[:4096],
        lambda whole: whole[:9000],
        lambda whole: whole[:-4096],
        lambda whole: bytes(len(whole)),
        lambda whole: bytes(4096) + whole[4096:],
        lambda _: bytes(4096),
    ],
)
def test_a_file_that_is_cut_off_or_empty_is_damaged_and_stays_as_it_is(
    archive: Archive, passphrase: str, broken: Callable[[bytes], bytes]
) -> None:
    archive.close()
    path = archive.folder / "archive.db"
    path.write_bytes(broken(path.read_bytes()))
    before = contents(archive.folder)
    with refused("archive_damaged", 3):
        Archive.open(archive.folder, passphrase, use_keyring=False)
    with refused("archive_damaged", 3):
        open_archive(archive.folder, environ={"AIMED_PASSPHRASE": passphrase})
    assert contents(archive.folder) == before


def test_an_empty_file_without_its_journal_takes_no_journal_along(
    archive: Archive, entry: str, passphrase: str
) -> None:
    files = {name: (archive.folder / name).read_bytes() for name in ("archive.db-wal", "archive-keys.json")}
    assert entry and files["archive.db-wal"]
    archive.close()
    for name, content in files.items():
        (archive.folder / name).write_bytes(content)
    (archive.folder / "archive.db").write_bytes(b"")
    with refused("archive_damaged", 3):
        Archive.open(archive.folder, passphrase, use_keyring=False)
    assert (archive.folder / "archive.db-wal").read_bytes() == files["archive.db-wal"]


def test_a_database_without_tables_is_damaged_and_gets_none(archive: Archive, passphrase: str) -> None:
    archive.close()
    path = archive.folder / "archive.db"
    path.unlink()
    path.touch()
    bare = connect_new(path, archive._data_key)
    bare.execute("CREATE TABLE t (a); DROP TABLE t")
    bare.close()
    before = path.read_bytes()
    assert len(before) >= 4096
    with refused("archive_damaged", 3):
        Archive.open(archive.folder, passphrase, use_keyring=False)
    assert path.read_bytes() == before


@pytest.mark.parametrize("size", [0, 1])
@pytest.mark.parametrize("command", READING, ids=lambda command: str(command[0]))
def test_every_command_tells_a_damaged_archive(
    command: tuple[str, ...],
    size: int,
    archive: Archive,
    passphrase: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    archive.close()
    (archive.folder / "archive.db").write_bytes(b"x" * size)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIMED_PASSPHRASE", passphrase)
    assert main(["archive", *command]) == 3
    assert "已损坏" in capsys.readouterr().err
    assert (archive.folder / "archive.db").read_bytes() == b"x" * size
    assert main(["archive", "add", "nothing.json"]) != 0
    assert (archive.folder / "archive.db").read_bytes() == b"x" * size


@pytest.mark.parametrize("command", READING, ids=lambda command: str(command[0]))
def test_a_command_that_reads_makes_no_archive(
    command: tuple[str, ...],
    data_dir: Path,
    passphrase: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIMED_PASSPHRASE", passphrase)
    assert main(["archive", *command]) == 2
    assert "还没有档案库" in capsys.readouterr().err
    assert not data_dir.exists()


def test_keys_whose_database_is_gone_are_told_and_no_other_archive_takes_its_place(
    archive: Archive, passphrase: str, cheap: KdfParameters
) -> None:
    archive.close()
    (archive.folder / "archive.db").unlink()
    before = contents(archive.folder)
    for create in (True, False):
        with refused("archive_gone", 3):
            open_archive(archive.folder, environ={"AIMED_PASSPHRASE": passphrase}, create=create)
    assert contents(archive.folder) == before
    (archive.folder / "archive.db-wal").write_bytes(b"of the one that is gone")
    with Archive.create(
        archive.folder, passphrase, use_keyring=False, kdf=cheap
    ) as fresh:  # as the clerk says
        assert fresh.list() == []
    assert contents(archive.folder).items() >= {
        ("archive-keys-1.json", before["archive-keys.json"]),
        ("archive-1.db-wal", b"of the one that is gone"),
    }


def test_a_commit_reaches_the_disk_and_sorting_stays_in_memory(archive: Archive, passphrase: str) -> None:
    """`synchronous` 2 is FULL; `temp_store` 2 is MEMORY; https://sqlite.org/pragma.html"""

    def settings(database: Database) -> dict[str, object]:
        names = ("synchronous", "temp_store", "journal_mode", "foreign_keys")
        return {name: database.rows(f"PRAGMA {name}")[0][0] for name in names}

    asked = {"synchronous": 2, "temp_store": 2, "journal_mode": "wal", "foreign_keys": 1}
    assert settings(archive._database) == asked
    archive.close()
    with Archive.open(archive.folder, passphrase, use_keyring=False) as again:
        assert settings(again._database) == asked
    read = Database(archive.folder / "archive.db", archive._data_key, read_only=True)
    assert settings(read)["temp_store"] == 2
    read.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a profile private by its access list")
def test_a_folder_that_may_not_be_written_stays_so(archive: Archive, passphrase: str) -> None:
    archive.close()
    archive.folder.chmod(0o500)
    Archive.open(archive.folder, passphrase, use_keyring=False, for_reading=True).close()
    assert stat.S_IMODE(archive.folder.stat().st_mode) == 0o500
    archive.folder.chmod(0o700)
