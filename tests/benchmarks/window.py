"""From the start of the process to the first painted form, ours against a bare window of 60 widgets."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from aimed_desktop.application.beginning import begin
from aimed_desktop.archive.applications import store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.definition.library import default_library
from aimed_desktop.desktop.last_form import keep_last_form
from aimed_desktop.desktop.window_settings import WindowSettings, settings_text, write_settings
from tests.benchmarks.figures import Figure

RUNS = 5
HERE = Path(__file__).parent
PASSPHRASE = "measuring only"


def window_figures() -> Iterator[Figure]:
    """Time and memory of both windows; their runs alternate so that a busy moment hits both."""
    bare: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    live: list[tuple[float, float]] = []
    for _ in range(RUNS):
        bare.append(_first_paint(HERE / "bare_window.py"))
        ours.append(_first_paint(HERE / "our_window.py"))
        live.append(_first_paint(HERE / "our_window.py", "live"))
    for index, (name, unit) in enumerate((("first paint", "ms"), ("memory", "MB"))):
        plain = Figure(f"bare PySide6 window, 60 widgets: {name}", _median(bare, index), unit)
        yield plain
        yield Figure(f"our window on wuhan-2026-1, placeholder: {name}", _median(ours, index), unit).to(plain)
        yield Figure(f"the same, unlocked and live: {name}", _median(live, index), unit).to(plain)


def _median(runs: list[tuple[float, float]], index: int) -> float:
    return statistics.median(run[index] for run in runs)


def _leave_as_on_the_first_day(data_dir: Path) -> None:
    """What the window kept when it was closed: the archive, which form was open, and its placeholder."""
    library = default_library(None)
    app = begin(library, "wuhan-2026-1", example=True)
    with Archive.create(data_dir, PASSPHRASE, use_keyring=False) as archive:
        entry = store_application(archive, app, library.sources(app.form))
    settings = WindowSettings(application=entry, form=app.form.id, width=1280, height=720)
    write_settings(data_dir, settings_text(settings))
    keep_last_form(data_dir, app.form)


def _first_paint(script: Path, *arguments: str) -> tuple[float, float]:
    """Milliseconds from before the process starts to its first paint, and its memory then in MB."""
    with tempfile.TemporaryDirectory(prefix="aimed-") as folder:
        environment = {
            **os.environ,
            "AIMED_DATA_DIR": folder,
            "AIMED_PASSPHRASE": PASSPHRASE,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "PYTHONPATH": str(HERE.parents[1]),
        }
        if "DISPLAY" not in environment:
            environment["QT_QPA_PLATFORM"] = "offscreen"
        _leave_as_on_the_first_day(Path(folder))
        start = time.monotonic()
        done = subprocess.run(
            [sys.executable, str(script), *arguments],
            env=environment,
            check=True,
            capture_output=True,
            timeout=120,
        )
    painted = json.loads(done.stdout.splitlines()[-1])
    return (painted["at"] - start) * 1000, painted["memory_mb"]
