"""One action beside the window, as one object: what it is, what it works on, who is told what came of it.

`Jobs.run(owner, Operation(…))` is the one way to begin one. `owner` is the object that is told: once it is
gone, nobody is. What may run beside what follows from the kind:

- The archive has one thread. What writes it (WRITES_ARCHIVE) runs there in the order given, and so does what
  must not be overtaken by a write (IN_ORDER).
- What only reads the archive (READS_ARCHIVE) runs beside that thread, so that no save waits for a reading. It
  begins when all is written that was given before it. One reading follows another, but for a long one.
- What closes the archive or puts another in its place (REPLACES_ARCHIVE) runs in the archive's thread once
  nobody reads any more.
- Files of the clerk are read (READS_FILES), and the second place of the copies is reached, in a wide pool of
  its own: a network place that does not answer holds nothing else up.
- Files are written (WRITES_FILES) and all else is computed (COMPUTES) in a narrow pool.
- What the next start shows is noted (NOTES) in one thread, in the order given.

An operation with `words` is shown after half a second, with 取消. Stopped, it ends at its next checkpoint,
before anything has its name; what was past its last one becomes whole and ends in `done`. What only reads
files, or `only_shows`, ends at once, and what it still finds is dropped.

Closing the window waits for what has words, then asks about it, but not for what `only_shows`. After that the
archive's thread and the notes are finished. Of the rest, what has begun is waited for and what has not is
dropped; the reading of files is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from enum import Enum, auto
from typing import Generic, TypeVar

Result = TypeVar("Result")
Failure = Callable[[BaseException], None]


class Kind(Enum):
    """What an operation does; the module says what it may run beside."""

    WRITES_ARCHIVE = auto()
    IN_ORDER = auto()
    READS_ARCHIVE = auto()
    REPLACES_ARCHIVE = auto()
    READS_FILES = auto()
    WRITES_FILES = auto()  # or hands them to the printer
    COMPUTES = auto()
    NOTES = auto()


def ignored(_result: object) -> None:
    """Nobody has to be told."""


def raised(error: BaseException) -> None:
    """It is a bug, and shown as one."""
    raise error


@dataclass(frozen=True, slots=True)
class Operation(Generic[Result]):
    """`work` runs in a thread, all else on the UI thread.

    `work` is a function of the core with what it works on bound to it when the operation is made, on the UI
    thread: `partial(export, app.snapshot(), folder)`. It touches no widget. An error of it goes to `failed`.
    """

    kind: Kind
    work: Callable[[], Result]
    _: KW_ONLY
    failed: Failure
    done: Callable[[Result], None] = ignored
    words: str = ""  # 正在导出…… on the progress shelf; empty: it is never shown, and cannot be stopped
    stopped: Callable[[], None] = lambda: None
    only_shows: bool = False  # it reads for the screen alone: nothing is missed where it does not come about
    is_long: bool = False  # a reading of the archive that others do not wait for; what has words is

    @property
    def is_dropped(self) -> bool:
        """Whether 取消 ends it at once: it may wait for a place that does not answer."""
        return self.only_shows or self.kind is Kind.READS_FILES
