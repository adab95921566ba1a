"""The lock file is whole, fits the ranges, and names no place that only one machine knows."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="ascii")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(extra: str) -> dict[str, str]:
    """The versions that a door installs for an extra, by name, as the door itself reads them."""
    command = [sys.executable, str(ROOT / "scripts" / "locked.py"), extra]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {plain(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", lines, re.MULTILINE)}


@pytest.mark.parametrize("extra", ["", *EXTRAS])
def test_every_range_of_the_project_has_its_version_in_the_lock(extra: str) -> None:
    found = locked(f"[{extra}]" if extra else "")
    asked = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["build-system"]["requires"],
        *EXTRAS.get(extra, []),
    ]
    for requirement in map(Requirement, asked):
        assert found.get(plain(requirement.name), "none") in requirement.specifier, requirement


def test_the_program_alone_brings_no_tool_of_the_tests_or_of_the_packaging() -> None:
    assert not {"pytest", "mypy", "pyinstaller", "uv"} & set(locked(""))
    assert "pyinstaller" in locked("[build]") and "pytest" not in locked("[build]")


def test_every_locked_package_is_held_by_hashes_and_by_nothing_else() -> None:
    for line in LOCK.splitlines():
        assert re.fullmatch(r"|#.*|[\w.-]+==\S+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line), (
            line
        )
    for block in re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in block, block


def test_what_is_locked_for_one_system_alone_is_there_for_windows_and_for_linux() -> None:
    assert re.search(r"^pywin32-ctypes==\S+ ; sys_platform == 'win32'", LOCK, re.MULTILINE)
    assert re.search(r"^secretstorage==\S+ ; sys_platform == 'linux'", LOCK, re.MULTILINE)
