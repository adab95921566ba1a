"""What came of a number of trials of one kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

_MOST_SHOWN = 12


@dataclass
class Outcome:
    """`faults`: what went wrong, each with its trial; `notes`: how often what was seen."""

    name: str
    trials: int = 0
    faults: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, found: list[str], trial: str, note: str = "") -> None:
        """One more trial."""
        self.trials += 1
        self.faults += [f"{trial}: {fault}" for fault in found]
        if note:
            self.notes[note] += 1

    def lines(self) -> list[str]:
        """As the written result shows it."""
        seen = "，".join(f"{note} {count}" for note, count in sorted(self.notes.items()))
        line = f"| {self.name} | {self.trials} | {len(self.faults)} | {seen} |"
        return [line, *(f"  - {fault}" for fault in self.faults[:_MOST_SHOWN])]
