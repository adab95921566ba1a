"""What goes wrong before there is a window: reported on stderr and, where somebody clicked, on the screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.end2end.test_window import has_ink, screen

SECRET = "420106199001010015"
START = "from aimed_desktop.__main__ import main; sys.exit(main())"


def started(before: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """The program, started as always after `before` has broken something in it."""
    return subprocess.Popen(
        [sys.executable, "-c", f"import sys\n{before}\n{START}", *arguments],
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    "broken",
    [
        "sys.modules['aimed_desktop.cli'] = None",
        "sys.modules['aimed_desktop.errors'] = None",
        "sys.modules['argparse'] = None",
    ],
)
def test_a_broken_installation_is_reported_and_is_no_refusal(broken: str, data_dir: Path) -> None:
    out, err = (program := started(broken, "forms", "list")).communicate(timeout=60)
    assert program.returncode == 3, err
    assert out == ""
    assert "Error" in err and "Traceback" not in err


def test_a_bug_before_the_window_stands_on_the_screen_without_what_was_typed(
    qtbot: QtBot, data_dir: Path
) -> None:
    program = started(f"import ui.widgets.theme; ui.widgets.theme.apply = lambda *_: {{}}[{SECRET!r}]")
    try:
        assert program.stderr is not None
        head, kind = program.stderr.readline(), program.stderr.readline()
        assert (head[:4], kind) == ("申报助手", "KeyError\n")
        qtbot.waitUntil(lambda: has_ink(screen()), timeout=20_000)
        assert program.poll() is None  # it waits until the dialog was read
    finally:
        program.kill()
    assert SECRET not in program.communicate()[1]


@pytest.mark.parametrize("platform", ["xcb", "offscreen"])
@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libGL.so.1", "libgl1"),
        ("libEGL.so.1", "libegl1"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
    ],
)
def test_a_missing_library_is_named_with_its_package(
    platform: str, library: str, package: str, data_dir: Path
) -> None:
    """The system's loader finds nothing under that name, as on a bare Debian."""
    hide = f"""
import ctypes
load = ctypes.CDLL.__init__
def refuse(self, name, *rest, **options):
    if name == {library!r}:
        raise OSError(name)
    load(self, name, *rest, **options)
ctypes.CDLL.__init__ = refuse"""
    arguments = [] if platform == "xcb" else ["--self-test"]
    err = (program := started(hide, *arguments, QT_QPA_PLATFORM=platform)).communicate(timeout=60)[1]
    assert program.returncode == 3
    assert f"缺少 {library}。" in err and f"装上 {package}，" in err
    assert "程序内部出错" not in err


def test_a_library_that_only_the_import_of_qt_misses_is_named_too(data_dir: Path) -> None:
    missing = "libICE.so.6: cannot open shared object file: No such file or directory"
    broken = f"""
class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name == "PySide6.QtWidgets":
            raise ImportError({missing!r})
sys.meta_path.insert(0, Refusing())"""
    for arguments in ([], ["--self-test"]):
        err = (program := started(broken, *arguments)).communicate(timeout=60)[1]
        assert program.returncode == 3
        assert "缺少 libICE.so.6" in err and "程序内部出错" not in err


def test_a_crash_names_the_lines_that_led_there(data_dir: Path) -> None:
    crash = "import aimed_desktop.cli, os; aimed_desktop.cli.main = lambda **_: os.abort()"
    err = (program := started(crash)).communicate(timeout=60)[1]
    assert program.returncode == -6
    assert "__main__.py" in err
