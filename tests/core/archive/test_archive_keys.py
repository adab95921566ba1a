"""Ways into the archive: passphrase, printed recovery code, keyring, and what they refuse."""

from __future__ import annotations

import json
import logging
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.archive import crockford, keys
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.entries import Meta
from aimed_desktop.archive.key_file import _checksum, new_key_file, parse_key_file
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.opening import open_archive, recover_archive
from aimed_desktop.archive.recovery_code import _check, new_recovery_code, read_recovery_code
from aimed_desktop.errors import UserProblem
from tests.core.archive.refusal import refused
from tests.desktop_keyring import DesktopKeyring

KEYS = "archive-keys.json"


def reopen(archive: Archive, secret: str | None) -> Archive:
    archive.close()
    return Archive.open(archive.folder, secret, use_keyring=False, wait_seconds=0)


def rewrite(path: Path, change: Any) -> None:
    """Change the key file as somebody would who knows its checksum."""
    content = json.loads(path.read_bytes())
    del content["sha256"]
    change(content)
    path.write_text(json.dumps({**content, "sha256": _checksum(content)}))


# --- passphrase -----------------------------------------------------------------------------------


def test_the_product_wraps_by_argon2id_with_64_mib(data_dir: Path, passphrase: str) -> None:
    Archive.create(data_dir, passphrase, use_keyring=False).close()
    slot = json.loads((data_dir / KEYS).read_bytes())["slots"]["passphrase"]
    assert slot["kdf"] == {"name": "argon2id", "memory_kib": 65536, "passes": 3, "lanes": 4}
    with Archive.open(data_dir, passphrase, use_keyring=False) as archive:
        assert archive.list() == []


def test_a_wrong_passphrase_opens_nothing_and_is_named_nowhere(
    archive: Archive, passphrase: str, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "不是这个口令吧"
    with caplog.at_level(logging.DEBUG), pytest.raises(UserProblem) as problem:
        reopen(archive, wrong + "!")
    assert (problem.value.code, problem.value.status) == ("wrong_passphrase", 2)
    assert wrong not in str(problem.value) + repr(problem.value.context) + caplog.text
    reopen(archive, passphrase).close()


def test_no_key_is_not_a_wrong_key(archive: Archive) -> None:
    with refused("archive_no_key", 3):
        reopen(archive, None)


def test_a_passphrase_has_eight_characters(data_dir: Path, cheap: KdfParameters) -> None:
    with refused("passphrase_short", 2):
        Archive.create(data_dir, "七个字的口令呀", use_keyring=False, kdf=cheap)
    assert not data_dir.exists()
    Archive.create(data_dir, "八个字的口令好呀", use_keyring=False, kdf=cheap).close()


def test_a_passphrase_typed_full_width_is_the_same(data_dir: Path, cheap: KdfParameters) -> None:
    Archive.create(data_dir, "kx92715mq", use_keyring=False, kdf=cheap).close()
    Archive.open(data_dir, "ｋｘ９２７１５ｍｑ", use_keyring=False).close()


def test_a_changed_passphrase_replaces_the_old_one(
    archive: Archive, passphrase: str, cheap: KdfParameters
) -> None:
    archive.set_passphrase("换了新的口令-2027", cheap)
    with refused("wrong_passphrase"):
        reopen(archive, passphrase)
    reopen(archive, "换了新的口令-2027").close()


# --- key file -------------------------------------------------------------------------------------


def test_every_changed_byte_of_the_key_file_is_noticed(archive: Archive, passphrase: str) -> None:
    archive.close()
    good = (archive.folder / KEYS).read_bytes()
    for position in range(0, len(good) - 1, 7):
        bad = bytearray(good)
        bad[position] ^= 4
        (archive.folder / KEYS).write_bytes(bad)
        with refused("keys_damaged", 3):
            reopen(archive, passphrase)


@pytest.mark.parametrize(
    ("name", "value"), [("memory_kib", 8 * 1024 * 1024), ("passes", 1000), ("lanes", 0), ("memory_kib", -1)]
)
def test_a_forged_key_file_cannot_eat_the_machine(
    archive: Archive, passphrase: str, name: str, value: int
) -> None:
    rewrite(
        archive.folder / KEYS, lambda content: content["slots"]["passphrase"]["kdf"].update({name: value})
    )
    with refused("keys_damaged"):
        reopen(archive, passphrase)


def test_cheaper_parameters_or_another_archives_slot_open_nothing(archive: Archive, passphrase: str) -> None:
    archive.close()
    path = archive.folder / KEYS
    good = path.read_bytes()
    rewrite(path, lambda content: content["slots"]["passphrase"]["kdf"].update(memory_kib=32))
    with refused("wrong_passphrase"):
        reopen(archive, passphrase)
    path.write_bytes(good)
    rewrite(path, lambda content: content.update(archive="0" * 32))
    with refused("wrong_passphrase"):
        reopen(archive, passphrase)


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)).map(
        lambda v: json.dumps(v).encode()
    )
)
def test_a_key_file_of_anything_is_damaged_and_nothing_worse(written: bytes) -> None:
    with pytest.raises(ValueError):
        parse_key_file(written)


