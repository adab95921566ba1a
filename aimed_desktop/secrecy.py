"""Keeps passphrase and keys in this process: out of core dumps, of the sight and environment of others."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping

from aimed_desktop.paths import PASSPHRASE_VARIABLE

_PR_SET_DUMPABLE = 4
_WER_FAULT_REPORTING_FLAG_NOHEAP = 1
_SEM_NOGPFAULTERRORBOX = 0x2


def forbid_core_dumps() -> None:
    """No core file of this process and its children. `python -X dev` leaves it all, for a debugger."""
    if sys.flags.dev_mode or sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hide_memory() -> None:
    """Let no other process of the user read this one's memory, nor a service that collects crashes.

    Costs some milliseconds: after the window's first paint. A debugger needs root, or `python -X dev`.
    """
    if sys.flags.dev_mode:
        return
    import ctypes

    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetErrorMode(kernel.GetErrorMode() | _SEM_NOGPFAULTERRORBOX)
        kernel.WerSetFlags(_WER_FAULT_REPORTING_FLAG_NOHEAP)  # a report of a crash without the heap
    elif sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def take_passphrase(environ: MutableMapping[str, str] = os.environ) -> Mapping[str, str]:
    """What is needed of the environment, the passphrase taken out: no child process inherits it."""
    taken = environ.pop(PASSPHRASE_VARIABLE, None)
    return {} if taken is None else {PASSPHRASE_VARIABLE: taken}
