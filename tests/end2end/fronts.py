"""The pages in front of an application, in the real window, each brought back again and again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from aimed_desktop.desktop.window_settings import WindowSettings
from tests.end2end.lives import SMALL, is_idle
from ui.desk.application_service import ApplicationService
from ui.shell.main_window import MainWindow
from ui.widgets.jobs import Jobs

GoTo = Callable[[MainWindow], QWidget]


class Front:
    """A window in which nothing is open, on a copy of the archive `kept` (None: there is none yet); `place`
    goes to what is walked over.
    """

    def __init__(
        self, qtbot: QtBot, kept: Path | None, work: Path, outside: list[str], place: GoTo, *, welcomed: bool
    ) -> None:
        self.groups: Sequence[str] | None = None
        self.outside = outside
        self._place = place
        self._qtbot = qtbot
        self._kept = kept
        self._work = work
        self._welcomed = welcomed
        self._window: MainWindow | None = None
        self._first: object = None
        self._number = 0

    @property
    def window(self) -> MainWindow:
        """The window that is open."""
        assert self._window is not None
        return self._window

    def bring(self) -> QWidget:
        """The window as it begins: another one, where something has changed."""
        if self._window is None or not isValid(self._window) or not self._window.isVisible():
            self._open()
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog) and top.isVisible():
                top.done(0)
        self._go_back()
        if self._shown() != self._first:
            self.close()
            self._open()
        return self._place(self.window)

    def is_at_rest(self) -> bool:
        """Whether nothing is under way."""
        return is_idle(self._window)

    def facts(self) -> object:
        """Whether the archive is open, what is open of it, what is listed."""
        window = self.window
        table, opened = window.start.applications.table, window.view
        listed = [item.text() for row in range(table.rowCount()) if (item := table.item(row, 0)) is not None]
        return window.desk.is_open, opened and opened.opened.id, listed

    def close(self) -> None:
        """End the program."""
        if self._window is not None and isValid(self._window):
            self._window.close()
            self._window.deleteLater()
        self._window = None

    def _shown(self) -> object:
        return self.facts(), self.window.start.welcome.isVisible()

    def _go_back(self) -> None:
        window = self.window
        window.show_start()
        pane = window.start.applications
        pane.search.clear()
        pane.bar.hide()
        if pane.is_bin:
            pane.show_bin(shown=False)
        for notice in window.start.notices._widgets:
            notice.unfold(unfolded=False)
        self._rest()
        pane.new.setFocus()

    def _rest(self) -> None:
        self._qtbot.waitUntil(self.is_at_rest, timeout=60_000)

    def _open(self) -> None:
        self._number += 1
        data = self._work / f"数据{self._number}"
        if self._kept is not None:
            shutil.copytree(self._kept, data)
        jobs = Jobs()
        settings = WindowSettings(export_folder=str(self._work), welcomed=self._welcomed)
        self._window = window = MainWindow(ApplicationService(data, jobs, use_keyring=False), jobs, settings)
        window.resize(*SMALL)
        with self._qtbot.waitExposed(window):
            window.show()
        window.begin_work()
        self._qtbot.waitUntil(lambda: bool(window.start.notices._widgets), timeout=60_000)
        self._rest()
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog) and top.isVisible():
                top.done(0)
        self._go_back()
        self._first = self._shown()
