"""A short run of scripts/torture.sh: the same trials, fewer of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.torture.__main__ import outcomes

SHARE = 40
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")


@pytest.mark.parametrize("part", ["kills", "typing", "flips", "mangled"])
def test_what_is_killed_flipped_or_mangled_loses_nothing_and_hides_nothing(part: str, tmp_path: Path) -> None:
    judge(part, tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a disk")
def test_a_full_or_read_only_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    judge("disks", tmp_path)


def judge(part: str, folder: Path) -> None:
    made = list(outcomes(folder, SHARE, 1, [part]))
    assert made
    assert [fault for outcome in made for fault in outcome.faults] == []
