"""A backup in place of an archive: looked at first, the old file kept, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aimed_desktop.archive import replacing
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.recovery import Recovery
from aimed_desktop.errors import UserProblem
from aimed_desktop.stopping import Stopped, stoppable
from tests.core.archive.refusal import refused


@pytest.fixture
def backup(archive: Archive, entry: str, tmp_path: Path) -> Path:
    return archive.backup(tmp_path / "备份.aimed")


def damage(archive: Archive) -> bytes:
    """Make the archive unreadable, as a failing disk does; its bytes."""
    archive.close()
    database = archive.folder / "archive.db"
    broken = b"\x5a" * 4096 + database.read_bytes()[4096:]
    database.write_bytes(broken)
    return broken


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != "archive.lock"}


def test_a_backup_takes_the_place_of_a_damaged_archive_which_is_kept(
    archive: Archive, entry: str, backup: Path, passphrase: str, data: Callable[..., bytes]
) -> None:
    broken = damage(archive)
    with refused("archive_damaged", 3):
        Archive.open(archive.folder, passphrase, use_keyring=False)
    (archive.folder / "archive.db-wal").write_bytes(b"of the old one")
    found = Recovery(backup, archive.folder, passphrase)
    assert found.contents.applications == 1
    assert found.contents.made is not None and found.contents.changed is not None
    assert found.contents.made >= found.contents.changed.replace(microsecond=0)
    aside = found.put_in_place()
    assert aside is not None and aside.read_bytes() == broken
    assert (archive.folder / f"{aside.name}-wal").read_bytes() == b"of the old one"
    kept = {aside.name, f"{aside.name}-wal", "archive-keys-1.json"}
    assert names(archive.folder) == {"archive.db", "archive-keys.json", *kept}
    with Archive.open(archive.folder, passphrase, use_keyring=False) as again:
        assert again.load(entry).data == data(unit_name="示例医院")
        assert again.verify() == []


def test_a_backup_that_was_only_looked_at_changes_nothing(
    archive: Archive, backup: Path, passphrase: str
) -> None:
    archive.close()
    before = {path.name: path.read_bytes() for path in archive.folder.iterdir()}
    Recovery(backup, archive.folder, passphrase).discard()
    with refused("wrong_passphrase", 2):
        Recovery(backup, archive.folder, "不是这个口令吧!")
    with stoppable(lambda: True), pytest.raises(Stopped):
        Recovery(backup, archive.folder, passphrase)
    assert {path.name: path.read_bytes() for path in archive.folder.iterdir()} == before


def test_a_recovery_that_the_disk_refuses_leaves_the_archive_as_it_was(
    archive: Archive, entry: str, backup: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.close()
    found = Recovery(backup, archive.folder, passphrase)

    def full(*_: object, **__: object) -> None:
        raise UserProblem("disk_full", path=archive.folder)

    monkeypatch.setattr(replacing, "put_together", full)
    with refused("disk_full", 3):
        found.put_in_place()
    found.discard()
    assert names(archive.folder) == {"archive.db", "archive-keys.json"}
    with Archive.open(archive.folder, passphrase, use_keyring=False) as again:
        assert [kept.id for kept in again.list()] == [entry]


def test_an_archive_that_is_open_elsewhere_is_not_replaced(
    archive: Archive, entry: str, backup: Path, passphrase: str
) -> None:
    found = Recovery(backup, archive.folder, passphrase)
    with refused("archive_locked", 3):
        found.put_in_place(wait_seconds=0)
    found.discard()
    assert [kept.id for kept in archive.list()] == [entry]


def test_a_new_machine_has_nothing_to_set_aside(
    backup: Path, entry: str, tmp_path: Path, passphrase: str
) -> None:
    assert Recovery(backup, tmp_path / "new", passphrase).put_in_place() is None
    with Archive.open(tmp_path / "new", passphrase, use_keyring=False) as other:
        assert [kept.id for kept in other.list()] == [entry]
