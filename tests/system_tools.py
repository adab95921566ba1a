"""Small programs on PATH that stand for those of the system, and note how they were called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# A printing system with one printer: `lp` keeps what it is given, and the queue says that it is done.
PRINTER = {
    "lpstat": """case "$*" in
        -e) echo 信息科打印机;;
        "-W completed"*) printf "信息科打印机-7 clerk 1\\n\\tStatus: \\n\\tAlerts: none\\n";;
    esac""",
    "lp": """cat > "$(mktemp "$(dirname "$0")/../given-XXXXXX")"
    echo "request id is 信息科打印机-7 (0 file(s))" """,
    "cancel": "exit 0",
}


def tools_on_path(folder: Path, monkeypatch: pytest.MonkeyPatch, tools: dict[str, str]) -> Path:
    """Programs of these names, each of which notes how it was called; where that stands."""
    bin_folder, told = folder / "bin", folder / "told"
    bin_folder.mkdir()
    for name, script in tools.items():
        tool = bin_folder / name
        tool.write_text(f'#!/bin/sh\necho "{name} $*" >> "{told}"\n{script}\n', encoding="utf-8")
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_folder}:{os.environ['PATH']}")
    return told


def given(told: Path) -> list[bytes]:
    """What the stand-in for `lp` was given, job by job."""
    jobs = sorted(told.parent.glob("given-*"), key=lambda path: path.stat().st_mtime_ns)
    return [path.read_bytes() for path in jobs]


def calls(told: Path, name: str) -> list[str]:
    """What one of them was called with, call by call."""
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return [line.removeprefix(f"{name} ") for line in lines if line.startswith(f"{name} ")]
