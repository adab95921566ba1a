"""A printed page beside its scan, large: what differs is framed on both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from aimed_desktop.services.pile_view import PairLine
from ui.pages.scan_cards import page_label
from ui.platform.window_place import resize_within
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import button_row, words_label

_PAGE_PX, _LARGE_PX = 470, 1000
_LARGER, _SMALLER = "放大", "看整页"


class PairDialog(QDialog):
    """`lines`: all that can be looked at one after another, `at`: the one that is shown first.

    `refused` tells a page that a hand had placed, and that is another one; `sharp_wanted` a pair that is to
    be drawn large: until `show_sharp` it is shown small.
    """

    refused = Signal(object)  # PairLine
    sharp_wanted = Signal(object)

    def __init__(self, lines: Sequence[PairLine], at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines, self._at, self._width = tuple(lines), at, _PAGE_PX
        self._sharp: tuple[QImage | None, QImage | None] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = QVBoxLayout(self)
        self.words = words_label("", "", self)
        box.addWidget(self.words)
        self.area = QScrollArea(self)
        self.area.setObjectName("shown_pages")
        self.area.setAccessibleName("定稿和扫描件")
        self.area.setWidgetResizable(True)
        box.addWidget(self.area, 1)
        self.before = quiet_button("上一页", "pair_before", lambda: self.show_pair(self._at - 1), self)
        self.after = quiet_button("下一页", "pair_after", lambda: self.show_pair(self._at + 1), self)
        self.larger = quiet_button(_LARGER, "pair_larger", self._on_larger, self)
        self.no = quiet_button("不是这一页", "not_this_page", self._refuse, self)
        close = quiet_button("关闭", "close", self.accept, self)
        box.addLayout(button_row(self.before, self.after, self.larger, self.no, close))
        self._show(at)
        self.area.setFocus()
        resize_within(self, 2 * _PAGE_PX + 130, 640)

    @property
    def line(self) -> PairLine:
        """The pair that is shown."""
        return self._lines[self._at]

    @property
    def is_sharp(self) -> bool:
        """Whether the pair has been drawn large."""
        return self._sharp is not None

    def show_pair(self, at: int) -> None:
        """Show another one, and ask for it to be drawn large."""
        if 0 <= at < len(self._lines):
            self._show(at)
            self.sharp_wanted.emit(self.line)

    def show_sharp(self, line: PairLine, ours: QImage | None, scanned: QImage | None) -> None:
        """The pair as it was drawn; nothing where another one is shown by now."""
        if line is self.line:
            self._sharp = (ours, scanned)
            self._show_pages()

    def _show(self, at: int) -> None:
        self._at, self._sharp = at, None
        line = self.line
        self.setWindowTitle(f"对照：{line.name or '认不出的一页'}")
        said = line.words or "对上了"
        place = f"“{line.file}”第{line.index + 1}张" if line.file else ""
        self.words.setText("　".join(filter(None, (line.name, said, place))))
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at + 1 < len(self._lines))
        self.no.setVisible(line.by_hand)
        self._show_pages()

    def _show_pages(self) -> None:
        across, down = self.area.horizontalScrollBar().value(), self.area.verticalScrollBar().value()
        self.area.setWidget(self._pages(self.line))
        self.area.horizontalScrollBar().setValue(across)
        self.area.verticalScrollBar().setValue(down)

    def _on_larger(self) -> None:
        is_large = self._width == _LARGE_PX
        self._width = _PAGE_PX if is_large else _LARGE_PX
        self.larger.setText(_LARGER if is_large else _SMALLER)
        self._show_pages()

    def _refuse(self) -> None:
        self.refused.emit(self.line)
        self.accept()

    def _pages(self, line: PairLine) -> QWidget:
        holder = QWidget(self.area)
        holder.setObjectName("page_desk")
        row = QHBoxLayout(holder)
        sharp = self._sharp or (None, None)
        for head, data, drawn, none in (
            ("定稿", line.ours, sharp[0], "还没有说是哪一页"),
            ("扫描件", line.scanned, sharp[1], "没有扫到这一页"),
        ):
            side = QFrame(holder)
            column = QVBoxLayout(side)
            column.addWidget(words_label(head, "quiet", side))
            image = drawn if drawn is not None else QImage.fromData(data) if data else QImage()
            page = page_label(QPixmap.fromImage(image), self._width, side)
            shown = words_label(none, "warn", side) if image.isNull() else page
            column.addWidget(shown, 0, Qt.AlignmentFlag.AlignLeft)
            column.addStretch(1)
            row.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        return holder
