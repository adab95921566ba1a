"""How fast the page of a form opens, and the longest that it holds up the window meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure

ROOT = Path(__file__).parents[2]
_NAMES = {
    "paint": "first paint",
    "built": "every field there and painted",
    "stall": "longest turn of the event loop",
    "jump": "cursor into the last line",
    "key": "first key there",
}


def form_figures() -> Iterator[Figure]:
    """A made-up form of 200 fields on one page and the largest shipped ones, each in a warm process."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if "DISPLAY" not in environment:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.opening"],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=300,
    )
    measured = json.loads(done.stdout)
    plain = Figure("200 bare line edits in a QGridLayout: first paint", measured.pop("bare"))
    yield plain
    for form, figures in measured.items():
        for key, name in _NAMES.items():
            yield Figure(f"{form}: {name}", figures[key]).to(plain)
