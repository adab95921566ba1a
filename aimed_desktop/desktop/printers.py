"""The system's printing (CUPS): which printers there are, sending files, taking back what was sent."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from aimed_desktop.desktop.system_programs import system_environment
from aimed_desktop.errors import UserProblem
from aimed_desktop.stopping import Stopped, checkpoint

_PATIENCE_SECONDS: Final = 60
_LOOK_SECONDS: Final = 0.1
_OPTIONS: Final = (
    "print-scaling=none",
    "collate=true",  # else two copies of three pages come out as 1, 1, 2, 2, 3, 3
    "sides=one-sided",  # one page of a form is stamped, the next is not its back
)
_REQUEST = re.compile(r"request id is (\S+)")


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One file for the printer."""

    path: Path
    copies: int


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the jobs. `taken_back`: the printing system has dropped them again; `unsure`: it was
    being sent when that was stopped; `problem`: why one was refused.
    """

    given: tuple[PrintJob, ...]
    taken_back: tuple[PrintJob, ...] = ()
    unsure: PrintJob | None = None
    is_stopped: bool = False
    problem: UserProblem | None = None


def send(printer: str, jobs: Sequence[PrintJob]) -> Sent:
    """Send one file after the other; stopped at a checkpoint, take back what was sent."""
    sent: list[tuple[PrintJob, str | None]] = []
    current: PrintJob | None = None
    try:
        for job in jobs:
            current = None
            checkpoint()
            current = job
            sent.append((job, print_file(printer, job)))
    except UserProblem as problem:
        return Sent(tuple(job for job, _ in sent), problem=problem)
    except Stopped:
        dropped = [job for job, request in sent if request is not None and _cancel(request)]
        given = tuple(job for job, _ in sent if job not in dropped)
        return Sent(given, tuple(dropped), unsure=current, is_stopped=True)
    return Sent(tuple(jobs))


def print_file(printer: str, job: PrintJob) -> str | None:
    """Send the PDF itself, never a picture of it; the number under which the printing system has it.

    UserProblem where it refuses. Stopped at a checkpoint while it does not answer.
    """
    options = [word for option in _OPTIONS for word in ("-o", option)]
    command = ["lp", "-d", printer, "-n", str(job.copies), *options, "--", str(job.path)]
    try:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_plain()) as lp:
            words = _answer(lp)
    except (OSError, subprocess.SubprocessError) as error:
        raise UserProblem("not_printed", name=job.path.name) from error
    if lp.returncode != 0:
        raise UserProblem("not_printed", name=job.path.name)
    found = _REQUEST.search(words)
    return found[1] if found else None


def printers() -> list[str]:
    """The printers that take a PDF file from us, the usual one first; none without CUPS."""
    names = _lines("lpstat", "-e")
    usual = next((line.rpartition(" ")[2] for line in _lines("lpstat", "-d")), "")
    return sorted(names, key=lambda name: name != usual)


def _answer(lp: subprocess.Popen[bytes]) -> str:
    """What it says until it ends. SubprocessError when it takes too long."""
    end = monotonic() + _PATIENCE_SECONDS
    try:
        while True:
            try:
                return lp.communicate(timeout=_LOOK_SECONDS)[0].decode(errors="replace")
            except subprocess.TimeoutExpired:
                checkpoint()
                if monotonic() > end:
                    raise
    except BaseException:
        lp.kill()
        raise


def _cancel(request: str) -> bool:
    """Take a job back; whether the printing system has dropped it."""
    return _run("cancel", request) is not None


def _lines(*command: str) -> list[str]:
    said = _run(*command) or ""
    return [line.strip() for line in said.splitlines() if line.strip()]


def _run(*command: str) -> str | None:
    try:
        run = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, env=_plain()
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return run.stdout if run.returncode == 0 else None


def _plain() -> dict[str, str]:
    """The printing system's words, which are read here, in one language; names as they are."""
    return {**system_environment(), "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
