"""The real window on a fictional example, brought to a page and photographed once it is at rest."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from aimed_desktop.application.values.shapes import Value
from aimed_desktop.demo import DEMO_PASSPHRASE
from aimed_desktop.desktop.window_settings import WindowSettings
from ui.desk.application_service import ApplicationService
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow
from ui.widgets import theme
from ui.widgets.jobs import Jobs

FORM = "wuhan-2026-1"
EXAMPLES = ("wuhan-2026-4", "fujian-2025-1", "wuxi-2026", FORM)
PATIENCE_SECONDS = 60
_FIRST_MS, _LOOK_MS, _SAME = 240, 80, 3  # at rest: as many looks show the same
_TITLE_HEIGHT = 30

Kind = TypeVar("Kind", bound=QWidget)


class Scene:
    """One window of a given size; what brings it to a page asks it for the way there.

    It begins as the program begins on a new machine; `unlock` makes the archive and the examples.
    """

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self.folder = folder
        jobs = Jobs()
        self._settings = WindowSettings(export_folder="/home/clerk/申报助手")
        desk = ApplicationService(folder / "data", jobs, use_keyring=False)
        self.window = MainWindow(desk, jobs, self._settings)
        self.window.resize(width, height)
        self._entries: dict[str, str] = {}
        self._undone: list[Callable[[], None]] = []
        self.window.show()
        self.window.begin_work()
        self.wait(lambda: self.window.keys.is_decided)
        self.wait(lambda: bool(self.window.start.notices.findChildren(QWidget, "card")))

    @property
    def view(self) -> ApplicationView:
        """The application that is open."""
        assert self.window.view is not None
        return self.window.view

    def unlock(self) -> None:
        """Make the archive, and in it an application of each example."""
        if self._entries:
            return
        self._settings.welcomed = True
        self.window.desk.door.unlock_with(DEMO_PASSPHRASE, self.window.fail)
        self.wait(lambda: self.window.desk.is_open)
        self.window.start.welcome.hide()
        for form in EXAMPLES:
            self.window.show_start()
            self.window.begin(form, True)
            self._wait_until_open()
            self._entries[form] = self.view.opened.id

    def entry(self, form: str) -> str:
        """The id of the application of an example."""
        return self._entries[form]

    def begin(self, form: str) -> None:
        """Begin a blank application; it is saved when this returns."""
        self.unlock()
        self.window.show_start()
        self.window.begin(form, False)
        self._wait_until_open()

    def open(self, form: str = FORM) -> None:
        """Show the application of an example."""
        self.unlock()
        entry = self._entries[form]
        if self.window.view is None or self.view.opened.id != entry:
            self.window.show_start()
            self.window.open_application(entry)
            self._wait_until_open()
        self.window.activateWindow()

    def start(self) -> None:
        """The start page with its list."""
        self.unlock()
        self.window.show_start()
        table = self.window.start.applications.table
        self.wait(lambda: table.rowCount() >= len(EXAMPLES))

    def step(self, index: int) -> None:
        """A step of the example."""
        self.open()
        self.view.show_step(index)

    def field(self, path: str, form: str = FORM) -> None:
        """A field of an example."""
        self.open(form)
        self.view.show_step(0)
        self.view.form.paper.verticalScrollBar().setValue(0)  # whatever was shown before
        self.view.form.focus_field(path)

    def side(self, tab: str) -> None:
        """A tab of the right panel, on a narrow window too."""
        self.view.form.columns.side_wanted.emit(tab)
        self.view.form.columns.open_side()

    def change(self, **values: Value) -> None:
        """Set fields of the open application until the page was shown."""
        app = self.view.opened.app
        before = {path: app.get(path) for path in values}
        for path, value in values.items():
            app.set(path, value)

        def put_back() -> None:
            for path, value in before.items():
                app.set(path, value)

        self.afterwards(put_back)

    def afterwards(self, undo: Callable[[], object]) -> None:
        """Call `undo` once the page was photographed."""
        self._undone.append(lambda: (undo(), None)[1])

    def press(self, *keys: str) -> None:
        """Keys, as the keyboard sends them."""
        for key in keys:
            QTest.keySequence(self.window.windowHandle(), QKeySequence(key))

    def shown(self, kind: type[Kind]) -> Kind:
        """The visible dialog or popup of that kind, once it is there."""

        def found() -> list[Kind]:
            return [
                each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()
            ]

        self.wait(lambda: bool(found()))
        return found()[0]

    def tidy(self) -> None:
        """As it was before the page was shown."""
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.done(QDialog.DialogCode.Rejected) if isinstance(widget, QDialog) else widget.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what was closed is gone
        while self._undone:
            self._undone.pop()()
        if self.window.view is None:
            return
        form = self.view.form
        form.writing.close_room()
        if form.columns.is_narrow and form.side.isVisible():
            form.columns.toggle_side()
        form.columns.close_outline()
        if form.isVisible():
            self.press("Escape")

    def close(self) -> None:
        """End the program."""
        self.window.close()

    def wait(self, is_done: Callable[[], bool]) -> None:
        """Let the window work until `is_done`."""
        start = time.monotonic()
        while not is_done():
            if time.monotonic() > start + PATIENCE_SECONDS:
                shown = [each.windowTitle() for each in QApplication.topLevelWidgets() if each.isVisible()]
                sys.exit(f"窗口没有按时准备好：{shown}")
            _let_work(20)

    def at_rest(self) -> QImage:
        """What is shown once it stays the same, its preview drawn and its checks done."""
        _let_work(_FIRST_MS)
        if (view := self.window.view) is not None:
            self.wait(lambda: view.preview.typesetter.is_idle)
        start, looks = time.monotonic(), [self._look()]
        while len(looks) < _SAME or any(look != looks[-1] for look in looks[-_SAME:]):
            if time.monotonic() > start + PATIENCE_SECONDS:
                sys.exit("窗口一直在变。")
            _let_work(_LOOK_MS)
            looks.append(self._look())
        return looks[-1]

    def _wait_until_open(self) -> None:
        self.wait(lambda: self.window.view is not None)
        self.view.form.paper.complete()
        self.wait(lambda: self.view.saver.is_clean)

    def _look(self) -> QImage:
        """The window, a popup at its place; a dialog alone, as large as it is beside the window."""
        picture = self.window.grab().toImage()
        others = [
            each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not self.window
        ]
        if any(isinstance(each, QDialog) for each in others):
            picture.fill(theme.colour("soft_line"))
        painter = QPainter(picture)
        for widget in others:
            if isinstance(widget, QDialog):
                self._paint_dialog(painter, widget)
            elif widget.windowType() is Qt.WindowType.Popup:
                painter.drawPixmap(widget.pos() - self.window.pos(), widget.grab())
        painter.end()
        return picture

    def _paint_dialog(self, painter: QPainter, dialog: QDialog) -> None:
        left = (self.window.width() - dialog.width()) // 2
        top = max(_TITLE_HEIGHT, (self.window.height() - dialog.height() + _TITLE_HEIGHT) // 2)
        title = QRect(left, top - _TITLE_HEIGHT, dialog.width(), _TITLE_HEIGHT)
        painter.fillRect(title, theme.colour("accent"))
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, dialog.windowTitle())
        painter.drawPixmap(QPoint(left, top), dialog.grab())
        painter.setPen(theme.colour("line"))
        painter.drawRect(QRect(left, title.top(), dialog.width(), dialog.height() + _TITLE_HEIGHT))


def _let_work(milliseconds: int) -> None:
    """Let the window and its threads work: QTest.qWait would hold Python's lock while it waits."""
    loop = QEventLoop()
    timer = QTimer(loop, interval=milliseconds, singleShot=True)
    timer.timeout.connect(loop.quit)
    timer.start()
    loop.exec()