def test_missing_keys_are_said_so_and_never_overwritten(
    archive: Archive, passphrase: str, cheap: KdfParameters
) -> None:
    keys_of_lost = (archive.folder / KEYS).read_bytes()
    archive.close()
    (archive.folder / "archive.db").rename(archive.folder / "moved-away.db")
    Archive.create(archive.folder, passphrase, use_keyring=False, kdf=cheap).close()
    assert (archive.folder / "archive-keys-1.json").read_bytes() == keys_of_lost
    (archive.folder / KEYS).unlink()
    with refused("keys_missing", 3):
        reopen(archive, passphrase)


# --- recovery code --------------------------------------------------------------------------------


def test_a_recovery_code_is_long_enough_and_printed_in_groups() -> None:
    code = new_recovery_code()
    groups = code.split("-")
    assert [len(group) for group in groups] == [4] * 7
    assert not set(code) & set("ILOU")
    assert (28 - 2) * 5 >= 125
    assert len({new_recovery_code() for _ in range(50)}) == 50


def test_a_recovery_code_opens_however_it_was_typed(archive: Archive, cheap: KdfParameters) -> None:
    code = archive.make_recovery_code(cheap)
    for typed in (
        code,
        code.replace("-", " ").lower(),
        code.replace("0", "o").replace("1", "l"),
        f" {code}\n",
    ):
        archive = reopen(archive, typed)
    assert archive.has_recovery_code
    with refused("recovery_code_mistyped", 2):
        reopen(archive, code[:-1] + ("0" if code[-1] != "0" else "1"))
    with refused("wrong_passphrase"):
        reopen(archive, new_recovery_code())


@given(
    st.integers(0, 27),
    st.sampled_from(crockford.ALPHABET),
    st.integers(0, 26),
    st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=26, max_size=26),
)
def test_a_wrong_or_swapped_character_is_noticed(position: int, wrong: str, swapped: int, body: str) -> None:
    code = body + _check(body)
    assert read_recovery_code(code) == code
    changed = code[:position] + wrong + code[position + 1 :]
    assert changed == code or read_recovery_code(changed) is None
    turned = code[:swapped] + code[swapped + 1] + code[swapped] + code[swapped + 2 :]
    assert turned == code or read_recovery_code(turned) is None


# --- keyring --------------------------------------------------------------------------------------


def test_an_accepted_keyring_lets_the_passphrase_wait(
    data_dir: Path, desktop_keyring: DesktopKeyring, tmp_path: Path, cheap: KdfParameters
) -> None:
    with Archive.create(data_dir, None) as archive:
        assert archive.postponed
        with refused("backup_needs_passphrase", 2):
            archive.backup(tmp_path / "backup.aimed")
        entry = archive.add(b"{}", {}, {}, Meta("demo"))
    with Archive.open(data_dir) as archive:
        assert [found.id for found in archive.list()] == [entry]
        archive.set_passphrase("后来设置的口令吧", cheap)
        assert not archive.postponed
    desktop_keyring.kept.clear()
    with refused("archive_no_key"):
        Archive.open(data_dir)
    Archive.open(data_dir, "后来设置的口令吧").close()


def test_what_the_keyring_holds_is_short_and_is_not_the_data_key(
    data_dir: Path, desktop_keyring: DesktopKeyring
) -> None:
    with Archive.create(data_dir, None) as archive:
        [kept] = desktop_keyring.kept.values()
        assert len(kept) <= 1280
        assert kept != archive._data_key.hex()


def test_a_passphrase_for_a_postponed_archive_is_not_called_wrong(
    data_dir: Path, desktop_keyring: DesktopKeyring, passphrase: str
) -> None:
    Archive.create(data_dir, None).close()
    with refused("passphrase_not_set", 2):
        Archive.open(data_dir, passphrase)


def test_any_other_keyring_counts_as_none(data_dir: Path, unknown_keyring: DesktopKeyring) -> None:
    assert not keys.has_keyring()
    with refused("archive_no_key", 3):
        Archive.create(data_dir, None)
    assert unknown_keyring.kept == {}


