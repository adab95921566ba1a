"""Runs a deed in a process of its own and tells how it ended."""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable

from aimed_desktop.errors import UserProblem

LONGEST_SECONDS = 120


def ended(work: Callable[[], object], kill_after: float | None = None) -> str:
    """What the work says, else `done`; `killed`; `problem STATUS SENTENCE` of a UserProblem; `bug: WHERE`."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        signal.alarm(LONGEST_SECONDS)
        words = "bug"
        try:
            words = words_of(work)
        finally:
            os.write(writes, words.encode(errors="backslashreplace")[:60_000])
            os._exit(0)
    os.close(writes)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reads, encoding="utf-8", errors="replace") as said:
        words = said.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status == -signal.SIGALRM:
        return f"bug: no answer within {LONGEST_SECONDS} s"
    return words or ("killed" if status == -signal.SIGKILL else f"bug: ended by signal {-status}")


def words_of(work: Callable[[], object]) -> str:
    """The same without a process of its own."""
    try:
        said = work()
    except UserProblem as problem:
        return f"problem {int(problem.status)} {problem}"
    except BaseException:  # noqa: BLE001 - whatever it is, it is the result
        return "bug: " + " | ".join(traceback.format_exc().splitlines()[-3:])
    return said if isinstance(said, str) else "done"
