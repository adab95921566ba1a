"""Wrapping of the data key: Argon2id and AES-256-GCM, and the desktop's keyring."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aimed_desktop.archive.passphrase import fold_secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

KEY_BYTES = 32
KEYRING_SERVICE = "AIMed Desktop"
LONGEST_KEYRING_TEXT = 1280  # Windows Credential Locker holds no more
_SALT_BYTES = 16
_NONCE_BYTES = 12
_MOST_MEMORY_KIB = 1024 * 1024
_MOST_PASSES = 16
_MOST_LANES = 16

# Keyrings that encrypt by the user's login. Anything else (keyrings.alt stores base64) counts as none.
ACCEPTED_BACKENDS = {
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),  # Secret Service by another library
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"),
}


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """Argon2id's cost (RFC 9106). The defaults are the product's: 64 MiB, 3 passes, 4 lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    @property
    def is_bearable(self) -> bool:
        """Whether a key file may ask for this: a forged one must not eat the machine.

        Lower costs than the product's need no refusal: they are bound into the wrapping, so
        lowering them in the file only makes the right passphrase fail.
        """
        return (
            1 <= self.lanes <= _MOST_LANES
            and 1 <= self.passes <= _MOST_PASSES
            and 8 * self.lanes <= self.memory_kib <= _MOST_MEMORY_KIB
        )

    def is_at_least(self, floor: KdfParameters) -> bool:
        """Whether guessing costs no less than at `floor`."""
        return self.memory_kib >= floor.memory_kib and self.passes >= floor.passes


PRODUCT_KDF = KdfParameters()
FLOOR = PRODUCT_KDF  # nothing is wrapped anew at a lower cost


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """The data key, encrypted. `kdf` and `salt` are there when a typed secret opens it."""

    nonce: bytes
    wrapped: bytes
    kdf: KdfParameters | None = None
    salt: bytes = b""


def new_data_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def wrap_by_secret(data_key: bytes, secret: str, purpose: str, kdf: KdfParameters) -> WrappedKey:
    """The data key under a passphrase or recovery code. `purpose` binds it to its archive and slot.

    ValueError for a cost below `FLOOR`.
    """
    if not kdf.is_at_least(FLOOR):
        raise ValueError("key derivation below the floor")
    salt = secrets.token_bytes(_SALT_BYTES)
    return _wrap(data_key, _derive(secret, salt, kdf), purpose, kdf, salt)


def wrap_by_key(data_key: bytes, wrapping_key: bytes, purpose: str) -> WrappedKey:
    """The data key under another random key, which the keyring holds."""
    return _wrap(data_key, wrapping_key, purpose, None, b"")


def unwrap_by_secret(wrapped: WrappedKey, secret: str, purpose: str) -> bytes | None:
    """The data key, or None when the secret is not the one."""
    if wrapped.kdf is None:
        return None
    return unwrap_by_key(wrapped, _derive(secret, wrapped.salt, wrapped.kdf), purpose)


def unwrap_by_key(wrapped: WrappedKey, wrapping_key: bytes, purpose: str) -> bytes | None:
    """The data key, or None when the key is not the one."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(wrapping_key).decrypt(wrapped.nonce, wrapped.wrapped, _bound(purpose, wrapped.kdf))
    except InvalidTag:
        return None


def has_keyring() -> bool:
    """Whether this desktop has a keyring that may hold a key."""
    return _backend() is not None


def keep_in_keyring(name: str, text: str) -> bool:
    """Store `text`; whether it is there afterwards."""
    backend = _backend()
    if backend is None or len(text) > LONGEST_KEYRING_TEXT:
        return False
    try:
        backend.set_password(KEYRING_SERVICE, name, text)
        return backend.get_password(KEYRING_SERVICE, name) == text
    except Exception:  # noqa: BLE001 - each desktop's service fails in its own way; the passphrase is the way on
        return False


def read_keyring(name: str) -> str | None:
    """What `keep_in_keyring` stored, or None."""
    backend = _backend()
    if backend is None:
        return None
    try:
        return backend.get_password(KEYRING_SERVICE, name)
    except Exception:  # noqa: BLE001 - as above
        return None


def _backend() -> KeyringBackend | None:
    import keyring

    chosen = keyring.get_keyring()
    for backend in getattr(chosen, "backends", [chosen]):  # a chain of them where the desktop has several
        if (type(backend).__module__, type(backend).__name__) in ACCEPTED_BACKENDS:
            found: KeyringBackend = backend
            return found
    return None


def _derive(secret: str, salt: bytes, kdf: KdfParameters) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    derivation = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=kdf.passes, lanes=kdf.lanes, memory_cost=kdf.memory_kib
    )
    return derivation.derive(fold_secret(secret).encode())


def _wrap(data_key: bytes, key: bytes, purpose: str, kdf: KdfParameters | None, salt: bytes) -> WrappedKey:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return WrappedKey(nonce, AESGCM(key).encrypt(nonce, data_key, _bound(purpose, kdf)), kdf, salt)


def _bound(purpose: str, kdf: KdfParameters | None) -> bytes:
    cost = f"{kdf.memory_kib},{kdf.passes},{kdf.lanes}" if kdf else "key"
    return f"{purpose}:{cost}".encode()