def test_a_failing_keyring_counts_as_none(
    data_dir: Path,
    desktop_keyring: DesktopKeyring,
    monkeypatch: pytest.MonkeyPatch,
    passphrase: str,
    cheap: KdfParameters,
) -> None:
    def fail(*_: str) -> None:
        raise OSError("the session bus is gone")

    monkeypatch.setattr(DesktopKeyring, "set_password", fail)
    monkeypatch.setattr(DesktopKeyring, "get_password", fail)
    with Archive.create(data_dir, passphrase, kdf=cheap) as archive:
        assert not archive.in_keyring
    with refused("archive_no_key"):
        Archive.open(data_dir)


def test_a_backup_carries_no_key_of_this_desktop(
    data_dir: Path, desktop_keyring: DesktopKeyring, tmp_path: Path, passphrase: str, cheap: KdfParameters
) -> None:
    with Archive.create(data_dir, passphrase, kdf=cheap) as archive:
        archive.backup(tmp_path / "backup.aimed")
    with zipfile.ZipFile(tmp_path / "backup.aimed") as backup:
        assert list(json.loads(backup.read("archive-keys.json"))["slots"]) == ["passphrase"]
    recover(tmp_path / "backup.aimed", tmp_path / "new", passphrase)
    with refused("archive_no_key"):
        Archive.open(tmp_path / "new")
    with Archive.open(tmp_path / "new", passphrase) as archive:
        assert archive.remember_in_keyring()
    Archive.open(tmp_path / "new").close()


# --- order ----------------------------------------------------------------------------------------


@pytest.fixture
def made(data_dir: Path, passphrase: str, cheap: KdfParameters) -> Path:
    Archive.create(data_dir, passphrase, use_keyring=False, kdf=cheap).close()
    return data_dir


def test_the_file_comes_before_the_environment(made: Path, tmp_path: Path, passphrase: str) -> None:
    file = tmp_path / "passphrase.txt"
    file.write_bytes(b"\xef\xbb\xbf" + passphrase.encode() + "\r\n第二行".encode())
    open_archive(made, file, {"AIMED_PASSPHRASE": "不是这个口令吧"}).close()
    file.write_text("不是这个口令吧!!")
    with refused("wrong_passphrase"):
        open_archive(made, file, {"AIMED_PASSPHRASE": passphrase})


def test_the_environment_comes_before_the_question(made: Path, passphrase: str) -> None:
    def never(_: bool) -> str:
        raise AssertionError("asked")

    open_archive(made, environ={"AIMED_PASSPHRASE": passphrase}, ask=never).close()


def test_the_question_is_asked_last_and_may_be_cancelled(made: Path, passphrase: str) -> None:
    asked: list[bool] = []
    open_archive(made, environ={}, ask=lambda is_new: asked.append(is_new) or passphrase).close()
    assert asked == [False]
    for ask in (None, lambda _: None):
        with refused("archive_no_key", 3):
            open_archive(made, environ={"AIMED_PASSPHRASE": ""}, ask=ask)


def test_the_passphrase_given_creates_the_archive(data_dir: Path, passphrase: str) -> None:
    with refused("archive_missing", 2):
        open_archive(data_dir, environ={"AIMED_PASSPHRASE": passphrase}, create=False)
    with refused("archive_no_key", 3):
        open_archive(data_dir, environ={})
    assert not data_dir.exists()
    open_archive(data_dir, environ={"AIMED_PASSPHRASE": passphrase}).close()
    Archive.open(data_dir, passphrase, use_keyring=False).close()


@pytest.mark.parametrize(
    ("written", "code", "status"),
    [
        (None, "file_missing", 2),
        (b"\xff\xfe1", "passphrase_file_not_text", 2),
        (b"\n", "passphrase_short", 2),
    ],
)
def test_a_passphrase_file_that_holds_none_is_explained(
    data_dir: Path, tmp_path: Path, written: bytes | None, code: str, status: int
) -> None:
    file = tmp_path / "passphrase.txt"
    if written is not None:
        file.write_bytes(written)
    with refused(code, status):
        open_archive(data_dir, file, {})


def test_recovering_needs_a_key_too(archive: Archive, tmp_path: Path) -> None:
    archive.backup(tmp_path / "backup.aimed")
    with refused("archive_no_key", 3):
        recover_archive(tmp_path / "backup.aimed", tmp_path / "new", environ={})


def test_new_archives_have_their_own_names() -> None:
    assert new_key_file().archive_id != new_key_file().archive_id
