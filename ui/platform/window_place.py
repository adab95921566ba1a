"""Where the window stands: as it was left, and always on a screen, clear of the task bar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication

from aimed_desktop.desktop.window_settings import WindowSettings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QMainWindow

LEAST_WIDTH: Final = 960
LEAST_HEIGHT: Final = 500  # a screen of 1366 x 768 at 125 %, less its task bar and the title bar
_TITLE_BAR: Final = 32
_EDGE: Final = 32  # of the window that stays in sight around a dialog


def restore(window: QMainWindow, settings: WindowSettings) -> None:
    """Give `window`, before it is shown, the size and place that it had."""
    window.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
    wanted = QRect(settings.left or 0, settings.top or 0, settings.width, settings.height)
    screen = QGuiApplication.screenAt(wanted.center()) or QGuiApplication.primaryScreen()
    fitting = clamp(wanted, screen.availableGeometry())
    window.resize(fitting.size())
    if settings.left is not None and settings.top is not None:
        window.move(fitting.topLeft())


def remember(window: QMainWindow, settings: WindowSettings) -> None:
    """Keep the size and place of `window` in `settings`; of a maximised one those that it comes back to."""
    settings.maximised = window.isMaximized()
    covers_all = settings.maximised or window.isFullScreen()
    size = window.normalGeometry().size() if covers_all else window.size()
    settings.width, settings.height = size.width(), size.height()
    if not covers_all:
        settings.left, settings.top = window.x(), window.y()


def files_folder(settings: WindowSettings) -> Path:
    """Where files were put last; at first 申报助手 among the user's documents."""
    if settings.export_folder:
        return Path(settings.export_folder)
    from PySide6.QtCore import QStandardPaths

    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "申报助手"


def resize_within(dialog: QDialog, width: int, height: int) -> None:
    """Give `dialog` that size, or what its window has room for."""
    parent = dialog.parentWidget()
    room = QSize(width + _EDGE, height + _EDGE) if parent is None else parent.window().size()
    dialog.resize(min(width, room.width() - _EDGE), min(height, room.height() - _EDGE))


def grow(dialog: QDialog) -> None:
    """Give `dialog` the height that its words need now, at the width that it has."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        dialog.resize(dialog.width(), max(dialog.height(), layout.totalHeightForWidth(dialog.width())))


def clamp(wanted: QRect, available: QRect) -> QRect:
    """`wanted`, the corner of the frame and the size inside it, made to fit on `available`."""
    width = max(min(wanted.width(), available.width()), LEAST_WIDTH)
    height = max(min(wanted.height(), available.height() - _TITLE_BAR), LEAST_HEIGHT)
    left = max(available.left(), min(wanted.left(), available.right() + 1 - width))
    top = max(available.top(), min(wanted.top(), available.bottom() + 1 - _TITLE_BAR - height))
    return QRect(left, top, width, height)
