"""What a real process shows of its secrets: no core dump, no memory, no passphrase for its children."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aimed_desktop.paths import PASSPHRASE_VARIABLE
from aimed_desktop.secrecy import take_passphrase

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

# Runs the program's own door; what it looks at is seen when the archive is asked for.
LOOK = """
import ctypes, os, resource, subprocess, sys
from aimed_desktop.archive.archive import Archive

def look(self):
    child = subprocess.run([sys.executable, "-c", "import os; print(os.environ.get('AIMED_PASSPHRASE'))"],
                           capture_output=True, text=True)
    print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0),
          "AIMED_PASSPHRASE" in os.environ, child.stdout.strip())
    return []

Archive.list = look
sys.argv = ["aimed", *sys.argv[1:]]
from aimed_desktop.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def kept(data_dir: Path) -> dict[str, str]:
    """The environment of somebody with an archive."""
    environment = {**os.environ, PASSPHRASE_VARIABLE: "命令行测试的口令"}
    made = subprocess.run(
        [sys.executable, "-m", "aimed_desktop", "new", "demo", "-o", str(data_dir.parent / "a.json")],
        env=environment,
        check=False,
    )
    assert made.returncode == 0
    added = [sys.executable, "-m", "aimed_desktop", "archive", "add", str(data_dir.parent / "a.json")]
    assert subprocess.run(added, env=environment, check=False, capture_output=True).returncode == 0
    return environment


def run(environment: dict[str, str], *options: str) -> str:
    command = [sys.executable, *options, "-c", LOOK, "archive", "list"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_command_can_leave_no_core_and_its_children_no_passphrase(kept: dict[str, str]) -> None:
    assert run(kept) == "(0, 0) 0 False None"


def test_a_debugger_may_still_look_under_dev_mode(kept: dict[str, str]) -> None:
    assert run(kept, "-X", "dev").split(")")[1].split()[0] == "1"


def test_the_typesetter_shows_its_memory_to_nobody() -> None:
    look = """
import ctypes, resource, sys
from aimed_desktop.processes import preview

def look(questions, answers):
    sys.stderr.write(f"{resource.getrlimit(resource.RLIMIT_CORE)} {ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)}")

preview.serve = look
sys.argv = ["aimed", "--typesetter"]
from aimed_desktop.__main__ import main
sys.exit(main())
"""
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stderr == "(0, 0) 0"


def test_the_passphrase_is_taken_out_once() -> None:
    environment = {PASSPHRASE_VARIABLE: "口令", "PATH": "/bin"}
    assert take_passphrase(environment) == {PASSPHRASE_VARIABLE: "口令"}
    assert environment == {"PATH": "/bin"}
    assert take_passphrase(environment) == {}
