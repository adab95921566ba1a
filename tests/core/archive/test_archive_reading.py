"""Reading from a disk that cannot be written: read-only, full, a folder without the right to write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.archive.applications import store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.cli import main
from aimed_desktop.definition.library import default_library
from aimed_desktop.errors import UserProblem
from tests.core.archive.refusal import refused

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0, reason="mounting a disk needs root on Linux"
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def kept(disk: Path, tmp_path: Path, passphrase: str, cheap: KdfParameters) -> tuple[Path, str]:
    """A data folder on that disk as a killed program leaves it, its last entry in the journal alone."""
    library = default_library(None)
    with Archive.create(tmp_path / "first", passphrase, use_keyring=False, kdf=cheap) as archive:
        archive._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        entry = store_application(
            archive, begin(library, "demo", example=True), library.sources(library.form("demo"))
        )
        assert (archive.folder / "archive.db-wal").stat().st_size > 0
        shutil.copytree(archive.folder, disk / "data")
    (disk / "data" / "archive.db-shm").unlink()
    return disk / "data", entry


def read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


def fill(disk: Path) -> None:
    with (disk / "ballast").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    assert shutil.disk_usage(disk).free < 4096


@pytest.fixture
def reads(
    kept: tuple[Path, str],
    tmp_path: Path,
    passphrase: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[], None]:
    """Every command that reads, on that data folder."""
    data_dir, entry = kept
    monkeypatch.setenv("AIMED_PASSPHRASE", passphrase)
    monkeypatch.setenv("AIMED_DATA_DIR", str(data_dir))

    def run() -> None:
        out = tmp_path / "out"
        for command in (
            ("list",),
            ("search", "示例"),
            ("show", entry, "--json"),
            ("restore", entry, "-o", out / "restored"),
            ("export", entry, "-o", out / "exported"),
            ("verify",),
        ):
            capsys.readouterr()
            status = main(["archive", *map(str, command)])
            told = capsys.readouterr()
            assert status == 0, (command, told.err)
            assert command[0] not in ("list", "search") or entry in told.out, "the newest entry is shown"
        assert (out / "restored" / "application.json").exists()
        assert list((out / "exported").glob("*.pdf"))

    return run


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("spoil", [read_only, fill])
def test_a_disk_that_cannot_be_written_is_backed_up_to_another(
    kept: tuple[Path, str], disk: Path, spoil: Callable[[Path], None], tmp_path: Path, passphrase: str
) -> None:
    data_dir, entry = kept
    spoil(disk)
    with Archive.open(data_dir, passphrase, use_keyring=False, for_reading=True) as archive:
        backup = archive.backup(tmp_path / "备份.aimed")
        assert archive.load(entry).meta.form == "demo", "it can still be read"
    recover(backup, tmp_path / "new", passphrase)
    with Archive.open(tmp_path / "new", passphrase, use_keyring=False) as recovered:
        assert [each.id for each in recovered.list()] == [entry]
    assert {path.name for path in tmp_path.iterdir()} == {"disk", "first", "new", backup.name}


def test_a_read_only_disk_is_read_its_journal_too(
    kept: tuple[Path, str], disk: Path, reads: Callable[[], None]
) -> None:
    before = contents(kept[0])
    read_only(disk)
    reads()
    assert contents(kept[0]) == before


@pytest.mark.parametrize("cannot", [read_only, fill])
def test_it_is_read_where_no_journal_was_left(
    cannot: Callable[[Path], None],
    kept: tuple[Path, str],
    disk: Path,
    reads: Callable[[], None],
    passphrase: str,
) -> None:
    Archive.open(kept[0], passphrase, use_keyring=False).close()
    assert not (kept[0] / "archive.db-wal").exists()
    before = contents(kept[0])
    cannot(disk)
    reads()
    if cannot is read_only:
        assert contents(kept[0]) == before


def test_a_full_disk_is_read_its_journal_too(
    kept: tuple[Path, str], disk: Path, reads: Callable[[], None]
) -> None:
    fill(disk)
    reads()


def test_what_writes_says_why_it_cannot(
    kept: tuple[Path, str],
    disk: Path,
    tmp_path: Path,
    passphrase: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AIMED_PASSPHRASE", passphrase)
    example = tmp_path / "application.json"
    assert main(["new", "demo", "-o", str(example)]) == 0
    fill(disk)
    assert main(["--data-dir", str(kept[0]), "archive", "add", str(example)]) == 3
    assert "磁盘已满" in capsys.readouterr().err
    (disk / "ballast").unlink()
    read_only(disk)
    assert main(["--data-dir", str(kept[0]), "archive", "add", str(example)]) == 3
    assert "只读" in capsys.readouterr().err


def test_a_folder_of_somebody_else_is_read(kept: tuple[Path, str], tmp_path: Path, passphrase: str) -> None:
    """In a process of a user who may look into the folder, and change nothing in it."""
    data_dir, entry = kept
    for path in (data_dir, *data_dir.parents):
        if path.name.startswith(("pytest-", "popen-")) or path.is_relative_to(tmp_path.parents[1]):
            path.chmod(0o755)  # a process of several tests has a folder of its own
    for path in data_dir.iterdir():
        path.chmod(0o444)

    def look() -> str:
        with Archive.open(data_dir, passphrase, use_keyring=False, for_reading=True) as archive:
            return f"{[kept.id for kept in archive.list()]} {archive.why_read_only} {archive.verify()}"

    def change() -> str:
        with pytest.raises(UserProblem) as problem:
            Archive.open(data_dir, passphrase, use_keyring=False)
        return str(problem.value)

    found = as_nobody(lambda: f"{look()} {change()}")
    assert entry in found and found.count("没有权限") == 2 and "[]" in found


def as_nobody(work: Callable[[], str]) -> str:
    """What `work` says in a process of a user without any rights."""
    told, tells = os.pipe()
    child = os.fork()
    if child:
        os.close(tells)
        with os.fdopen(told) as said:
            words = said.read()
        os.waitpid(child, 0)
        return words
    try:
        os.setgid(65534)
        os.setuid(65534)
        os.write(tells, work().encode())
    except BaseException as error:  # noqa: BLE001 - whatever it is, the test shows it
        os.write(tells, repr(error).encode())
    os._exit(0)


def test_a_disk_that_can_be_written_again_is_written(
    kept: tuple[Path, str], disk: Path, passphrase: str, data: Callable[..., bytes]
) -> None:
    data_dir, entry = kept
    fill(disk)
    with Archive.open(data_dir, passphrase, use_keyring=False, for_reading=True) as archive:
        assert archive.why_read_only is not None
        with refused("disk_full", 3):
            archive.save(entry, data(unit_name="新"))
        assert archive.list()
        (disk / "ballast").unlink()
        archive.save(entry, data(unit_name="新"))
        assert archive.why_read_only is None
    with Archive.open(data_dir, passphrase, use_keyring=False) as again:
        assert again.load(entry).data == data(unit_name="新")
        assert again.verify() == []


def test_a_window_that_holds_the_archive_holds_it_for_readers_too(
    kept: tuple[Path, str], disk: Path, passphrase: str
) -> None:
    with Archive.open(kept[0], passphrase, use_keyring=False):
        fill(disk)
        with refused("archive_locked", 3):
            Archive.open(kept[0], passphrase, use_keyring=False, for_reading=True, wait_seconds=0)
