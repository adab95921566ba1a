"""图片一览: all pictures and papers on one sheet, and the tick that nothing in them gives a patient away."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.services.picture_sheet import PictureSheet, SheetPicture
from ui.pages.scan_cards import picture
from ui.platform.window_place import resize_within
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.page_parts import words_label

_COLUMNS: Final = 4
_SHOWN_PX: Final = 200
_TICK: Final = "已逐张看过：无患者姓名、住院号、人脸"


class PictureSheetDialog(QDialog):
    """`confirmed` tells of which pictures it is confirmed; with an empty mark, of none any more.

    `look_wanted`: a SheetPicture is to be seen large.
    """

    confirmed = Signal(str)
    look_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("图片一览")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sheet: PictureSheet | None = None
        self._waiting: deque[SheetPicture] = deque()
        box = QVBoxLayout(self)
        self.words = words_label("正在读取图片和材料……", "quiet", self)
        box.addWidget(self.words)
        self._area = self._made_area()
        self._newest: QWidget = self._area  # the next picture comes behind it in the order of Tab
        box.addWidget(self._area, 1)
        self.tick = QCheckBox(_TICK, self)
        self.tick.setObjectName("pictures_seen")
        self.tick.setEnabled(False)
        box.addWidget(self.tick)
        row = QHBoxLayout()
        row.addStretch(1)
        self.ok = primary_button("确定", "pictures_confirmed", self)
        self.ok.setDefault(True)
        self.ok.setEnabled(False)
        self.ok.clicked.connect(self._on_ok)
        row.addWidget(self.ok)
        row.addWidget(quiet_button("取消", "cancel_pictures", self.reject, self))
        box.addLayout(row)
        self._adding = QTimer(self, interval=0)  # one each time: there may be hundreds
        self._adding.timeout.connect(self._add)
        resize_within(self, 960, 660)
        self._area.setFocus()

    @property
    def is_filling(self) -> bool:
        """Whether pictures are still to come."""
        return bool(self._waiting)

    def show_sheet(self, sheet: PictureSheet) -> None:
        """The pictures, one after another, and what was confirmed of them."""
        self._sheet = sheet
        self._waiting.extend(sheet.pictures)
        words = [f"共 {len(sheet.pictures)} 张，点一张可放大看。有患者姓名、住院号、人脸的，请先遮盖或换掉。"]
        if sheet.unseen:
            words.append(f"不能在这里显示，请打开原文件看：{'；'.join(sheet.unseen)}。")
        self.words.setText("\n".join(words))
        self.tick.setChecked(sheet.is_seen)
        self._adding.start()

    def show_failed(self) -> None:
        """They could not be read; a dialog says why."""
        self.words.setText("没有读出来，请关掉再试一次。")

    def _made_area(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setObjectName("shown_pages")
        area.setAccessibleName("图片和材料")
        area.setWidgetResizable(True)
        holder = QWidget(area)
        holder.setObjectName("page_desk")
        self._grid = QGridLayout(holder)
        self._grid.setSpacing(12)
        area.setWidget(holder)
        return area

    def _add(self) -> None:
        if not self._waiting:
            self._adding.stop()
            for widget in (self.tick, self.ok):  # nobody has seen what does not stand here yet
                widget.setEnabled(self._sheet is not None and bool(self._sheet.mark))
            return
        each = self._waiting.popleft()
        cell = QVBoxLayout()
        button = self._button(each)
        cell.addWidget(button)
        words = words_label(each.words, "quiet", self)
        words.setMaximumWidth(_SHOWN_PX)
        cell.addWidget(words)
        cell.addStretch(1)
        at = self._grid.count()
        self._grid.addLayout(cell, at // _COLUMNS, at % _COLUMNS)
        QWidget.setTabOrder(self._newest, button)
        self._newest = button

    def _button(self, shown: SheetPicture) -> QToolButton:
        pixels = picture(shown.picture, _SHOWN_PX, self).pixmap()
        button = QToolButton(self)
        button.setObjectName("sheet_picture")
        button.setIcon(QIcon(pixels))
        button.setIconSize(pixels.deviceIndependentSize().toSize())
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(f"放大看 {shown.words}")
        button.setToolTip("放大看")
        button.clicked.connect(partial(self.look_wanted.emit, shown))
        return button

    def _on_ok(self) -> None:
        assert self._sheet is not None, "the button is pressed once they are shown"
        self.accept()
        self.confirmed.emit(self._sheet.mark if self.tick.isChecked() else "")
