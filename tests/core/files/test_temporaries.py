"""Unfinished files are hidden, held by a lock, and gone with the next writing once nobody holds them."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from aimed_desktop.files import temporaries
from aimed_desktop.files.doubtful import doubtful_leftovers
from aimed_desktop.files.locking import try_lock
from aimed_desktop.files.temporaries import clear_leftovers, held_folder
from aimed_desktop.files.writing import write_atomically

HOLDER = """
import sys
from pathlib import Path
from aimed_desktop.files.temporaries import held_folder
with held_folder(Path(sys.argv[1])) as held:
    (held / "0").write_bytes(b"plain")
    print(held.name, flush=True)
    sys.stdin.read()
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_another_process_holds_stays_and_what_it_leaves_when_killed_goes(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        held = holder.stdout.readline().strip()
        os.utime(tmp_path / held, (1, 1))  # its age is nothing to go by
        write_atomically(tmp_path / "a.txt", b"a")
        assert names(tmp_path) == [held, "a.txt"]
        assert (tmp_path / held / "0").read_bytes() == b"plain"
        holder.send_signal(signal.SIGKILL)
    write_atomically(tmp_path / "b.txt", b"b")
    assert names(tmp_path) == ["a.txt", "b.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="a profile is private by its access list there")
def test_nobody_else_may_read_what_is_not_finished(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with held_folder(tmp_path) as held:
            assert held.name.startswith(".aimed-") and stat.S_IMODE(held.stat().st_mode) == 0o700
        written = write_atomically(tmp_path / "a.txt", b"a")
    finally:
        os.umask(before)
    assert stat.S_IMODE(written.stat().st_mode) == 0o666


def test_a_leftover_killed_before_it_had_a_lock_goes_too(tmp_path: Path) -> None:
    (tmp_path / ".aimed-01234567" / "files").mkdir(parents=True)
    (tmp_path / ".aimed-temporary-0123").write_bytes(b"of an earlier version")
    clear_leftovers(tmp_path)
    assert names(tmp_path) == []


def test_a_folder_that_is_cleared_away_while_it_is_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def lock_after_a_cleaner(descriptor: int) -> bool:
        if not made:
            made.extend(tmp_path.glob(".aimed-*"))
            monkeypatch.setattr(temporaries, "try_lock", try_lock)
            clear_leftovers(tmp_path)
        return try_lock(descriptor)

    monkeypatch.setattr(temporaries, "try_lock", lock_after_a_cleaner)
    with held_folder(tmp_path) as held:
        assert [held.name] == names(tmp_path)
        assert made and held not in made


def test_where_the_disk_knows_no_locks_nothing_is_removed_but_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(_descriptor: int) -> bool:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(temporaries, "try_lock", no_locks)
    left = tmp_path / ".aimed-01234567"
    left.mkdir()
    (left / "0").write_bytes(b"perhaps somebody is at it")
    assert write_atomically(tmp_path / "a.txt", b"a").read_bytes() == b"a"
    assert names(tmp_path) == [left.name, "a.txt"] and (left / "0").exists()
    assert doubtful_leftovers(tmp_path) == [left]


def test_what_earlier_versions_left_is_told_and_what_office_programs_lock_is_not_touched(
    tmp_path: Path,
) -> None:
    for name in (".~k2j4x7a1.docx", ".~申报书.docx", ".~lock.申报书.docx#", "~$申报书.docx", "申报书.docx"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / ".partial-0a1b2c3d").mkdir()
    before = names(tmp_path)
    clear_leftovers(tmp_path)
    assert names(tmp_path) == before
    told = [path.name for path in doubtful_leftovers(tmp_path)]
    assert told == [".partial-0a1b2c3d", ".~k2j4x7a1.docx", ".~申报书.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_leftover_that_is_a_link_or_has_one_for_its_lock_reaches_nothing_outside(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    for each in (outside, folder, folder / ".aimed-00000001", folder / ".aimed-00000002"):
        each.mkdir()
    (outside / "mine.txt").write_bytes(b"mine")
    (folder / ".aimed-00000000").symlink_to(outside)
    (folder / ".aimed-00000001" / "held").symlink_to(outside / "mine.txt")
    (folder / ".aimed-00000002" / "inside").symlink_to(outside)
    os.mkfifo(folder / ".aimed-00000002" / "held")
    clear_leftovers(folder)
    assert (outside / "mine.txt").read_bytes() == b"mine"
    assert names(folder) == [".aimed-00000000", ".aimed-00000001"]
    assert [path.name for path in doubtful_leftovers(folder)] == [".aimed-00000000", ".aimed-00000001"]


def test_a_leftover_nested_too_deep_to_be_removed_stops_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / ".aimed-0dee9000" / "1").mkdir(parents=True)
    descriptor = os.open(folder / ".aimed-0dee9000" / "1", os.O_RDONLY)
    for _ in range(3000):
        os.mkdir("d", dir_fd=descriptor)
        inner = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)
    assert write_atomically(folder / "a.txt", b"a").read_bytes() == b"a"
    assert [path.name for path in doubtful_leftovers(folder)] in ([], [".aimed-0dee9000"])
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_what_somebody_else_has_named_alike_is_neither_removed_nor_pointed_at(tmp_path: Path) -> None:
    theirs = [tmp_path / ".aimed-data" / "archive.db", tmp_path / ".aimed-口令"]
    theirs[0].parent.mkdir()
    for path in theirs:
        path.write_bytes(b"theirs")
    with held_folder(tmp_path):
        pass
    assert [path.read_bytes() for path in theirs] == [b"theirs"] * 2
    assert names(theirs[0].parent) == ["archive.db"]
    assert doubtful_leftovers(tmp_path) == []
