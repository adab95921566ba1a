"""Another passphrase, recovery code or data key: who had the one before cannot open what comes after."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aimed_desktop.archive import renewal
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.copies import copies_folder, copies_in
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.recovery import Recovery
from aimed_desktop.errors import UserProblem
from tests.core.archive.refusal import refused

NEW = "换过的新口令-2027"


def open_by(folder: Path, secret: str) -> Archive:
    return Archive.open(folder, secret, use_keyring=False, wait_seconds=0)


def test_a_renewed_key_shuts_out_passphrase_code_and_key_of_before(
    archive: Archive,
    entry: str,
    passphrase: str,
    cheap: KdfParameters,
    data: Callable[..., bytes],
    tmp_path: Path,
) -> None:
    code, old_key = archive.make_recovery_code(cheap), archive._data_key
    archive.renew_key(NEW, cheap)
    archive.save(entry, data(unit_name="更换以后"))
    archive.close()
    for secret in (passphrase, code):
        with refused("wrong_passphrase"):
            open_by(archive.folder, secret)
    with refused("archive_damaged"):
        Database(archive.folder / "archive.db", old_key)
    with open_by(archive.folder, NEW) as again:
        assert again.load(entry).data == data(unit_name="更换以后")
        assert again.files(entry).read("files/ct.jpg") == b"picture"
        assert again.verify() == []
        assert not again.has_recovery_code
        open_by_code = again.make_recovery_code(cheap)
    open_by(archive.folder, open_by_code).close()
    (copy,) = copies_in(copies_folder(archive.folder))
    for number, secret in enumerate((passphrase, code)):
        recover(copy.path, tmp_path / str(number), secret)
    with refused("wrong_passphrase"):
        recover(copy.path, tmp_path / "none", NEW)


def test_an_open_archive_goes_on_under_its_new_key(
    archive: Archive, entry: str, cheap: KdfParameters, data: Callable[..., bytes]
) -> None:
    files = archive.files(entry)
    archive.renew_key(NEW, cheap)
    assert files.read("files/ct.jpg") == b"picture"
    archive.save(entry, data(unit_name="接着写"))
    archive.renew_key("又换了一个口令-2028", cheap)
    assert archive.load(entry).data == data(unit_name="接着写")
    archive.require_passphrase("又换了一个口令-2028")
    with refused("wrong_passphrase"):
        archive.require_passphrase(NEW)


def test_a_renewal_that_the_disk_refuses_leaves_everything_as_it_was(
    archive: Archive, entry: str, passphrase: str, cheap: KdfParameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "full")

    before = archive.load(entry).data
    with monkeypatch.context() as patch:
        patch.setattr(renewal, "put_together", refuse)
        with refused("disk_full", 3):
            archive.renew_key(NEW, cheap)
    assert archive.load(entry).data == before
    archive.save(entry, before + b" ")
    archive.close()
    open_by(archive.folder, passphrase).close()
    assert not [path for path in archive.folder.iterdir() if path.name.startswith(".aimed-")]


@pytest.fixture
def keys_held_open(archive: Archive) -> Iterator[Path]:
    """A key file that cannot be replaced, as one that a program on Windows has open."""
    keys = archive.folder / "archive-keys.json"
    try:
        subprocess.run(["chattr", "+i", str(keys)], check=True)
    except (subprocess.CalledProcessError, FileNotFoundError):
        pytest.skip("needs root and a disk that knows immutable files")
    yield keys
    subprocess.run(["chattr", "-i", str(keys)], check=True)


def test_where_another_program_holds_the_keys_open_nothing_is_renewed(
    archive: Archive, entry: str, passphrase: str, cheap: KdfParameters, keys_held_open: Path
) -> None:
    before = archive.load(entry).data
    with refused("target_unwritable", 3):
        archive.renew_key(NEW, cheap)
    assert archive.load(entry).data == before and keys_held_open.exists()
    archive.close()
    with open_by(archive.folder, passphrase) as again:
        assert again.load(entry).data == before
    assert not [path for path in archive.folder.iterdir() if "-2" in path.name or path.name.startswith(".")]


def test_where_another_program_holds_the_keys_open_no_backup_takes_their_place(
    archive: Archive, entry: str, passphrase: str, tmp_path: Path, keys_held_open: Path
) -> None:
    archive.backup(tmp_path / "backup.aimed")
    archive.close()
    before = {path.name for path in archive.folder.iterdir()}
    found = Recovery(tmp_path / "backup.aimed", archive.folder, passphrase)
    with refused("target_unwritable", 3):
        found.put_in_place()
    found.discard()
    assert {path.name for path in archive.folder.iterdir()} == before and keys_held_open.exists()
    with open_by(archive.folder, passphrase) as again:
        assert again.load(entry).files


def test_a_weak_new_passphrase_renews_nothing(archive: Archive, passphrase: str) -> None:
    with refused("passphrase_run", 2):
        archive.renew_key("12345678")
    archive.require_passphrase(passphrase)
    assert not copies_folder(archive.folder).exists()


def test_without_a_copy_nothing_is_renewed(
    archive: Archive, passphrase: str, cheap: KdfParameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UserProblem("copy_no_room", path="x")

    monkeypatch.setattr("aimed_desktop.archive.archive.make_copy", refuse)
    with pytest.raises(UserProblem, match=r"没有更换.*空间不够") as problem:
        archive.renew_key(NEW, cheap)
    assert (problem.value.code, problem.value.status) == ("key_not_renewed", 3)
    archive.require_passphrase(passphrase)
