"""The system's printing: CUPS through `lp`, asked how far it is; on Windows the reader of PDF files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO, Final

from aimed_desktop.desktop.system_programs import system_environment
from aimed_desktop.errors import UserProblem
from aimed_desktop.stopping import checkpoint

_PATIENCE_SECONDS: Final = 60
_ANSWER_SECONDS: Final = 10  # for a question about printers and jobs
_LOOK_SECONDS: Final = 0.1
_REQUEST = re.compile(r"request id is (\S+)")
_DISABLED = re.compile(r"^printer (\S+) disabled since .*?-\n\s*(.*)$", re.MULTILINE)
_REJECTING = re.compile(r"^(\S+) not accepting requests since .*?-\n\s*(.*)$", re.MULTILINE)
_REFUSALS: Final = (  # what lp says, and what that is for the clerk
    ("not accepting", "printer_rejects"),
    ("does not exist", "printer_missing"),
    ("nable to connect", "printing_down"),
    ("not running", "printing_down"),
)
_ENDED_BADLY: Final = ("cancel", "abort")


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer that takes a PDF file from us. `trouble`: why nothing comes out of it now."""

    name: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Queued:
    """What the printing system has taken. `request`: its name for it, empty where it told none.

    `is_stopped`: 取消 came while it was given, and `answer` says what the printer has of it. `file`: what was
    written for a reader.
    """

    printer: str
    request: str
    answer: str
    is_stopped: bool = False
    file: Path | None = None


class JobState(Enum):
    """`LEFT`: the queue knows nothing of it any more, nor how it ended."""

    WAITS = auto()
    DONE = auto()
    DROPPED = auto()
    LEFT = auto()


def printers() -> list[Printer]:
    """The printers, the usual one first; none without CUPS."""
    names = _lines("lpstat", "-e")
    usual = next((line.rpartition(" ")[2] for line in _lines("lpstat", "-d")), "")
    troubles = dict(_troubles()) if names else {}
    return [Printer(name, troubles.get(name, "")) for name in sorted(names, key=lambda name: name != usual)]


def trouble_of(printer: str) -> str:
    """Why nothing comes out of a printer now; empty where nothing is known."""
    return dict(_troubles()).get(printer, "")


def hand_over(printer: str, content: bytes, title: str, *, is_two_sided: bool) -> Queued:
    """Give a PDF to the printing system, once and as it is: all copies are in it, and no file is left behind.

    UserProblem where it is refused. Stopped at a checkpoint while there is no answer.
    """
    sides = "two-sided-long-edge" if is_two_sided else "one-sided"
    options = [word for option in ("print-scaling=none", f"sides={sides}") for word in ("-o", option)]
    command = ["lp", "-d", printer, "-t", title, *options, "--", "-"]
    pipe = subprocess.PIPE
    try:
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=_plain()) as lp:
            said, complaint = _answer(lp, content)
    except (OSError, subprocess.SubprocessError) as error:
        raise UserProblem("not_printed", name=printer, answer="") from error
    if lp.returncode != 0:
        raise _refusal(printer, complaint)
    found = _REQUEST.search(said)
    return Queued(printer, found[1] if found else "", said)


def job_state(queued: Queued) -> JobState:
    """How far the queue is with it."""
    if not queued.request or _of_job(queued, "not-completed"):
        return JobState.WAITS if queued.request else JobState.LEFT
    ended = _of_job(queued, "completed")
    if not ended:
        return JobState.LEFT
    # a job that never came to the printer has no status; what was cancelled later says so, or does not
    is_bad = any(word in ended.lower() for word in _ENDED_BADLY) or "Status:" not in ended
    return JobState.DROPPED if is_bad else JobState.DONE


def job_news(queued: Queued) -> tuple[JobState, str]:
    """How far the queue is with it, and what is wrong with the printer while it waits."""
    state = job_state(queued)
    return state, trouble_of(queued.printer) if state is JobState.WAITS else ""


def taken_back(queued: Queued) -> JobState:
    """Take a job back; where the printing system refuses, how far it is."""
    is_dropped = bool(queued.request) and _run("cancel", queued.request) is not None
    return JobState.DROPPED if is_dropped else job_state(queued)


def print_by_reader(path: Path, printer: str) -> bool:
    """Windows: let the installed reader print the file; whether one is there that does."""
    if sys.platform != "win32":
        return False
    try:
        os.startfile(path, "printto", f'"{printer}"')  # noqa: S606
    except OSError:
        return False
    return True


def _refusal(printer: str, complaint: str) -> UserProblem:
    code = next((code for words, code in _REFUSALS if words in complaint), "not_printed")
    told = f"打印系统的回答：{complaint}" if complaint else ""
    return UserProblem(code, name=printer, answer=told)


def _troubles() -> Iterator[tuple[str, str]]:
    """By printer; of one that is both, that it takes nothing."""
    for pattern, option, what in ((_DISABLED, "-p", "已暂停"), (_REJECTING, "-a", "不接收新的打印任务")):
        for name, reason in pattern.findall(_run("lpstat", option) or ""):
            is_told = reason and "reason unknown" not in reason.lower()
            yield name, f"{what}（{reason}）" if is_told else what


def _of_job(queued: Queued, which: str) -> str:
    """What the queue says of the job; empty where it is not among those.

    By its number: the list writes the name of a printer otherwise, %E7… for 科教科.
    """
    number = queued.request.rpartition("-")[2]
    found: list[str] = []
    is_in = False
    for line in (_run("lpstat", "-W", which, "-l", "-o") or "").splitlines():
        if line[:1].strip():
            is_in = line.split()[0].rpartition("-")[2] == number
        if is_in:
            found.append(line)
    return "\n".join(found)


def _answer(lp: subprocess.Popen[bytes], content: bytes) -> tuple[str, str]:
    """What it says until it ends, and what it complains of. SubprocessError when it takes too long."""
    end = monotonic() + _PATIENCE_SECONDS
    pipe, lp.stdin = lp.stdin, None  # asked a second time, `communicate` writes nothing more
    assert pipe is not None
    Thread(target=_feed, args=(pipe, content), daemon=True).start()
    try:
        while True:
            try:
                said = lp.communicate(timeout=_LOOK_SECONDS)
                return said[0].decode(errors="replace").strip(), said[1].decode(errors="replace").strip()
            except subprocess.TimeoutExpired:
                checkpoint()
                if monotonic() > end:
                    raise
    except BaseException:
        lp.kill()
        raise


def _feed(pipe: IO[bytes], content: bytes) -> None:
    with suppress(OSError), pipe:  # whoever refuses it need not read to its end
        pipe.write(content)


def _lines(*command: str) -> list[str]:
    said = _run(*command) or ""
    return [line.strip() for line in said.splitlines() if line.strip()]


def _run(*command: str) -> str | None:
    try:
        run = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_ANSWER_SECONDS,
            env=_plain(),
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return run.stdout if run.returncode == 0 else None


def _plain() -> dict[str, str]:
    """The printing system's words, which are read here, in one language; names as they are."""
    return {**system_environment(), "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
