"""Finds out whether Qt can open a window here, without Qt: it aborts the process when it cannot."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

from aimed_desktop.errors import UserProblem

_NEEDS_NO_DISPLAY = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
# Debian's packages of what Qt links to and does not bring along: to be imported at all, and for an X screen.
_FOR_QT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "libglib-2.0.so.0": "libglib2.0-0",
        "libgthread-2.0.so.0": "libglib2.0-0",
        "libGL.so.1": "libgl1",
        "libEGL.so.1": "libegl1",
        "libfontconfig.so.1": "libfontconfig1",
        "libfreetype.so.6": "libfreetype6",
        "libdbus-1.so.3": "libdbus-1-3",
        "libxkbcommon.so.0": "libxkbcommon0",
        "libX11.so.6": "libx11-6",
    }
)
_FOR_X11: Final[Mapping[str, str]] = MappingProxyType(
    {
        "libX11-xcb.so.1": "libx11-xcb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxcb.so.1": "libxcb1",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render.so.0": "libxcb-render0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-util.so.1": "libxcb-util1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
    }
)
_PACKAGES: Final = {**_FOR_QT, **_FOR_X11, "libstdc++.so.6": "libstdc++6", "libz.so.1": "zlib1g"}
_NOT_LOADED = re.compile(r"(lib\S+\.so[.\d]*): cannot open shared object file")  # in the words of glibc


def display_problem() -> UserProblem | None:
    """Why no window can be opened; None when one can."""
    if not sys.platform.startswith("linux"):
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform in _NEEDS_NO_DISPLAY:
        return _missing(_FOR_QT)
    if os.environ.get("WAYLAND_DISPLAY") and _wayland_answers():
        return _missing(_FOR_QT)
    if not os.environ.get("DISPLAY"):
        return UserProblem("no_display", reason="没有可用的图形显示（DISPLAY 没有设置）")
    if (missing := _missing([*_FOR_QT, *_FOR_X11])) is not None:
        return missing
    reason = f"图形显示“{os.environ['DISPLAY']}”连接不上"
    return None if _x11_answers() else UserProblem("no_display", reason=reason)


@contextmanager
def naming_libraries() -> Iterator[None]:
    """A system library that an import of Qt does not find becomes UserProblem `library_missing`."""
    try:
        yield
    except ImportError as error:
        if (found := _NOT_LOADED.search(str(error))) is None:
            raise
        raise _problem([found[1], *(name for name in _not_loaded(_FOR_QT) if name != found[1])]) from error


def _missing(libraries: Iterable[str]) -> UserProblem | None:
    missing = _not_loaded(libraries)
    return _problem(missing) if missing else None


def _problem(libraries: list[str]) -> UserProblem:
    packages = " ".join(dict.fromkeys(_PACKAGES[name] for name in libraries if name in _PACKAGES))
    return UserProblem(
        "library_missing", libraries="、".join(libraries), packages=packages or "含有它的软件包"
    )


def _x11_answers() -> bool:
    """Whether the X server takes us, by the library that Qt itself uses."""
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return bool(answers)


def _wayland_answers() -> bool:
    import socket

    folder = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(folder / os.environ["WAYLAND_DISPLAY"]))
        except OSError:
            return False
    return True


def _not_loaded(libraries: Iterable[str]) -> list[str]:
    """Those of the system's libraries that cannot be loaded."""
    import ctypes

    missing = []
    for name in libraries:
        try:
            ctypes.CDLL(name, mode=os.RTLD_LAZY)
        except OSError:
            missing.append(name)
    return missing
