"""A printed page beside its scan, large: what differs is framed on both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from aimed_desktop.services.pile_view import PairLine
from ui.pages.scan_cards import picture
from ui.platform.window_place import resize_within
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import button_row, words_label

_PAGE_PX = 470


class PairDialog(QDialog):
    """`lines`: all that can be looked at one after another, `at`: the one that is shown first.

    `refused` tells a page that a hand had placed, and that is another one.
    """

    refused = Signal(object)  # PairLine

    def __init__(self, lines: Sequence[PairLine], at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines, self._at = tuple(lines), at
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = QVBoxLayout(self)
        self.words = words_label("", "", self)
        box.addWidget(self.words)
        self.area = QScrollArea(self)
        self.area.setObjectName("shown_pages")
        self.area.setAccessibleName("定稿和扫描件")
        self.area.setWidgetResizable(True)
        box.addWidget(self.area, 1)
        self.before = quiet_button("上一页", "pair_before", lambda: self._show(self._at - 1), self)
        self.after = quiet_button("下一页", "pair_after", lambda: self._show(self._at + 1), self)
        self.no = quiet_button("不是这一页", "not_this_page", self._refuse, self)
        close = quiet_button("关闭", "close", self.accept, self)
        box.addLayout(button_row(self.before, self.after, self.no, close))
        self._show(at)
        self.area.setFocus()
        resize_within(self, 2 * _PAGE_PX + 130, 640)

    def _show(self, at: int) -> None:
        if not 0 <= at < len(self._lines):
            return
        self._at = at
        line = self._lines[at]
        self.setWindowTitle(f"对照：{line.name or '认不出的一页'}")
        said = line.words or "对上了"
        place = f"“{line.file}”第{line.index + 1}张" if line.file else ""
        self.words.setText("　".join(filter(None, (line.name, said, place))))
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at + 1 < len(self._lines))
        self.no.setVisible(line.by_hand)
        self.area.setWidget(self._pages(line))

    def _refuse(self) -> None:
        self.refused.emit(self._lines[self._at])
        self.accept()

    def _pages(self, line: PairLine) -> QWidget:
        holder = QWidget(self.area)
        holder.setObjectName("page_desk")
        row = QHBoxLayout(holder)
        for head, data, none in (
            ("定稿", line.ours, "还没有说是哪一页"),
            ("扫描件", line.scanned, "没有扫到这一页"),
        ):
            side = QFrame(holder)
            column = QVBoxLayout(side)
            column.addWidget(words_label(head, "quiet", side))
            column.addWidget(picture(data, _PAGE_PX, side) if data else words_label(none, "warn", side))
            column.addStretch(1)
            row.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        return holder
