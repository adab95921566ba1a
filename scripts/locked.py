"""Prints what requirements.lock holds for an extra: `locked.py ""`, `locked.py "[dev]"`, `"[build]"`."""

from __future__ import annotations

import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
PART = "# part: "  # begins the lines that belong to the parts named behind it


def lines_for(parts: set[str], lock: str) -> list[str]:
    """The lines of the lock's text that stand under any of these parts."""
    kept, wanted = [], False
    for line in lock.splitlines():
        if line.startswith(PART):
            wanted = not parts.isdisjoint(line.removeprefix(PART).split())
        elif wanted:
            kept.append(line)
    return kept


def parts_of(extra: str) -> set[str]:
    """The parts of the lock for an extra as pip writes it: "" for the program alone, "[dev]"."""
    return {"run", *extra.strip("[]").split(",")} - {""}


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines_for(parts_of(sys.argv[1]), LOCK.read_text(encoding="ascii"))) + "\n")
