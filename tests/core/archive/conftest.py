"""An archive with one application in it, under keys that are cheap to derive."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest

from aimed_desktop.archive import keys
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.entries import Meta
from aimed_desktop.archive.keys import KdfParameters
from tests.desktop_keyring import DesktopKeyring

PASSPHRASE = "正确的口令-2026"


@pytest.fixture
def passphrase() -> str:
    return PASSPHRASE


@pytest.fixture
def cheap() -> KdfParameters:
    """Argon2id at almost no cost; what the product uses is tested once."""
    return KdfParameters(memory_kib=64, passes=1, lanes=4)


@pytest.fixture
def data() -> Callable[..., bytes]:
    """application.json with these values."""

    def make(**values: object) -> bytes:
        content = {"format": "aimed-application/1", "form": "demo", "form_version": 1, "values": values}
        return json.dumps(content, ensure_ascii=False).encode()

    return make


@pytest.fixture
def archive(data_dir: Path, cheap: KdfParameters) -> Iterator[Archive]:
    with Archive.create(data_dir, PASSPHRASE, use_keyring=False, kdf=cheap) as opened:
        yield opened


@pytest.fixture
def entry(archive: Archive, data: Callable[..., bytes]) -> str:
    """The id of an application of 示例医院 with a picture."""
    meta = Meta("demo", "肺结节辅助诊断", "示例医院")
    return archive.add(
        data(unit_name="示例医院"), {"files/ct.jpg": b"picture"}, {"demo.yaml": b"form: demo"}, meta
    )


@pytest.fixture
def unknown_keyring() -> Iterator[DesktopKeyring]:
    before = keyring.get_keyring()
    backend = DesktopKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def desktop_keyring(unknown_keyring: DesktopKeyring, monkeypatch: pytest.MonkeyPatch) -> DesktopKeyring:
    accepted = {(DesktopKeyring.__module__, DesktopKeyring.__name__)}
    monkeypatch.setattr(keys, "ACCEPTED_BACKENDS", accepted)
    return unknown_keyring
