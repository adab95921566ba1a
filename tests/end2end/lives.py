"""An application in every state of its life, in the real window, brought back to it again and again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from aimed_desktop.application.model import MaterialFile, Status
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.lifecycle import return_for_changes
from aimed_desktop.definition.library import default_library
from aimed_desktop.desktop.window_settings import WindowSettings
from aimed_desktop.services.archive_access import open_by_passphrase
from aimed_desktop.services.life_steps import finalise_kept, mark_application
from aimed_desktop.services.opening import Beginning, begin_application
from ui.desk.application_service import ApplicationService
from ui.platform import file_opener
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow
from ui.widgets.jobs import Jobs

PASSPHRASE = "走遍整个窗口的口令"
SMALL = (1093, 614)  # 1366 × 768 at 125 %
FORM = "wuhan-2026-1"
STATES = {
    "blank": "空白",
    "draft": "草稿",
    "final": "定稿",
    "printed": "已打印",
    "stamped": "已盖章",
    "submitted": "已报送",
    "returned": "退回修改",
    "rejected": "未通过",
    "accepted": "已受理",
}
_ROAD = (Status.PRINTED, Status.STAMPED, Status.SUBMITTED)
_WHY = "已逐页核对"

Place = Callable[[ApplicationView], QWidget]
Facts = tuple[Status, int, dict[str, Value], tuple[MaterialFile, ...]]


def make_state(state: str, folder: Path) -> str:
    """An archive with one application in that state; its id."""
    library = default_library(None)
    with open_by_passphrase(folder, PASSPHRASE, use_keyring=False) as archive:
        beginning = Beginning(FORM, example=state != "空白")
        opened = begin_application(archive, library, beginning)
        if state in ("空白", "草稿"):
            return opened.id
        finalise_kept(archive, opened.id, opened.app, folder)
        if state == "退回修改":
            return_for_changes(archive, opened.id, "区主管部门", "联系电话写错")
        elif state != "定稿":
            _mark(archive, opened.id, Status(state))
        return opened.id


def _mark(archive: Archive, entry: str, status: Status) -> None:
    before = _ROAD[: _ROAD.index(status)] if status in _ROAD else _ROAD
    for step in (*before, status):
        mark_application(archive, entry, step, why=_WHY)


def is_idle(window: MainWindow | None) -> bool:
    """Whether no thread works, nothing is checked, and no program of the system is waited for."""
    if window is None or not isValid(window):
        return True
    if window.view is not None and not window.view.preview.typesetter.is_idle:
        return False
    return not window._jobs._futures and not file_opener._attempts._under_way


class Life:
    """One application in the window, on a copy of the archive `kept`; `place` goes to what is walked over."""

    def __init__(self, qtbot: QtBot, kept: tuple[Path, str], work: Path, outside: list[str]) -> None:
        self.groups: Sequence[str] | None = None
        self.outside = outside
        self.place: Place = lambda view: view
        self._qtbot = qtbot
        self._kept, self._entry = kept
        self._work = work
        self._window: MainWindow | None = None
        self._first: Facts | None = None
        self._number = 0

    @property
    def window(self) -> MainWindow:
        """The window that is open."""
        assert self._window is not None
        return self._window

    def bring(self) -> QWidget:
        """Go back to the state, by the shortest way, and to the place."""
        if not self._can_go_back():
            self.close()
            self._open()
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog) and top.isVisible():
                top.done(0)
        view = self._view()
        view.form.writing.close_room()
        self._go_back(view)
        if not view.form.paper.is_complete:
            view.form.paper.complete()
        view.bar.hide()
        return self.place(view)

    def is_at_rest(self) -> bool:
        """Whether no thread works, nothing is checked, and no program of the system is waited for."""
        return is_idle(self._window)

    def facts(self) -> Facts | None:
        """Status, version, values and materials; None on the start page."""
        if (view := self.window.view) is None:
            return None
        app = view.opened.app
        return app.status, app.version, dict(app.values), app.materials

    def close(self) -> None:
        """End the program."""
        if self._window is not None and isValid(self._window):
            self._window.close()
            self._window.deleteLater()
        self._window = None

    def _can_go_back(self) -> bool:
        """Whether nothing was changed but values, of a draft."""
        if self._window is None or not isValid(self._window) or not self._window.isVisible():
            return False
        now, first = self.facts(), self._first
        if now is None or first is None or now == first:
            return True
        return now[:2] == first[:2] and now[0] is Status.DRAFT

    def _view(self) -> ApplicationView:
        window = self.window
        if window.view is None:
            window.open_application(self._entry)
            self._qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
        assert window.view is not None
        return window.view

    def _go_back(self, view: ApplicationView) -> None:
        assert self._first is not None
        _status, _version, values, materials = self._first
        app = view.opened.app
        if app.values != values or app.materials != materials:
            for name in {*app.values, *values}:
                app.set(name, values.get(name))
            app.set_materials(materials)
            view.form.bindings.settle()
        view.form.show_as(WindowSettings())

    def _open(self) -> None:
        self._number += 1
        data = self._work / f"数据{self._number}"
        shutil.copytree(self._kept, data)
        jobs = Jobs()
        settings = WindowSettings(export_folder=str(self._work / f"文件{self._number}"), welcomed=True)
        self._window = window = MainWindow(ApplicationService(data, jobs, use_keyring=False), jobs, settings)
        window.resize(*SMALL)
        with self._qtbot.waitExposed(window):
            window.show()
        window.begin_work()
        self._qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)
        self._view()
        self._first = self.facts()
