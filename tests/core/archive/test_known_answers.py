"""Wrapping against the answers of other programs: the argon2 command of its authors, PyCryptodome's GCM."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aimed_desktop.archive import keys
from aimed_desktop.archive.key_file import parse_key_file
from aimed_desktop.archive.keys import PRODUCT_KDF, KdfParameters, WrappedKey

# printf %s PASSPHRASE | argon2 0123456789abcdef -id -t 3 -k 65536 -p 4 -l 32 -r
# printf %s CODE | argon2 fedcba9876543210 -id -t 4 -k 65536 -p 4 -l 32 -r
KNOWN = Path(__file__).parent / "fixtures" / "known-keys.json"
ARCHIVE = "00112233445566778899aabbccddeeff"
DATA_KEY = bytes(range(32))
PASSPHRASE, SALT = "已知答案的口令-2026", b"0123456789abcdef"
CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSJR"
DERIVED = "cd6dabb024bc8e74835713e5822712970edbf78d3640a2e06f0692817b23f29b"
DERIVED_BY_FOUR_PASSES = "6177bafdbd7c04fe73f1c385365ec4a1bac422d4d4f0f0c42cc66d967640c07f"


def test_argon2id_gives_the_known_key_at_the_products_cost() -> None:
    assert KdfParameters(memory_kib=64 * 1024, passes=3, lanes=4) == PRODUCT_KDF
    assert keys._derive(PASSPHRASE, SALT, PRODUCT_KDF).hex() == DERIVED


def test_as_many_passes_are_made_as_the_key_file_tells() -> None:
    kdf = KdfParameters(passes=4)
    assert keys._derive(CODE.replace("-", ""), b"fedcba9876543210", kdf).hex() == DERIVED_BY_FOUR_PASSES


@pytest.mark.parametrize("secret", [PASSPHRASE, CODE])
def test_a_key_file_that_others_wrapped_opens(secret: str) -> None:
    assert parse_key_file(KNOWN.read_bytes()).unlock(secret) == DATA_KEY


def test_what_we_wrap_is_what_others_wrap(monkeypatch: pytest.MonkeyPatch) -> None:
    known = parse_key_file(KNOWN.read_bytes()).slots["passphrase"]
    drawn = iter([SALT, known.nonce])
    monkeypatch.setattr(keys.secrets, "token_bytes", lambda _: next(drawn))
    purpose = f"aimed-keys/1:{ARCHIVE}:passphrase"
    assert keys.wrap_by_secret(DATA_KEY, PASSPHRASE, purpose, PRODUCT_KDF) == known
    assert known == WrappedKey(b"nonce-000001", known.wrapped, PRODUCT_KDF, SALT)


def test_a_flipped_bit_of_the_wrapped_key_opens_nothing() -> None:
    known = parse_key_file(KNOWN.read_bytes()).slots["passphrase"]
    wrapping_key, purpose = bytes.fromhex(DERIVED), f"aimed-keys/1:{ARCHIVE}:passphrase"
    for position in range(len(known.wrapped)):
        flipped = bytearray(known.wrapped)
        flipped[position] ^= 1
        changed = WrappedKey(known.nonce, bytes(flipped), known.kdf)
        assert keys.unwrap_by_key(changed, wrapping_key, purpose) is None


def test_the_product_wraps_nothing_below_its_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "from aimed_desktop.archive import keys; print(keys.FLOOR == keys.KdfParameters(64 * 1024, 3, 4))"
    fresh = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert fresh.stdout == "True\n", "tests have a floor of their own"
    monkeypatch.setattr(keys, "FLOOR", PRODUCT_KDF)
    for kdf in (KdfParameters(passes=2), KdfParameters(memory_kib=32 * 1024)):
        with pytest.raises(ValueError, match="floor"):
            keys.wrap_by_secret(DATA_KEY, PASSPHRASE, "purpose", kdf)
