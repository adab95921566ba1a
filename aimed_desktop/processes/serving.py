"""A process that answers the one that started it: questions on stdin, answers on stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from aimed_desktop.secrecy import hide_memory

_NICER = 5  # how far the window and the input method go before this process
_BELOW_NORMAL = 0x4000  # the same on Windows


def serve_parent(serve: Callable[[BinaryIO, BinaryIO], None]) -> int:
    """Let `serve` read questions and write answers until the parent has gone; then 0."""
    _give_way()
    hide_memory()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed must not stand between answers
    serve(sys.stdin.buffer, answers)
    return 0


def _give_way() -> None:
    """Let the window have the processor first."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(_NICER)
