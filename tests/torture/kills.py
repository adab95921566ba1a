"""Kills a process in the middle of each deed, at any moment, and looks at what is left."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.torture.deeds import DEEDS, Deed, faults, left_behind
from tests.torture.outcome import Outcome
from tests.torture.place import Place
from tests.torture.processes import ended


def kill_deeds(place: Place, scratch: Path, times: int, dice: random.Random) -> Iterator[Outcome]:
    """`times` kills, spread over the deeds; one outcome for each deed."""
    for index, deed in enumerate(DEEDS):
        count = times // len(DEEDS) + (index < times % len(DEEDS))
        yield _kill_often(deed, place, scratch, count, dice)


def _kill_often(deed: Deed, place: Place, scratch: Path, times: int, dice: random.Random) -> Outcome:
    outcome = Outcome(f"断电 · {deed.name}")
    seconds = _seconds(deed, place.copied(scratch))
    for _ in range(times):
        killed = place.copied(scratch)
        moment = dice.uniform(0, seconds)
        how = ended(partial(deed.run, killed), moment)
        found = faults(killed, place)
        again = ended(partial(deed.run, killed))
        found += [again] if again != "done" else []
        found += faults(killed, place) + left_behind(killed)
        outcome.add(found, f"after {moment:.3f} s", how.split()[0])
        shutil.rmtree(killed.folder)
    return outcome


def _seconds(deed: Deed, place: Place) -> float:
    started = time.monotonic()
    assert ended(lambda: deed.run(place)) == "done", deed.name
    shutil.rmtree(place.folder)
    return time.monotonic() - started
