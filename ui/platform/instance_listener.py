"""Brings the window to the front when a second start of the program asks for it, and takes its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from aimed_desktop.desktop.instance import request_of, take_request


class InstanceListener(QObject):
    """Brings the window to the front whenever another start asks for it; `receive` is told its file."""

    def __init__(self, data_dir: Path, window: QWidget, receive: Callable[[Path], None]) -> None:
        super().__init__(window)
        self._window = window
        self._receive = receive
        self._data_dir = data_dir
        self._watcher = QFileSystemWatcher(self)
        folder = request_of(data_dir).parent
        if folder.is_dir():
            self._watcher.addPath(str(folder))
        self._watcher.directoryChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        request = take_request(self._data_dir)
        if request is None:
            return
        bring_forward(self._window)
        if request.file is not None:
            self._receive(request.file)


def bring_forward(window: QWidget) -> None:
    """Show the window above all others, out of the task bar if it is there."""
    state = window.windowState() & ~Qt.WindowState.WindowMinimized
    window.setWindowState(state | Qt.WindowState.WindowActive)
    for shown in (window, QApplication.activeModalWidget()):
        if shown is not None:
            shown.raise_()
            shown.activateWindow()
    QApplication.alert(window)
