"""The whole archive in one file, and another machine that opens it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from aimed_desktop.application.life.lifecycle import HandedOver
from aimed_desktop.application.life.progress import Progress
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.schema import MIGRATIONS
from tests.core.archive.older import FIXTURES, WORDS
from tests.core.archive.refusal import refused


@pytest.fixture
def backup(archive: Archive, entry: str, tmp_path: Path) -> Path:
    return archive.backup(tmp_path / "备份.aimed")


def test_a_backup_opens_on_another_machine_by_either_key(
    archive: Archive,
    entry: str,
    tmp_path: Path,
    passphrase: str,
    cheap: KdfParameters,
    data: Callable[..., bytes],
) -> None:
    code = archive.make_recovery_code(cheap)
    archive.save(entry, data(unit_name="改过"))
    archive.save_profile({"unit.name": "示例医院"})
    backup = archive.backup(tmp_path / "备份.aimed")
    archive.save(entry, data(unit_name="备份以后"))
    for folder, secret in (("by passphrase", passphrase), ("by code", code.lower())):
        recover(backup, tmp_path / folder, secret)
        with Archive.open(tmp_path / folder, secret, use_keyring=False) as other:
            assert other.load(entry).data == data(unit_name="改过")
            assert other.files(entry).read("files/ct.jpg") == b"picture"
            assert len(other.history(entry)) == 2
            assert other.profile() == {"unit.name": "示例医院"}
            assert other.verify() == []
            other.save(entry, data(unit_name="继续填写"))


def test_a_backup_shows_nothing_and_leaves_nothing_behind(backup: Path, archive: Archive) -> None:
    content = backup.read_bytes()
    assert (
        "示例医院".encode() not in content and b"picture" not in content and b"SQLite format" not in content
    )
    with zipfile.ZipFile(backup) as opened:
        assert opened.namelist() == ["archive.db", "archive-keys.json", "backup.json"]
        assert opened.testzip() is None
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {path.name for path in backup.parent.iterdir()} == {"data", backup.name}
    assert not [path for path in archive.folder.iterdir() if "temporary" in path.name]


def test_a_backup_never_replaces_a_file(backup: Path, archive: Archive) -> None:
    before = backup.read_bytes()
    with refused("target_exists", 2):
        archive.backup(backup)
    assert backup.read_bytes() == before


def test_recovering_never_replaces_an_archive(backup: Path, archive: Archive, passphrase: str) -> None:
    with refused("archive_exists", 2):
        recover(backup, archive.folder, passphrase)


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 200_000])
def test_a_damaged_archive_is_put_aside_by_the_recovery_that_its_message_names(
    backup: Path, archive: Archive, entry: str, passphrase: str, damage: bytes
) -> None:
    archive.close()
    database = archive.folder / "archive.db"
    database.write_bytes(damage)
    aside = recover(backup, archive.folder, passphrase)
    assert aside is not None and aside.read_bytes() == damage
    with Archive.open(archive.folder, passphrase, use_keyring=False) as recovered:
        assert [each.id for each in recovered.list()] == [entry]


def test_an_archive_without_its_keys_is_put_aside_by_a_recovery(
    backup: Path, archive: Archive, entry: str, passphrase: str
) -> None:
    archive.close()
    kept = (archive.folder / "archive.db").read_bytes()
    (archive.folder / "archive-keys.json").unlink()
    aside = recover(backup, archive.folder, passphrase)
    assert aside is not None and aside.read_bytes() == kept
    with Archive.open(archive.folder, passphrase, use_keyring=False) as recovered:
        assert [each.id for each in recovered.list()] == [entry]


@pytest.mark.parametrize(
    ("name", "code"), [("archive.db", "archive_damaged"), ("archive-keys.json", "keys_damaged")]
)
def test_a_folder_in_the_place_of_a_file_is_a_damage_that_a_recovery_puts_aside(
    backup: Path, archive: Archive, entry: str, passphrase: str, name: str, code: str
) -> None:
    archive.close()
    (archive.folder / name).unlink()
    (archive.folder / name).mkdir()
    with refused(code, 3):
        Archive.open(archive.folder, passphrase, use_keyring=False)
    recover(backup, archive.folder, passphrase)
    with Archive.open(archive.folder, passphrase, use_keyring=False) as recovered:
        assert [each.id for each in recovered.list()] == [entry]


def test_an_archive_with_one_bad_page_is_put_aside_by_a_recovery(
    backup: Path, archive: Archive, entry: str, passphrase: str
) -> None:
    archive.close()
    database = archive.folder / "archive.db"
    content = bytearray(database.read_bytes())
    content[4096 * 4 + 100] ^= 1
    database.write_bytes(content)
    aside = recover(backup, archive.folder, passphrase)
    assert aside is not None and aside.read_bytes() == content


def test_an_archive_under_another_passphrase_is_not_put_aside(
    backup: Path, archive: Archive, passphrase: str, cheap: KdfParameters
) -> None:
    archive.set_passphrase("后来换的口令-2026", cheap)
    archive.close()
    with refused("archive_exists", 2):
        recover(backup, archive.folder, passphrase)
    Archive.open(archive.folder, "后来换的口令-2026", use_keyring=False).close()


def test_a_wrong_passphrase_recovers_nothing(backup: Path, tmp_path: Path, passphrase: str) -> None:
    with refused("wrong_passphrase"):
        recover(backup, tmp_path / "new", "不是这个口令吧!")
    assert not Archive.exists(tmp_path / "new")
    recover(backup, tmp_path / "new", passphrase)


def test_damage_anywhere_in_a_backup_is_noticed(backup: Path, tmp_path: Path, passphrase: str) -> None:
    good = backup.read_bytes()
    broken = [good[: len(good) * step // 6] for step in range(6)]
    with zipfile.ZipFile(backup) as opened:
        # past each header, short of the next one
        contents = [(info.header_offset + 60, info.file_size) for info in opened.infolist()]
    for position in {start + size * step // 9 for start, size in contents for step in range(9)}:
        changed = bytearray(good)
        changed[position] ^= 1
        broken.append(bytes(changed))
    for content in broken:
        backup.write_bytes(content)
        with refused("backup_damaged", 2):
            recover(backup, tmp_path / "new", passphrase)
        assert not Archive.exists(tmp_path / "new")


@pytest.mark.parametrize("name", ["../evil", "extra.txt"])
def test_a_zip_with_anything_else_in_it_is_no_backup(
    backup: Path, tmp_path: Path, passphrase: str, name: str
) -> None:
    with zipfile.ZipFile(backup, "a") as opened:
        opened.writestr(name, b"more")
    with refused("backup_damaged"):
        recover(backup, tmp_path / "new", passphrase)


def test_a_compressed_zip_is_no_backup(backup: Path, tmp_path: Path, passphrase: str) -> None:
    bomb = tmp_path / "bomb.aimed"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    with refused("backup_damaged"):
        recover(bomb, tmp_path / "new", passphrase)


def test_a_missing_backup_is_said_so(tmp_path: Path, passphrase: str) -> None:
    with refused("file_missing"):
        recover(tmp_path / "none.aimed", tmp_path / "new", passphrase)


def test_a_backup_with_matching_sums_but_a_broken_page_is_noticed(
    backup: Path, tmp_path: Path, passphrase: str
) -> None:
    with zipfile.ZipFile(backup) as opened:
        entries = {info.filename: opened.read(info) for info in opened.infolist()}
    database = bytearray(entries["archive.db"])
    database[len(database) // 2] ^= 1
    listing = json.loads(entries["backup.json"])
    listing["sha256"]["archive.db"] = hashlib.sha256(database).hexdigest()
    entries |= {"archive.db": bytes(database), "backup.json": json.dumps(listing).encode()}
    with zipfile.ZipFile(backup, "w") as rewritten:
        for name, content in entries.items():
            rewritten.writestr(name, content)
    with refused("backup_damaged", 2):
        recover(backup, tmp_path / "new", passphrase)
    assert not Archive.exists(tmp_path / "new")


def test_a_backup_of_the_first_version_still_opens(tmp_path: Path) -> None:
    """The file was made when the tables had version 1 and stays; a later version adds its own."""
    recover(Path(__file__).parent / "fixtures" / "version-1.aimed", tmp_path / "old", "第一版的口令-2026")
    with Archive.open(tmp_path / "old", "第一版的口令-2026", use_keyring=False) as archive:
        [found] = archive.search("结")
        assert (found.unit, found.status) == ("武汉市示例医院", "定稿")
        stored = archive.load(found.id)
        assert json.loads(stored.data)["values"] == {"unit_name": "武汉市示例医院"}
        assert dict(stored.files) == {"files/ct.jpg": b"picture"}
        assert set(stored.sources) == {"notice.yaml", "demo.yaml"}
        assert [step.meta.status for step in archive.history(found.id)] == ["草稿", "定稿"]
        assert archive.packets(found.id)[0].fingerprint == "7K3QF7K3"
        assert archive.profile() == {"unit.name": "武汉市示例医院"}
        assert archive.verify() == []


@pytest.mark.parametrize("version", range(2, len(MIGRATIONS)))
def test_a_backup_of_every_later_version_still_opens(tmp_path: Path, version: int) -> None:
    """`version-N.aimed` was made when the tables had version N; who adds a migration adds the one before."""
    words = WORDS[str(version)]
    recover(FIXTURES / f"version-{version}.aimed", tmp_path / "old", words)
    with Archive.open(tmp_path / "old", words, use_keyring=False) as archive:
        (found,) = archive.overview("结")
        entry = found.entry.id
        assert (found.entry.unit, found.progress) == ("武汉市示例医院", Progress(3, 20, 5))
        files = {"files/ct.jpg": b"picture", "files/证书.pdf": b"%PDF-1.4 paper"}
        assert dict(archive.load(entry).files) == files
        assert len(archive.history(entry)) >= 2
        assert [binned.title for binned in archive.bin.entries()] == ["删去的项目"], "months later, too"
        assert [kept.amendment.until for kept in archive.amendments.all()] == ["2026-06-24 17:00"]
        assert archive.packets(entry)[0].fingerprint == "7K3QF7K3"
        if version >= 3:
            assert found.entry.status == ("定稿" if version < 6 else "已报送")
            first, *later = archive.lifecycle.events(entry)
            assert (first.fingerprint, len(later)) == ("7K3QF7K3", int(version >= 6))
            assert archive.lifecycle.ticks(entry, 1) == {(0, 0)}
            assert [scan.name for scan in archive.lifecycle.scans(entry)] == ["盖章扫描件.pdf"]
        if version >= 6:
            receipt = archive.lifecycle.receipt(later[0].number)
            assert later[0].handed_over == HandedOver("送达", "区卫健局")
            assert receipt is not None and dict(receipt) == {"回执.png": b"receipt"}
        assert archive.shared.of(entry) == []
        assert archive.verify() == []
