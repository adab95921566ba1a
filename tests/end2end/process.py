"""Runs the real program as a process of its own, and makes places where nothing can be written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

LONGEST_SECONDS = 120


@dataclass(frozen=True)
class Run:
    """How one command ended."""

    status: int
    out: str
    err: str

    @property
    def paths(self) -> list[Path]:
        """What was printed, line by line, as paths."""
        return [Path(line) for line in self.out.splitlines()]


def aimed(
    *arguments: object, environment: Mapping[str, str | None] | None = None, stdin: str | None = None
) -> Run:
    """`aimed ARGUMENTS`; a variable given as None is taken out of the environment."""
    variables = dict(os.environ)
    for name, value in (environment or {}).items():
        variables.pop(name, None)
        if value is not None:
            variables[name] = value
    done = subprocess.run(
        [sys.executable, "-m", "aimed_desktop", *map(str, arguments)],
        env=variables,
        input=stdin.encode() if stdin is not None else None,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def assert_one_sentence(run: Run, status: int) -> None:
    """It ended with `status` and one plain Chinese sentence on stderr, nothing of our insides.

    Where several places of a file are wrong, each follows on a line of its own: `file:line: what`.
    """
    sentence, *places = run.err.splitlines()
    assert run.status == status, run
    assert re.search(r"[\u4e00-\u9fff]{4}.*[。：]$", sentence), run.err
    assert all(re.search(r":\d+: .*[\u4e00-\u9fff].*。$", place) for place in places), run.err
    assert_no_insides(run)


def assert_no_insides(run: Run) -> None:
    """No traceback, no exception's name, no report of a bug."""
    for word in ("Traceback", "Error", "Exception", "程序内部出错"):
        assert word not in run.out + run.err, run


@contextmanager
def unwritable(folder: Path) -> Iterator[Path]:
    """`folder`, made so that nobody can write in it: for root by a read-only mount."""
    folder.mkdir()
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        with _mounted(folder, "ro"):
            yield folder
        return
    folder.chmod(0o555)
    try:
        yield folder
    finally:
        folder.chmod(0o755)


@contextmanager
def tiny_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """`folder` as a file system of its own that holds `kilobytes`; skips where mounting is forbidden."""
    folder.mkdir()
    with _mounted(folder, f"size={kilobytes}k"):
        yield folder


@contextmanager
def _mounted(folder: Path, options: str) -> Iterator[None]:
    mount = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs root: mounts a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)
