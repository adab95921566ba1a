"""The wrapped keys beside the database: one JSON file, the same in every backup."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aimed_desktop.archive import keys
from aimed_desktop.archive.keys import KdfParameters, WrappedKey
from aimed_desktop.archive.passphrase import check_passphrase
from aimed_desktop.archive.recovery_code import looks_like_recovery_code, read_recovery_code
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.private_files import write_private
from aimed_desktop.files.reading import read_regular

FORMAT = "aimed-keys/1"
MOST_BYTES = 64 * 1024
_NO_FILE = {
    "file_missing": "keys_missing",
    "file_is_folder": "keys_damaged",
    "file_is_device": "keys_damaged",
}
PASSPHRASE, RECOVERY, KEYRING = "passphrase", "recovery", "keyring"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """One data key, wrapped once for each way in."""

    archive_id: str
    slots: Mapping[str, WrappedKey] = field(default_factory=dict)

    @property
    def is_portable(self) -> bool:
        """Whether it opens on another machine: by a passphrase or by a recovery code."""
        return PASSPHRASE in self.slots or RECOVERY in self.slots

    def unlock(self, secret: str) -> bytes:
        """The data key by what was typed: a passphrase or the recovery code."""
        code = read_recovery_code(secret)
        data_key = self._open(RECOVERY, code) if code else None
        data_key = data_key or self._open(PASSPHRASE, secret)
        if data_key is not None:
            return data_key
        if RECOVERY in self.slots and code is None and looks_like_recovery_code(secret):
            raise UserProblem("recovery_code_mistyped")
        if PASSPHRASE not in self.slots and code is None:
            raise UserProblem("passphrase_not_set")
        raise UserProblem("wrong_passphrase")

    def unlock_by_keyring(self) -> bytes | None:
        """The data key by this desktop's keyring, or None."""
        if KEYRING not in self.slots:
            return None
        try:
            wrapping_key = bytes.fromhex(keys.read_keyring(self.archive_id) or "")
        except ValueError:
            return None
        if len(wrapping_key) != keys.KEY_BYTES:
            return None
        return keys.unwrap_by_key(self.slots[KEYRING], wrapping_key, self._purpose(KEYRING))

    def with_passphrase(self, data_key: bytes, passphrase: str, kdf: KdfParameters) -> KeyFile:
        """A copy that this passphrase opens, and no earlier one."""
        check_passphrase(passphrase)
        return self._with(
            PASSPHRASE, keys.wrap_by_secret(data_key, passphrase, self._purpose(PASSPHRASE), kdf)
        )

    def with_recovery_code(self, data_key: bytes, code: str, kdf: KdfParameters) -> KeyFile:
        """A copy that this printed code opens, and no earlier one."""
        plain = read_recovery_code(code)
        if plain is None:
            raise ValueError("not a recovery code")
        return self._with(RECOVERY, keys.wrap_by_secret(data_key, plain, self._purpose(RECOVERY), kdf))

    def with_keyring(self, data_key: bytes) -> KeyFile:
        """A copy that this desktop's keyring opens; itself where there is no accepted keyring."""
        wrapping_key = keys.new_data_key()
        if not keys.keep_in_keyring(self.archive_id, wrapping_key.hex()):
            return self
        return self._with(KEYRING, keys.wrap_by_key(data_key, wrapping_key, self._purpose(KEYRING)))

    def without_keyring(self) -> KeyFile:
        """A copy for another machine."""
        return replace(self, slots={name: slot for name, slot in self.slots.items() if name != KEYRING})

    def to_json(self) -> bytes:
        """UTF-8 JSON with a checksum: a damaged file is told from a wrong passphrase."""
        slots = {name: _slot_to_json(slot) for name, slot in sorted(self.slots.items())}
        content = {"format": FORMAT, "archive": self.archive_id, "slots": slots}
        return json.dumps({**content, "sha256": _checksum(content)}, indent=1).encode() + b"\n"

    def _open(self, name: str, secret: str) -> bytes | None:
        slot = self.slots.get(name)
        return keys.unwrap_by_secret(slot, secret, self._purpose(name)) if slot else None

    def _with(self, name: str, slot: WrappedKey) -> KeyFile:
        return replace(self, slots={**self.slots, name: slot})

    def _purpose(self, slot: str) -> str:
        return f"{FORMAT}:{self.archive_id}:{slot}"


def new_key_file() -> KeyFile:
    """A key file of a new archive, with no way in yet."""
    return KeyFile(secrets.token_hex(16))


def write_key_file(path: Path, key_file: KeyFile) -> None:
    """Replace the file atomically, 0600."""
    write_private(path, key_file.to_json())


def read_key_file(path: Path) -> KeyFile:
    """The file at `path`. UserProblem when it is missing or damaged."""
    try:
        return parse_key_file(read_regular(path, MOST_BYTES, UserProblem("keys_damaged", path=path)))
    except ValueError:
        raise UserProblem("keys_damaged", path=path) from None
    except UserProblem as problem:
        if problem.code not in _NO_FILE:
            raise
        raise UserProblem(_NO_FILE[problem.code], path=path) from None


def parse_key_file(data: bytes) -> KeyFile:
    """The key file written in `data`. ValueError when it is damaged or asks for too much."""
    if len(data) > MOST_BYTES:
        raise ValueError("too long")
    try:
        content = json.loads(data)
        checksum = content.pop("sha256")
        if content["format"] != FORMAT or checksum != _checksum(content):
            raise ValueError("format or checksum")
        slots = {str(name): _slot_from_json(slot) for name, slot in content["slots"].items()}
        return KeyFile(str(content["archive"]), slots)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("shape") from error


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _slot_to_json(slot: WrappedKey) -> dict[str, Any]:
    result: dict[str, Any] = {"nonce": _text(slot.nonce), "wrapped": _text(slot.wrapped)}
    if slot.kdf:
        cost = {"memory_kib": slot.kdf.memory_kib, "passes": slot.kdf.passes, "lanes": slot.kdf.lanes}
        result |= {"kdf": {"name": "argon2id", **cost}, "salt": _text(slot.salt)}
    return result


def _slot_from_json(slot: Mapping[str, Any]) -> WrappedKey:
    kdf = None
    if "kdf" in slot:
        cost = slot["kdf"]
        kdf = KdfParameters(int(cost["memory_kib"]), int(cost["passes"]), int(cost["lanes"]))
        if cost["name"] != "argon2id" or not kdf.is_bearable:
            raise ValueError("key derivation")
    nonce, wrapped, salt = (_bytes(slot.get(name, "")) for name in ("nonce", "wrapped", "salt"))
    if len(nonce) != 12 or len(wrapped) != keys.KEY_BYTES + 16 or (kdf and len(salt) < 8):
        raise ValueError("lengths")
    return WrappedKey(nonce, wrapped, kdf, salt)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
