"""What the command line ends with."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """Exit status of the command line."""

    DONE = 0
    REFUSED = 1  # an error finding, a refused export, a content mismatch
    UNUSABLE_INPUT = 2  # bad usage or input that cannot be read
    MACHINE = 3  # disk full, no permission, locked, no key
