"""F8: from one finding to the next, in the order of the paper, from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.services.finding_groups import Grouping


class FindingNavigator:
    """Remembers the finding that was jumped to; `field` tells the path that has the cursor."""

    def __init__(self, grouping: Grouping, field: Callable[[], str | None]) -> None:
        self._grouping = grouping
        self._field = field
        self._last: Finding | None = None
        self._then: str | None = None  # where the cursor was after that jump

    def next_of(self, findings: Sequence[Finding], step: int) -> Finding | None:
        """The finding after (1) or before (-1) the place of the cursor; round at the ends."""
        found = [finding for finding in self._grouping.in_order(findings) if finding.field]
        if not found:
            return None
        return found[self._place(found, step) % len(found)]

    def went_to(self, finding: Finding) -> None:
        """The cursor was put where `finding` is."""
        self._last, self._then = finding, self._field()

    def _place(self, found: list[Finding], step: int) -> int:
        field = self._field()
        if self._last in found and self._is_still_there(field):
            return found.index(self._last) + step
        if field is None:
            return 0 if step > 0 else len(found) - 1
        here = self._grouping.rank(field)
        ranks = [self._grouping.rank(finding.field) for finding in found]
        if step > 0:
            return next((at for at, rank in enumerate(ranks) if rank > here), 0)
        return next((at for at in reversed(range(len(ranks))) if ranks[at] < here), len(ranks) - 1)

    def _is_still_there(self, field: str | None) -> bool:
        inside = self._last is not None and f"{field}.".startswith(f"{self._last.field}.")
        return field == self._then or inside
