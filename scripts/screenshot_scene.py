"""The real window on a fictional example, brought to a page and photographed once it is at rest."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QToolButton, QWidget

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Value
from aimed_desktop.demo import DEMO_PASSPHRASE
from aimed_desktop.operations import pack_application
from ui import theme
from ui.application_view import ApplicationView
from ui.desk import Desk
from ui.help.help_dialog import HelpDialog
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.narrative.table_dialog import TableDialog
from ui.settings import Settings
from ui.start.unit_dialog import UnitDialog

FORM = "wuhan-2026-1"
NOTICE, SUMMARY = "wuhan-2026", "wuhan-2026-5"
OTHERS = ("wuhan-2026-4", "wuxi-2026", "fujian-2025-1")
TABLE = [["指标", "使用前", "使用后"], ["出报告时间（分钟）", "52", "18"], ["漏诊率（%）", "4.7", "1.2"]]
PATIENCE_SECONDS = 60
_LOOK_MS, _SAME = 150, 3  # at rest: as many looks show the same
_COLOURS = 96
_TITLE_HEIGHT = 30


class Scene:
    """One window of a given size; the pages of the table ask it for what they show."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self.folder = folder
        passphrase = folder / "passphrase"
        passphrase.write_text(DEMO_PASSPHRASE, encoding="utf-8")
        desk = Desk(folder / "data", jobs := Jobs(), None, passphrase, use_keyring=False)
        self.window = MainWindow(desk, jobs, Settings(export_folder="/home/clerk/申报助手", welcomed=True))
        self.window.resize(width, height)
        desk.failed.connect(self.window.fail)
        self.window.show()
        self.window.begin_work()
        self.wait(lambda: desk.is_open)
        for form in (*OTHERS, FORM):
            self.begin(form)
        self._entry = self.view.opened.id
        self._is_writing = False
        self._put_back: dict[str, Value] = {}

    @property
    def view(self) -> ApplicationView:
        """The application that is open."""
        assert self.window.view is not None
        return self.window.view

    def begin(self, form: str) -> None:
        """Begin an example; it is saved when this returns."""
        self.window.show_start()
        self.window.begin(form, True)
        self._wait_until_open()

    def _wait_until_open(self) -> None:
        self.wait(lambda: self.window.view is not None)
        self.view.form.paper.complete()
        self.wait(lambda: self.view.saver.is_clean)

    def open(self) -> None:
        """Show the example again where the start page was shown."""
        if self.window.view is None or self.view.opened.id != self._entry:
            self.window.show_start()
            self.window.open_application(self._entry)
            self._wait_until_open()
        self.window.activateWindow()

    def start(self) -> None:
        """The start page."""
        self.window.show_start()
        self.window.start.welcome.hide()

    def welcome(self) -> None:
        """The start page as a new clerk sees it."""
        self.start()
        self.window.start.welcome.show_done(has_passphrase=True, has_profile=False)
        self.window.start.welcome.show()

    def notice(self) -> None:
        """The start page with the details of a notice."""
        self.start()
        fold = self.window.start.findChild(QToolButton, f"unfold:{NOTICE}")
        if fold is not None and not fold.isChecked():
            fold.click()

    def amendment(self) -> None:
        """补充通知, over the start page."""
        self.start()
        self.window.starting.amend(self.window.desk.library.notice(NOTICE))

    def unit(self) -> None:
        """The first facts of the unit, over the start page."""
        self.start()
        UnitDialog({"unit.name": "武汉市示例医院"}, self.window).open()

    def summary(self) -> None:
        """汇总, with a whole packet and a damaged one."""
        self.start()
        packets = self.folder / "各单位报送包"
        if not packets.exists():
            self._pack_example(packets)
        button = self.window.start.findChild(QPushButton, f"summary:{SUMMARY}")
        assert button is not None
        button.click()
        page = self.window.summary.page
        page.added.emit([str(packets)])
        self.wait(lambda: page.sources.rowCount() > 1)

    def _pack_example(self, folder: Path) -> None:
        library = self.window.desk.library
        app = begin(library, FORM, example=True)
        notice, sources = library.notice(app.form.notice_id), library.sources(app.form)
        whole = pack_application(app, notice, sources, folder).paths[1]
        (folder / "区人民医院.zip").write_bytes(whole.read_bytes()[:-2000])

    def step(self, index: int) -> None:
        """A step of the example."""
        self.open()
        self.view.show_step(index)

    def field(self, path: str) -> None:
        """A field of the example."""
        self.step(0)
        self.view.form.focus_field(path)

    def new_dialog(self) -> None:
        """新建, over the start page."""
        self.start()
        self.window.start.applications.new.click()

    def outline(self) -> None:
        """The cursor in the outline."""
        self.field("unit_name")
        self.view.form.columns.open_outline()

    def side(self, tab: str) -> None:
        """A tab of the right panel, on a narrow window too."""
        self.field("lead_phone")
        self.view.form.columns.side_wanted.emit(tab)
        self.view.form.columns.open_side()
        self.wait(lambda: not any(self._is_typesetting(label) for label in self.view.findChildren(QLabel)))

    @staticmethod
    def _is_typesetting(label: QLabel) -> bool:
        return label.isVisible() and label.text().startswith("正在排版")

    def press(self, *keys: str) -> None:
        """Keys, as the keyboard sends them."""
        for key in keys:
            QTest.keySequence(self.window.windowHandle(), QKeySequence(key))

    def find(self, words: str) -> None:
        """The bar that finds and replaces, with what it found."""
        self.field("background")
        self.press("Ctrl+H")
        QTest.qWait(_LOOK_MS)
        event = QInputMethodEvent("", [])
        event.setCommitString(words)
        QApplication.sendEvent(QApplication.focusWidget() or self.window, event)
        self.press("F3")

    def writing(self) -> None:
        """The quiet room for one chapter."""
        self.field("background")
        self.press("F11")
        self._is_writing = True

    def table(self) -> None:
        """A small table while it is written."""
        self.step(0)
        TableDialog({"table": TABLE, "caption": "系统使用前后对比"}, self.window).open()

    def problems(self) -> None:
        """检查, with something left to do; it is put back afterwards."""
        self.open()
        app = self.view.opened.app
        self._put_back = {path: app.get(path) for path in ("unit_address", "lead_phone", "uscc")}
        for path, value in {
            "unit_address": None,
            "lead_phone": "1380000",
            "uscc": "12420100MB9X00015X",
        }.items():
            app.set(path, value)
        self.step(1)

    def help(self, topic: str) -> None:
        """What F1 shows."""
        self.step(0)
        HelpDialog(topic, self.window).open()

    def tidy(self) -> None:
        """As it was before the page was shown."""
        self.close_dialogs()
        if self.window.view is None:
            return
        for path, value in self._put_back.items():
            self.view.opened.app.set(path, value)
        self._put_back = {}
        if self._is_writing:
            self.press("F11")
            self._is_writing = False
        form = self.view.form
        if form.columns.is_narrow and form.side.isVisible():
            form.columns.toggle_side()
        form.columns.close_outline()
        if form.isVisible():
            self.press("Escape")

    def close_dialogs(self) -> None:
        """Leave every dialog, as Esc does."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()

    def close(self) -> None:
        """End the program."""
        self.close_dialogs()
        self.window.close()

    def wait(self, is_done: Callable[[], bool]) -> None:
        """Let the window work until `is_done`."""
        start = time.monotonic()
        while not is_done():
            if time.monotonic() > start + PATIENCE_SECONDS:
                sys.exit("窗口没有按时准备好。")
            QTest.qWait(20)

    def at_rest(self) -> QImage:
        """What is shown once it stays the same, its preview drawn and its checks done."""
        QTest.qWait(_LOOK_MS)
        if (view := self.window.view) is not None:
            self.wait(lambda: view.preview.typesetter.is_idle)
        start, looks = time.monotonic(), [self._look()]
        while len(looks) < _SAME or any(look != looks[-1] for look in looks[-_SAME:]):
            if time.monotonic() > start + PATIENCE_SECONDS:
                sys.exit("窗口一直在变。")
            QTest.qWait(_LOOK_MS)
            looks.append(self._look())
        return looks[-1]

    def _look(self) -> QImage:
        """The window with its dialogs over it, as a desktop would place them."""
        picture = self.window.grab().toImage()
        painter = QPainter(picture)
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget is not self.window and isinstance(widget, QDialog):
                self._paint_dialog(painter, widget)
        painter.end()
        return picture

    def _paint_dialog(self, painter: QPainter, dialog: QWidget) -> None:
        left = (self.window.width() - dialog.width()) // 2
        top = max(_TITLE_HEIGHT, (self.window.height() - dialog.height()) // 2)
        title = QRect(left, top - _TITLE_HEIGHT, dialog.width(), _TITLE_HEIGHT)
        painter.fillRect(title, theme.colour("accent"))
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, dialog.windowTitle())
        painter.drawPixmap(QPoint(left, top), dialog.grab())
        painter.setPen(theme.colour("line"))
        painter.drawRect(QRect(left, title.top(), dialog.width(), dialog.height() + _TITLE_HEIGHT))


def keep(image: QImage, path: Path) -> None:
    """Write `image` as a PNG of few colours."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    with Image.open(BytesIO(content.data())) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    few.save(path, optimize=True)
