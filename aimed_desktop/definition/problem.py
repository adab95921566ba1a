"""What is wrong with a data file, said with its file and line; all of it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. Its text is `file:line: message`."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


MAX_PROBLEMS = 500  # of one file: nobody mends more at once
_LONGEST_MESSAGE = 400
_LONGEST_NAME, _MOST_NAMES = 100, 300  # among which a near one is looked for


class TooManyProblems(Exception):
    """As many problems as are told were found; the rest of the file is not looked at."""


class Reporter:
    """Collects the problems of one file; TooManyProblems where there is no end of them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: dict[Problem, None] = {}

    def report(self, line: int, message: str) -> None:
        """Note a problem; the same one twice counts once."""
        if len(message) > _LONGEST_MESSAGE:
            message = f"{message[: _LONGEST_MESSAGE // 2]} …… {message[-_LONGEST_MESSAGE // 2 :]}"
        self._problems[Problem(self.file, line, message)] = None
        if len(self._problems) >= MAX_PROBLEMS:
            raise TooManyProblems

    @property
    def problems(self) -> list[Problem]:
        """Everything reported, in the order of the file."""
        return sorted(self._problems, key=lambda problem: problem.line)


def near(name: str, known: Iterable[str]) -> str:
    """`是不是“…”？` with the nearest known name, else an empty text."""
    names = [str(candidate) for candidate in known]
    if len(name) > _LONGEST_NAME or len(names) > _MOST_NAMES:
        return ""
    matches = get_close_matches(name, names, n=1, cutoff=0.6)
    if not matches and len(name) > 1:
        matches = [candidate for candidate in names if name in candidate or candidate in name][:1]
    return f"是不是“{matches[0]}”？" if matches else ""
