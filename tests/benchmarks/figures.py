"""One measured figure, and how it is taken: the median of a few runs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`value` in `unit`; `ratio` to the figure named `against`, where there is one."""

    name: str
    value: float
    unit: str = "ms"
    ratio: float | None = None
    against: str = ""

    def line(self) -> str:
        """A row of the table."""
        ratio = f"{self.ratio:8.2f}×" if self.ratio is not None else " " * 9
        return f"{self.name:<58}{self.value:>9.0f} {self.unit}{ratio}  {self.against}".rstrip()

    def to(self, other: Figure) -> Figure:
        """The same figure with its ratio to `other`."""
        return Figure(self.name, self.value, self.unit, self.value / other.value, other.name)


def median_ms(action: Callable[[], object], runs: int) -> float:
    """The median duration of `action`, in milliseconds."""
    durations = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        durations.append((time.perf_counter() - start) * 1000)
    return statistics.median(durations)
