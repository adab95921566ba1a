"""What is stopped by 取消 while the archive is read or written leaves nothing behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.packets import take_packet_out
from aimed_desktop.stopping import Stopped, stoppable


@pytest.fixture
def filled(archive: Archive, entry: str) -> Archive:
    """An archive so large that SQLite takes a while."""
    files = {f"files/{number}.bin": os.urandom(700_000) for number in range(6)}
    archive.save(entry, archive.load(entry).data, files=files)
    archive.add_packet(entry, "报送包", "ABCDEFGH", files)
    return archive


DEEDS: dict[str, Callable[[Archive, str, Path], object]] = {
    "back_up": lambda archive, _entry, out: archive.backup(out / "备份.aimed"),
    "take_out": lambda archive, entry, out: take_packet_out(
        archive, archive.packets(entry)[0].number, "报送包", out
    ),
    "keep_packet": lambda archive, entry, _out: archive.add_packet(
        entry, "又一个", "", {f"{number}.bin": os.urandom(9000) for number in range(4)}
    ),
    "check": lambda archive, _entry, _out: archive.verify(),
}


def stopping_at(number: int, seen: list[int]) -> Callable[[], bool]:
    def is_wanted() -> bool:
        seen.append(1)
        return len(seen) == number

    return is_wanted


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_nothing_is_left_of_what_is_stopped(name: str, filled: Archive, entry: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    before = len(filled.packets(entry))
    deed = DEEDS[name]
    for number in (1, 2, 3):
        with stoppable(stopping_at(number, [])), pytest.raises(Stopped):
            deed(filled, entry, out)
        assert list(out.iterdir()) == []
        assert len(filled.packets(entry)) == before
    assert filled.verify() == []
    deed(filled, entry, out)
