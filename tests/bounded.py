"""Runs a call in a process of its own that has so much processor time and memory, and no more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_SCRIPT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
resource.setrlimit(resource.RLIMIT_AS, ({megabytes} << 20, {megabytes} << 20))
from aimed_desktop.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run_bounded(
    arguments: list[str], folder: Path, *, seconds: int = 60, megabytes: int = 1500
) -> tuple[int, str, str]:
    """Status, output and messages of a command line; a negative status where a limit ended it.

    Seconds of the processor, not of the clock: a busy machine changes nothing.
    """
    script = _SCRIPT.format(seconds=seconds, megabytes=megabytes)
    environ = os.environ | {"PYTHONPATH": str(ROOT), "AIMED_PASSPHRASE": "correct horse battery 9"}
    ran = subprocess.run(
        [sys.executable, "-c", script, "--data-dir", str(folder / "data-dir"), *arguments],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout, ran.stderr
