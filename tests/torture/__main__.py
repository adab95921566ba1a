"""The long run: kills, bad disks, flipped bits, mangled files. Writes what came of it as a table.

`scripts/torture.sh [--kills N] [--typing N] [--disks] …`; without a number as many as the long run has.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.torture.outcome import Outcome

os.environ["AIMED_FONTS"] = "bundled"
KILLS, TYPING, FLIPS, MANGLED = 480, 80, 300, 5_000
SHORT = 25  # of how many trials the short run does one


def main() -> int:
    """0 where nothing went wrong."""
    parser = argparse.ArgumentParser(prog="scripts/torture.sh")
    parser.add_argument("--short", action="store_true", help=f"one trial of {SHORT}")
    parser.add_argument("--only", choices=["kills", "typing", "disks", "flips", "mangled"], action="append")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("-o", "--output", type=Path, help="where the table is written besides")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aimed-torture-") as folder:
        lines, faults = _run(Path(folder), chosen)
    text = "\n".join(lines) + "\n"
    if chosen.output:
        chosen.output.write_text(text, encoding="utf-8")
    print(text)
    return 1 if faults else 0


def _run(folder: Path, chosen: argparse.Namespace) -> tuple[list[str], int]:
    started = time.monotonic()
    lines = ["| 试验 | 次数 | 出错 | 结果 |", "|---|---:|---:|---|"]
    faults = trials = 0
    for outcome in outcomes(folder, 1 if not chosen.short else SHORT, chosen.seed, chosen.only):
        print(f"{time.monotonic() - started:6.0f} s  {outcome.lines()[0]}", file=sys.stderr, flush=True)
        lines += outcome.lines()
        faults += len(outcome.faults)
        trials += outcome.trials
    minutes = (time.monotonic() - started) / 60
    return [*lines, "", f"{trials} 次，出错 {faults} 处，{minutes:.0f} 分钟，种子 {chosen.seed}。"], faults


def outcomes(folder: Path, share: int, seed: int, only: list[str] | None = None) -> Iterator[Outcome]:
    """Every outcome of the run of one trial in `share`."""
    from tests.torture import disks, flips, kills, mangling, typing_kills
    from tests.torture.place import make_place

    (folder / "first").mkdir()
    scratch = folder / "scratch"
    scratch.mkdir()
    place = make_place(folder / "first")
    parts: dict[str, Callable[[random.Random], Iterator[Outcome]]] = {
        "kills": lambda dice: kills.kill_deeds(place, scratch, KILLS // share, dice),
        "typing": lambda dice: typing_kills.kill_typing(place, scratch, max(TYPING // share, 1), dice),
        "disks": lambda dice: disks.bad_disks(place, scratch, dice),
        "flips": lambda dice: flips.flip_bits(place, scratch, FLIPS // share, dice),
        "mangled": lambda dice: mangling.mangle(scratch, MANGLED // share, dice),
    }
    for name, run in parts.items():
        if not only or name in only:
            yield from run(random.Random(f"{seed} {name}"))


if __name__ == "__main__":
    sys.exit(main())
