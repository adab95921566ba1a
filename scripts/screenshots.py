"""Photographs every page of the window into screenshots/<size>-<theme>/<page>.png, which git ignores.

    screenshots.py [SIZE…] [--only PAGE…] [--to FOLDER]

Those that README.md shows stand in docs/screenshots; they are renewed with the set. One process for each
size, all at once: the scale of a screen is fixed when Qt starts. The clock stands still.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "screenshots"
IN_README = ROOT / "docs" / "screenshots"
README_FOLDER = "1366x768-light"
SIZES = {"1366x768@1.25": (1093, 614), "1366x768": (1366, 768), "2560x1440@1.5": (1707, 960)}
THEMES = ("light", "dark")
NOW = datetime.datetime(2026, 6, 1, 10, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


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


def photograph(size: str, wanted: list[str], target: Path) -> None:
    """The wanted pages of one size, light and dark; none wanted: all, and what is not one of them goes."""
    datetime.datetime, datetime.date = _StillDateTime, _StillDate  # type: ignore[misc]
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the clock was stopped

    from scripts.screenshot_file import keep  # noqa: PLC0415
    from scripts.screenshot_pages import pages_of  # noqa: PLC0415
    from scripts.screenshot_scene import Scene  # noqa: PLC0415
    from ui.widgets import theme  # noqa: PLC0415

    application = QApplication(["aimed"])
    application.setCursorFlashTime(0)
    shown = theme.apply(application, THEMES[0])
    theme.translate(application)
    with tempfile.TemporaryDirectory(prefix="aimed-") as folder:
        scene = Scene(Path(folder), *SIZES[size])
        pages = pages_of(size)
        for name, way in pages.items():
            if wanted and name not in wanted:
                continue
            for colours in THEMES:
                shown.choose(colours)
                way(scene)
                picture = scene.at_rest().copy(0, 0, *_pixels(size))  # of half a pixel, a whole one is drawn
                keep(picture, colours, target / f"{size}-{colours}" / f"{name}.png")
                scene.tidy()
        scene.close()
    if not wanted:
        _drop_others(size, set(pages), target)


def unknown(sizes: list[str], pages: list[str]) -> list[str]:
    """A Chinese sentence for each size or page that there is not, or not at these sizes."""
    from scripts.screenshot_pages import pages_of  # noqa: PLC0415 - Qt starts in a process of its own

    told = [f"没有这个尺寸：{size}。可用：{'、'.join(SIZES)}" for size in sizes if size not in SIZES]
    known = {page for size in sizes if size in SIZES for page in pages_of(size)}
    everywhere = "、".join(pages_of(next(iter(SIZES))))
    if told:
        return told
    return [f"所选尺寸里没有这个画面：{page}。可用：{everywhere}" for page in pages if page not in known]


def renew_readme(target: Path) -> None:
    """Bring what README.md shows up to what was photographed into the usual place."""
    for shown in IN_README.glob("*.png"):
        if (fresh := target / README_FOLDER / shown.name).exists():
            shutil.copyfile(fresh, shown)


def _drop_others(size: str, pages: set[str], target: Path) -> None:
    for colours in THEMES:
        for path in (target / f"{size}-{colours}").glob("*.png"):
            if path.stem not in pages:
                path.unlink()


def _pixels(size: str) -> tuple[int, int]:
    """Width and height of the screen."""
    width, height = size.partition("@")[0].split("x")
    return int(width), int(height)


def main() -> int:
    """Start a process for each size, or be one; the status for the shell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", metavar="SIZE", default=list(SIZES), help="、".join(SIZES))
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--to", type=Path, default=TARGET)
    parser.add_argument("--here", choices=SIZES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        photograph(given.here, given.only, given.to)
        return 0
    if told := unknown(given.sizes, given.only):
        sys.stderr.write("".join(f"{line}\n" for line in told))
        return 2
    with tempfile.TemporaryDirectory(prefix="aimed-") as folder:
        again = [sys.executable, "-m", "scripts.screenshots", "--to", str(given.to), "--only", *given.only]
        running = [
            subprocess.Popen([*again, "--here", size], env=os.environ | _screen(size, Path(folder)))
            for size in given.sizes
        ]
        ended = [process.wait() for process in running]
    if not any(ended) and given.to == TARGET:
        renew_readme(TARGET)
    return int(any(ended))


def _screen(size: str, folder: Path) -> dict[str, str]:
    """What gives Qt a screen of that size and scale, which needs no display."""
    width, height = _pixels(size)
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height}
    usual = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = folder / f"{size}.json"
    path.write_text(json.dumps({"screens": [screen | usual]}), encoding="utf-8")
    return {
        "QT_SCALE_FACTOR": size.partition("@")[2] or "1",
        "QT_QPA_PLATFORM": f"offscreen:configfile={path}",
    }


if __name__ == "__main__":
    sys.exit(main())
