"""One bit turned over in archive, keys or packet: told, or without effect; never a silent change."""

from __future__ import annotations

import hashlib
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.verify import verify
from tests.torture.outcome import Outcome
from tests.torture.place import Place
from tests.torture.processes import ended

SEEN, HARMLESS, SILENT = "已发现", "无影响", "悄悄变了"


def flip_bits(place: Place, scratch: Path, times: int, dice: random.Random) -> Iterator[Outcome]:
    """`times` flips each of archive, keys and packet."""
    told = _told(place)
    trials: tuple[tuple[str, Callable[[Place], Path], Callable[[Place], str]], ...] = (
        ("档案库", lambda at: at.data / "archive.db", lambda at: _archive_verdict(at, told)),
        ("密钥文件", lambda at: at.data / "archive-keys.json", lambda at: _archive_verdict(at, told)),
        ("报送包", lambda at: at.packet, lambda at: _packet_verdict(at, place)),
    )
    for name, file_of, judge in trials:
        outcome = Outcome(f"翻转一位 · {name}")
        for _ in range(times):
            copy = place.copied(scratch)
            bit = _flip(file_of(copy), dice)
            verdict = ended(partial(judge, copy))
            is_fault = verdict.startswith("bug") or verdict == SILENT
            outcome.add([verdict] if is_fault else [], f"bit {bit}", verdict.split()[0])
            shutil.rmtree(copy.folder)
        yield outcome


def _flip(path: Path, dice: random.Random) -> int:
    data = bytearray(path.read_bytes())
    bit = dice.randrange(len(data) * 8)
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)
    return bit


def _told(place: Place) -> str:
    """Everything that the archive says, as one digest."""
    sha = hashlib.sha256()
    with place.open() as archive:
        for entry in sorted(archive.list(), key=lambda kept: kept.id):
            stored = archive.load(entry.id)
            sha.update(repr((entry.id, entry.title, entry.status, stored.data)).encode())
            for name in sorted(stored.files):
                sha.update(name.encode() + stored.files[name])
            for packet in archive.packets(entry.id):
                files = archive.packet_files(packet.number)
                for name in sorted(files):
                    sha.update(name.encode() + files[name])
    return sha.hexdigest()


def _archive_verdict(place: Place, told: str) -> str:
    with place.open() as archive:
        is_seen = bool(archive.verify())
    try:
        is_same = _told(place) == told
    except UserProblem:
        return SEEN
    return SEEN if is_seen else HARMLESS if is_same else SILENT


def _packet_verdict(place: Place, before: Place) -> str:
    if not verify(place.packet, place.folder / "judged").ok:
        return SEEN
    return HARMLESS if _contents(place.packet) == _contents(before.packet) else SILENT


def _contents(packet: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(packet) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
