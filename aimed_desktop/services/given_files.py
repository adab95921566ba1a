"""Files that the clerk has chosen: read whole, within what the archive takes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aimed_desktop.files.reading import read_regular

MOST_BYTES: Final = 1024**3  # the archive takes no larger one


def read_given(path: Path) -> bytes:
    """The whole file. UserProblem when it cannot be read."""
    return read_regular(path, MOST_BYTES)
