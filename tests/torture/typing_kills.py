"""Types into the real window and kills it at any moment: nothing older than a second is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from aimed_desktop.archive.applications import open_application
from tests.torture.outcome import Outcome
from tests.torture.place import PASSPHRASE, Place, unfinished

_SAFE_SECONDS = 1.0  # what was typed so long ago must be on the disk
_OPENING_SECONDS = 60
FIELD = "unit_name"


def kill_typing(place: Place, scratch: Path, times: int, dice: random.Random) -> Iterator[Outcome]:
    """`times` windows, each killed after up to four seconds of typing."""
    outcome = Outcome("断电 · 打字")
    for _ in range(times):
        copy = place.copied(scratch)
        moment = dice.uniform(0.2, 4)
        typed, age = _type_until_killed(copy, moment)
        found = _lost(copy, typed)
        outcome.add(found, f"after {moment:.2f} s of typing", "打开了" if typed or age else "没有打开")
        shutil.rmtree(copy.folder)
    yield outcome


def _type_until_killed(place: Place, seconds: float) -> tuple[int, bool]:
    """The last number that had been typed a second before the kill, and whether the form opened at all."""
    variables = {
        "AIMED_PASSPHRASE": PASSPHRASE,
        "AIMED_DATA_DIR": str(place.data),
        "TORTURE_ENTRY": place.draft,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.torture.typist"],
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    lines: list[tuple[float, int]] = []
    opened = threading.Event()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append((time.monotonic(), int(line)))
            opened.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    has_opened = opened.wait(_OPENING_SECONDS)
    time.sleep(seconds)
    killed = time.monotonic()
    process.send_signal(signal.SIGKILL)
    process.wait()
    listener.join(5)
    if process.stdout is not None:
        process.stdout.close()
    safe = [number for moment, number in lines if moment <= killed - _SAFE_SECONDS]
    return max(safe, default=0), has_opened


def _lost(place: Place, typed: int) -> list[str]:
    with place.open() as archive:
        found = [f"archive: {problem}" for problem in archive.verify()]
        text = open_application(archive, place.draft).text_of(FIELD)
    kept = int(text.rpartition("第")[2] or 0) if "第" in text else 0
    found += [f"{typed} was typed, {kept} is there"] if kept < typed else []
    return found + [f"left: {path.name}" for path in unfinished(place.folder)]
