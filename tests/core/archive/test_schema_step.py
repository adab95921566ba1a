"""An archive of an earlier schema is copied before it is brought to today's, beside itself; a kill or a full
disk on the way leaves the one or the other.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from aimed_desktop.archive import migration
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.archive_files import Places
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.copies import copies_folder, copies_in
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.key_file import KEYRING, KeyFile, read_key_file, write_key_file
from aimed_desktop.archive.recovery import Recovery
from aimed_desktop.archive.schema import MIGRATIONS
from aimed_desktop.cli import main
from aimed_desktop.errors import UserProblem
from tests.core.archive.conftest import PASSPHRASE
from tests.core.archive.older import FIXTURES, WORDS, older_archive
from tests.core.archive.refusal import refused
from tests.core.archive.test_killed_half_way import Place, run
from tests.desktop_keyring import DesktopKeyring

NAMES = {"archive.db", "archive-keys.json", "archive.lock", "copies"}
ENDING, SPREAD = 20, 10  # of the points at which it is killed: the last ones, and some of all others


def opened(folder: Path, *, for_reading: bool = False) -> Archive:
    return Archive.open(folder, PASSPHRASE, use_keyring=False, for_reading=for_reading, wait_seconds=0)


def schema_of(database: Path, data_key: bytes) -> int:
    """By a connection that changes nothing; every page is read."""
    looked_at = Database(database, data_key, read_only=True)
    try:
        assert looked_at.damages() == []
        return int(looked_at.rows("PRAGMA user_version")[0][0])
    finally:
        looked_at.close()


def schema_in(copy: Path, data_key: bytes, out: Path) -> int:
    with zipfile.ZipFile(copy) as kept:
        return schema_of(Path(kept.extract("archive.db", out)), data_key)


def contents(archive: Archive) -> dict[str, tuple[bytes, dict[str, bytes], int]]:
    assert archive.verify() == []
    return {
        found.id: (archive.load(found.id).data, dict(archive.files(found.id)), len(archive.history(found.id)))
        for found in archive.list()
    }


def recovered(copy: Path, folder: Path) -> dict[str, tuple[bytes, dict[str, bytes], int]]:
    recover(copy, folder, PASSPHRASE)
    with opened(folder) as archive:
        return contents(archive)


@pytest.mark.parametrize("version", WORDS)
def test_before_a_schema_step_stands_a_verified_copy_of_then(version: str, tmp_path: Path) -> None:
    data_key = older_archive(tmp_path / "data", version)
    with opened(tmp_path / "data") as archive:
        assert archive.is_of_today
        now = contents(archive)
        assert now
    (copy,) = copies_in(copies_folder(tmp_path / "data"))
    assert copy.path.stat().st_mode & 0o777 == 0o600
    assert schema_in(copy.path, data_key, tmp_path / "kept") == int(version[0])
    assert recovered(copy.path, tmp_path / "back") == now
    found = Recovery(copy.path, tmp_path / "data", PASSPHRASE)
    assert found.contents.applications == len(now)
    found.put_in_place()
    with opened(tmp_path / "data") as archive:
        assert contents(archive) == now


def test_an_archive_of_today_is_opened_as_it_stands(archive: Archive, entry: str) -> None:
    archive.close()
    before = archive.folder.joinpath("archive.db").stat()
    opened(archive.folder).close()
    after = archive.folder.joinpath("archive.db").stat()
    assert entry and before.st_ino == after.st_ino
    assert not copies_folder(archive.folder).exists()


def test_what_was_still_in_the_journal_is_in_the_copy_and_in_the_new_one(tmp_path: Path) -> None:
    data_key = older_archive(tmp_path / "data", "4")
    killed = tmp_path / "killed"
    before = Database(tmp_path / "data" / "archive.db", data_key)
    before.rows("UPDATE profile SET data = ?", ('{"unit.name": "还在日志里"}',))
    shutil.copytree(tmp_path / "data", killed)  # as a killed program leaves them
    before.close()
    assert (killed / "archive.db-wal").stat().st_size
    with opened(killed) as archive:
        assert archive.profile() == {"unit.name": "还在日志里"}
    (copy,) = copies_in(copies_folder(killed))
    recover(copy.path, tmp_path / "back", PASSPHRASE)
    with opened(tmp_path / "back") as archive:
        assert archive.profile() == {"unit.name": "还在日志里"}


def leave_to_keyring(data: Path, data_key: bytes) -> None:
    """Its passphrase was postponed."""
    keys = KeyFile(read_key_file(data / "archive-keys.json").archive_id).with_keyring(data_key)
    assert list(keys.slots) == [KEYRING]
    write_key_file(data / "archive-keys.json", keys)


def test_where_the_keyring_alone_has_the_key_the_old_archive_stays_under_a_second_name(
    tmp_path: Path, desktop_keyring: DesktopKeyring
) -> None:
    data = tmp_path / "data"
    data_key = older_archive(data, "3")
    leave_to_keyring(data, data_key)
    with Archive.open(data) as archive:
        assert archive.is_of_today and desktop_keyring.kept
        now = contents(archive)
    assert schema_of(data / "archive-1.db", data_key) == 3
    aside = tmp_path / "aside"
    aside.mkdir(mode=0o700)
    (data / "archive-1.db").rename(aside / "archive.db")
    (data / "archive-keys-1.json").rename(aside / "archive-keys.json")
    with Archive.open(aside) as archive:
        assert contents(archive) == now


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
@pytest.mark.parametrize("version", ["1", "4-fixed"])
def test_a_step_that_is_killed_anywhere_leaves_the_old_or_the_new(version: str, tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    data_key = older_archive(before / "data", version)
    for killed, is_new in killed_anywhere(before, data_key, opened):
        assert names(killed) == NAMES
        of_then = [copy.path for copy in copies_in(copies_folder(killed))]
        assert set(copies_folder(killed).iterdir()) == set(of_then) and of_then, is_new
        for copy in of_then:
            assert schema_in(copy, data_key, killed / copy.name) == int(version[0])


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_nor_where_the_keyring_alone_has_the_key(tmp_path: Path, desktop_keyring: DesktopKeyring) -> None:
    before = tmp_path / "before"
    before.mkdir()
    data_key = older_archive(before / "data", "4")
    leave_to_keyring(before / "data", data_key)
    assert desktop_keyring.kept
    for killed, _ in killed_anywhere(before, data_key, Archive.open):
        assert names(killed) == NAMES - {"copies"} | {"archive-1.db", "archive-keys-1.json"}
        assert schema_of(killed / "archive-1.db", data_key) == 4


def killed_anywhere(
    before: Path, data_key: bytes, open_it: Callable[[Path], Archive]
) -> Iterator[tuple[Path, bool]]:
    """Each data folder whose step was killed, after its next opening; whether it stood already."""

    def step(place: Place) -> None:
        open_it(place.data).close()

    counted = Place(shutil.copytree(before, before.parent / "counted"), "")
    points = run(step, counted, None)
    with open_it(counted.data) as archive:
        now = contents(archive)
    some = {1 + points * number // SPREAD for number in range(SPREAD)}
    seen = set()
    for point in sorted(some | set(range(points - ENDING, points + 1))):
        killed = Place(shutil.copytree(before, before.parent / str(point)), "")
        run(step, killed, point)
        schema = schema_of(killed.data / "archive.db", data_key)
        seen.add(is_new := schema == len(MIGRATIONS))
        assert is_new or schema == schema_of(before / "data" / "archive.db", data_key), point
        with open_it(killed.data) as archive:
            assert archive.is_of_today and contents(archive) == now, point
        yield killed.data, is_new
        shutil.rmtree(killed.folder)
    assert seen == {True, False}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"tmp"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs root: mounts a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def leave_free(disk: Path, octets: int) -> None:
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    free = shutil.disk_usage(disk).free
    ballast.write_bytes(bytes(max(0, free - octets)))


def test_a_disk_without_room_for_it_leaves_the_old_one_and_says_so(disk: Path, tmp_path: Path) -> None:
    data = disk / "data"
    data_key = older_archive(data, "4-fixed")
    before = (data / "archive.db").stat().st_size
    outcomes = []
    for free in (*range(8192, 560_000, 73_728), *range(560_000, 1_000_000, 8192)):  # 2 × 303104 and a little
        leave_free(disk, free)
        try:
            opened(data, for_reading=True).close()
        except UserProblem as problem:
            outcomes.append(problem.code)
            assert problem.status == 3 and "磁盘已满" in str(problem) and ".aimed-" not in str(problem)
            assert schema_of(data / "archive.db", data_key) == 4
            assert (data / "archive.db").stat().st_size == before
            assert copies_in(copies_folder(data)) == []
            assert not [path for path in data.iterdir() if path.name.startswith(".aimed-")]
        else:
            break
    assert len(outcomes) > 5 and schema_of(data / "archive.db", data_key) == len(MIGRATIONS)
    (copy,) = copies_in(copies_folder(data))
    assert recovered(copy.path, tmp_path / "back")


def test_without_room_the_command_line_says_how_much_is_missing(
    disk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    older_archive(disk / "data", "4-fixed")
    leave_free(disk, 300_000)
    monkeypatch.setenv("AIMED_PASSPHRASE", PASSPHRASE)
    assert main(["--data-dir", str(disk / "data"), "archive", "list"]) == 3
    assert "磁盘已满" in (said := capsys.readouterr().err) and "1 MB" in said


def test_on_a_disk_that_cannot_be_written_the_old_one_stays_to_the_byte(disk: Path) -> None:
    older_archive(disk / "data", "4")
    before = (disk / "data" / "archive.db").read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for for_reading in (False, True):
        with pytest.raises(UserProblem, match="只读") as problem:
            opened(disk / "data", for_reading=for_reading)
        assert problem.value.status == 3
    assert (disk / "data" / "archive.db").read_bytes() == before
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    opened(disk / "data").close()


def test_a_damaged_archive_of_an_older_schema_is_told_and_stays_as_it_is(tmp_path: Path) -> None:
    older_archive(tmp_path / "data", "4-fixed")
    database = tmp_path / "data" / "archive.db"
    damaged = bytearray(database.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    database.write_bytes(damaged)
    with refused("archive_damaged", 3):
        opened(tmp_path / "data")
    assert database.stat().st_size == len(damaged) and copies_in(copies_folder(tmp_path / "data")) == []


def test_a_step_that_goes_wrong_leaves_the_old_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_key = older_archive(tmp_path / "data", "3")
    with monkeypatch.context() as patch:
        patch.setattr(migration, "MIGRATIONS", (*MIGRATIONS[:4], "SELECT no_such_column"))
        with pytest.raises(apsw.SQLError):
            opened(tmp_path / "data")
    assert schema_of(tmp_path / "data" / "archive.db", data_key) == 3
    assert copies_in(copies_folder(tmp_path / "data")) == []
    with opened(tmp_path / "data") as archive:
        assert contents(archive)


def test_an_older_archive_that_is_only_read_is_never_written(tmp_path: Path) -> None:
    data_key = older_archive(tmp_path / "data", "4")
    with Archive.open_read_only(tmp_path / "data", PASSPHRASE, use_keyring=False) as archive:
        with refused("archive_read_only", 3):
            archive.save_profile({"unit.name": "新"})
        assert archive.list()
    assert schema_of(tmp_path / "data" / "archive.db", data_key) == 4


@pytest.mark.large
def test_a_backup_of_every_schema_is_brought_to_today_whole(tmp_path: Path) -> None:
    for version, words in WORDS.items():
        folder = tmp_path / version
        recover(FIXTURES / f"version-{version}.aimed", folder, words)
        data_key = read_key_file(Places(folder).keys).unlock(words)
        assert schema_of(folder / "archive.db", data_key) == len(MIGRATIONS)
        assert {path.name for path in folder.iterdir()} == NAMES - {"copies"}
