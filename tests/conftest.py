"""What every test starts from: an empty data folder, no passphrase, no keyring, only our own fonts."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.left_out import pytest_addoption, pytest_collection_modifyitems, pytest_terminal_summary

__all__ = ["pytest_addoption", "pytest_collection_modifyitems", "pytest_terminal_summary"]

from aimed_desktop.archive import keys
from aimed_desktop.archive.keys import KdfParameters

settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.register_profile("quick", settings.get_profile("steady"), max_examples=10)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# What a desktop or a shell may set and what would decide over a test: every variable that begins so.
FORGOTTEN = ("AIMED_", "DBUS_", "GTK_", "KDE_", "LANGUAGE", "LC_", "QT_", "WAYLAND_", "XDG_", "XMODIFIERS")
FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "Asia/Shanghai",
    "AIMED_FONTS": "bundled",  # a machine's own 仿宋 must not decide whether a test passes
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",  # never the keyring of whoever runs the tests
    "QT_ACCESSIBILITY": "0",
}


def pytest_configure(config: pytest.Config) -> None:
    """Set the environment before Qt, keyring or a subprocess can look at it."""
    if config.getoption("--quick"):
        settings.load_profile("quick")
    for name in [name for name in os.environ if name.startswith(FORGOTTEN)]:
        del os.environ[name]
    os.environ.update(FIXED)
    keys.FLOOR = KdfParameters(memory_kib=64, passes=1)  # archives of tests are cheap to open
    runtime = Path(tempfile.gettempdir()) / f"aimed-tests-{os.getuid() if hasattr(os, 'getuid') else 0}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The per-user folder of this test alone; commands and windows find it by `AIMED_DATA_DIR`."""
    folder = tmp_path / "data"
    monkeypatch.setenv("AIMED_DATA_DIR", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    yield folder
