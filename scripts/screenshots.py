"""Photographs every page of the window into docs/screenshots/<size>-<theme>/<page>.png.

    screenshots.py [SIZE…] [--only PAGE…]

One process for each size: the scale of a screen is fixed when Qt starts. The clock stands still.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.screenshot_scene import Scene

TARGET = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
SIZES = {"1366x768@1.25": (1093, 614), "1366x768": (1366, 768), "2560x1440@1.5": (1706, 960)}
THEMES = ("light", "dark")
NOW = datetime.datetime(2026, 6, 1, 10, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))

PAGES: dict[str, Callable[[Scene], None]] = {
    "start": lambda scene: scene.start(),
    "start-welcome": lambda scene: scene.welcome(),
    "start-notice": lambda scene: scene.notice(),
    "amendment": lambda scene: scene.amendment(),
    "unit": lambda scene: scene.unit(),
    "summary": lambda scene: scene.summary(),
    "new": lambda scene: scene.new_dialog(),
    "fill-table": lambda scene: scene.field("unit_nature"),
    "fill-narrative": lambda scene: scene.field("background"),
    "fill-outline": lambda scene: scene.outline(),
    "fill-preview": lambda scene: scene.side("preview"),
    "fill-findings": lambda scene: scene.side("findings"),
    "fill-find": lambda scene: scene.find("胸痛"),
    "writing": lambda scene: scene.writing(),
    "table-dialog": lambda scene: scene.table(),
    "check": lambda scene: scene.step(1),
    "check-problems": lambda scene: scene.problems(),
    "materials": lambda scene: scene.step(2),
    "final": lambda scene: scene.step(3),
    "stamp": lambda scene: scene.step(4),
    "submit": lambda scene: scene.step(5),
    "help": lambda scene: scene.help("submit"),
    "keys": lambda scene: scene.help("keys"),
    "chapters-give": lambda scene: _chapters(scene, "give"),
    "chapters-take": lambda scene: _chapters(scene, "take_back"),
    "picture": lambda scene: _chapters(scene, "picture"),
    "material": lambda scene: _chapters(scene, "preview"),
    "narrative-figure": lambda scene: _narrative(scene, "figure"),
    "narrative-table": lambda scene: _narrative(scene, "table"),
    "writing-room": lambda scene: _narrative(scene, "room"),
    "find": lambda scene: _narrative(scene, "find"),
    "history": lambda scene: _history(scene, "history"),
    "profile": lambda scene: _history(scene, "profile"),
    "profile-offers": lambda scene: _history(scene, "offers"),
    # last: from here on a version of the example is fixed
    "final-again": lambda scene: _life(scene, "final"),
    "send-back": lambda scene: _life(scene, "send_back"),
    "fill-locked": lambda scene: _life(scene, "locked"),
    "stamp-scans": lambda scene: _life(scene, "stamp"),
    "submit-packed": lambda scene: _life(scene, "submit"),
}


def _chapters(scene: Scene, what: str) -> None:
    from scripts import screenshot_chapters  # noqa: PLC0415 - after the clock was stopped

    getattr(screenshot_chapters, what)(scene)


def _narrative(scene: Scene, what: str) -> None:
    from scripts import screenshot_narrative  # noqa: PLC0415 - after the clock was stopped

    getattr(screenshot_narrative, what)(scene)


def _history(scene: Scene, what: str) -> None:
    from scripts import screenshot_history  # noqa: PLC0415 - after the clock was stopped

    getattr(screenshot_history, what)(scene)


def _life(scene: Scene, what: str) -> None:
    from scripts import screenshot_life  # noqa: PLC0415 - after the clock was stopped

    getattr(screenshot_life, what)(scene)


class _StillDateTime(datetime.datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> _StillDateTime:
        return cls.fromtimestamp(NOW.timestamp(), tz)


class _StillDate(datetime.date):
    """The day of that clock."""

    @classmethod
    def today(cls) -> _StillDate:
        return cls(NOW.year, NOW.month, NOW.day)


def photograph(size: str, wanted: list[str]) -> None:
    """All pages of one size, light and dark."""
    datetime.datetime, datetime.date = _StillDateTime, _StillDate  # type: ignore[misc]
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the clock was stopped

    from scripts.screenshot_scene import Scene, keep  # noqa: PLC0415
    from ui import theme  # noqa: PLC0415

    application = QApplication(["aimed"])
    application.setCursorFlashTime(0)
    shown = theme.apply(application, "light")
    with tempfile.TemporaryDirectory(prefix="aimed-") as folder:
        scene = Scene(Path(folder), *SIZES[size])
        for name in wanted:
            for colours in THEMES:
                shown.choose(colours)
                PAGES[name](scene)
                keep(scene.at_rest(), TARGET / f"{size}-{colours}" / f"{name}.png")
                scene.tidy()
        scene.close()


def main() -> None:
    """Start a process for each size, or be one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", default=list(SIZES))
    parser.add_argument("--only", nargs="*", default=list(PAGES))
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        photograph(given.sizes[0], given.only)
        return
    with tempfile.TemporaryDirectory(prefix="aimed-") as folder:
        for size in given.sizes:
            again = [sys.executable, "-m", "scripts.screenshots", size, "--here", "--only", *given.only]
            subprocess.run(again, env=os.environ | _screen(size, Path(folder)), check=True)


def _screen(size: str, folder: Path) -> dict[str, str]:
    """What gives Qt a screen of that size and scale, which needs no display."""
    pixels, _, scale = size.partition("@")
    width, height = (int(side) for side in pixels.split("x"))
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height}
    usual = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = folder / "screen.json"
    path.write_text(json.dumps({"screens": [screen | usual]}), encoding="utf-8")
    return {"QT_SCALE_FACTOR": scale or "1", "QT_QPA_PLATFORM": f"offscreen:configfile={path}"}


if __name__ == "__main__":
    main()
