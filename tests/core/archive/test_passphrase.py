"""Weak passphrases are refused with words, at every door; those that archives have still open them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.archive import key_file, keys
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.passphrase import COMMONEST, check_passphrase
from tests.core.archive.refusal import refused

WEAK = {
    "passphrase_short": ["", "a1b2c3d", "七个字的口令呀"],
    "passphrase_blank": [" " * 8, "\u3000" * 9, "\u200b\u00a0 \t \u2003 \u2060"],
    "passphrase_run": [
        *("12345678", "87654321", "0123456789", "abcdefgh", "zyxwvuts", "qwertyui", "poiuytrewq", "asdfghjk"),
        *("ABCDEFGH", "abcd1234", "abc12345", "1234qwer", "11223344", "１２３４５６７８"),
        *("a b c d e f g h", "!@#$%^&*"),
    ],
    "passphrase_repeat": ["aaaaaaaa", "abababab", "12341234", "口令口令口令口令", "a7ka7ka7k", "1 1 1 1 1"],
    "passphrase_common": ["password", "P@ssw0rd", "Password1", "1qaz2wsx", "woaini1314", "iloveyou"],
}
STRONG = ["八个字的口令好呀", "正确的口令-2026", "correct horse battery", "xk7#mQ2p", "zhang wei 1987"]


@pytest.mark.parametrize(("code", "weak"), [(code, weak) for code, group in WEAK.items() for weak in group])
def test_a_weak_passphrase_is_refused_for_what_it_is(code: str, weak: str) -> None:
    with refused(code, 2):
        check_passphrase(weak)


@pytest.mark.parametrize("strong", STRONG)
def test_what_nobody_tries_first_is_taken(strong: str) -> None:
    check_passphrase(strong)


@given(st.sampled_from("0123456789abcdefghij"), st.integers(8, 40))
def test_one_character_alone_is_never_taken(character: str, times: int) -> None:
    with refused("passphrase_repeat"):
        check_passphrase(character * times)


def test_the_list_holds_the_ten_thousand_commonest_of_eight_characters() -> None:
    listed = COMMONEST.read_text(encoding="utf-8").rstrip().split("\n")
    assert len(set(listed)) > 10_000
    assert {"football", "baseball", "superman", "trustno1", "12345678", "computer", "internet"} <= set(listed)
    assert all(len(word) >= 8 and word == word.casefold() for word in listed)


@pytest.fixture
def weak_archive(data_dir: Path, cheap: KdfParameters, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive whose passphrase was taken when nobody asked."""
    with monkeypatch.context() as patch:
        patch.setattr(key_file, "check_passphrase", lambda _: None)
        made = Archive.create(data_dir, "正确的口令-2026", use_keyring=False, kdf=cheap)
        made.set_passphrase("12345678", cheap)
        made.close()
    return data_dir


def test_an_archive_that_has_a_weak_passphrase_still_opens(weak_archive: Path, cheap: KdfParameters) -> None:
    archive = Archive.open(weak_archive, "12345678", use_keyring=False)
    with archive, refused("passphrase_run", 2):
        archive.set_passphrase("12345678", cheap)


def test_a_weak_passphrase_makes_no_archive(data_dir: Path, cheap: KdfParameters) -> None:
    with refused("passphrase_common", 2):
        Archive.create(data_dir, "iloveyou", use_keyring=False, kdf=cheap)
    assert not data_dir.exists()


def test_the_list_is_no_part_of_a_launch() -> None:
    assert "COMMONEST" not in vars(keys)
