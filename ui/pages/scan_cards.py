"""One stamped scan on its page: its first pages, what can be told of it, what can be done with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from aimed_desktop.services.stamping import ScanLine
from ui.platform.window_place import resize_within
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import repaint_role, words_label

THUMBNAIL_PX = 64
PAGE_PX = 760
_MOST_THUMBNAILS = 3


class ScanCard(QFrame):
    """A line of the list of scans."""

    removed = Signal()
    replaced = Signal()
    opened = Signal()

    def __init__(self, scan: ScanLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("scan")
        self._scan = scan
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        for data in scan.pictures[:_MOST_THUMBNAILS]:
            row.addWidget(picture(data, THUMBNAIL_PX, self))
        words = QVBoxLayout()
        pages = f"　共 {scan.pages} 页" if scan.pages else ""
        words.addWidget(words_label(f"{scan.name}{pages}", "", self))
        self._found = words_label(scan.words, scan.tone, self)
        words.addWidget(self._found)
        words.addStretch(1)
        row.addLayout(words, 1)
        look = quiet_button("查看", "look_at_scan", self.opened.emit, self)
        replace = quiet_button("替换…", "replace_scan", self.replaced.emit, self)
        remove = quiet_button("移出", "remove_scan", self.removed.emit, self)
        for button in (look, replace, remove):
            button.setAccessibleName(f"{button.text()} {scan.name}")
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def show_found(self, tone: str, words: str) -> None:
        """What its pages were found to be, in place of what was only guessed at first sight."""
        is_sure = self._scan.tone in ("good", "bad")
        self._found.setText(f"{self._scan.words}{words}" if is_sure else words)
        repaint_role(self._found, "bad" if self._scan.tone == "bad" else tone)


class ScanDialog(QDialog):
    """Every page of a scan, one under another."""

    def __init__(self, name: str, pictures: Sequence[bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = QVBoxLayout(self)
        area = QScrollArea(self)
        area.setObjectName("shown_pages")
        area.setAccessibleName("扫描件")
        area.setWidgetResizable(True)
        holder = QWidget(area)
        holder.setObjectName("page_desk")
        self._column = QVBoxLayout(holder)
        self._column.addStretch(1)
        self._waiting = deque(pictures)
        if not pictures:
            words = "这种文件不能在这里显示，请用看图软件打开原文件。"
            self._column.insertWidget(0, words_label(words, "quiet", holder))
        self._adding = QTimer(self, interval=0)  # a page each time: a scan may have hundreds
        self._adding.timeout.connect(self._add)
        self._adding.start()
        area.setWidget(holder)
        box.addWidget(area)
        box.addWidget(quiet_button("关闭", "close", self.accept, self), 0, Qt.AlignmentFlag.AlignRight)
        area.setFocus()
        resize_within(self, PAGE_PX + 80, 640)

    def _add(self) -> None:
        if not self._waiting:
            self._adding.stop()
            return
        page = picture(self._waiting.popleft(), PAGE_PX, self)
        self._column.insertWidget(self._column.count() - 1, page, 0, Qt.AlignmentFlag.AlignHCenter)


def picture(data: bytes, width: int, parent: QWidget) -> QLabel:
    """A page as a picture with a thin frame, `width` px wide on the screen."""
    pixels = QPixmap()
    pixels.loadFromData(data)
    return page_label(pixels, width, parent)


def page_label(pixels: QPixmap, width: int, parent: QWidget) -> QLabel:
    """The same of what is decoded."""
    label = QLabel(parent)
    label.setObjectName("scan_page")
    if pixels.isNull():
        return label
    ratio = label.devicePixelRatioF()
    pixels = pixels.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
    pixels.setDevicePixelRatio(ratio)
    label.setPixmap(pixels)
    return label
