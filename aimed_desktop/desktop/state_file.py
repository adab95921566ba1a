"""The small files in which the window remembers, read within bounds whatever stands there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.reading import read_regular

_MOST_BYTES: Final = 256 * 1024


def read_state(path: Path) -> dict[str, Any]:
    """The object in a JSON file; empty where none can be read: a folder, a pipe, anything else."""
    try:
        content = json.loads(read_regular(path, _MOST_BYTES))
    except (UserProblem, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
