"""A full disk and a read-only one under each deed: a plain sentence, nothing half-written, and it goes on."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.torture.deeds import DEEDS, Deed, faults, left_behind
from tests.torture.outcome import Outcome
from tests.torture.place import Place
from tests.torture.processes import ended

_ROOM_KIB = (0, 16, 64, 256, 600)  # what is still free
_MACHINE = "problem 3 "


def bad_disks(place: Place, scratch: Path, dice: random.Random) -> Iterator[Outcome]:
    """Each deed on disks that fill up at different points, and on a read-only one. Needs root, to mount."""
    for deed in DEEDS:
        full, only = Outcome(f"磁盘已满 · {deed.name}"), Outcome(f"只读磁盘 · {deed.name}")
        for room in _ROOM_KIB:
            _on_full_disk(deed, place, scratch / "disk", room + dice.randrange(16), full)
        _on_read_only_disk(deed, place, scratch / "disk", only)
        yield from (full, only)


def _on_full_disk(deed: Deed, place: Place, mount: Path, room_kib: int, outcome: Outcome) -> None:
    with _mounted(mount):
        copy = place.copied(mount)
        filler = mount / "filler"
        free = shutil.disk_usage(mount).free
        with filler.open("wb") as file:
            file.truncate(0)
            for _ in range(max(free // 1024 - room_kib, 0)):
                file.write(bytes(1024))
        said = ended(lambda: deed.run(copy))
        found = _judged(said, ("磁盘已满",))
        filler.unlink()
        outcome.add(found + _go_on(deed, copy, place), f"{room_kib} KiB free: {said[:60]}", said.split()[0])


def _on_read_only_disk(deed: Deed, place: Place, mount: Path, outcome: Outcome) -> None:
    with _mounted(mount):
        copy = place.copied(mount)
        subprocess.run(["mount", "-o", "remount,ro", str(mount)], check=True)
        said = ended(lambda: deed.run(copy))
        found = _judged(said, ("只读", "没有权限"))
        found += ["written on a read-only disk?"] if said == "done" else []
        subprocess.run(["mount", "-o", "remount,rw", str(mount)], check=True)
        outcome.add(found + _go_on(deed, copy, place), said[:60], said.split()[0])


def _go_on(deed: Deed, copy: Place, place: Place) -> list[str]:
    """What is wrong after the fault, and after the same deed once the disk is well again."""
    found = faults(copy, place)
    again = ended(lambda: deed.run(copy))
    found += [f"afterwards: {again}"] if again != "done" else []
    return found + faults(copy, place) + left_behind(copy)


def _judged(said: str, words: tuple[str, ...]) -> list[str]:
    if said == "done":
        return []
    is_told = said.startswith(_MACHINE) and any(word in said for word in words)
    return [] if is_told else [f"said: {said}"]


@contextmanager
def _mounted(folder: Path) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "none", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)
