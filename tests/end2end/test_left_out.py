"""What did not run is said at the end, with the reason; what is slow is found by what a test does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


NO_MOUNTING = ["setpriv", "--bounding-set", "-sys_admin", "--inh-caps", "-sys_admin"]  # root but for that


def run(*arguments: str, before: Sequence[str] = ()) -> str:
    """The output of pytest."""
    command = [*before, sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(
    ("test", "kind"),
    [
        ("tests/core/document/test_xlsx.py", "run LibreOffice"),
        ("tests/core/commands/test_cli.py", "draw, export or pack whole documents"),
        ("tests/core/archive/test_killed_half_way.py", "kill a process"),
        ("tests/ui/test_theme.py", "open a window"),
        ("tests/end2end/test_main_job.py", "run a process"),
        ("tests/core/document/test_word_size.py", "try what is as large as it may be"),
    ],
)
def test_what_is_slow_is_left_out_by_quick_and_said(test: str, kind: str) -> None:
    told = run("--quick", "--collect-only", test)
    assert f"tests that {kind}: left out by --quick" in told, told


def test_a_test_that_needs_root_says_so_in_the_summary(tmp_path: Path) -> None:
    before = NO_MOUNTING if os.geteuid() == 0 else []
    one = ("tests/core/packet/test_pack.py", "-k", "full_disk", f"--basetemp={tmp_path / 'pt'}")
    assert "1 tests: needs root: mounts a small disk" in run(*one, before=before)
