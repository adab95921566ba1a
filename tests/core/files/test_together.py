"""Files that belong together: all under their names or none, whatever happens in between."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aimed_desktop.errors import UserProblem
from aimed_desktop.files import rename_log
from aimed_desktop.files.rename_log import Move, digest, write_journal
from aimed_desktop.files.temporaries import clear_leftovers, held_folder
from aimed_desktop.files.together import put_together
from aimed_desktop.files.writing import write_together

OLD = {"申报书.docx": b"old word", "申报书.pdf": b"old pdf"}
NEW = {"申报书.docx": b"new word", "申报书.pdf": b"new pdf"}

WRITER = """
import os, signal, sys
from pathlib import Path
from aimed_desktop.files.writing import write_together
seen = 0
def hook(event, arguments):
    global seen
    if event in ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir"):
        seen += 1
        if seen == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
files = {"申报书.docx": b"new word", "申报书.pdf": b"new pdf"}
write_together(Path(sys.argv[1]), files)
print(seen)
"""


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def killed_at(point: int, folder: Path) -> bool:
    command = [sys.executable, "-c", WRITER, str(folder), str(point)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


@pytest.mark.skipif(sys.platform == "win32", reason="no kill there")
@pytest.mark.parametrize("before", [{}, OLD], ids=["first", "again"])
def test_a_kill_at_any_rename_leaves_the_old_set_or_the_new_after_the_next_run(
    before: dict[str, bytes], tmp_path: Path
) -> None:
    seen = set()
    for point in range(1, 40):
        folder = lay(tmp_path / str(point), before)
        if not killed_at(point, folder):
            assert contents(folder) == NEW
            break
        clear_leftovers(folder)
        assert contents(folder) in (before, NEW)
        assert not list(folder.glob(".*"))
        seen.add(contents(folder) == NEW)
    assert seen == {True, False} and point > 6


def immovable(path: Path, flag: str) -> None:
    subprocess.run(["chattr", flag, str(path)], check=True)


@pytest.fixture
def held_open(tmp_path: Path) -> Iterator[Path]:
    """A PDF that cannot be replaced, as one that a viewer on Windows has open."""
    folder = lay(tmp_path / "out", OLD)
    try:
        immovable(folder / "申报书.pdf", "+i")
    except (subprocess.CalledProcessError, FileNotFoundError):
        pytest.skip("needs root and a disk that knows immutable files")
    yield folder
    immovable(folder / "申报书.pdf", "-i")


def test_where_one_target_is_held_open_the_whole_set_gets_new_names_and_the_old_stays_whole(
    held_open: Path,
) -> None:
    written = write_together(held_open, NEW)
    assert [path.name for path in written] == ["申报书-2.docx", "申报书-2.pdf"]
    assert contents(held_open) == OLD | {"申报书-2.docx": b"new word", "申报书-2.pdf": b"new pdf"}


def test_what_fails_half_way_is_taken_back(tmp_path: Path) -> None:
    folder = lay(tmp_path / "out", {"a.txt": b"old"})
    (folder / "b").mkdir()
    with held_folder(folder) as held:
        (held / "0").write_bytes(b"new")
        (held / "1").write_bytes(b"no folder is replaced by a file")
        with pytest.raises(IsADirectoryError):
            put_together(held, ["a.txt", "b"], over=True)
    assert contents(folder) == {"a.txt": b"old"} and not list(folder.glob(".*"))


def left_with(folder: Path, moves: object, staged: dict[str, bytes]) -> Path:
    """A folder as a killed process, or somebody else, may have left it."""
    held = folder / ".aimed-01234567"
    held.mkdir(parents=True)
    lay(held, staged)
    (held / "journal.json").write_text(json.dumps({"format": "aimed-files/1", "moves": moves}))
    return held


def test_what_was_changed_since_the_kill_is_not_replaced(tmp_path: Path) -> None:
    folder = lay(tmp_path / "out", {"a.txt": b"old", "b.txt": b"changed by hand"})
    moves = [
        Move("0", "a.txt", digest(folder / "a.txt")),
        Move("1", "b.txt", "15:" + "0" * 64),
        Move("2", "c.txt"),
    ]
    held = folder / ".aimed-01234567"
    write_journal(lay(held, {"0": b"new a", "1": b"new b", "2": b"new c"}), moves)
    clear_leftovers(folder)
    assert contents(folder) == {
        "a.txt": b"new a",
        "b.txt": b"changed by hand",
        "b-2.txt": b"new b",
        "c.txt": b"new c",
    }


HOSTILE = {
    "upwards": {"source": "0", "target": "../escaped.txt"},
    "absolute": {"source": "0", "target": "/tmp/escaped.txt"},
    "upwards inside": {"source": "0", "target": "a/../../escaped.txt"},
    "backslash": {"source": "0", "target": "..\\escaped.txt"},
    "drive": {"source": "0", "target": "C:escaped.txt"},
    "through a link": {"source": "0", "target": "link/escaped.txt"},
    "from above": {"source": "../mine.txt", "target": "a.txt"},
    "from the folder": {"source": "mine.txt", "target": "a.txt"},
    "over a file": {"source": "0", "target": "mine.txt", "over": "0" * 64},
    "over without asking": {"source": "0", "target": "mine.txt", "over": None},
    "a link as content": {"source": "1", "target": "a.txt"},
    "a hidden one": {"source": "0", "target": ".aimed-x"},
    "control characters": {"source": "0", "target": "a\nb.txt"},
    "no text": {"source": 0, "target": ["a.txt"]},
    "more": {"source": "0", "target": "a.txt", "delete": "mine.txt"},
    "empty": {"source": "0", "target": ""},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_journal_reaches_nothing(name: str, tmp_path: Path) -> None:
    outside, folder = lay(tmp_path / "outside", {}), lay(tmp_path / "out", {"mine.txt": b"mine"})
    (folder / "link").symlink_to(outside)
    held = left_with(folder, [HOSTILE[name]], {"0": b"evil"})
    (held / "1").symlink_to(folder / "mine.txt")
    clear_leftovers(folder)
    assert (folder / "mine.txt").read_bytes() == b"mine"
    assert contents(outside) == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "outside"]
    assert not list(folder.glob("a*")) and not held.exists()


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"[" * 100_000, b'{"format": "aimed-files/1", "moves": 7}', b"\xff", b'{"moves": [{}]}'],
    ids=range(6),
)
def test_a_journal_that_cannot_be_read_is_a_leftover_as_any_other(text: bytes, tmp_path: Path) -> None:
    held = left_with(tmp_path, [], {"0": b"half"})
    (held / "journal.json").write_bytes(text)
    clear_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes there")
def test_a_pipe_in_place_of_a_journal_holds_nobody_up(tmp_path: Path) -> None:
    held = left_with(tmp_path, [], {"0": b"half"})
    (held / "journal.json").unlink()
    os.mkfifo(held / "journal.json")
    clear_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_set_that_cannot_be_finished_now_waits_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay(tmp_path / "out", {})
    held = left_with(folder, [{"source": "0", "target": "a.txt"}], {"0": b"a"})

    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(rename_log, "name_freshly", refuse)
        clear_leftovers(folder)
        assert (held / "0").exists()
    clear_leftovers(folder)
    assert contents(folder) == {"a.txt": b"a"}


def test_a_stick_that_knows_no_links_modes_or_syncing_of_folders_takes_sets_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, fsync = lay(tmp_path / "stick", OLD), os.fsync

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    def sync_files_alone(descriptor: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112
            raise OSError(22, "Invalid argument")
        fsync(descriptor)

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "chmod", refuse)
    monkeypatch.setattr(os, "fsync", sync_files_alone)
    assert write_together(folder, NEW) == [folder / name for name in NEW]
    assert contents(folder) == NEW
    fresh = {"files/a.txt": b"a", "b.txt": b"b"}
    assert len(write_together(folder, fresh, over=False)) == 2
    assert contents(folder) == NEW | fresh
    with pytest.raises(UserProblem, match="已存在"):
        write_together(folder, fresh, over=False)
    assert not list(folder.glob(".*"))
