"""Reading that begins anew whenever what is read has changed: an earlier round has nothing more to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

Arguments = ParamSpec("Arguments")


class Rounds:
    """Counts the rounds of one reader."""

    def __init__(self) -> None:
        self._current = 0

    def begin(self) -> None:
        """A new round: whatever is still under way is of what is no longer so."""
        self._current += 1

    def guarded(self, call: Callable[Arguments, None]) -> Callable[Arguments, None]:
        """The same call, which does nothing once a later round has begun."""
        begun = self._current

        def call_if_current(*given: Arguments.args, **named: Arguments.kwargs) -> None:
            if begun == self._current:
                call(*given, **named)

        return call_if_current
