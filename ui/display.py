"""Finds out whether Qt can open a window here, without Qt: it aborts the process when it cannot."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NEEDS_NO_DISPLAY = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
_LIBRARIES = (
    "libGL.so.1",
    "libEGL.so.1",
    "libfontconfig.so.1",
    "libdbus-1.so.3",
    "libxkbcommon.so.0",
    "libxkbcommon-x11.so.0",
    "libxcb.so.1",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
)


def display_problem() -> str | None:
    """Why no window can be opened, in Chinese; None when one can."""
    if not sys.platform.startswith("linux"):
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform in _NEEDS_NO_DISPLAY:
        return None
    if os.environ.get("WAYLAND_DISPLAY") and _wayland_answers():
        return None
    if not os.environ.get("DISPLAY"):
        return "没有可用的图形显示（DISPLAY 没有设置）"
    missing = _missing_libraries()
    if missing:
        return f"缺少 Qt 需要的系统库 {'、'.join(missing)}"
    return None if _x11_answers() else f"图形显示“{os.environ['DISPLAY']}”连接不上"


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


def _missing_libraries() -> list[str]:
    """The system libraries that Qt links to and that cannot be loaded."""
    import ctypes

    missing = []
    for name in _LIBRARIES:
        try:
            ctypes.CDLL(name, mode=os.RTLD_LAZY)
        except OSError:
            missing.append(name)
    return missing
