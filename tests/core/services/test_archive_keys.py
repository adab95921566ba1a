"""Other keys for the archive: what opened it before no longer does, and what is not done is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aimed_desktop.archive.archive import Archive
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.archive_access import KnownKeys, open_by_known_keys, open_by_passphrase
from aimed_desktop.services.archive_keys import change_passphrase, change_recovery_code, write_recovery_code

BEFORE, AFTER = "从前的口令-2026", "现在的口令-2026"


@pytest.fixture
def archive(data_dir: Path) -> Iterator[Archive]:
    with open_by_passphrase(data_dir, BEFORE, use_keyring=False) as opened:
        yield opened


def opens(data_dir: Path, secret: str) -> bool:
    keys = KnownKeys(None, {"AIMED_PASSPHRASE": secret}, use_keyring=False)
    try:
        found = open_by_known_keys(data_dir, keys)
    except UserProblem as problem:
        assert problem.code == "wrong_passphrase"
        return False
    assert found is not None
    found.close()
    return True


def test_without_any_key_nothing_is_opened_or_made(data_dir: Path) -> None:
    assert open_by_known_keys(data_dir, KnownKeys(None, {}, use_keyring=False)) is None
    assert not Archive.exists(data_dir)


@pytest.mark.parametrize("renew", [False, True])
def test_another_passphrase_opens_and_the_one_before_no_longer_does(
    data_dir: Path, archive: Archive, renew: bool
) -> None:
    code = change_passphrase(archive, AFTER, renew=renew)
    archive.close()
    assert (opens(data_dir, BEFORE), opens(data_dir, AFTER)) == (False, True)
    assert (code is not None) is renew
    assert code is None or opens(data_dir, code)


def test_another_data_key_wants_the_passphrase_first(archive: Archive) -> None:
    with pytest.raises(UserProblem) as refused:
        change_recovery_code(archive, AFTER, renew=True)
    assert refused.value.code == "wrong_passphrase"


def test_all_is_done_but_the_recovery_code_where_that_cannot_be_made(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_archive: Archive) -> str:
        raise UserProblem("disk_full", path="archive-keys.json")

    monkeypatch.setattr(Archive, "make_recovery_code", full)
    with pytest.raises(UserProblem) as told:
        change_passphrase(archive, AFTER, renew=True)
    assert told.value.code == "code_not_made"
    archive.require_passphrase(AFTER)


def test_notepad_reads_the_recovery_code_that_was_written(tmp_path: Path) -> None:
    path = write_recovery_code(tmp_path / "恢复码.txt", "7K3Q-0000")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "7K3Q-0000\r\n" in path.read_bytes().decode("utf-8")
